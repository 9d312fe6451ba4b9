import { expect, test } from "vitest";
import { isDnsConstraint, isDnsName, isDnsNameWithin, matchesDnsName, mayTouchDnsSubtree } from "./dns-name.ts";

test.each([
  ["a.example", true],
  ["A-1.example", true],
  ["_sip._tcp.example", true],
  ["*.example", true],
  ["localhost", true],
  ["", false],
  [".example", false],
  ["a..example", false],
  ["a.example.", false],
  ["*", false],
  ["a.*.example", false],
  ["a*.example", false],
  ["-a.example", false],
  ["bücher.example", false],
  [`${"a".repeat(64)}.example`, false],
  ["a\u0000.example", false],
])("isDnsName takes %j: %s", (name, isOne) => expect(isDnsName(name, "wildcard")).toBe(isOne));

test.each([
  ["host.example", "host.example", true],
  ["HOST.example", "host.EXAMPLE", true],
  ["*.example.com", "a.example.com", true],
  ["*.example.com", "example.com", false],
  ["*.example.com", "a.b.example.com", false],
  ["*.com", "example.com", false],
  ["ba*.example.com", "baz.example.com", false],
  ["*.example.com", "*.example.com", false],
  ["xn--*.example.com", "xn--a.example.com", false],
])("the name %s stands for %s: %s", (presented, wanted, matches) =>
  expect(matchesDnsName(presented, wanted)).toBe(matches),
);

test.each([
  ["a.example", "example", true],
  ["example", "example", true],
  ["anexample", "example", false],
  ["a.b.example", "", true],
  ["example", ".example", false],
  ["a.example", ".example", true],
  ["*.example", "example", true],
  ["*.example", "a.example", false],
])("the name %s lies within %j: %s", (name, constraint, isWithin) =>
  expect(isDnsNameWithin(name, constraint)).toBe(isWithin),
);

test("a wildcard touches the names that it stands for", () => {
  expect(mayTouchDnsSubtree("*.example", "a.example")).toBe(true);
  expect(mayTouchDnsSubtree("*.example", ".a.example")).toBe(true);
  expect(mayTouchDnsSubtree("*.example", "other")).toBe(false);
  expect(mayTouchDnsSubtree("b.example", "a.example")).toBe(false);
});

test("a constraint is a domain, with a dot in front or empty, and no wildcard", () => {
  for (const good of ["", "example", ".example", "a.example"]) expect(isDnsConstraint(good), good).toBe(true);
  for (const bad of ["*.example", "example.", "a_b.example", "exa mple", ".."])
    expect(isDnsConstraint(bad), bad).toBe(false);
});
