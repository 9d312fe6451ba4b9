import { expect, test } from "vitest";
import { readPeerName } from "./peer-name.ts";

test("readPeerName takes a host, an IP address or a mailbox as a person types it", () => {
  expect(readPeerName("www.example.")).toEqual({ kind: "dns", value: "www.example" });
  expect(readPeerName("2001:db8::1").kind).toBe("ip");
  expect(readPeerName("who@host.example").kind).toBe("email");
});
