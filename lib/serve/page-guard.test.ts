import { createServer, type IncomingHttpHeaders, request as ask, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { guardPage } from "./page-guard.ts";

let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (guardPage(request, response)) return;
    response.setHeader("x-seen-policy", String(request.headers["content-security-policy"] ?? "none"));
    response.end("page");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function get(
  path: string,
  { method = "GET", headers = {}, body }: Asked = {},
): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const sent = ask({ host: "127.0.0.1", port, path, method, headers, agent: false }, (answer) => {
      answer.resume().on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
    }).on("error", reject);
    sent.end(body);
  });
}

const signedIn = { cookie: "locale=en; chainsmith.session_token=abc.def" };

test("a request without a session is sent to sign in, and back to where it wanted to go", async () => {
  expect(await get("/")).toMatchObject({ status: 307, headers: { location: "/sign-in", "cache-control": "no-store" } });
  expect(await get("/files?q=a%20b&_rsc=x1")).toMatchObject({
    status: 307,
    headers: { location: "/sign-in?next=%2Ffiles%3Fq%3Da%2Bb" },
  });
  expect(await get("/files?_rsc=x1")).toMatchObject({ headers: { location: "/sign-in?next=%2Ffiles" } });
  expect(await get("/files", { method: "HEAD" })).toMatchObject({ status: 307 });
  expect(await get("/files", { headers: { cookie: "not-chainsmith.session_token=abc" } })).toMatchObject({
    status: 307,
  });
});

test("an address cannot lead out of the console", async () => {
  for (const path of ["//evil.example/x", "/\\evil.example", "http://evil.example/x"]) {
    const { status, headers } = await get(path);
    expect(status).toBe(307);
    expect(headers.location).toMatch(/^\/sign-in(\?next=%2F(?!%2F|%5C)|$)/);
  }
});

test("what is no address is refused, and the server goes on", async () => {
  expect(await get("//[")).toMatchObject({ status: 400 });
  expect(await get("/sign-in")).toMatchObject({ status: 200 });
});

test("open pages, the HTTP interface and files of the build are not asked for a session", async () => {
  for (const path of [
    "/sign-in",
    "/setup",
    "/collect",
    "/install",
    "/api/v1/health",
    "/_next/static/chunks/a.js",
    "/icon.svg",
    "/favicon.ico",
  ]) {
    expect(await get(path), path).toMatchObject({ status: 200 });
  }
  // A page whose name only begins like one of them is a page.
  expect(await get("/icon.svg.html")).toMatchObject({ status: 307 });
  expect(await get("/apiary")).toMatchObject({ status: 307 });
});

test("a page has a policy with a nonce of its own, which Next is told and no client can set", async () => {
  const [one, two] = [
    await get("/files", { headers: { ...signedIn, "content-security-policy": "script-src 'nonce-mine'" } }),
    await get("/files", { headers: { cookie: "__Secure-chainsmith.session_token=abc" } }),
  ];
  const policy = String(one.headers["content-security-policy"]);
  expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'/);
  expect(policy).not.toContain("unsafe");
  expect(one.headers["x-seen-policy"]).toBe(policy);
  expect(two.headers["content-security-policy"]).not.toBe(policy);
});

test("a body that is too large is refused before it is read", async () => {
  const long = "x".repeat(64 * 1024 + 1);
  expect(
    await get("/sign-in", { method: "POST", body: long, headers: { "content-length": String(long.length) } }),
  ).toMatchObject({ status: 413 });
  expect(
    await get("/sign-in", { method: "POST", body: "x", headers: { "transfer-encoding": "chunked" } }),
  ).toMatchObject({ status: 413 });
  expect(await get("/sign-in", { method: "POST", body: "x", headers: { "content-length": "1" } })).toMatchObject({
    status: 200,
  });
  expect(
    await get("/files", {
      method: "POST",
      body: long,
      headers: { ...signedIn, "content-length": String(long.length) },
    }),
  ).toMatchObject({ status: 200 });
});
