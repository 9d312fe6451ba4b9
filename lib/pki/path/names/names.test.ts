import { describe, expect, test } from "vitest";
import { isDnsConstraint, isDnsName, isDnsNameWithin, matchesDnsName, mayTouchDnsSubtree } from "./dns-name.ts";
import { isIpAddressWithin, isIpConstraint } from "./ip-name.ts";
import { isMailboxWithin, isMailConstraint, readMailbox } from "./mail-name.ts";
import { readPeerName } from "./peer-name.ts";
import { hostOfUri, isUriConstraint, isUriHostWithin } from "./uri-name.ts";

describe("DNS names", () => {
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
  ])("%j is one: %s", (name, isOne) => expect(isDnsName(name, "wildcard")).toBe(isOne));

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
  ])("%s stands for %s: %s", (presented, wanted, matches) => expect(matchesDnsName(presented, wanted)).toBe(matches));

  test.each([
    ["a.example", "example", true],
    ["example", "example", true],
    ["anexample", "example", false],
    ["a.b.example", "", true],
    ["example", ".example", false],
    ["a.example", ".example", true],
    ["*.example", "example", true],
    ["*.example", "a.example", false],
  ])("%s lies within %j: %s", (name, constraint, isWithin) => expect(isDnsNameWithin(name, constraint)).toBe(isWithin));

  test("a wildcard touches what it stands for", () => {
    expect(mayTouchDnsSubtree("*.example", "a.example")).toBe(true);
    expect(mayTouchDnsSubtree("*.example", ".a.example")).toBe(true);
    expect(mayTouchDnsSubtree("*.example", "other")).toBe(false);
    expect(mayTouchDnsSubtree("b.example", "a.example")).toBe(false);
  });

  test("constraints", () => {
    for (const good of ["", "example", ".example", "a.example"]) expect(isDnsConstraint(good), good).toBe(true);
    for (const bad of ["*.example", "example.", "a_b.example", "exa mple", ".."])
      expect(isDnsConstraint(bad), bad).toBe(false);
  });
});

describe("mailboxes", () => {
  test("read, unless quoted or ambiguous", () => {
    expect(readMailbox("Who@Host.Example")).toEqual({ local: "Who", host: "host.example" });
    for (const bad of ["who", "@host", "a@b@c", '"a b"@host', "who@[192.0.2.1]", "wh\u0000o@host", "wér@host"])
      expect(readMailbox(bad), bad).toBeNull();
    expect(readMailbox("wér@host", "utf8")).toEqual({ local: "wér", host: "host" });
  });

  test("within: one mailbox, one host, the hosts below a domain", () => {
    const who = readMailbox("Who@host.example")!;
    expect(
      ["Who@HOST.example", "host.example", ".example"].map((constraint) => isMailboxWithin(who, constraint)),
    ).toEqual([true, true, true]);
    expect(
      ["who@host.example", "example", ".host.example"].map((constraint) => isMailboxWithin(who, constraint)),
    ).toEqual([false, false, false]);
    expect(["a@b@c", "@host", ""].map(isMailConstraint)).toEqual([false, false, false]);
  });
});

describe("URIs", () => {
  test.each([
    ["https://www.example/a?b#c", "www.example"],
    ["ldap://user:pw@dir.example:389/", "dir.example"],
    ["https://good.example@evil.example/", "evil.example"],
    ["urn:isbn:1", null],
    ["https://192.0.2.1/", null],
    ["https://[2001:db8::1]/", null],
    ["/relative", null],
    ["https:///path", null],
  ])("%s has the host %s", (uri, host) => expect(hostOfUri(uri)).toBe(host));

  test("within: the host alone, or what is below a dotted domain", () => {
    expect(isUriHostWithin("a.example", "a.example")).toBe(true);
    expect(isUriHostWithin("b.a.example", "a.example")).toBe(false);
    expect(isUriHostWithin("b.a.example", ".a.example")).toBe(true);
    expect(["https://a", "a:80", ""].map(isUriConstraint)).toEqual([false, false, false]);
  });
});

describe("addresses", () => {
  test("networks, and masks with holes", () => {
    const network = Uint8Array.of(192, 0, 2, 0, 255, 255, 255, 0);
    expect(isIpConstraint(network)).toBe(true);
    expect(isIpConstraint(Uint8Array.of(192, 0, 2, 0, 255, 0, 255, 0))).toBe(false);
    expect(isIpConstraint(Uint8Array.of(192, 0, 2, 0))).toBe(false);
    expect(isIpAddressWithin(Uint8Array.of(192, 0, 2, 9), network)).toBe(true);
    expect(isIpAddressWithin(Uint8Array.of(192, 0, 3, 9), network)).toBe(false);
    expect(isIpAddressWithin(new Uint8Array(16), network)).toBe(false);
  });
});

test("a peer as a person types it", () => {
  expect(readPeerName("www.example.")).toEqual({ kind: "dns", value: "www.example" });
  expect(readPeerName("2001:db8::1").kind).toBe("ip");
  expect(readPeerName("who@host.example").kind).toBe("email");
});
