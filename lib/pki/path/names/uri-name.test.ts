import { expect, test } from "vitest";
import { hostOfUri, isUriConstraint, isUriHostWithin } from "./uri-name.ts";

test.each([
  ["https://www.example/a?b#c", "www.example"],
  ["ldap://user:pw@dir.example:389/", "dir.example"],
  ["https://good.example@evil.example/", "evil.example"],
  ["urn:isbn:1", null],
  ["https://192.0.2.1/", null],
  ["https://[2001:db8::1]/", null],
  ["/relative", null],
  ["https:///path", null],
])("the URI %s has the host %s", (uri, host) => expect(hostOfUri(uri)).toBe(host));

test("a constraint of URIs is the host alone or what is below a dotted domain", () => {
  expect(isUriHostWithin("a.example", "a.example")).toBe(true);
  expect(isUriHostWithin("b.a.example", "a.example")).toBe(false);
  expect(isUriHostWithin("b.a.example", ".a.example")).toBe(true);
  expect(["https://a", "a:80", ""].map(isUriConstraint)).toEqual([false, false, false]);
});
