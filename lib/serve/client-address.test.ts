import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { markRequest } from "./client-address.ts";
import { listenProblem, shownAddress } from "./listening.ts";

function marked(peer: string, headers: Record<string, string>) {
  const request = { socket: { remoteAddress: peer }, headers: { ...headers } } as unknown as IncomingMessage;
  const answered: Record<string, string> = {};
  markRequest(request, {
    setHeader: (name: string, value: string) => void (answered[name] = value),
  } as unknown as ServerResponse);
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
  expect(headers).toEqual({ "x-chainsmith-address": "192.0.2.7", "x-chainsmith-protocol": "http" });
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

test("a client on this machine without a proxy has the address of this machine", () => {
  const { headers } = marked("127.0.0.1", {});
  expect(headers).toEqual({ "x-chainsmith-address": "127.0.0.1", "x-chainsmith-protocol": "http" });
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
