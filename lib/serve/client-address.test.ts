import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { markRequest, proxiesAmong } from "./client-address.ts";
import { listenProblem, shownAddress } from "./listening.ts";

const newId = /^[A-Za-z0-9_-]{16}$/;
const onThisMachine = ["127.0.0.0/8", "::1"];

function marked(peer: string, headers: Record<string, string>, proxies: readonly string[] = onThisMachine) {
  const request = { socket: { remoteAddress: peer }, headers: { ...headers } } as unknown as IncomingMessage;
  const answered: Record<string, string> = {};
  const response = { setHeader: (name: string, value: string) => void (answered[name] = value) };
  markRequest(request, response as unknown as ServerResponse, proxiesAmong(proxies));
  return { headers: request.headers, answered };
}

test("an address in the headers of a stranger is not believed", () => {
  const { headers, answered } = marked("192.0.2.7", {
    "x-forwarded-for": "10.0.0.1",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "evil.example",
    "x-chainsmith-address": "10.0.0.1",
    "x-chainsmith-protocol": "https",
  });
  expect(headers).toEqual({
    "x-chainsmith-address": "192.0.2.7",
    "x-chainsmith-protocol": "http",
    "x-request-id": expect.stringMatching(newId),
  });
  expect(answered).toEqual({});
});

test("a proxy on this machine is believed, for the last address that it added", () => {
  const { headers, answered } = marked("::ffff:127.0.0.1", {
    "x-forwarded-for": "10.9.9.9, 198.51.100.4",
    "x-forwarded-proto": "https",
  });
  expect(headers["x-chainsmith-address"]).toBe("198.51.100.4");
  expect(headers["x-chainsmith-protocol"]).toBe("https");
  expect(answered["Strict-Transport-Security"]).toBe("max-age=31536000");
});

test("of several proxies the address counts that the outermost declared one has seen", () => {
  const chain = { "x-forwarded-for": "10.9.9.9, 198.51.100.4, 10.0.0.7, 10.0.0.8" };
  const seen = (proxies: readonly string[]) => marked("10.0.0.9", chain, proxies).headers["x-chainsmith-address"];
  expect(seen(["10.0.0.0/24"])).toBe("198.51.100.4");
  expect(seen(["10.0.0.9"])).toBe("10.0.0.8");
  expect(seen(["10.0.0.8"])).toBe("10.0.0.9");
  expect(seen([])).toBe("10.0.0.9");
});

test.each([
  ["198.51.100.4:52100", "198.51.100.4"],
  ["[2001:db8::7]:443", "2001:db8::7"],
  ["2001:db8::7", "2001:db8::7"],
  ["::ffff:198.51.100.4", "198.51.100.4"],
  ["unknown", "127.0.0.1"],
  ["_hidden", "127.0.0.1"],
  ["198.51.100.4, unknown", "127.0.0.1"],
  ["<script>", "127.0.0.1"],
])("a proxy that says %j means %s", (said, address) => {
  expect(marked("127.0.0.1", { "x-forwarded-for": said }).headers["x-chainsmith-address"]).toBe(address);
});

test("the protocol and host are what the nearest proxy said, and a host is a host", () => {
  const { headers } = marked("::1", {
    "x-forwarded-proto": "http, HTTPS",
    "x-forwarded-host": "evil, pki.example:8443",
  });
  expect(headers).toMatchObject({ "x-forwarded-proto": "https", "x-forwarded-host": "pki.example:8443" });
  expect(marked("::1", { "x-forwarded-proto": "https, http" }).headers["x-chainsmith-protocol"]).toBe("http");
  expect(marked("::1", { "x-forwarded-host": "a b/c" }).headers).not.toHaveProperty("x-forwarded-host");
});

test("a proxy that is not on this machine is believed once it is declared", () => {
  const headers = { "x-forwarded-for": "198.51.100.4", "x-forwarded-proto": "https" };
  expect(marked("fd00::5", headers, ["fd00::/8"]).headers["x-chainsmith-address"]).toBe("198.51.100.4");
  expect(marked("fd00::5", headers).headers["x-chainsmith-protocol"]).toBe("http");
  expect(marked("127.0.0.1", headers, ["10.0.0.1"]).headers["x-chainsmith-address"]).toBe("127.0.0.1");
});

test("a client on this machine without a proxy has the address of this machine", () => {
  const { headers } = marked("127.0.0.1", {});
  expect(headers).toMatchObject({ "x-chainsmith-address": "127.0.0.1", "x-chainsmith-protocol": "http" });
});

test("the name of a request is the one that a declared proxy gave, and of a stranger's word nothing is kept", () => {
  const given = { "x-request-id": "5f1c7a0e-0b1d-4a55-9c2e-0d8f1f3f7a10" };
  expect(marked("127.0.0.1", given).headers["x-request-id"]).toBe(given["x-request-id"]);
  expect(marked("192.0.2.7", given).headers["x-request-id"]).toMatch(newId);
  expect(marked("127.0.0.1", { "x-request-id": "a b\nfalse line of the log" }).headers["x-request-id"]).toMatch(newId);
  const [one, other] = [marked("192.0.2.7", {}), marked("192.0.2.7", {})];
  expect(one.headers["x-request-id"]).not.toBe(other.headers["x-request-id"]);
});

test("the address that is printed can be opened in a browser", () => {
  expect(shownAddress({ host: "127.0.0.1", port: 3000 })).toBe("http://localhost:3000");
  expect(shownAddress({ host: "0.0.0.0", port: 80 })).toBe("http://localhost");
  expect(shownAddress({ host: "2001:db8::1", port: 3000 })).toBe("http://[2001:db8::1]:3000");
});

test("a port that is taken is told with the variable that sets it", () => {
  const error = Object.assign(new Error("listen"), { code: "EADDRINUSE" });
  expect(listenProblem(error, { host: "127.0.0.1", port: 3000 })).toBe(
    "PORT is 3000, and something else listens on 127.0.0.1:3000 already; stop it or choose another PORT.",
  );
});
