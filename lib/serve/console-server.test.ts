import { createHmac } from "node:crypto";
import { request as ask, type IncomingHttpHeaders } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Answering, type ConsoleServer, createConsoleServer } from "./console-server.ts";
import type { FindPublished, PublishedFile } from "./published.ts";
import { announceSessionSecret } from "./session-cookie.ts";

/** The real server on a port of its own; what stands for Next answers as the test says. */

const secret = "a secret of this test";
const token = "abc";
const signedIn = {
  cookie: `chainsmith.session_token=${encodeURIComponent(`${token}.${createHmac("sha256", secret).update(token).digest("base64")}`)}`,
};
const megabyte = 1024 * 1024;

let running: ConsoleServer | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await running?.stop(0);
  running = undefined;
});

const reading: Answering = async (request, response) => {
  let size = 0;
  for await (const chunk of request) size += (chunk as Buffer).length;
  response.end(String(size));
};

async function serve(
  limits: Partial<Parameters<typeof createConsoleServer>[0]["limits"]> = {},
  answering: Answering = reading,
  trustedProxies: readonly string[] = [],
  published: FindPublished = () => Promise.resolve(null),
): Promise<number> {
  announceSessionSecret(secret);
  running = createConsoleServer({
    limits: { connections: 100, connectionsPerAddress: 100, megabytesInFlight: 64, ...limits },
    trustedProxies,
    explain: ({ code }) => ({ message: `[${code}]`, locale: "en" }),
    turnedAway: "come again",
    published,
    ocsp: (name, request) => ({ bytes: Buffer.from(`${name} ${Buffer.from(request).toString("hex")}`), kept: null }),
  });
  running.answerWith(answering);
  const { server } = running;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function get(port: number, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    ask({ host: "127.0.0.1", port, path, headers, agent: false }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (text: string) => (body += text));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    })
      .on("error", reject)
      .end();
  });
}

/** A bare connection: sends a text and gathers what comes back until the other side ends it. */
function bare(port: number, text = ""): { readonly socket: Socket; readonly ended: Promise<string>; said(): string } {
  const socket = connect(port, "127.0.0.1");
  socket.write(text);
  sockets.push(socket);
  let said = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
  socket.on("error", () => undefined);
  return { socket, ended: new Promise((resolve) => socket.once("close", () => resolve(said))), said: () => said };
}

async function until(holds: () => boolean, ms = 5000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error("it did not come true in time");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const openConnections = (): Promise<number> =>
  new Promise((resolve) => running?.server.getConnections((_, count) => resolve(count)));

test("a client that asks before it sends a large body is told no, and sends nothing", async () => {
  const port = await serve();
  const headers = "Host: x\r\nExpect: 100-continue\r\nContent-Length: 29360128\r\n";
  const refused = await bare(port, `POST /files HTTP/1.1\r\n${headers}\r\n`).ended;
  expect(refused).toMatch(/^HTTP\/1\.1 413 /);
  const passed = bare(port, `POST /files HTTP/1.1\r\n${headers}Cookie: ${signedIn.cookie}\r\n\r\n`);
  await until(() => passed.said().startsWith("HTTP/1.1 100 Continue"));
});

test("a client that sends a large body without asking still gets its answer", async () => {
  const port = await serve();
  const { socket, ended } = bare(port, "POST /files HTTP/1.1\r\nHost: x\r\nContent-Length: 29360128\r\n\r\n");
  socket.write(Buffer.alloc(4 * megabyte));
  expect(await ended).toMatch(/^HTTP\/1\.1 413 [\s\S]*\[request\.too-large\]/);
});

test("an upgrade is refused and its connection ends, whether the client ends it or not", async () => {
  const port = await serve();
  const upgrade = "GET /api/v1/health HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";
  const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
  const clients = Array.from({ length: 60 }, () => bare(port, `${upgrade}${key}\r\n`));
  for (const { ended } of clients) expect(await ended).toMatch(/^HTTP\/1\.1 400 /);
  expect(await openConnections()).toBe(0);
  expect(running?.server.listenerCount("upgrade")).toBe(1);
});

test("a client that offers HTTP/2 is answered over HTTP/1.1", async () => {
  const port = await serve();
  const headers = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "AAMAAABk" };
  expect(await get(port, "/sign-in", headers)).toMatchObject({ status: 200, body: "0" });
});

test("at its limit an address is told to come again while its requests are answered", async () => {
  const port = await serve({ connectionsPerAddress: 3 }, () => undefined);
  const busy = Array.from({ length: 3 }, () => bare(port, "GET /sign-in HTTP/1.1\r\nHost: x\r\n\r\n"));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const refused = await get(port, "/sign-in");
  expect(refused).toMatchObject({ status: 503, headers: { "retry-after": "5" }, body: "come again" });
  busy[0]!.socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const passed = bare(port, "GET /sign-in HTTP/1.1\r\nHost: x\r\n\r\n");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(passed.said()).toBe("");
});

test("connections that send nothing make room for those that do", async () => {
  const port = await serve({ connections: 5 });
  const silent = Array.from({ length: 5 }, () => bare(port));
  const slow = bare(port, "GET /sign-in HTTP/1.1\r\nHo");
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(await get(port, "/sign-in")).toMatchObject({ status: 200 });
  expect(await silent[0]!.ended).toBe("");
  slow.socket.destroy();
});

test("a proxy may bring more connections than one address, and its clients are counted apart", async () => {
  const port = await serve({ connectionsPerAddress: 2 }, () => undefined, ["127.0.0.1"]);
  const from = (address: string) =>
    bare(port, `GET /sign-in HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${address}\r\n\r\n`);
  const first = Array.from({ length: 2 }, () => from("198.51.100.4"));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await from("198.51.100.4").ended).toMatch(/^HTTP\/1\.1 503 [\s\S]*\[server\.busy\]/);
  const other = from("198.51.100.5");
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect([...first, other].map(({ said }) => said())).toEqual(["", "", ""]);
});

test("bodies that are on their way are limited in all, and room comes back with the answers", async () => {
  const port = await serve({ megabytesInFlight: 20 });
  const head = `POST /files HTTP/1.1\r\nHost: x\r\nCookie: ${signedIn.cookie}\r\nContent-Length: ${8 * megabyte}\r\n\r\n`;
  const one = bare(port, head);
  await new Promise((resolve) => setTimeout(resolve, 100));
  // Half of all is one address's.
  expect(await bare(port, head).ended).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 5[\s\S]*\[server\.busy\]/i);
  expect(await get(port, "/sign-in")).toMatchObject({ status: 200 });
  one.socket.write(Buffer.alloc(8 * megabyte));
  await until(() => one.said().includes(String(8 * megabyte)));
  const again = bare(port, head);
  again.socket.write(Buffer.alloc(8 * megabyte));
  await until(() => again.said().includes(String(8 * megabyte)));
});

test("a stop ends within its grace whatever is open", async () => {
  let begun = 0;
  const port = await serve({}, (request, response) => {
    begun += 1;
    if (request.url === "/sign-in?slow") setTimeout(() => response.end("done"), 400);
  });
  const body = `POST /files HTTP/1.1\r\nHost: x\r\nCookie: ${signedIn.cookie}\r\nContent-Length: 1000000\r\n\r\nhalf`;
  const open = [
    bare(port),
    bare(port, "GET /sign-in HTTP/1.1\r\nHo"),
    bare(port, body),
    bare(port, "GET /sign-in HTTP/1.1\r\nHost: x\r\n\r\n"),
    bare(port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
  ];
  const finishing = get(port, "/sign-in?slow");
  await until(() => begun === 3);
  const start = performance.now();
  const stopped = running!.stop(1000);
  expect(await finishing).toMatchObject({ status: 200, body: "done" });
  await stopped;
  const took = performance.now() - start;
  expect(took).toBeGreaterThan(900);
  expect(took).toBeLessThan(2000);
  await Promise.all(open.map(({ ended }) => ended));
});

test("a request that breaks what answers it is answered", async () => {
  const port = await serve({}, () => Promise.reject(new Error("broken")));
  expect(await get(port, "/sign-in")).toMatchObject({ status: 500 });
});

test("the rest of a body that was refused is not read", async () => {
  let early: Answering = (_request, response) => void response.end("early");
  const port = await serve({}, (request, response) => early(request, response));
  const seen: Socket[] = [];
  running!.server.on("connection", (socket: Socket) => seen.push(socket));
  for (const headers of ["", `Cookie: ${signedIn.cookie}\r\n`]) {
    for (const length of ["Content-Length: 29360128", "Transfer-Encoding: chunked"]) {
      const { socket, ended } = bare(port, `POST /files HTTP/1.1\r\nHost: x\r\n${headers}${length}\r\n\r\n`);
      if (length.startsWith("T")) socket.write("1c00000\r\n");
      for (let i = 0; i < 28; i += 1) socket.write(Buffer.alloc(megabyte));
      expect(await ended).toMatch(headers === "" ? /^HTTP\/1\.1 413 / : /^HTTP\/1\.1 200 [\s\S]*early/);
      expect(seen.at(-1)?.bytesRead).toBeLessThan(2 * megabyte);
    }
  }
  // A connection that had a large body which was read stays for the next request.
  early = reading;
  const { socket, said } = bare(port);
  for (const count of [1, 2]) {
    socket.write(
      `POST /files HTTP/1.1\r\nHost: x\r\nCookie: ${signedIn.cookie}\r\nContent-Length: ${megabyte}\r\n\r\n`,
    );
    socket.write(Buffer.alloc(megabyte));
    await until(() => said().split("HTTP/1.1 200").length === count + 1);
  }
});

const list: PublishedFile = {
  bytes: Buffer.from("a list"),
  mediaType: "application/pkix-crl",
  sha256: "0123456789abcdef".repeat(4),
  lastModified: new Date(Date.now() - 3600_000),
  nextUpdate: new Date(Date.now() + 1000_000),
};
const publishing: FindPublished = ({ kind, name, form }) =>
  Promise.resolve(kind === "list" && name === "corp ca" && form === "der" ? list : null);
const next: Answering = (_request, response) => response.end("from Next");

test("a published list is handed to every client, with its bare media type and what caches need", async () => {
  const port = await serve({}, next, [], publishing);
  const { status, headers, body } = await get(port, "/crl/corp%20ca.crl");
  expect([status, body, headers["content-type"]]).toEqual([200, "a list", "application/pkix-crl"]);
  expect(headers.etag).toBe('"0123456789abcdef0123456789abcdef"');
  expect(headers["last-modified"]).toBe(list.lastModified.toUTCString());
  const [, age = ""] = /max-age=(\d+)/.exec(headers["cache-control"] ?? "") ?? [];
  expect(Number(age)).toBeGreaterThan(800);
  expect(Number(age)).toBeLessThanOrEqual(900);
  expect(headers["set-cookie"]).toBeUndefined();
});

test("a client that has the list is told so, by its tag before its date", async () => {
  const port = await serve({}, next, [], publishing);
  const ask304 = async (headers: Readonly<Record<string, string>>) =>
    (await get(port, "/crl/corp%20ca.crl", headers)).status;
  expect(await ask304({ "if-none-match": '"x", W/"0123456789abcdef0123456789abcdef"' })).toBe(304);
  expect(await ask304({ "if-none-match": '"x"', "if-modified-since": new Date().toUTCString() })).toBe(200);
  expect(await ask304({ "if-modified-since": new Date().toUTCString() })).toBe(304);
  expect(await ask304({ "if-modified-since": new Date(Date.now() - 7200_000).toUTCString() })).toBe(200);
});

test("below the folders of published files is nothing else, and Next is never asked", async () => {
  const port = await serve({}, next, [], publishing);
  for (const path of [
    "/crl/none.crl",
    "/crl/corp%20ca.pem",
    "/crl//corp%20ca.crl",
    "/crl/%.crl",
    "/ca/corp%20ca.crl",
    "/ca/",
    "/crl/a/b.crl",
  ]) {
    const { status, body } = await get(port, path);
    expect([path, status, body]).toEqual([path, 404, ""]);
  }
  expect(
    await bare(port, "POST /crl/corp%20ca.crl HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
      .ended,
  ).toMatch(/^HTTP\/1\.1 405 [\s\S]*allow: GET, HEAD/i);
  const head = await bare(port, "HEAD /crl/corp%20ca.crl HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").ended;
  expect(head).toMatch(/^HTTP\/1\.1 200 [\s\S]*content-length: 6[\s\S]*\r\n\r\n$/i);
  expect((await get(port, "/crlx")).headers.location).toContain("/sign-in");
});

test("clients of published files have the limits of every client", async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const port = await serve({ connectionsPerAddress: 2 }, next, ["127.0.0.1"], async (path) => {
    await held;
    return publishing(path);
  });
  const from = (address: string) => get(port, "/crl/corp%20ca.crl", { "x-forwarded-for": address });
  const waiting = [from("192.0.2.1"), from("192.0.2.1")];
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await from("192.0.2.1")).status).toBe(503);
  release();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200]);
});

test("a question of OCSP is answered before Next, however its path is written", async () => {
  const port = await serve();
  const der = Buffer.from("fffffefbef", "hex"); // base64: //////77 and +-like letters
  const base64 = der.toString("base64");
  expect(base64).toMatch(/\/\//);
  for (const path of [base64, encodeURIComponent(base64), base64.replace("=", "%3d")]) {
    const { status, headers, body } = await get(port, `/ocsp/corp-ca/${path}`);
    expect([status, body]).toEqual([200, "corp-ca fffffefbef"]);
    expect(headers["content-type"]).toBe("application/ocsp-response");
    expect(headers["cache-control"]).toBe("no-store");
  }
  expect((await get(port, "/ocsp/%ED%95%9C/AA==")).body).toBe("한 00");
  // a path that is no text asks for nothing
  expect((await get(port, "/ocsp/corp-ca/%ff")).body).toBe("corp-ca ");
  expect((await get(port, "/ocsp/%ff/AA==")).body).toBe(" ");
  const post = (body: Uint8Array) =>
    fetch(`http://127.0.0.1:${port}/ocsp/corp-ca`, { method: "POST", body: Buffer.from(body) });
  expect(await (await post(der)).text()).toBe("corp-ca fffffefbef");
  expect((await post(new Uint8Array(70_000))).status).toBe(413);
  expect((await fetch(`http://127.0.0.1:${port}/ocsp/corp-ca`, { method: "PUT", body: "x" })).status).toBe(405);
});
