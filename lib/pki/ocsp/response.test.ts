import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { octets, openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { readCertificate, serialHex } from "../x509/certificate.ts";
import { formatName } from "../x509/name.ts";
import { Oid } from "../asn1/oid.ts";
import { identifies } from "./cert-id.ts";
import { nonceOf, readOcspRequest } from "./request.ts";
import { readOcspResponse } from "./response.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
const der = (name: string) => octets("openssl", ["x509", "-in", at(name), "-outform", "DER"]);

/** An authority, four certificates of which `openssl ocsp` knows three, and a responder of its own. */
beforeAll(() => {
  const key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
  openssl(`req -x509 ${key} -keyout ${at("ca.key")} -subj /CN=CA -days 9 -out ${at("ca.crt")}`);
  const serials = { good: "0A", revoked: "00FF1234567890", held: "0C", unknown: "0D", responder: "0E" };
  for (const [name, serial] of Object.entries(serials)) {
    openssl(`req -new ${key} -keyout ${at(`${name}.key`)} -subj /CN=${name} -out ${at(`${name}.csr`)}`);
    const more = name === "responder" ? ` -extfile ${at("ocsp.ext")}` : "";
    if (more !== "") folder.write("ocsp.ext", "extendedKeyUsage=OCSPSigning\nkeyUsage=digitalSignature\n");
    openssl(
      `x509 -req -in ${at(`${name}.csr`)} -CA ${at("ca.crt")} -CAkey ${at("ca.key")} -set_serial 0x${serial} -days 8${more} -out ${at(`${name}.crt`)}`,
    );
  }
  folder.write(
    "index.txt",
    [
      "V\t351231235959Z\t\t0A\tunknown\t/CN=good",
      "R\t351231235959Z\t261101000000Z,keyCompromise\tFF1234567890\tunknown\t/CN=revoked",
      "R\t351231235959Z\t261102000000Z,certificateHold\t0C\tunknown\t/CN=held",
      "",
    ].join("\n"),
  );
  openssl(
    `ocsp -issuer ${at("ca.crt")} -cert ${at("good.crt")} -cert ${at("revoked.crt")} -cert ${at("held.crt")} -sha256 -cert ${at("unknown.crt")} -reqout ${at("request")} -signer ${at("good.crt")} -signkey ${at("good.key")}`,
  );
  openssl(
    `ocsp -index ${at("index.txt")} -CA ${at("ca.crt")} -rsigner ${at("responder.crt")} -rkey ${at("responder.key")} -reqin ${at("request")} -respout ${at("response")} -ndays 3`,
  );
});
afterAll(() => folder.remove());

const names = ["good", "revoked", "held", "unknown"] as const;

describe("a request of openssl ocsp", () => {
  it("names four certificates, by two hash algorithms, with a nonce and a signature", () => {
    const request = readOcspRequest(folder.read("request"));
    const issuer = readCertificate(der("ca.crt"));
    expect(request.requests.map(({ certId }) => certId.hashAlgorithm)).toEqual([
      Oid.sha1,
      Oid.sha1,
      Oid.sha1,
      Oid.sha256,
    ]);
    for (const [index, name] of names.entries()) {
      const { certId } = request.requests[index]!;
      const { serialNumber } = readCertificate(der(`${name}.crt`));
      const identified = { issuerName: issuer.subject.der, issuerSpki: issuer.spki, serialNumber };
      expect(identifies(certId, identified)).toBe(true);
      expect(identifies(certId, { ...identified, serialNumber: Uint8Array.of(1) })).toBe(false);
      expect(identifies(certId, { ...identified, issuerSpki: readCertificate(der("good.crt")).spki })).toBe(false);
    }
    expect(nonceOf(request.extensions)).toHaveLength(16);
    expect(request.signature!.certificates.map((each) => formatName(readCertificate(each).subject))).toEqual([
      "CN=good",
    ]);
    expect(request.requestorName).toMatchObject({ kind: "directory" });
  });
});

describe("a response of openssl ocsp", () => {
  it("answers each of them as its index says, repeats the nonce, and holds its signer", () => {
    const { status, type, basic } = readOcspResponse(folder.read("response"));
    expect([status, type]).toEqual(["successful", Oid.ocspBasic]);
    expect(basic!.answers.map((answer) => [serialHex(answer.certId), answer.status])).toEqual([
      ["0A", { kind: "good" }],
      ["FF1234567890", { kind: "revoked", at: new Date("2026-11-01T00:00:00Z"), reason: "keyCompromise" }],
      ["0C", { kind: "revoked", at: new Date("2026-11-02T00:00:00Z"), reason: "certificateHold" }],
      ["0D", { kind: "unknown" }],
    ]);
    for (const { thisUpdate, nextUpdate } of basic!.answers)
      expect(nextUpdate!.getTime() - thisUpdate.getTime()).toBe(3 * 86_400_000);
    expect(basic!.responder).toMatchObject({ kind: "name" });
    expect(basic!.certificates.map((each) => formatName(readCertificate(each).subject))).toEqual(["CN=responder"]);
    const request = readOcspRequest(folder.read("request"));
    expect(nonceOf(basic!.extensions)).toEqual(nonceOf(request.extensions));
  });

  it("is refused with its place wherever it breaks off, and with what is behind it", () => {
    const whole = folder.read("response");
    for (const length of [0, 1, 3, 20, 60, 200, whole.length - 1])
      expect(() => readOcspResponse(whole.subarray(0, length))).toThrow("der.malformed");
    expect(() => readOcspResponse(Uint8Array.of(...whole, 0))).toThrow("der.malformed");
  });
});

describe("what a responder must refuse", () => {
  const nonce = (length: number) => [
    {
      oid: Oid.ocspNonce,
      critical: false,
      value: Uint8Array.of(4, ...(length > 127 ? [0x81] : []), length, ...new Uint8Array(length)),
    },
  ];
  it("is a nonce of no bytes or of more than 128 (RFC 9654)", () => {
    expect(nonceOf(nonce(1))).toHaveLength(1);
    expect(nonceOf(nonce(128))).toHaveLength(128);
    for (const length of [0, 129]) expect(() => nonceOf(nonce(length))).toThrow("der.malformed");
    expect(nonceOf([])).toBeNull();
  });
  it.each([
    ["a status that there is not", "30030a0104"],
    ["a success without an answer", "30030a0100"],
    ["an error with something behind it", "30050a01060500"],
  ])("is %s", (_, hex) => {
    expect(() => readOcspResponse(Buffer.from(hex, "hex"))).toThrow("der.malformed");
  });
  it.each([
    [1, "malformedRequest"],
    [2, "internalError"],
    [3, "tryLater"],
    [5, "sigRequired"],
    [6, "unauthorized"],
  ])("the error %i is %s", (code, status) => {
    expect(readOcspResponse(Uint8Array.of(0x30, 3, 0x0a, 1, code))).toMatchObject({ status, type: null, basic: null });
  });
});
