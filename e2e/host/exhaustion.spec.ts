import { connect, type Socket } from "node:net";
import { port } from "../support/console.ts";
import { expect, test } from "../support/fixtures.ts";
import { startOwnConsole, stopOwnConsoles, type OwnConsole } from "../support/own-console.ts";

/** What clients that never sign in can do to the real server. */

test.use({ role: "nobody" });
const sockets: Socket[] = [];
test.afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await stopOwnConsoles();
});

const health = async ({ address }: OwnConsole): Promise<number> =>
  (await fetch(`${address}/api/v1/health`, { signal: AbortSignal.timeout(5000) })).status;

function open({ port: at }: OwnConsole, text: string): Socket {
  const socket = connect(at, "127.0.0.1");
  sockets.push(socket);
  socket.on("error", () => undefined);
  socket.resume().write(text);
  return socket;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Pages as a person would ask for them, so that "idle" is a console that has worked. */
async function warm({ address }: OwnConsole): Promise<void> {
  for (let i = 0; i < 20; i += 1) await (await fetch(`${address}/sign-in`)).arrayBuffer();
}

const forged = `chainsmith.session_token=${"a".repeat(32)}.${Buffer.alloc(32).toString("base64")}`;
const unknownToken = `Authorization: Bearer cs_${"A".repeat(43)}\r\n`;
const multipart =
  "Content-Type: multipart/form-data; boundary=x\r\nNext-Action: 0123456789abcdef0123456789abcdef01234567\r\n";
const doors: readonly (readonly [string, string, string])[] = [
  ["an action of a page", "POST /files", `${multipart}Cookie: ${forged}\r\n`],
  ["the sign-in", "POST /sign-in", multipart],
  ["a form for a file", "POST /download", `${multipart}Cookie: ${forged}\r\n`],
  ["a link to a file", "POST /collect/file", ""],
  ["a command over HTTP", "POST /api/v1/pki/upload", "Content-Type: application/json\r\n"],
  ["a file over HTTP", "PUT /api/v1/files/a.crt", unknownToken],
  ["a command with an unknown token", "POST /api/v1/pki/upload", unknownToken],
  ["a file of the build", "POST /_next/static/x.js", `Cookie: ${forged}\r\n`],
];
const bodyBytes = 28 * 1024 * 1024;

test("40 connections with 28 MB each, and none signed in, leave the memory of the console as it was", async ({
  folder,
}) => {
  const own = await startOwnConsole({ folder, port: port + 3 });
  await warm(own);
  await pause(1500);
  const idle = own.rssMegabytes();
  let most = idle;
  const watching = setInterval(() => (most = Math.max(most, own.rssMegabytes())), 20);
  for (const isChunked of [false, true]) {
    const clients = Array.from({ length: 40 }, (_, index) => {
      const [, line, headers] = doors[index % doors.length]!;
      const length = isChunked ? "Transfer-Encoding: chunked" : `Content-Length: ${bodyBytes}`;
      const socket = open(own, `${line} HTTP/1.1\r\nHost: localhost\r\n${headers}${length}\r\n\r\n`);
      return send(socket, isChunked);
    });
    await Promise.all(clients);
    expect(await health(own)).toBe(200);
  }
  clearInterval(watching);
  test.info().annotations.push({ type: "memory", description: `idle ${idle} MB, most ${most} MB` });
  console.log(`  idle ${idle.toFixed(1)} MB, most ${most.toFixed(1)} MB: ${(most / idle).toFixed(3)}`);
  expect(most / idle).toBeLessThan(1.3);
});

/** Sends until all is sent or the server has had enough, 20 s at the most. */
function send(socket: Socket, isChunked: boolean): Promise<void> {
  const piece = Buffer.alloc(256 * 1024, "x");
  let left = bodyBytes;
  return new Promise((resolve) => {
    const end = setTimeout(() => socket.destroy(), 20_000);
    socket.once("close", () => (clearTimeout(end), resolve()));
    const more = (): void => {
      while (left > 0 && !socket.destroyed) {
        left -= piece.length;
        if (isChunked) socket.write(`${piece.length.toString(16)}\r\n`);
        const isRoom = socket.write(piece);
        if (isChunked) socket.write("\r\n");
        if (!isRoom) return void socket.once("drain", more);
      }
      setTimeout(() => socket.destroy(), 3000);
    };
    more();
  });
}

test("1,100 upgrades at a limit of 1,024 descriptors leave the console answering, and nothing open", async ({
  folder,
}) => {
  const own = await startOwnConsole({ folder, port: port + 3, before: "ulimit -n 1024" });
  // Next hangs its own handler for upgrades on the server at the first page.
  await warm(own);
  const head = "Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
  for (let i = 0; i < 1100; i += 1) {
    open(
      own,
      `GET ${i % 2 === 0 ? "/" : "/api/v1/health"} HTTP/1.1\r\n${head}Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    );
    if (i % 100 === 99) expect(await health(own)).toBe(200);
  }
  await pause(500);
  expect(await health(own)).toBe(200);
  console.log(`  ${own.descriptors()} descriptors`);
  expect(own.descriptors()).toBeLessThan(100);
});

test("1,100 connections that send nothing, or half a header, do not keep others out", async ({ folder }) => {
  const own = await startOwnConsole({ folder, port: port + 3, before: "ulimit -n 1024" });
  for (let i = 0; i < 1100; i += 1) {
    open(own, i % 2 === 0 ? "" : "GET / HTTP/1.1\r\nHost: local");
    if (i % 50 === 49) await pause(150);
    if (i % 100 === 99) expect(await health(own)).toBe(200);
  }
  // Half a header is waited for ten seconds, and looked for every two.
  await expect.poll(() => own.descriptors(), { timeout: 30_000 }).toBeLessThan(700);
  expect(await health(own)).toBe(200);
});

test("a stop ends within its grace, whatever is open and whatever hangs", async ({ folder }) => {
  const own = await startOwnConsole({ folder, port: port + 3 });
  await warm(own);
  open(own, "");
  open(own, "GET / HTTP/1.1\r\nHost: local");
  open(own, "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf");
  open(
    own,
    `PUT /api/v1/files/a.crt HTTP/1.1\r\nHost: localhost\r\n${unknownToken}Content-Length: 1000000\r\n\r\nhalf`,
  );
  open(own, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  for (let i = 0; i < 20; i += 1) open(own, "GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await pause(500);
  const start = performance.now();
  own.kill("SIGTERM");
  expect(await own.ended).toBe(0);
  const seconds = (performance.now() - start) / 1000;
  console.log(`  ended after ${seconds.toFixed(1)} s`);
  expect(seconds).toBeLessThan(9);
});

test("a page with a measure of its own for images is not there", async ({ request }) => {
  for (const path of [
    "/_next/image?url=%2Ficon.svg&w=64&q=75",
    "/_next/image?url=http%3A%2F%2F127.0.0.1%2Fx&w=64&q=75",
  ])
    expect((await request.get(path, { maxRedirects: 0 })).status()).toBe(404);
});
