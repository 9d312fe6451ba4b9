import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encode, writeExplicit, writeNull, writeOctetString, writeSequence } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import { Tag } from "../asn1/der.ts";
import { writePem } from "../asn1/pem.ts";
import { openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { instant, make } from "../../../test/support/authority.ts";
import { makeOcsp, ocspError } from "../../../test/support/ocsp.ts";
import { terminalTexts } from "../../i18n/en/terminal/terminal.ts";
import { printInspection } from "../../shell/print/tree.ts";
import { inspect } from "./inspect.ts";
import type { Inspection } from "./types.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const root = make({ subject: { CN: "Root" }, isCa: true });
const leaf = make({ subject: { CN: "leaf" }, issuer: root });
const responder = make({ subject: { CN: "Responder" }, issuer: root, purposes: [Oid.ocspSigning] });
const hour = 3_600_000;

const read = (bytes: Uint8Array): Promise<Inspection> => inspect(bytes, { now: instant });
const printed = (inspection: Inspection): string => printInspection(inspection, "en", terminalTexts);
/** Values of `label: value` lines that OpenSSL prints, without blanks, colons and letter case. */
const plain = (text: string): string => text.replaceAll(/[\s:]/g, "").toLowerCase();
function valuesOf(text: string, labels: readonly string[]): string[] {
  return labels.flatMap((label) =>
    [...text.matchAll(new RegExp(`${label}:? *:? *(.+)`, "g"))].map(([, value]) => plain(value!)),
  );
}

beforeAll(() => {
  folder.write("root.pem", writePem("CERTIFICATE", root.der));
  folder.write("leaf.pem", writePem("CERTIFICATE", leaf.der));
});

describe("an OCSP request", () => {
  it("is shown with every certificate, hash and nonce that OpenSSL prints", async () => {
    openssl(
      `ocsp -issuer ${folder.path("root.pem")} -cert ${folder.path("leaf.pem")} -sha256 -serial 255 -reqout ${folder.path("request")}`,
    );
    const theirs = run("openssl", ["ocsp", "-reqin", folder.path("request"), "-req_text"]);
    const inspection = await read(folder.read("request"));
    const values = valuesOf(theirs, ["Issuer Name Hash", "Issuer Key Hash", "Serial Number"]);
    expect(values).toHaveLength(6);
    for (const value of values) expect(plain(printed(inspection))).toContain(value);
    const [element] = inspection.elements;
    expect(element!.pem).toContain("BEGIN OCSP REQUEST");
    expect(element!.card).toMatchObject({
      total: 2,
      isSigned: false,
      requestor: null,
      asked: [{ hashAlgorithm: "sha1" }, { hashAlgorithm: "sha256", serial: "FF" }],
      nonce: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
    expect(inspection.elements[0]!.text.label).toBe("OCSP Request");
  });
});

describe("an OCSP response", () => {
  it("is shown with each answer, its times and the certificates inside, as OpenSSL prints them", async () => {
    const { der } = makeOcsp({
      signer: responder,
      responder: "key",
      answers: [
        { certificate: leaf, issuer: root },
        { certificate: responder, issuer: root, status: "revoked", reason: 4, digest: "sha256", nextUpdate: null },
        { certificate: root, issuer: root, status: "unknown", nextUpdate: new Date(instant.getTime() - hour / 2) },
      ],
      extensions: [{ oid: Oid.ocspNonce, critical: false, value: writeOctetString(new Uint8Array(32).fill(7)) }],
    });
    folder.write("response", der);
    const theirs = run("openssl", ["ocsp", "-respin", folder.path("response"), "-resp_text", "-noverify"]);
    const inspection = await read(writePemBytes("OCSP RESPONSE", der));
    const values = valuesOf(theirs, [
      "Issuer Name Hash",
      "Issuer Key Hash",
      "Serial Number",
      "Responder Id",
      "Cert Status",
    ]);
    expect(values.length).toBeGreaterThan(12);
    for (const value of values) expect(plain(printed(inspection))).toContain(value);
    expect(inspection.elements[0]!.card).toMatchObject({
      status: "successful",
      type: "ocspBasic",
      responder: { kind: "key" },
      nonce: "07".repeat(32),
      total: 3,
      answers: [
        { state: "good", revokedAt: null, validity: "valid", hashAlgorithm: "sha1" },
        { state: "revoked", reason: "superseded", validity: "open-ended", nextUpdate: null, hashAlgorithm: "sha256" },
        { state: "unknown", validity: "expired" },
      ],
      certificates: [{ kind: "certificate", card: { commonName: "Responder", use: "ocsp-signing" } }],
    });
    // the certificate inside stands in the tree at its place in the whole
    expect(printed(inspection)).toContain("Responder");
  });

  it("that is an error shows its status", async () => {
    const inspection = await read(ocspError(6));
    expect(inspection.elements[0]!.card).toMatchObject({ status: "unauthorized", responder: null, total: 0 });
    expect(printed(inspection)).toContain("unauthorized (0x6)");
  });

  it("that is broken inside shows what can be read, and where it breaks", async () => {
    const { der } = makeOcsp({ signer: root, answers: [{ certificate: leaf, issuer: root }] });
    const broken = Uint8Array.from(der);
    const certStatus = Buffer.from(broken).indexOf(Buffer.of(0x80, 0x00, 0x18, 0x0f));
    broken[certStatus] = 0x84;
    const inspection = await read(broken);
    expect(inspection.elements[0]).toMatchObject({
      kind: "ocsp-response",
      card: null,
      failure: { code: "der.malformed", facts: { offset: certStatus } },
    });
    for (const text of ["Issuer Key Hash", "This Update", "Signature Value"])
      expect(printed(inspection)).toContain(text);
  });

  it("shows what stands where nothing should", async () => {
    const hidden = encode(Tag.utf8String, Buffer.from("hidden words"));
    const bytes = writeSequence(Uint8Array.of(10, 1, 0), writeExplicit(0, writeSequence(writeNull()), hidden));
    await expect(read(bytes).then(printed)).resolves.toContain("hidden words");
  });
});

const writePemBytes = (label: string, der: Uint8Array): Uint8Array => new TextEncoder().encode(writePem(label, der));
