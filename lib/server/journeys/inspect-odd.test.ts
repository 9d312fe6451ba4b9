import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encode, writeTime } from "../../pki/asn1/der-write.ts";
import { Tag } from "../../pki/asn1/der.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { serialHex } from "../../pki/x509/certificate.ts";
import { keyUsageExtension } from "../../pki/x509/extension-write.ts";
import { make, makeCrl } from "../../../test/support/authority.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Files that are odd, and revocation lists with their issuers here. */

const now = new Date();
const later = new Date(now.getTime() + 200 * 86_400_000);
const life = { notBefore: new Date(now.getTime() - 86_400_000), notAfter: later };
const issuer = make({ subject: { CN: "Odd Root" }, isCa: true, ...life });
const odd = make({
  subject: { CN: "odd.example" },
  issuer,
  names: [{ kind: "dns", value: "odd.example" }],
  validity: [encode(Tag.utcTime, Buffer.from("2501010000Z")), writeTime(later)],
});

let console_: TestConsole;
beforeAll(async () => {
  console_ = await openTestConsole();
  const upload = (name: string, der: Uint8Array, label = "CERTIFICATE") => ({ name, text: writePem(label, der) });
  await console_.ask("upload", { files: [upload("odd-root.crt", issuer.der), upload("odd.crt", odd.der)] });
});
afterAll(() => console_.close());

describe("a certificate with a date of another form", () => {
  it("it is stored, listed, shown and no part of a valid path", async () => {
    expect((await console_.ask("list", { search: "odd.example" })).rows.map(({ basename }) => basename)).toEqual([
      "odd",
    ]);
    const item = await console_.ask("item", { name: "odd" });
    expect(item.findings.map(({ code }) => code)).toContain("validity.date-form");
    expect(item.issuers.map(({ fileName }) => fileName)).toContain("odd-root.crt");
    const { inspection } = await console_.ask("inspect", { file: "odd.crt" });
    expect(inspection.elements[0]).toMatchObject({ failure: null, card: { notBefore: "2025-01-01T00:00:00.000Z" } });
    const verdict = await console_.ask("verify", { file: "odd.crt", anchors: "odd-root.crt" });
    expect(verdict.trusted).toBe(false);
    expect(JSON.stringify(verdict)).toContain("path.date-form");
  });
});

describe("a revocation list", () => {
  const list = (more: Partial<Parameters<typeof makeCrl>[0]> = {}): string =>
    writePem("X509 CRL", makeCrl({ issuer, revoked: [{ serial: odd.certificate.serialNumber }], ...more }).der);
  const verdictOf = async (text: string) => (await console_.ask("inspect", { text })).lists;

  it("the stored issuer says whether it made the signature", async () => {
    expect(await verdictOf(list())).toMatchObject([
      { element: 0, verdict: "valid", by: { fileName: "odd-root.crt", subject: "CN=Odd Root" } },
    ]);
    const forged = make({ subject: { CN: "x" } });
    expect(await verdictOf(list({ signWith: forged.privateKey }))).toMatchObject([{ verdict: "invalid" }]);
    const namesake = make({ subject: { CN: "Odd Root" }, isCa: true });
    expect(await verdictOf(list({ issuer: namesake }))).toMatchObject([{ verdict: "other-key" }]);
    const stranger = make({ subject: { CN: "Nobody Here" }, isCa: true });
    expect(await verdictOf(list({ issuer: stranger }))).toEqual([{ element: 0, verdict: "no-issuer", by: null }]);
  });
  it("an issuer whose key usage does not let it sign lists is named", async () => {
    const mute = make({
      subject: { CN: "Mute Root" },
      isCa: true,
      ...life,
      extensions: [keyUsageExtension(["keyCertSign"])],
    });
    await console_.ask("upload", { files: [{ name: "mute.crt", text: writePem("CERTIFICATE", mute.der) }] });
    expect(await verdictOf(list({ issuer: mute }))).toMatchObject([{ verdict: "not-allowed" }]);
  });
  it("a serial number is looked up in a stored list, typed and over HTTP", async () => {
    await console_.ask("upload", { files: [{ name: "odd-root.crl", text: list() }] });
    const serial = serialHex(odd.certificate);
    const colons = serial.match(/../g)!.join(":");
    const { text } = await console_.type(`pki inspect odd-root.crl serial:${colons}`);
    expect(text).toContain("Its signature was made by odd-root.crt (CN=Odd Root).");
    expect(text).toContain(`The serial number ${serial} is on the list: revoked on `);
    expect((await console_.type("pki inspect odd-root.crl serial:0A")).text).toContain(
      "The serial number 0A is not on the list.",
    );
    const { inspection } = await console_.ask("inspect", {
      file: "odd-root.crl",
      serial: BigInt(`0x${serial}`).toString(),
    });
    expect(inspection.elements[0]).toMatchObject({ card: { lookup: { entries: [{ serial }] } } });
    await console_.refusal("serial.malformed", "inspect", { file: "odd-root.crl", serial: "no number" });
    expect(await console_.refusal("file.wrong-kind", "inspect", { file: "odd.crt", serial: "0A" })).toMatchObject({
      wanted: "crl",
    });
  });
});
