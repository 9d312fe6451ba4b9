import { isIPv6 } from "node:net";
import { describe, expect, it } from "vitest";
import { isFailure } from "../failure.ts";
import { generalNameKey, parseGeneralNameList, parseGeneralNameText, requireGeneralName } from "./general-name-text.ts";
import { formatIp, readIpText } from "./ip-text.ts";
import { startWork } from "../../../test/support/work.ts";

const parsed = (text: string): string => {
  const { kind, value } = parseGeneralNameText(text);
  return `${kind} ${value}`;
};
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (isFailure(error, "san.malformed")) {
      const { item, reason, part, position } = error.facts;
      return `${item} | ${reason} | ${part} | ${position}`;
    }
    throw error;
  }
  return "accepted";
}

describe("parseGeneralNameText by shape", () => {
  it.each([
    ["db01.acme.example", "dns db01.acme.example"],
    ["DB01.Acme.Example", "dns DB01.Acme.Example"],
    ["localhost", "dns localhost"],
    ["*.acme.example", "dns *.acme.example"],
    ["db_01.acme.example", "dns db_01.acme.example"],
    ["한국.kr", "dns xn--3e0b707e.kr"],
    ["*.한국.kr", "dns *.xn--3e0b707e.kr"],
    ["bücher.example", "dns xn--bcher-kva.example"],
    ["xn--3e0b707e.kr", "dns xn--3e0b707e.kr"],
    ["예시。한국", "dns xn--vv4b11d.xn--3e0b707e"],
    ["10.1.2.3", "ip 10.1.2.3"],
    ["0.0.0.0", "ip 0.0.0.0"],
    ["fe80::1", "ip fe80::1"],
    ["::", "ip ::"],
    ["[2001:db8::1]", "ip 2001:db8::1"],
    ["2001:0DB8:0:0:0:0:0:1", "ip 2001:db8::1"],
    ["::ffff:192.0.2.1", "ip ::ffff:c000:201"],
    ["pki@acme.example", "email pki@acme.example"],
    ["o'neil+x@acme.example", "email o'neil+x@acme.example"],
    ["a@한국.kr", "email a@xn--3e0b707e.kr"],
    ["https://acme.example/x?y#z", "uri https://acme.example/x?y#z"],
    ["urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "uri urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"],
    ["spiffe://acme.example/db", "uri spiffe://acme.example/db"],
    ["  db01.acme.example  ", "dns db01.acme.example"],
  ])("%s is %s", (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });
});

describe("parseGeneralNameText by prefix", () => {
  it.each([
    ["DNS:db01", "dns db01"],
    ["dns: db01", "dns db01"],
    ["IP:10.0.0.1", "ip 10.0.0.1"],
    ["IP Address:10.0.0.1", "ip 10.0.0.1"],
    ["email:a@b.kr", "email a@b.kr"],
    ["URI:https://a", "uri https://a"],
    ["UPN:jin@acme.example", "upn jin@acme.example"],
    ["upn:진@acme.example", "upn 진@acme.example"],
    ["RID:1.2.3.4", "rid 1.2.3.4"],
    [
      "sid: s-1-5-21-1004336348-1177238915-682003330-512",
      "uri tag:microsoft.com,2022-09-14:sid:S-1-5-21-1004336348-1177238915-682003330-512",
    ],
    ["IP:FE80::1", "ip fe80::1"],
  ])("%s is %s", (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });
});

describe("parseGeneralNameText refuses with the item, the reason and the part", () => {
  const label64 = "a".repeat(64);
  it.each([
    ["10.20.1.310", "ip-octet | 310 | 4"],
    ["10.20.01.3", "ip-octet | 01 | 3"],
    ["10.20.1", "ip-parts | 3 | 0"],
    ["1.2.3.4.5", "ip-parts | 5 | 0"],
    ["10..1.1", "ip-octet |  | 2"],
    ["10.0.0.0/8", "ip-cidr | /8 | 0"],
    ["2001:db8::/32", "ip-cidr | /32 | 0"],
    ["fe80:::1", "ip-malformed |  | 0"],
    ["1:2:3:4:5:6:7:8:9", "ip-malformed |  | 0"],
    ["1:2:3:4:5:6:7", "ip-malformed |  | 0"],
    ["fe80::1%eth0", "ip-malformed |  | 0"],
    ["::ffff:300.0.0.1", "ip-octet | 300 | 1"],
    ["IP:db01", "ip-malformed |  | 0"],
    ["DNS:10.0.0.1", "dns-numeric | 1 | 0"],
    ["db01.acme.example.", "dns-trailing-dot |  | 0"],
    ["db01..example", "dns-empty-label |  | 2"],
    [".example", "dns-empty-label |  | 1"],
    ["-db.example", "dns-hyphen | -db | 0"],
    ["db-.example", "dns-hyphen | db- | 0"],
    ["a.b*.example", "dns-wildcard |  | 0"],
    ["a.*.example", "dns-wildcard |  | 0"],
    ["*", "dns-wildcard |  | 0"],
    ["*.*.example", "dns-wildcard |  | 0"],
    ["db01.example:443", "dns-port | 443 | 0"],
    ["db/01", "dns-bad-character | / | 0"],
    ["db01.123", "dns-numeric | 123 | 0"],
    [`x.${label64}.y`, `dns-label-too-long | ${label64} | 2`],
    ["db 01", "white-space |  | 0"],
    ["DNS:", "empty |  | 0"],
    ["", "empty |  | 0"],
    ["xn--한.example", "dns-idn | xn--한.example | 0"],
    ["１.２.３.４", "dns-numeric | 4 | 0"],
    ["a@", "email-malformed |  | 0"],
    ["@b.kr", "email-malformed |  | 0"],
    ["a@b@c", "email-malformed |  | 0"],
    ["a..b@c.kr", "email-malformed |  | 0"],
    ["진@acme.example", "email-not-ascii |  | 0"],
    ["email:plain", "email-malformed |  | 0"],
    ["URI:/relative", "uri-relative |  | 0"],
    ["https://", "uri-malformed |  | 0"],
    ["https://a.example/\u0000x", "uri-malformed |  | 0"],
    ["https://a.example/\u0007x", "uri-malformed |  | 0"],
    ["UPN:jin", "upn-malformed |  | 0"],
    ["UPN:jin@", "upn-malformed |  | 0"],
    ["RID:9.9", "rid-malformed |  | 0"],
    ["SID:", "sid-malformed |  | 0"],
    ["SID:S-1-5", "sid-malformed |  | 0"],
    ["SID:S-1-5-21-4294967296", "sid-malformed |  | 0"],
  ])("%s", (text, expected) => {
    expect(refusal(() => parseGeneralNameText(text))).toBe(`${text} | ${expected}`);
  });
  it("a DNS name of more than 253 characters is refused", () => {
    const name = `${"a".repeat(63)}.`.repeat(4).slice(0, -1);
    expect(refusal(() => parseGeneralNameText(name))).toContain("dns-too-long | 255");
    expect(refusal(() => parseGeneralNameText(name.slice(2)))).toBe("accepted");
  });
  it("an empty item of a list is named by its number", () => {
    expect(refusal(() => parseGeneralNameList("a.example,,b.example"))).toBe(" | empty |  | 2");
    expect(refusal(() => parseGeneralNameList("a.example, "))).toBe(" | empty |  | 2");
    expect(parseGeneralNameList(" ")).toEqual([]);
    expect(parseGeneralNameList("a.example, 10.0.0.1\nb@c.kr").map(({ kind }) => kind)).toEqual(["dns", "ip", "email"]);
  });
  it("huge input is refused at once", () => {
    const work = startWork();
    for (const text of [
      "a".repeat(1e6),
      ".".repeat(1e6),
      "한".repeat(2000),
      "1:".repeat(1e6),
      "a@".repeat(1000),
      `${"1:".repeat(1000)}!`,
      `${"1:".repeat(1e5)}!`,
    ]) {
      expect(refusal(() => parseGeneralNameText(text))).not.toBe("accepted");
    }
    expect(work()).toBeLessThan(500);
  });
});

describe("IPv6 text", () => {
  it("an IPv6 address is what Node takes for one", () => {
    const samples = [
      "::1",
      "1::",
      "::",
      "1::2",
      "1:2:3:4:5:6:7:8",
      "1:2:3:4:5:6:7::",
      "::2:3:4:5:6:7:8",
      "1::2::3",
      ":1",
      "1:",
      "12345::",
      "::g",
      "::1.2.3.4",
      "1:2:3:4:5:6:1.2.3.4",
      "1:2:3:4:5:6:7:1.2.3.4",
      "::1.2.3",
      "1.2.3.4::",
      ":::",
      "",
      "0:0:0:0:0:0:0:0",
      "::FFFF:1.2.3.4",
      "1:2:3:4:5:6:7:8::",
    ];
    for (const text of samples)
      expect([text, text.includes(":") && "octets" in readIpText(text)]).toEqual([text, isIPv6(text)]);
  });
  it("an IPv6 address is written by RFC 5952, as the URL parser does", () => {
    for (let i = 0; i < 500; i++) {
      const bytes = Uint8Array.from({ length: 16 }, (_, at) =>
        ((i * 7919 + at * 104729) >> 3) % 5 < 3 ? 0 : (i * 31 + at * 17) & 0xff,
      );
      const text = formatIp(bytes);
      expect(new URL(`http://[${text}]/`).hostname).toBe(`[${text}]`);
      const back = readIpText(text);
      expect("octets" in back && Buffer.from(back.octets).equals(bytes)).toBe(true);
    }
  });
});

it("DNS names are compared without regard to case, other names exactly", () => {
  expect(generalNameKey({ kind: "dns", value: "A.example" })).toBe(generalNameKey({ kind: "dns", value: "a.EXAMPLE" }));
  expect(generalNameKey({ kind: "uri", value: "https://A" })).not.toBe(
    generalNameKey({ kind: "uri", value: "https://a" }),
  );
  expect(generalNameKey({ kind: "dns", value: "10" })).not.toBe(generalNameKey({ kind: "ip", value: "10" }));
});
it("a refusal names the item apart from its value", () => {
  expect(refusal(() => requireGeneralName({ kind: "ip", value: "x" }, "IP:x"))).toBe("IP:x | ip-malformed |  | 0");
});
