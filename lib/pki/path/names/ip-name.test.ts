import { expect, test } from "vitest";
import { isIpAddressWithin, isIpConstraint } from "./ip-name.ts";

test("an address is within its network, and a mask with holes is malformed", () => {
  const network = Uint8Array.of(192, 0, 2, 0, 255, 255, 255, 0);
  expect(isIpConstraint(network)).toBe(true);
  expect(isIpConstraint(Uint8Array.of(192, 0, 2, 0, 255, 0, 255, 0))).toBe(false);
  expect(isIpConstraint(Uint8Array.of(192, 0, 2, 0))).toBe(false);
  expect(isIpAddressWithin(Uint8Array.of(192, 0, 2, 9), network)).toBe(true);
  expect(isIpAddressWithin(Uint8Array.of(192, 0, 3, 9), network)).toBe(false);
  expect(isIpAddressWithin(new Uint8Array(16), network)).toBe(false);
});
