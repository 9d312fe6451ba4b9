import { createPublicKey, generateKeyPairSync, generatePrimeSync, type KeyObject } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtIn } from "../templates/built-in.ts";
import { octets, openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { closePrimesKey, markedPrime, rocaKey } from "../../../test/support/weak-keys.ts";
import { findings as english } from "../../i18n/en/sentences/findings.ts";
import { findings as korean } from "../../i18n/ko/sentences/findings.ts";
import { type Certificate, readCertificate, readUnusualCertificate } from "../x509/certificate.ts";
import { readCrl } from "../x509/crl.ts";
import { readRequest, writeRequest } from "../x509/csr.ts";
import { readElement, Tag } from "../asn1/der.ts";
import {
  encode,
  writeBitString,
  writeExplicit,
  writeInteger,
  writeNull,
  writeOctetString,
  writeOid,
  writeSequence,
  writeSetOf,
  writeTime,
  writeUnsigned,
} from "../asn1/der-write.ts";
import { type Extension, writeExtensions } from "../x509/extension.ts";
import { basicConstraintsExtension, keyUsageExtension } from "../x509/extension-write.ts";
import { parseGeneralNameText } from "../x509/general-name-text.ts";
import { issue } from "../issue/issue.ts";
import { writeName } from "../x509/name.ts";
import { Oid } from "../asn1/oid.ts";
import { prepareCertificate, prepareSelfSigned } from "../issue/prepare.ts";
import { signerOf } from "../keys/signer.ts";
import { checkCertificate, checkCrl, checkKey, checkRequest, checks, checkStructure } from "./index.ts";
import type { FindingCode } from "./finding.ts";
import type { StrictFailure } from "./encoding/structure-unusual.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
afterAll(() => folder.remove());
beforeAll(() => openssl(`genpkey -algorithm ED25519 -out ${at("k")}`));

const now = new Date("2026-11-22T10:00:00Z");
const days = (count: number): Date => new Date(now.getTime() + count * 86_400_000);
const signer = signerOf(generateKeyPairSync("ed25519").privateKey);
const serialNumber = new Uint8Array(16).fill(0x5a);

interface Parts {
  version?: Uint8Array;
  serial?: Uint8Array;
  inner?: Uint8Array;
  issuer?: Uint8Array;
  subject?: Uint8Array;
  notBefore?: Date;
  notAfter?: Date;
  spki?: Uint8Array;
  algorithm?: Uint8Array;
  extensions?: Extension[];
  /** The two dates as they are encoded. */
  validity?: Uint8Array[];
}
const extension = (oid: string, value: Uint8Array, critical = false): Extension => ({ oid, critical, value });
const dnsNames = (...names: string[]): Extension =>
  extension(Oid.subjectAltName, writeSequence(...names.map((name) => encode(0x82, Buffer.from(name, "latin1")))));
const serverAuth = extension(Oid.extendedKeyUsage, writeSequence(writeOid(Oid.serverAuth)));
const keyId = extension(Oid.subjectKeyIdentifier, writeOctetString(new Uint8Array(20)));
const issuerKeyId = extension(Oid.authorityKeyIdentifier, writeSequence(encode(0x80, new Uint8Array(20).fill(1))));

/** A server certificate without a fault, but for what is changed. Nobody signed it: no check here looks at that. */
function certificate(parts: Parts = {}): Certificate {
  const algorithm = parts.algorithm ?? writeSequence(writeOid(Oid.ed25519));
  const tbs = writeSequence(
    parts.version ?? writeExplicit(0, writeInteger(2)),
    parts.serial ?? writeInteger(0x5a5a5a5a5a5a5a5a5an),
    parts.inner ?? algorithm,
    parts.issuer ?? writeName({ CN: "Issuer" }),
    writeSequence(
      ...(parts.validity ?? [writeTime(parts.notBefore ?? days(-10)), writeTime(parts.notAfter ?? days(100))]),
    ),
    parts.subject ?? writeName({ CN: "a.example" }),
    parts.spki ?? signer.spki,
    ...(parts.extensions?.length === 0
      ? []
      : [writeExplicit(3, writeExtensions(parts.extensions ?? [serverAuth, issuerKeyId, dnsNames("a.example")]))]),
  );
  return readCertificate(writeSequence(tbs, algorithm, writeBitString(new Uint8Array(64))));
}
const base = [serverAuth, issuerKeyId, dnsNames("a.example")];
const authority = [basicConstraintsExtension(true, null), keyUsageExtension(["keyCertSign"]), keyId, issuerKeyId];
const without = (list: Extension[], oid: string): Extension[] => list.filter((each) => each.oid !== oid);
const found = (parts: Parts): string[] => checkCertificate(certificate(parts), now).map(({ code }) => code);

it("a certificate that is issued here has no finding", () => {
  const root = readCertificate(
    issue(
      prepareSelfSigned({
        subject: { CN: "Root" },
        names: [],
        spki: signer.spki,
        template: builtIn["root-ca"],
        days: 3650,
        now,
        serialNumber,
      }),
      signer,
    ),
  );
  expect(checkCertificate(root, now)).toEqual([]);
  const request = readRequest(writeRequest({ CN: "a.example", C: "KR" }, [parseGeneralNameText("a.example")], signer));
  expect(checkRequest(request)).toEqual([]);
  for (const profile of ["server", "client", "server-client", "sub-ca"] as const) {
    const names = [parseGeneralNameText("a.example")];
    const leaf = readCertificate(
      issue(
        prepareCertificate({ request, issuer: root, template: builtIn[profile], names, days: 365, now, serialNumber }),
        signer,
      ),
    );
    expect([profile, checkCertificate(leaf, now)]).toEqual([profile, []]);
  }
  expect(found({})).toEqual([]);
  expect(found({ extensions: authority })).toEqual([]);
});

const attribute = (type: string, tag: number, value: string): Uint8Array =>
  writeSequence(writeSetOf(writeSequence(writeOid(type), encode(tag, Buffer.from(value)))));
const sha1 = writeSequence(writeOid(Oid.sha1WithRsa), writeNull());
const self = { issuer: writeName({ CN: "a.example" }) };

describe("checkCertificate finds each fault by itself", () => {
  it.each<[FindingCode, Parts, FindingCode[]?]>([
    ["signature.sha1", { algorithm: sha1 }],
    ["signature.sha1", { algorithm: writeSequence(writeOid(Oid.ecdsaWithSha1)) }],
    ["signature.broken-digest", { algorithm: writeSequence(writeOid(Oid.md5WithRsa), writeNull()) }],
    ["signature.unknown", { algorithm: writeSequence(writeOid("1.2.3.4")) }],
    ["signature.algorithms-differ", { inner: sha1 }],
    [
      "signature.self-invalid",
      { ...self, extensions: without(base, Oid.authorityKeyIdentifier) },
      ["use.self-signed-leaf"],
    ],
    ["validity.expired", { notAfter: days(-1) }],
    ["validity.ends-soon", { notAfter: days(29) }],
    ["validity.not-yet", { notBefore: days(1) }],
    ["validity.reversed", { notBefore: days(-1), notAfter: days(-2) }, ["validity.expired"]],
    ["validity.long", { notAfter: days(900) }],
    ["version.old", { version: new Uint8Array(), extensions: [] }, ["name.no-subject-alt-name"]],
    ["version.extensions-not-allowed", { version: writeExplicit(0, writeInteger(1)) }, ["version.old"]],
    [
      "authority.old-root",
      { ...self, version: new Uint8Array(), extensions: [] },
      ["signature.self-invalid", "version.old"],
    ],
    ["serial.zero", { serial: writeInteger(0) }],
    ["serial.negative", { serial: writeInteger(-5) }],
    ["serial.short", { serial: writeInteger(1) }],
    ["serial.long", { serial: writeInteger(1n << 165n) }],
    ["extension.repeated", { extensions: [...base, issuerKeyId] }],
    ["extension.unknown-critical", { extensions: [...base, extension("1.2.3.4", writeNull(), true)] }],
    ["extension.malformed", { extensions: [...base, extension(Oid.authorityInfoAccess, writeNull())] }],
    [
      "extension.empty",
      { extensions: [...without(base, Oid.extendedKeyUsage), extension(Oid.extendedKeyUsage, writeSequence())] },
    ],
    ["name.no-subject-alt-name", { extensions: [serverAuth, issuerKeyId] }],
    ["name.common-name-not-listed", { subject: writeName({ CN: "b.example" }) }],
    ["name.wildcard", { extensions: [serverAuth, issuerKeyId, dnsNames("a.example", "*.example")] }],
    ["name.underscore", { extensions: [serverAuth, issuerKeyId, dnsNames("a.example", "a_b.example")] }],
    ["name.malformed", { extensions: [serverAuth, issuerKeyId, dnsNames("a.example", "a b")] }],
    ["name.malformed", { extensions: [serverAuth, issuerKeyId, dnsNames("a.example", "\u00e9.example")] }],
    ["name.attribute-malformed", { subject: attribute(Oid.commonName, Tag.printableString, "a@b") }],
    ["name.empty-part", { subject: writeSequence(encode(Tag.set)) }],
    [
      "name.empty-subject",
      { subject: writeSequence(), extensions: [serverAuth, issuerKeyId] },
      ["name.no-subject-alt-name"],
    ],
    [
      "name.empty-subject",
      { subject: writeSequence(), extensions: [...authority, { ...dnsNames("a.example"), critical: true }] },
    ],
    ["name.empty-subject-not-critical", { subject: writeSequence() }],
    ["name.country-unknown", { subject: attribute(Oid.countryName, Tag.printableString, "UK") }],
    ["authority.no-key-usage", { extensions: without(authority, Oid.keyUsage) }],
    ["authority.may-not-sign", { extensions: [...without(authority, Oid.keyUsage), keyUsageExtension(["cRLSign"])] }],
    [
      "authority.constraints-not-critical",
      {
        extensions: authority.map((each) => (each.oid === Oid.basicConstraints ? { ...each, critical: false } : each)),
      },
    ],
    ["authority.no-key-id", { extensions: without(authority, Oid.subjectKeyIdentifier) }],
    [
      "authority.path-length-negative",
      { extensions: [...without(authority, Oid.basicConstraints), basicConstraintsExtension(true, -1)] },
    ],
    ["use.signs-without-authority", { extensions: [...base, keyUsageExtension(["keyCertSign"])] }],
    [
      "use.path-length-without-authority",
      { extensions: [...base, extension(Oid.basicConstraints, writeSequence(writeInteger(0)), true)] },
    ],
    ["use.no-purpose", { extensions: without(base, Oid.extendedKeyUsage) }],
    ["use.self-signed-leaf", self],
    ["issuer.no-key-id", { extensions: without(base, Oid.authorityKeyIdentifier) }],
    ["validity.date-form", { validity: [encode(Tag.utcTime, Buffer.from("2601010000Z")), writeTime(days(100))] }],
    [
      "validity.date-form",
      { validity: [writeTime(days(-1)), encode(Tag.generalizedTime, Buffer.from("20270230000000Z"))] },
      ["validity.generalized-early"],
    ],
    [
      "validity.generalized-early",
      { validity: [writeTime(days(-1)), encode(Tag.generalizedTime, Buffer.from("20270201000000Z"))] },
    ],
    [
      "validity.utc-wrapped",
      { validity: [writeTime(days(-1)), encode(Tag.utcTime, Buffer.from("500101000000Z"))] },
      ["validity.reversed", "validity.expired"],
    ],
    ["name.too-long", { subject: attribute(Oid.commonName, Tag.utf8String, "x".repeat(65)) }],
    ["name.string-type", { subject: attribute(Oid.emailAddress, Tag.utf8String, "a@b.kr") }],
    ["name.string-type", { subject: attribute(Oid.commonName, Tag.ia5String, "a") }],
    ["name.control-character", { subject: attribute(Oid.commonName, Tag.utf8String, "a\0b") }],
    ["name.control-character", { subject: attribute(Oid.commonName, Tag.utf8String, "a\u202eb") }],
    [
      "name.control-character",
      { extensions: [serverAuth, issuerKeyId, dnsNames("a.example", "b\0.example")] },
      ["name.malformed"],
    ],
    [
      "name.unicode",
      { extensions: [serverAuth, issuerKeyId, dnsNames("a.example", Buffer.from("한국.example").toString("latin1"))] },
    ],
    [
      "name.second-list",
      { extensions: [serverAuth, issuerKeyId, dnsNames("a.example"), dnsNames("b.example")] },
      ["extension.repeated"],
    ],
    ["extension.empty", { extensions: [...base, extension(Oid.keyUsage, writeBitString(new Uint8Array()))] }],
    ["use.precertificate", { extensions: [...base, extension(Oid.precertificatePoison, writeNull(), true)] }],
    [
      "extension.malformed",
      { extensions: [...base, extension(Oid.cRLDistributionPoints, writeSequence(writeSequence(encode(0xa0))))] },
    ],
    [
      "extension.malformed",
      {
        extensions: [...base, extension(Oid.policyMappings, writeSequence(writeSequence(writeOid("1.2.3"))))],
      },
    ],
    ["signature.parameters", { algorithm: writeSequence(writeOid(Oid.sha256WithRsa)) }],
    ["signature.parameters", { algorithm: writeSequence(writeOid(Oid.ecdsaWithSha256), writeNull()) }],
    [
      "encoding.default",
      { version: writeExplicit(0, writeInteger(0)), extensions: [] },
      ["version.old", "name.no-subject-alt-name"],
    ],
    [
      "encoding.bit-string",
      { extensions: [...base, extension(Oid.keyUsage, encode(Tag.bitString, Uint8Array.of(0, 0x80)))] },
    ],
    [
      "encoding.set-order",
      {
        subject: writeSequence(
          encode(
            Tag.set,
            writeSequence(writeOid(Oid.organizationName), encode(Tag.utf8String, Buffer.from("b"))),
            writeSequence(writeOid(Oid.commonName), encode(Tag.utf8String, Buffer.from("a"))),
          ),
        ),
      },
    ],
  ])("%s %#", (code, parts, besides = []) => {
    expect(found(parts).sort()).toEqual([code, ...besides].sort());
  });
  it("a finding carries the numbers that it is about", () => {
    const [expired] = checkCertificate(certificate({ notAfter: days(-3) }), now);
    expect(expired).toEqual({
      code: "validity.expired",
      severity: "danger",
      citation: "RFC 5280 §4.1.2.5",
      params: { notAfter: days(-3).toISOString(), days: 3 },
    });
    const [soon] = checkCertificate(certificate({ notAfter: days(7) }), now);
    expect(soon!.params).toEqual({ notAfter: days(7).toISOString(), days: 7 });
  });
  it("each limit is tested at its border", () => {
    expect(found({ notAfter: now })).toEqual(["validity.ends-soon"]);
    expect(found({ notAfter: days(30) })).toEqual([]);
    expect(found({ notBefore: now })).toEqual([]);
    expect(found({ serial: writeInteger(0x0100000000000000n) })).toEqual([]);
    expect(found({ serial: writeInteger(0xffffffffffffffn) })).toEqual(["serial.short"]);
  });
  it("grave findings come first", () => {
    const severities = checkCertificate(
      certificate({ notAfter: days(-3), extensions: [dnsNames("*.example")], serial: writeInteger(1) }),
      now,
    ).map(({ severity }) => severity);
    expect(severities).toEqual(
      [...severities].sort((a, b) => ["danger", "warn", "info"].indexOf(a) - ["danger", "warn", "info"].indexOf(b)),
    );
    expect(severities[0]).toBe("danger");
  });
});

describe("the checks of what only the tolerant readers take", () => {
  const usual = (): Uint8Array => certificate().der;
  const codesOf = (der: Uint8Array): string[] => {
    expect(() => readCertificate(der)).toThrow("der.malformed");
    return checkCertificate(readUnusualCertificate(der), now).map(({ code }) => code);
  };
  /** The certificate with the first occurrence of some bytes in another form of the same length or not. */
  const with_ = (from: string, to: string): Uint8Array => {
    const hex = Buffer.from(usual()).toString("hex");
    expect(hex).toContain(from);
    const [tbs, ...rest] = readElement(usual()).children();
    const changed = Buffer.from(Buffer.from(tbs!.content).toString("hex").replace(from, to), "hex");
    return writeSequence(encode(0x30, changed), ...rest.map(({ bytes }) => bytes));
  };
  it.each<[FindingCode, () => Uint8Array]>([
    // the version in a longer length, the serial number with a byte too many, an algorithm of three parts, a version 4
    ["encoding.length", () => with_("a003020102", "a08103020102")],
    ["encoding.indefinite-length", () => with_("a003020102", "a0800201020000")],
    ["encoding.integer", () => with_("a003020102", "a00402020002")],
    ["signature.block", () => with_("300506032b6570", "300a06032b65700500020105")],
    ["version.unknown", () => with_("a003020102", "a003020103")],
  ])("%s", (code, make) => {
    expect(codesOf(make())).toContain(code);
  });
  it("a string of a name in pieces is a finding, although names are read whatever their values are", () => {
    const der = with_("0c09612e6578616d706c65", "2c090c02612e0c03657861");
    expect(checkCertificate(readCertificate(der), now).map(({ code }) => code)).toContain("encoding.string-in-pieces");
  });
  it("TRUE as another byte is a finding, and where the strict reader stops too", () => {
    const critical = certificate({ extensions: [...base, extension("2.5.29.19", writeSequence(), true)] }).der;
    const hex = Buffer.from(critical).toString("hex").replace("0101ff", "010101");
    const der = Buffer.from(hex, "hex");
    expect(codesOf(der)).toContain("encoding.boolean");
    let failure: unknown;
    try {
      readCertificate(der);
    } catch (error) {
      failure = error;
    }
    expect(checkStructure(failure as StrictFailure)).toMatchObject([
      { code: "structure.unusual", params: { problem: "bad-boolean" } },
    ]);
  });
});

describe("checkCrl", () => {
  const listNumber = extension(Oid.cRLNumber, writeInteger(7));
  const crl = (parts: {
    version?: boolean;
    dates?: Uint8Array[];
    algorithm?: Uint8Array;
    extensions?: Extension[];
  }): string[] => {
    const algorithm = parts.algorithm ?? writeSequence(writeOid(Oid.ed25519));
    const extensions = parts.extensions ?? [listNumber, issuerKeyId];
    const tbs = writeSequence(
      ...(parts.version === false ? [] : [writeInteger(1)]),
      algorithm,
      writeName({ CN: "Issuer" }),
      ...(parts.dates ?? [writeTime(days(-1)), writeTime(days(1))]),
      ...(extensions.length === 0 ? [] : [writeExplicit(0, writeExtensions(extensions))]),
    );
    return checkCrl(readCrl(writeSequence(tbs, algorithm, writeBitString(new Uint8Array(64)))), now).map(
      ({ code }) => code,
    );
  };
  it.each<[string[], Parameters<typeof crl>[0]]>([
    [[], {}],
    [["crl.expired"], { dates: [writeTime(days(-9)), writeTime(days(-1))] }],
    [["crl.not-yet"], { dates: [writeTime(days(1)), writeTime(days(9))] }],
    [["crl.no-end"], { dates: [writeTime(days(-1))] }],
    [["crl.date-form"], { dates: [encode(Tag.utcTime, Buffer.from("2601010000Z")), writeTime(days(1))] }],
    [["crl.signature-sha1"], { algorithm: sha1 }],
    [["crl.broken-digest"], { algorithm: writeSequence(writeOid(Oid.md5WithRsa), writeNull()) }],
    [["crl.no-number"], { extensions: [issuerKeyId] }],
    [["crl.no-key-id"], { extensions: [listNumber] }],
    [["crl.no-number", "crl.no-key-id", "crl.old-version"], { version: false, extensions: [] }],
    [
      ["extension.malformed"],
      { extensions: [listNumber, issuerKeyId, extension(Oid.issuingDistributionPoint, writeSequence(encode(0xa0)))] },
    ],
  ])("%j", (codes, parts) => {
    expect(crl(parts)).toEqual(codes);
  });
  it("the finding about an extension cites the section that is about it", () => {
    const [finding] = checkCertificate(
      certificate({
        extensions: [...base, extension(Oid.policyMappings, writeSequence(writeSequence(writeOid("1.2.3"))))],
      }),
      now,
    );
    expect(finding).toMatchObject({ code: "extension.malformed", citation: "RFC 5280 §4.2.1.5" });
  });
});

describe("checkKey", () => {
  it.each<[string, FindingCode[]]>([
    ["-algorithm RSA -pkeyopt rsa_keygen_bits:1024", ["key.rsa-small"]],
    ["-algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3", ["key.rsa-exponent-small"]],
    ["-algorithm EC -pkeyopt ec_paramgen_curve:P-224", ["key.curve-small"]],
    ["-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit", ["key.curve-explicit"]],
    ["-algorithm RSA -pkeyopt rsa_keygen_bits:2048", []],
    ["-algorithm EC -pkeyopt ec_paramgen_curve:P-521", []],
    ["-algorithm ED448", []],
  ])("%s", (words, expected) => {
    openssl(`genpkey ${words} -out ${at("any")}`);
    expect(
      checkKey(octets("openssl", ["pkey", "-in", at("any"), "-pubout", "-outform", "DER"])).map(({ code }) => code),
    ).toEqual(expected);
  });
  it("DSA keys, keys of an unknown algorithm and malformed keys are findings", () => {
    const dsa = writeSequence(writeSequence(writeOid(Oid.dsa)), writeBitString(writeInteger(5)));
    expect(checkKey(dsa).map(({ code }) => code)).toEqual(["key.dsa"]);
    expect(
      checkKey(writeSequence(writeSequence(writeOid("1.2.3")), writeBitString(writeInteger(5)))).map(
        ({ code }) => code,
      ),
    ).toEqual(["key.unknown"]);
    expect(
      checkKey(writeSequence(writeSequence(writeOid(Oid.ed25519)), writeBitString(writeInteger(5)))).map(
        ({ code }) => code,
      ),
    ).toEqual(["key.malformed"]);
  });
  const rsaKey = (modulus: bigint): Uint8Array =>
    writeSequence(
      writeSequence(writeOid(Oid.rsaEncryption), writeNull()),
      writeBitString(writeSequence(writeInteger(modulus), writeInteger(65537))),
    );
  const spkiOf = (key: KeyObject): Uint8Array =>
    Uint8Array.from(createPublicKey(key).export({ format: "der", type: "spki" }));
  it("RSA with primes side by side is dangerous, with primes far apart it is not", () => {
    const close = (distance: bigint): string[] => checkKey(spkiOf(closePrimesKey(distance))).map(({ code }) => code);
    expect(close(2n)).toEqual(["key.rsa-close-primes"]);
    expect(close(1n << 500n)).toEqual(["key.rsa-close-primes"]);
    expect(close(1n << 900n)).toEqual([]);
  });
  it("RSA whose modulus has a small factor is dangerous, whichever factor it is", () => {
    const prime = generatePrimeSync(2044, { bigint: true });
    for (const factor of [3n, 5n, 743n, 751n]) {
      const key = writeSequence(
        writeUnsigned(Buffer.from((prime * factor).toString(16).padStart(516, "0"), "hex")),
        writeInteger(65537),
      );
      const spki = writeSequence(writeSequence(writeOid(Oid.rsaEncryption), writeNull()), writeBitString(key));
      expect(checkKey(spki).map(({ code }) => code)).toContain("key.rsa-small-factor");
    }
    expect(checkKey(spkiOf(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey))).toEqual([]);
  });
  it("RSA of the chips with the ROCA flaw is dangerous, with one marked prime alone it is not", () => {
    expect(checkKey(spkiOf(rocaKey())).map(({ code }) => code)).toContain("key.rsa-roca");
    const half = rsaKey(markedPrime(1000) * generatePrimeSync(1025, { bigint: true }));
    expect(checkKey(half).map(({ code }) => code)).toEqual([]);
  });
  it("findings of a key are told with its certificate", () => {
    openssl(`genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out ${at("any")}`);
    expect(found({ spki: octets("openssl", ["pkey", "-in", at("any"), "-pubout", "-outform", "DER"]) })).toEqual([
      "key.rsa-small",
    ]);
  });
});

describe("checkRequest", () => {
  const codes = (der: Uint8Array): string[] => checkRequest(readRequest(der)).map(({ code }) => code);
  it("a request without names, changed, with a challenge password or with an unchecked digest has findings", () => {
    expect(codes(writeRequest({ CN: "x.example" }, [], signer))).toEqual(["request.no-names"]);
    expect(codes(writeRequest({ CN: "postgres" }, [], signer))).toEqual([]);
    const changed = writeRequest({ CN: "x" }, [parseGeneralNameText("a.example")], signer).slice();
    changed[changed.length - 1]! ^= 1;
    expect(codes(changed)).toEqual(["request.signature-invalid"]);
    folder.write(
      "cnf",
      "[req]\ndistinguished_name=d\nprompt=no\nattributes=a\n[d]\nCN=x\n[a]\nchallengePassword=secret12\n",
    );
    const words = [
      "req",
      "-new",
      "-key",
      at("k"),
      "-config",
      at("cnf"),
      "-outform",
      "DER",
      "-addext",
      "subjectAltName=DNS:x",
    ];
    expect(codes(octets("openssl", words))).toEqual(["request.challenge-password"]);
    openssl(`genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ${at("rsa")}`);
    const md5 = octets("openssl", [
      "req",
      "-new",
      "-md5",
      "-key",
      at("rsa"),
      "-subj",
      "/CN=x",
      "-addext",
      "subjectAltName=DNS:x",
      "-outform",
      "DER",
    ]);
    expect(codes(md5)).toEqual(["request.signature-unsupported"]);
    const third = Buffer.from(writeRequest({ CN: "x" }, [parseGeneralNameText("a.example")], signer));
    third[third.indexOf(Buffer.of(2, 1, 0)) + 2] = 2;
    expect(codes(third)).toEqual(["request.signature-invalid", "request.version"]);
  });
});

describe("the list of checks", () => {
  const files = readdirSync(new URL(".", import.meta.url), { recursive: true, encoding: "utf8" }).filter((name) =>
    /^[a-z0-9/-]+\.ts$/.test(name),
  );
  const sources = files.map((name) => readFileSync(new URL(name, import.meta.url), "utf8"));
  it("the list has each check that is on disk, once", () => {
    const onDisk = sources.flatMap((source) =>
      [...source.matchAll(/^ {2}code: "([a-z0-9.-]+)",$/gm)].map((match) => match[1]!),
    );
    expect(checks.map(({ code }) => code).sort()).toEqual(onDisk.sort());
    expect(new Set(onDisk).size).toBe(onDisk.length);
  });
  it("each file has one check with a citation, and no code is without a check", () => {
    for (const source of sources) expect((source.match(/Check\(\{$/gm) ?? []).length).toBeLessThan(2);
    for (const { citation } of checks) expect(citation).toMatch(/RFC|FIPS|NIST|CA\/B|Apple/);
    expect(checks.map(({ code }) => code as string).sort()).toEqual(Object.keys(english).sort());
    expect(Object.keys(korean).sort()).toEqual(Object.keys(english).sort());
  });
});
