import { createServer, type IncomingHttpHeaders, request as ask, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHmac } from "node:crypto";
import { guardPage, mostAnonymousBytes } from "./page-guard.ts";
import { announceSessionSecret } from "./session-cookie.ts";

let server: Server;

const secret = "a secret of this test";
const explain = ({ code }: { code: string }) => ({ message: `[${code}]`, locale: "en" });

beforeAll(async () => {
  announceSessionSecret(secret);
  server = createServer((request, response) => {
    if (guardPage(request, response, explain)) return;
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

function signed(token: string, by = secret): string {
  return encodeURIComponent(`${token}.${createHmac("sha256", by).update(token).digest("base64")}`);
}
const signedIn = { cookie: `locale=en; chainsmith.session_token=${signed("abc")}` };
const withToken = { authorization: `Bearer cs_${"A".repeat(43)}` };

test("a request without a session is sent to sign in, and back to where it wanted to go", async () => {
  expect(await get("/")).toMatchObject({ status: 307, headers: { location: "/sign-in", "cache-control": "no-store" } });
  expect(await get("/files?q=a%20b&_rsc=x1")).toMatchObject({
    status: 307,
    headers: { location: "/sign-in?next=%2Ffiles%3Fq%3Da%2Bb" },
  });
  expect(await get("/files?_rsc=x1")).toMatchObject({ headers: { location: "/sign-in?next=%2Ffiles" } });
  expect(await get("/files", { method: "HEAD" })).toMatchObject({ status: 307 });
  expect(await get("/files", { headers: { cookie: `not-chainsmith.session_token=${signed("abc")}` } })).toMatchObject({
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
    await get("/files", { headers: { cookie: `__Secure-chainsmith.session_token=${signed("abc")}` } }),
  ];
  const policy = String(one.headers["content-security-policy"]);
  expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'/);
  expect(policy).not.toContain("unsafe");
  expect(one.headers["x-seen-policy"]).toBe(policy);
  expect(two.headers["content-security-policy"]).not.toBe(policy);
});

const long = "x".repeat(mostAnonymousBytes + 1);
const post = (headers: Readonly<Record<string, string>> = {}, body = long): Asked => ({
  method: "POST",
  body,
  headers: { "content-length": String(body.length), ...headers },
});

test.each([
  ["no cookie", {}],
  ["a cookie that is no signed one", { cookie: "chainsmith.session_token=abc.def" }],
  ["an empty signature", { cookie: "chainsmith.session_token=abc." }],
  ["the signature of another token", { cookie: `chainsmith.session_token=${signed("abc").replace("abc", "abd")}` }],
  ["the signature of another secret", { cookie: `chainsmith.session_token=${signed("abc", "another")}` }],
  ["a cookie that cannot be decoded", { cookie: "chainsmith.session_token=%E0%A4%A" }],
  ["a token of the HTTP interface", withToken],
])("a body larger than a sign-in is refused before it is read: %s", async (_, headers) => {
  for (const path of ["/sign-in", "/files", "/", "/download", "/collect/file", "/icon.svg", "/_next/static/a.js"]) {
    expect(await get(path, post(headers)), path).toMatchObject({ status: 413, headers: { connection: "close" } });
  }
  expect(await get("/files", { headers })).toMatchObject({ status: 307 });
});

test("a body of unknown length counts as a large one", async () => {
  const chunked = { method: "POST", body: "x", headers: { "transfer-encoding": "chunked" } };
  expect(await get("/sign-in", chunked)).toMatchObject({ status: 413 });
  expect(await get("/api/v1/files/a.crt", { ...chunked, method: "PUT" })).toMatchObject({ status: 401 });
});

test("a sign-in passes, and so does a large body with a session", async () => {
  expect(await get("/sign-in", post({}, "x".repeat(mostAnonymousBytes)))).toMatchObject({ status: 200 });
  expect(await get("/files", post(signedIn))).toMatchObject({ status: 200 });
});

test.each([
  ["none", {}],
  ["one of another kind", { authorization: "Basic YWRhOmFkYQ==" }],
  ["one with another prefix", { authorization: `Bearer sk_${"A".repeat(43)}` }],
  ["one that is too short", { authorization: "Bearer cs_abc" }],
  ["a session cookie", signedIn],
])("over HTTP a large body without a token that could be one is refused before it is read: %s", async (_, headers) => {
  for (const path of ["/api/v1/files/a.crt", "/api/v1/pki/upload", "/api/v1/terminal", "/api/v2"])
    expect(await get(path, post(headers)), path).toMatchObject({
      status: 401,
      headers: { "www-authenticate": 'Bearer realm="chainsmith"', "content-type": "application/json; charset=utf-8" },
    });
});

test("over HTTP a large body with a token passes to the gate, and a small one always does", async () => {
  expect(await get("/api/v1/files/a.crt", post(withToken))).toMatchObject({ status: 200 });
  expect(await get("/api/v1/terminal", post({}, "pki list"))).toMatchObject({ status: 200 });
});

test("of what Next serves by itself nothing but the files of the build is there", async () => {
  for (const path of ["/_next/image?url=%2Ficon.svg&w=64&q=75", "/_next/data/x.json", "/_next/hmr", "/_next/"])
    expect(await get(path, { headers: signedIn }), path).toMatchObject({ status: 404 });
});
