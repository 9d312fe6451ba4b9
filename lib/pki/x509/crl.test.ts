import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mkdirSync } from "node:fs";
import { octets, openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { importPeerKey, readCrlByPkijs, writeCrlByPkijs } from "../../../test/support/pkijs.ts";
import { startWork } from "../../../test/support/work.ts";
import { serialHex } from "./certificate.ts";
import { readCrl, readCrlNumber } from "./crl.ts";
import { Tag } from "../asn1/der.ts";
import {
  encode,
  writeBitString,
  writeInteger,
  writeNull,
  writeOid,
  writeSequence,
  writeTime,
} from "../asn1/der-write.ts";
import { formatName } from "./name.ts";
import { Oid } from "../asn1/oid.ts";
import { verifySignature } from "../keys/signature.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
const serials = ["01", "80", "ff", "1234567890ABCDEF1234567890ABCDEF"];
const reasons = ["keyCompromise", "superseded", "certificateHold", "unspecified"];

/** A database for `openssl ca`: four revoked certificates. */
beforeAll(() => {
  openssl(`req -x509 -newkey rsa:2048 -nodes -keyout ${at("ca.key")} -subj /CN=Crl -days 9 -out ${at("ca.crt")}`);
  mkdirSync(at("new"));
  const lines = serials.map(
    (serial, i) => `R\t301231235959Z\t261101000000Z${i === 3 ? "" : `,${reasons[i]}`}\t${serial}\tunknown\t/CN=x${i}`,
  );
  folder.write("index.txt", `${lines.join("\n")}\n`);
  folder.write("crlnumber", "1F\n");
  folder.write(
    "ca.cnf",
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${at("index.txt")}\ncrlnumber=${at("crlnumber")}\nnew_certs_dir=${at("new")}\ndefault_md=sha256\ncrl_extensions=e\ndefault_crl_days=7\n[e]\nauthorityKeyIdentifier=keyid\n`,
  );
  openssl(`ca -config ${at("ca.cnf")} -gencrl -keyfile ${at("ca.key")} -cert ${at("ca.crt")} -out ${at("crl.pem")}`);
});
afterAll(() => folder.remove());
const crlDer = (): Uint8Array => octets("openssl", ["crl", "-in", at("crl.pem"), "-outform", "DER"]);

describe("readCrl of a CRL of openssl ca", () => {
  it("fields, extensions and the signature are read", () => {
    const crl = readCrl(crlDer());
    expect(crl.version).toBe(2);
    expect(formatName(crl.issuer)).toBe("CN=Crl");
    expect(crl.nextUpdate!.getTime() - crl.thisUpdate.getTime()).toBe(7 * 86_400_000);
    expect(readCrlNumber(crl.extensions.find(({ oid }) => oid === Oid.cRLNumber)!.value)).toBe(0x1fn);
    expect(Buffer.from(crl.signatureAlgorithm)).toEqual(Buffer.from(crl.tbsSignatureAlgorithm));
    const spki = octets("openssl", ["pkey", "-in", at("ca.key"), "-pubout", "-outform", "DER"]);
    expect(verifySignature(crl.signatureAlgorithm, crl.tbs, crl.signature, spki)).toBe("valid");
  });
  it("entries are read in order and found by serial", () => {
    const crl = readCrl(crlDer());
    expect([...crl.entries()].map(serialHex)).toEqual(["01", "80", "FF", "1234567890ABCDEF1234567890ABCDEF"]);
    expect(crl.find(Uint8Array.of(0x00, 0x80))).toMatchObject({ reason: "superseded", certificateIssuer: null });
    expect(crl.find(Uint8Array.of(0x01))!.revocationDate.toISOString()).toBe("2026-11-01T00:00:00.000Z");
    expect(crl.find(Buffer.from("1234567890ABCDEF1234567890ABCDEF", "hex"))!.reason).toBeNull();
    expect(crl.find(Uint8Array.of(0x02))).toBeUndefined();
  });
});

/** A CRL of `count` entries with reasons, unsigned: as large as one likes. */
function largeCrl(count: number, entryExtensions: (i: number) => Uint8Array[] = () => []): Uint8Array {
  const date = writeTime(new Date("2026-01-01T00:00:00Z"));
  const entries = Array.from({ length: count }, (_, i) =>
    writeSequence(writeInteger(i + 1), date, ...entryExtensions(i)),
  );
  const algorithm = writeSequence(writeOid(Oid.sha256WithRsa), writeNull());
  const tbs = writeSequence(writeInteger(1), algorithm, writeSequence(), date, date, writeSequence(...entries));
  return writeSequence(tbs, algorithm, writeBitString(new Uint8Array(256)));
}
const reason = writeSequence(
  writeSequence(writeOid(Oid.reasonCode), encode(Tag.octetString, encode(Tag.enumerated, Uint8Array.of(1)))),
);

describe("readCrl of large and indirect lists", () => {
  it("5000 entries are read and looked up in about ten milliseconds", () => {
    const der = largeCrl(5000, () => [reason]);
    const times = Array.from({ length: 10 }, () => {
      const work = startWork();
      expect(readCrl(der).find(Uint8Array.of(0x13, 0x88))!.reason).toBe("keyCompromise");
      return work();
    });
    expect(Math.min(...times)).toBeLessThan(40);
    const crl = readCrl(der);
    expect(crl.size).toBe(5000);
  });
  it("the certificate issuer of an entry holds until the next one", () => {
    const issuer = (name: string): Uint8Array =>
      writeSequence(
        writeSequence(
          writeOid(Oid.certificateIssuer),
          encode(Tag.boolean, Uint8Array.of(255)),
          encode(
            Tag.octetString,
            writeSequence(
              encode(
                0xa4,
                writeSequence(
                  encode(Tag.set, writeSequence(writeOid(Oid.commonName), encode(Tag.utf8String, Buffer.from(name)))),
                ),
              ),
            ),
          ),
        ),
      );
    const crl = readCrl(largeCrl(6, (i) => (i === 1 ? [issuer("A")] : i === 4 ? [issuer("B")] : [])));
    const names = [...crl.entries()].map(({ certificateIssuer }) =>
      certificateIssuer?.map((name) => (name.kind === "directory" ? formatName(name.name) : "")).join(),
    );
    expect(names).toEqual([undefined, "CN=A", "CN=A", "CN=A", "CN=B", "CN=B"]);
  });
  it("a broken entry is damage with its place", () => {
    const der = largeCrl(3);
    const broken = Uint8Array.from(der);
    broken[broken.indexOf(0x17, 60)] = 0x0c;
    expect(() => readCrl(broken)).toThrow("der.malformed");
  });
});

describe("pkijs, which shares no code with us,", () => {
  /** RFC 5280 §5.3.1. */
  const codes = [
    "unspecified",
    "keyCompromise",
    "cACompromise",
    "affiliationChanged",
    "superseded",
    "cessationOfOperation",
  ];
  const codeOf = (reason: string | null): number | null =>
    reason === "certificateHold" ? 6 : reason === null ? null : codes.indexOf(reason);
  it("reads the same entries in a CRL of openssl ca as we do", () => {
    const ours = [...readCrl(crlDer()).entries()].map(({ serialNumber, revocationDate, reason }) => ({
      serialNumber: Uint8Array.from(serialNumber),
      revocationDate,
      reason: codeOf(reason),
    }));
    expect(ours).toHaveLength(4);
    expect(ours).toEqual(readCrlByPkijs(crlDer()));
  });
  it("writes a CRL whose fields, entries and signature we read", async () => {
    const pkcs8 = octets("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", at("ca.key"), "-outform", "DER"]);
    const issuer = octets("openssl", ["x509", "-in", at("ca.crt"), "-outform", "DER"]);
    const day = (text: string): Date => new Date(`${text}T12:00:00Z`);
    const entries = [
      { serialNumber: Uint8Array.of(1), revocationDate: day("2026-11-01"), reason: 1 },
      { serialNumber: Uint8Array.of(0, 0x80), revocationDate: day("2026-11-02"), reason: null },
      { serialNumber: Uint8Array.of(0x7f, 1, 2, 3), revocationDate: day("2026-11-03"), reason: 6 },
    ];
    const crl = readCrl(
      await writeCrlByPkijs(issuer, await importPeerKey(pkcs8, "RSA-2048"), entries, [
        day("2026-11-20"),
        day("2026-11-27"),
      ]),
    );
    expect([crl.version, formatName(crl.issuer), crl.thisUpdate, crl.nextUpdate]).toEqual([
      2,
      "CN=Crl",
      day("2026-11-20"),
      day("2026-11-27"),
    ]);
    expect([...crl.entries()].map((each) => [serialHex(each), each.revocationDate, each.reason])).toEqual([
      ["01", day("2026-11-01"), "keyCompromise"],
      ["80", day("2026-11-02"), null],
      ["7F010203", day("2026-11-03"), "certificateHold"],
    ]);
    const spki = octets("openssl", ["pkey", "-in", at("ca.key"), "-pubout", "-outform", "DER"]);
    expect(verifySignature(crl.signatureAlgorithm, crl.tbs, crl.signature, spki)).toBe("valid");
  });
});
