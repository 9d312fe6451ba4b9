import { expect, it } from "vitest";
import { editDistance, nearest } from "./nearest.ts";

it("the nearest word is the one that was meant", () => {
  expect(nearest("dbsrever.crt", ["dbserver.crt", "dbclient.crt"])).toBe("dbserver.crt");
  expect(nearest("unlok", ["unlock", "csr"])).toBe("unlock");
  expect(nearest("completely-different", ["unlock", "csr"])).toBeNull();
  expect(nearest("x", [])).toBeNull();
});

it("two swapped letters count as one step", () => {
  expect(editDistance("sing", "sign")).toBe(1);
  expect(editDistance("", "abc")).toBe(3);
});
