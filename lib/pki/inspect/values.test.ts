import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { make, makeCrl } from "../../../test/support/authority.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { makeMutantSources } from "../../../test/support/mutants/sources.ts";
import { startWork } from "../../../test/support/work.ts";
import { contextConstructed, contextPrimitive, Tag } from "../asn1/der.ts";
import { encode, writeInteger, writeOctetString, writeOid, writeSequence, writeUtf8String } from "../asn1/der-write.ts";
import { isOid } from "../asn1/der-write.ts";
import { nameOfOid, Oid } from "../asn1/oid.ts";
import { oidSources } from "../asn1/oid-names.ts";
import { inspect } from "./inspect.ts";
import type { CertificateCard, CrlCard, InspectedElement, TextNode } from "./types.ts";

/** What is shown of values that are no plain names: otherName, Microsoft's extensions, unknown ones, lists. */

const folder = temporaryFolder();
afterAll(() => folder.remove());

const now = new Date("2027-06-01T00:00:00Z");
const look = async (der: Uint8Array, serials?: Uint8Array[]): Promise<InspectedElement> =>
  (await inspect(der, { now, ...(serials === undefined ? {} : { serials }) })).elements[0]!;
const nodes = function* (node: TextNode): Generator<TextNode> {
  yield node;
  for (const child of node.children ?? []) yield* nodes(child);
};
const valuesOf = ({ text }: InspectedElement, label: string): (string | undefined)[] =>
  [...nodes(text)].filter((node) => node.label === label).map(({ value }) => value);

describe("a certificate by OpenSSL with every extension", () => {
  let element: InspectedElement;
  beforeAll(async () => {
    element = await look(makeMutantSources(folder).ders[0]!);
  });
  it.each([
    ["UPN", "me@a.example"],
    ["SRV", "_x.a.example"],
    ["KRB5", "host/a.example@A.EXAMPLE"],
    ["KISA", "Hong, VID sha256 00112233"],
    ["SID", "S-1-5-21-1-2-3-1104"],
    ["Major Version", "100"],
    ["Version", "3 (0x2)"],
    ["Value", "text"],
    ["Not Before", "2025-01-01 00:00:00 UTC"],
  ])("%s is %s", (label, value) => {
    expect(valuesOf(element, label)).toContain(value);
  });
  it("the version of Microsoft's authority, the timestamp and the logotype are named", () => {
    const labels = [...nodes(element.text)].map(({ label }) => label);
    expect(labels).toContain("Logotype");
    expect(valuesOf(element, "Version")).toContain("V1.1");
    expect(valuesOf(element, "Timestamp")[0]).toContain("v1, log 0000");
  });
  it("the names of the card have the words for their kinds", () => {
    const kinds = (element.card as CertificateCard).altNames.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["dns", "upn", "SRV", "KRB5", "KISA", "directory"]));
  });
});

const other = (type: string, value: Uint8Array): Uint8Array =>
  encode(contextConstructed(0), writeOid(type), encode(contextConstructed(0), value));
const withNames = (...names: Uint8Array[]): Promise<InspectedElement> =>
  look(
    make({
      subject: { CN: "a.example" },
      extensions: [{ oid: Oid.subjectAltName, critical: false, value: writeSequence(...names) }],
    }).der,
  );

describe("otherName", () => {
  it.each<[string, Uint8Array, string]>([
    ["XMPP", other(Oid.xmppAddress, writeUtf8String("진@a.example")), "진@a.example"],
    ["SmtpUTF8Mailbox", other(Oid.smtpUtf8Mailbox, writeUtf8String("진@한국.kr")), "진@한국.kr"],
    [
      "NTDS-GUID",
      other(Oid.microsoftNtdsReplication, writeOctetString(Buffer.from("33221100554477668899aabbccddeeff", "hex"))),
      "00112233-4455-6677-8899-aabbccddeeff",
    ],
    ["otherName", other("1.2.3.4", writeInteger(7)), "1.2.3.4=7"],
    ["otherName", other("1.2.3.4", writeUtf8String("a\u202eb")), "1.2.3.4=a\\E2\\80\\AEb"],
    ["otherName", other("2.16.840.1.101.3.6.6", writeOctetString(Buffer.from("d023", "hex"))), "pivFASC-N=d023"],
    ["permanentIdentifier", other(Oid.permanentIdentifier, writeSequence(writeUtf8String("7"))), "7"],
  ])("%s %#", async (label, name, value) => {
    expect(valuesOf(await withNames(name), label)).toEqual([value]);
  });
  it("a kind whose value is of another form is shown as what it is", async () => {
    expect(valuesOf(await withNames(other(Oid.kerberosPrincipal, writeInteger(1))), "otherName")).toEqual([
      "kerberosPrincipal=1",
    ]);
  });
  it("a DNS name in UTF-8 is shown as it was meant", async () => {
    const element = await withNames(encode(contextPrimitive(2), Buffer.from("한국.example")));
    expect(valuesOf(element, "DNS")).toEqual(["한국.example"]);
    expect((element.card as CertificateCard).altNames).toEqual([{ kind: "dns", value: "한국.example" }]);
    expect(element.findings).toContainEqual(
      expect.objectContaining({
        code: "name.unicode",
        params: { name: "한국.example", ascii: "xn--3e0b707e.example" },
      }),
    );
  });
});

it("a card has the names of both lists where there are two", async () => {
  const list = (name: string) => ({
    oid: Oid.subjectAltName,
    critical: false,
    value: writeSequence(encode(contextPrimitive(2), Buffer.from(name))),
  });
  const { der } = make({ subject: { CN: "a.example" }, extensions: [list("a.example"), list("b.example")] });
  expect(((await look(der)).card as CertificateCard).altNames.map(({ value }) => value)).toEqual([
    "a.example",
    "b.example",
  ]);
});

it.each<[string, Uint8Array, string]>([
  ["text", writeUtf8String("한글"), "한글"],
  ["a time", encode(Tag.generalizedTime, Buffer.from("20270101000000Z")), "2027-01-01 00:00:00 UTC"],
  ["a number", writeInteger(500), "500"],
  ["an identifier", writeOid("2.23.140.1.2.1"), "domain-validated (2.23.140.1.2.1)"],
  ["bytes that are text", Buffer.from("plain words"), '70:6c:61:69:6e:20:77:6f:72:64:73 "plain words"'],
  ["bytes", Uint8Array.of(0xff, 0), "ff:00"],
])("the value of an unknown extension is shown as %s", async (_, value, shown) => {
  const { der } = make({ subject: { CN: "x" }, extensions: [{ oid: "1.2.3.4.5", critical: false, value }] });
  expect(valuesOf(await look(der), "Value")).toEqual([shown]);
});

it("each name of an identifier has a source, and stands in one list alone", () => {
  const all = oidSources.flatMap(({ source, names }) => Object.entries(names).map((entry) => ({ source, entry })));
  const acted = new Set<string>(Object.values(Oid));
  for (const { source, entry } of all) {
    expect(source).not.toBe("");
    expect([entry[0], isOid(entry[0]), acted.has(entry[0])]).toEqual([entry[0], true, false]);
    expect(nameOfOid(entry[0])).toBe(entry[1]);
  }
  expect(new Set(all.map(({ entry }) => entry[0])).size).toBe(all.length);
});

describe("a revocation list", () => {
  const issuer = make({ subject: { CN: "Lists" }, isCa: true });
  const serialOf = (number: number): Uint8Array => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(number, 4);
    bytes[0] = 0x40;
    return bytes;
  };
  it("a serial number is found in it, or not", async () => {
    const { der } = makeCrl({ issuer, revoked: [{ serial: serialOf(1) }, { serial: serialOf(2) }] });
    const lookup = async (serial: Uint8Array) => ((await look(der, [serial])).card as CrlCard).lookup;
    expect(await lookup(serialOf(2))).toMatchObject({
      serials: ["4000000000000002"],
      entries: [{ serial: "4000000000000002", reason: null }],
    });
    expect((await lookup(serialOf(3)))!.entries).toEqual([]);
  });
  it("a list of 100,000 entries is shown, and one of them found, in a second", async () => {
    const { der } = makeCrl({
      issuer,
      revoked: Array.from({ length: 100_000 }, (_, at) => ({ serial: serialOf(at) })),
    });
    const work = startWork();
    const { card, notes } = await look(der, [serialOf(99_999)]);
    expect(work()).toBeLessThan(1500);
    expect((card as CrlCard).lookup!.entries).toHaveLength(1);
    expect((card as CrlCard).revoked).toHaveLength(100);
    expect(notes).toContainEqual({ code: "crl.entries-capped", params: { limit: 100, total: 100_000 } });
  });
});
