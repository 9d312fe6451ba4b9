import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GET as downloadFile, POST as downloadKey } from "@/app/download/route.ts";
import { DELETE as deleteFile, GET as readFile, PUT as writeFile } from "@/app/api/v1/files/[name]/route.ts";
import { GET as health } from "@/app/api/v1/health/route.ts";
import { POST as askCommand } from "@/app/api/v1/pki/[command]/route.ts";
import { POST as typeLine } from "@/app/api/v1/terminal/route.ts";
import { uploadFile } from "@/app/(console)/files/actions.ts";
import { reviewFiles } from "@/app/(console)/import/actions.ts";
import { createConsole, type Console } from "../gate/console.ts";
import { hostToken } from "../../../test/support/tokens.ts";
import { createMigrated } from "../../../test/support/migrated-database.ts";

const person = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({
  headers: async () => person.headers,
  cookies: async () => ({ get: () => undefined, set: () => undefined }),
}));

const base = "http://localhost";
let world: Console;
let dataDir: string;
let token: string;

beforeAll(async () => {
  ({ dataDir } = await createMigrated("sqlite"));
  world = await createConsole({
    port: 0,
    host: "127.0.0.1",
    dataDir,
    databaseUrl: null,
    masterKeyFile: join(dataDir, "master.key"),
    backdating: 300_000,
    firstAdministrator: null,
  });
  Object.assign(globalThis, { [Symbol.for("chainsmith.console")]: Promise.resolve(world) });
  token = (await world.accounts.createToken({ ...hostToken(world.clock.now()), name: "test", role: "administrator" }))
    .token;
  await world.accounts.createUser({
    email: "ada@example.com",
    name: "Ada",
    role: "administrator",
    password: "otter-plinth-carbon",
  });
  const { headers } = await world
    .auth(false)
    .api.signInEmail({ body: { email: "ada@example.com", password: "otter-plinth-carbon" }, returnHeaders: true });
  person.headers = new Headers({
    cookie: headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; "),
  });
}, 120_000);

afterAll(async () => {
  await world.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const bearer = () => ({ authorization: `Bearer ${token}` });

function pki(command: string, input: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request(`${base}/api/v1/pki/${command}`, {
    method: "POST",
    body: JSON.stringify(input),
    headers: { ...bearer(), ...headers },
  });
  return askCommand(request, { params: Promise.resolve({ command }) });
}

function file(
  handler: typeof readFile,
  method: string,
  name: string,
  body: BodyInit | null = null,
  query = "",
): Promise<Response> {
  const request = new Request(`${base}/api/v1/files/${encodeURIComponent(name)}${query}`, {
    method,
    body,
    headers: bearer(),
    ...(body === null ? {} : { duplex: "half" }),
  } as RequestInit);
  return handler(request, { params: Promise.resolve({ name: encodeURIComponent(name) }) });
}

async function errorOf(response: Response): Promise<{ status: number; code: string; message: string }> {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, code: error.code, message: error.message };
}

function line(text: string, headers: Record<string, string> = bearer()): Promise<Response> {
  return typeLine(
    new Request(`${base}/api/v1/terminal`, {
      method: "POST",
      body: text,
      headers: { "content-type": "text/plain", ...headers },
    }),
  );
}

/** A certificate that somebody else made. */
function strangeCertificate(commonName: string): Uint8Array<ArrayBuffer> {
  const key = join(dataDir, `${commonName}.pem`);
  return new Uint8Array(
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        key,
        "-subj",
        `/CN=${commonName}`,
        "-days",
        "30",
      ],
      { stdio: ["ignore", "pipe", "ignore"] },
    ),
  );
}

test("the health route needs no token", async () => {
  const response = health();
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: "ok" });
});

test("a request without a token gets 401, how to send one, and no-store", async () => {
  const response = await typeLine(new Request(`${base}/api/v1/terminal`, { method: "POST", body: "pki list" }));
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toBe('Bearer realm="chainsmith"');
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(await response.text()).toMatch(/^FAILURE: .+\n$/);
});

test("the sentence of an error is in the language of the caller, and its code is the same in all", async () => {
  expect(
    await errorOf(await pki("item", { name: "nobody" }, { "accept-language": "ko-KR,ko;q=0.9,en;q=0.5" })),
  ).toMatchObject({ message: expect.stringMatching(/[가-힣]/) });
  expect(await errorOf(await pki("item", { name: "nobody" }, { "accept-language": "fr" }))).toMatchObject({
    message: expect.stringMatching(/^[ -~]+$/),
  });
});

test("a format that is known and not read here is a 422 that says what it is and the way on, in both languages", async () => {
  const key = { text: "PuTTY-User-Key-File-3: ssh-rsa\n" };
  const english = await pki("inspect", key, { "accept-language": "en" });
  expect(english.status).toBe(422);
  expect(await errorOf(english)).toMatchObject({
    code: "file.unsupported",
    message: expect.stringMatching(
      /^This is a private key of PuTTY, .*puttygen key\.ppk -O private-openssh/,
    ) as unknown,
  });
  expect(await errorOf(await pki("inspect", key, { "accept-language": "ko" }))).toMatchObject({
    message: expect.stringMatching(/^PuTTY의 개인 키입니다\. .*puttygen key\.ppk -O private-openssh/) as unknown,
  });
});

test("a negative answer of a typed line is 200 and FAILURE", async () => {
  await line("pki csr one CN:one.example.com key:p-256");
  await line("pki csr two CN:two.example.com key:p-256");
  const response = await line("pki match one.key two.csr\r\n");
  expect(response.status).toBe(200);
  expect(await response.text()).toMatch(/^FAILURE: /);
});

test("a typed line that cannot be answered is 4xx and FAILURE", async () => {
  for (const [text, status] of [
    ["pki sgin a b", 400],
    ["pki inspect nothing.crt", 404],
    ['pki csr a CN:"b', 400],
    ["pki csr one CN:one", 409],
  ] as const) {
    const response = await line(text);
    expect([text, response.status]).toEqual([text, status]);
    expect(await response.text()).toMatch(/^FAILURE: /);
  }
});

test("a file is stored once, recognised when it comes again, and comes back as it was", async () => {
  const bytes = strangeCertificate("stranger");
  expect((await file(writeFile, "PUT", "stranger.crt", bytes)).status).toBe(201);
  expect((await file(writeFile, "PUT", "stranger.crt", bytes)).status).toBe(200);
  const back = await file(readFile, "GET", "stranger.crt");
  expect(back.headers.get("content-disposition")).toBe("attachment; filename=stranger.crt");
  expect(new Uint8Array(await back.arrayBuffer())).toEqual(bytes);
});

test("other content under a name in use needs a confirmation and keeps the old one", async () => {
  const other = strangeCertificate("stranger-2");
  expect(await errorOf(await file(writeFile, "PUT", "stranger.crt", other))).toMatchObject({
    status: 409,
    code: "file.name-in-use",
  });
  expect((await file(writeFile, "PUT", "stranger.crt", other, "?confirm=replace")).status).toBe(201);
  const old = await file(readFile, "GET", "stranger.crt", null, "?generation=1");
  expect(old.status).toBe(200);
  expect((await old.text()).length).toBeGreaterThan(300);
});

test("JSON gives bytes as base64, alone and inside of lists", async () => {
  const der = strangeCertificate("bytes.example.com");
  const base64 = Buffer.from(der).toString("base64");
  const alone = (await (await pki("inspect", { base64, fileName: "any" })).json()) as { value: { kind: string } };
  expect(alone.value.kind).toBe("certificate");
  const listed = await pki("bundle", { files: [{ name: "bytes.crt", base64 }] });
  expect(await listed.json()).toMatchObject({ ok: true, value: { kind: "full-chain" } });
  const people = Buffer.from("name,email\nAda,ada@example.com\n").toString("base64");
  const preview = await pki("client-batch-preview", { base64: people, template: { subject: { CN: "{name}" } } });
  expect(await preview.json()).toMatchObject({ ok: true, value: { people: 1 } });
});

test.each([
  ["inspect", { base64: "not base64!" }, [{ field: "base64", code: "base64", params: {} }]],
  ["inspect", { base64: 7 }, null],
  ["inspect", { bytes: "AAAA" }, [{ field: "", code: "unknown-field", params: { name: "bytes" } }]],
  ["inspect", {}, [{ field: "", code: "one-of-fields", params: { fields: "file, text, base64" } }]],
  ["inspect", { text: "a", base64: "AAAA" }, [{ code: "one-of-fields" }]],
  [
    "upload",
    { files: [{ name: "a", bytes: "AAAA" }] },
    [{ field: "files.0", code: "unknown-field", params: { name: "bytes" } }],
  ],
  ["upload", { files: [{ name: "a", base64: "*" }] }, [{ field: "files.0.base64", code: "base64", params: {} }]],
  [
    "inspect",
    { base64: Buffer.alloc(21_000_001).toString("base64") },
    [{ field: "base64", code: "too-long", params: { maximum: 28_000_000 } }],
  ],
])("a refusal of %s names the bytes of JSON as JSON does: %#", async (command, input, issues) => {
  const response = await pki(command, input);
  expect(response.status).toBe(400);
  const { error } = (await response.json()) as { error: { code: string; params: { issues: unknown[] } } };
  expect(error.code).toBe("input.malformed");
  if (issues !== null) expect(error.params.issues).toMatchObject(issues);
});

test("a file that is too large is refused while it comes in", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  expect(await errorOf(await file(writeFile, "PUT", "endless.bin", endless))).toMatchObject({
    status: 413,
    code: "file.too-large",
  });
  expect(sent).toBeLessThan(22 * 1024 * 1024);
  expect(await errorOf(await pki("inspect", { text: "x".repeat(31 * 1024 * 1024) }))).toMatchObject({
    status: 413,
    code: "request.too-large",
  });
});

test("the largest file that is taken in is read to its end", async () => {
  expect((await file(writeFile, "PUT", "noise.bin", Buffer.alloc(20 * 1024 * 1024, 0x5a))).status).toBe(422);
  expect(
    await errorOf(await file(writeFile, "PUT", "noise.bin", Buffer.alloc(20 * 1024 * 1024 + 1, 0x5a))),
  ).toMatchObject({ status: 413 });
});

test("a file of a form goes whole into its command up to the limit, and is refused and audited beyond it", async () => {
  const formOf = (size: number, name: string) => {
    const form = new FormData();
    form.append("file", new File([Buffer.alloc(size, 0x5a)], "header.bin"));
    form.append("name", name);
    return form;
  };
  const limit = 20 * 1024 * 1024;
  const counted = () => world.database.client.auditEvent.count({ where: { errorCode: "file.too-large" } });
  const before = await counted();
  for (const send of [uploadFile, reviewFiles])
    expect(await send(formOf(limit + 1, "form.bin"))).toMatchObject({
      ok: false,
      error: { code: "file.too-large", params: { size: limit + 1, limit } },
    });
  expect(await counted()).toBe(before + 2);
  expect(await uploadFile(formOf(limit, 'a "quoted" name.bin'))).toMatchObject({
    ok: false,
    error: { code: "file.unrecognised", params: { size: limit } }, // read to its end
  });
  const form = new FormData();
  form.append("file", new File([strangeCertificate("form.example.com")], "header.crt"));
  form.append("name", "form.crt");
  expect(await uploadFile(form)).toMatchObject({
    ok: true,
    value: { stored: [{ storedAs: "form.crt" }], refused: [] },
  });
});

test("a private key does not leave by the files route", async () => {
  expect(await errorOf(await file(readFile, "GET", "one.key"))).toMatchObject({ status: 403, code: "file.is-secret" });
});

test("export answers with bytes that OpenSSL reads", async () => {
  await line("pki selfsigned root CN:root");
  await pki("authority-rights", { name: "root", exportKey: [{ role: "administrator" }] });
  const p12 = await pki("export", { name: "root", format: "pkcs12", passphrase: "correct horse battery" });
  expect(p12.headers.get("content-disposition")).toBe("attachment; filename=root.p12");
  writeFileSync(join(dataDir, "root.p12"), new Uint8Array(await p12.arrayBuffer()));
  const said = execFileSync(
    "openssl",
    ["pkcs12", "-in", join(dataDir, "root.p12"), "-passin", "pass:correct horse battery", "-nodes"],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  expect(said).toMatch(/BEGIN PRIVATE KEY/);
  const clear = await pki("export", { name: "root", format: "key-pem", unencrypted: true });
  expect(await clear.text()).toMatch(/^-----BEGIN PRIVATE KEY-----/);
});

test("a deletion names what depends on the file, and asks for that name", async () => {
  await line("pki sign one root");
  expect(await errorOf(await file(deleteFile, "DELETE", "root.crt"))).toMatchObject({
    status: 409,
    code: "file.has-dependents",
  });
  expect((await file(deleteFile, "DELETE", "root.crt", null, "?confirm=root.crt")).status).toBe(200);
  expect(await errorOf(await file(readFile, "GET", "root.crt"))).toMatchObject({ status: 404 });
});

test("a download of a key in the browser needs a form of the console", async () => {
  const form = (headers: Record<string, string>) => {
    const body = new FormData();
    body.set("name", "one");
    body.set("format", "key-pem");
    body.set("passphrase", "correct horse battery");
    return downloadKey(new Request(`${base}/download`, { method: "POST", body, headers }));
  };
  const own = await form({ "sec-fetch-site": "same-origin" });
  expect(own.status).toBe(200);
  expect(await own.text()).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  for (const headers of [
    {},
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example", host: "localhost" },
  ]) {
    expect(await errorOf(await form(headers as Record<string, string>))).toMatchObject({
      status: 403,
      code: "request.foreign-origin",
    });
  }
  expect((await downloadFile(new Request(`${base}/download?file=one.csr`))).status).toBe(200);
  expect(await errorOf(await downloadFile(new Request(`${base}/download?file=one.key`)))).toMatchObject({
    status: 403,
  });
});

test("nothing secret is in the log", async () => {
  const rows = await world.database.client.auditEvent.findMany();
  expect(rows.length).toBeGreaterThan(10);
  expect(JSON.stringify(rows)).not.toMatch(/correct horse|PRIVATE KEY|otter-plinth|cs_/);
});

test("findings have sentences in the language that is asked for", async () => {
  await pki("selfsigned", { name: "worded", subject: { CN: "Worded" } });
  const said = async (language: string) => {
    const response = await pki(
      "verify",
      { file: "worded.crt", anchors: "worded.crt", name: "other.example.com", purpose: "server" },
      { "accept-language": language },
    );
    const { value } = (await response.json()) as {
      value: { trusted: boolean; findings: { code: string; message: string; citation: string }[] };
    };
    return value;
  };
  const english = await said("en");
  expect(english.trusted).toBe(false);
  expect(english.findings[0]?.message).toMatch(/[a-z]\.$/);
  expect(english.findings.every(({ message, citation }) => message.length > 10 && citation !== "")).toBe(true);
  expect((await said("ko")).findings[0]?.message).toMatch(/[가-힣]/);
});
