import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import {
  authorityKeyId,
  type Certificate,
  duplicateExtensionOids,
  extensionOf,
  isAuthority,
  isSelfIssued,
  readCertificate,
  readUnusualCertificate,
  serialHex,
  sha1Hex,
  sha256Hex,
  subjectAltNames,
  subjectKeyId,
} from "./certificate.ts";
import { readElement, Tag } from "../asn1/der.ts";
import {
  encode,
  writeBitString,
  writeBoolean,
  writeExplicit,
  writeInteger,
  writeOctetString,
  writeOid,
  writeSequence,
  writeTime,
} from "../asn1/der-write.ts";
import { isFailure } from "../failure.ts";
import { writeExtension, writeExtensions } from "./extension.ts";
import { readAuthorityInfoAccess, readCrlDistributionPoints, readTlsFeature } from "./extension-access.ts";
import {
  readCertificatePolicies,
  readInhibitAnyPolicy,
  readNameConstraints,
  readPolicyConstraints,
  readPolicyMappings,
} from "./extension-policy.ts";
import { readExtendedKeyUsage, readKeyUsage } from "./extension-values.ts";
import { formatGeneralName } from "./general-name.ts";
import { formatName } from "./name.ts";
import { Oid } from "../asn1/oid.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
afterAll(() => folder.remove());

const everything = `
[req]
distinguished_name = dn
prompt = no
[dn]
C = KR
O = Acme
CN = everything.example
[all]
basicConstraints = critical, CA:TRUE, pathlen:3
keyUsage = critical, digitalSignature, keyCertSign, decipherOnly, keyAgreement
extendedKeyUsage = serverAuth, clientAuth, 1.2.3.4
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always, issuer:always
subjectAltName = DNS:a.example, DNS:*.b.example, IP:10.0.0.1, IP:2001:db8::1, email:a@b.kr, URI:https://c/, RID:1.2.3, otherName:1.3.6.1.4.1.311.20.2.3;UTF8:jin@acme, otherName:1.2.3.4;IA5:x, dirName:dn
nameConstraints = critical, permitted;DNS:example, excluded;IP:10.0.0.0/255.0.0.0, permitted;dirName:dn
certificatePolicies = 1.2.3, @policy
policyMappings = 1.2.3:1.5.6
policyConstraints = requireExplicitPolicy:2, inhibitPolicyMapping:0
inhibitAnyPolicy = 1
crlDistributionPoints = point
authorityInfoAccess = OCSP;URI:http://ocsp/, caIssuers;URI:http://ca/
tlsfeature = status_request
[policy]
policyIdentifier = 2.23.140.1.2.2
CPS.1 = http://cps/
userNotice.1 = @notice
[notice]
explicitText = UTF8:read it
[point]
fullname = URI:http://crl/1
reasons = keyCompromise, CACompromise
CRLissuer = dirName:dn
`;

let whole: Certificate;
beforeAll(() => {
  openssl(`genpkey -algorithm ED25519 -out ${at("k")}`);
  folder.write("cnf", everything);
  whole = readCertificate(
    octets("openssl", [
      "req",
      "-x509",
      "-key",
      at("k"),
      "-config",
      at("cnf"),
      "-extensions",
      "all",
      "-utf8",
      "-set_serial",
      "0x80ff01",
      "-outform",
      "DER",
    ]),
  );
});

const value = (oid: string): Uint8Array => extensionOf(whole, oid)!.value;

describe("readCertificate of a certificate with every extension", () => {
  it("subject, issuer and alternative names are read", () => {
    expect(formatName(whole.subject)).toBe("CN=everything.example, O=Acme, C=KR");
    expect(isSelfIssued(whole)).toBe(true);
    expect(subjectAltNames(whole).map(formatGeneralName)).toEqual([
      "DNS:a.example",
      "DNS:*.b.example",
      "IP:10.0.0.1",
      "IP:2001:db8::1",
      "email:a@b.kr",
      "URI:https://c/",
      "RID:1.2.3",
      "UPN:jin@acme",
      "otherName:1.2.3.4=x",
      "DirName:CN=everything.example, O=Acme, C=KR",
    ]);
  });
  it("the serial number keeps its leading zero", () => {
    expect(serialHex(whole)).toBe("80FF01");
    expect([...whole.serialNumber]).toEqual([0, 0x80, 0xff, 1]);
  });
  it("key usages and purposes are read", () => {
    expect(isAuthority(whole)).toBe(true);
    expect([...readKeyUsage(value(Oid.keyUsage))]).toEqual([
      "digitalSignature",
      "keyAgreement",
      "keyCertSign",
      "decipherOnly",
    ]);
    expect(readExtendedKeyUsage(value(Oid.extendedKeyUsage))).toEqual([Oid.serverAuth, Oid.clientAuth, "1.2.3.4"]);
    expect(Buffer.from(authorityKeyId(whole)!).equals(subjectKeyId(whole)!)).toBe(true);
  });
  it("basic and name constraints are read", () => {
    const { permitted, excluded } = readNameConstraints(value(Oid.nameConstraints));
    expect(permitted.map(({ base }) => formatGeneralName(base))).toEqual([
      "DNS:example",
      "DirName:CN=everything.example, O=Acme, C=KR",
    ]);
    expect(excluded.map(({ base, minimum, maximum }) => [formatGeneralName(base), minimum, maximum])).toEqual([
      ["IP:10.0.0.0/255.0.0.0", 0, null],
    ]);
    expect(readPolicyConstraints(value(Oid.policyConstraints))).toEqual({
      requireExplicitPolicy: 2,
      inhibitPolicyMapping: 0,
    });
    expect(readInhibitAnyPolicy(value(Oid.inhibitAnyPolicy))).toBe(1);
    expect(readPolicyMappings(value(Oid.policyMappings))).toEqual([
      { issuerDomainPolicy: "1.2.3", subjectDomainPolicy: "1.5.6" },
    ]);
    const policies = readCertificatePolicies(value(Oid.certificatePolicies));
    expect(policies.map(({ policy, qualifiers }) => [policy, qualifiers.map(({ text }) => text)])).toEqual([
      ["1.2.3", []],
      ["2.23.140.1.2.2", ["http://cps/", "read it"]],
    ]);
  });
  it("addresses of lists, issuers and policies are read", () => {
    const [point] = readCrlDistributionPoints(value(Oid.cRLDistributionPoints));
    expect(point!.names.map(formatGeneralName)).toEqual(["URI:http://crl/1"]);
    expect([...point!.reasons!]).toEqual([1, 2]);
    expect(point!.crlIssuer!.map(formatGeneralName)).toEqual(["DirName:CN=everything.example, O=Acme, C=KR"]);
    expect(
      readAuthorityInfoAccess(value(Oid.authorityInfoAccess)).map(({ method, location }) => [
        method,
        formatGeneralName(location),
      ]),
    ).toEqual([
      [Oid.ocsp, "URI:http://ocsp/"],
      [Oid.caIssuers, "URI:http://ca/"],
    ]);
    expect(readTlsFeature(value(Oid.tlsFeature))).toEqual([5]);
  });
});

describe("readCertificate agrees with Node's own reader", () => {
  const words: string[][] = [];
  for (const [index, algorithm] of ["RSA", "ED25519", "ED448"].entries()) {
    for (const days of ["1", "400", "12000"]) {
      words.push([algorithm, days, `/C=KR/ST=서울/O=Acme ${index}/CN=host-${days}.example/emailAddress=a@b.kr`]);
      words.push([algorithm, days, "/CN=*.example+O=two"]);
      words.push([algorithm, days, "/"]);
    }
  }
  it.each(words)("%s %s %s", (algorithm, days, subject) => {
    openssl(`genpkey -algorithm ${algorithm} -out ${at("any")}`);
    const line = [
      "req",
      "-x509",
      "-utf8",
      "-key",
      at("any"),
      "-days",
      days,
      "-subj",
      subject,
      "-multivalue-rdn",
      "-addext",
      "subjectAltName=DNS:x.example,IP:1.2.3.4,email:a@b.kr,URI:http://u/",
    ];
    const ours = readCertificate(octets("openssl", [...line, "-outform", "DER"]));
    const theirs = new X509Certificate(ours.der);
    expect(serialHex(ours)).toBe(theirs.serialNumber);
    expect(sha256Hex(ours.der).toUpperCase()).toBe(theirs.fingerprint256.replaceAll(":", ""));
    expect(sha1Hex(ours.der).toUpperCase()).toBe(theirs.fingerprint.replaceAll(":", ""));
    expect(ours.notBefore.getTime()).toBe(new Date(theirs.validFrom).getTime());
    expect(ours.notAfter.getTime()).toBe(new Date(theirs.validTo).getTime());
    expect(isAuthority(ours)).toBe(theirs.ca);
    expect(Buffer.from(ours.spki).equals(theirs.publicKey.export({ format: "der", type: "spki" }))).toBe(true);
    const names = subjectAltNames(ours).map((name) => formatGeneralName(name).replace("IP:", "IP Address:"));
    expect(names.join(", ")).toBe(theirs.subjectAltName);
    expect(ours.subject.rdns.flat().map(({ value: text }) => text)).toEqual(
      (theirs.subject ?? "")
        .split("\n")
        .flatMap((row) => row.split(" + "))
        .filter(Boolean)
        .map((row) => row.slice(row.indexOf("=") + 1)),
    );
  });
});

// ---- what openssl would not make

interface Bend {
  version?: Uint8Array;
  serial?: Uint8Array;
  inner?: Uint8Array;
  validity?: Uint8Array;
  extensions?: Uint8Array;
  after?: Uint8Array;
}
const algorithm = writeSequence(writeOid(Oid.ed25519));
const spki = writeSequence(algorithm, writeBitString(new Uint8Array(32)));
const dates = writeSequence(writeTime(new Date(0)), writeTime(new Date(1e12)));
function bent(bend: Bend): Uint8Array {
  const tbs = writeSequence(
    bend.version ?? writeExplicit(0, writeInteger(2)),
    bend.serial ?? writeInteger(5),
    bend.inner ?? algorithm,
    writeSequence(),
    bend.validity ?? dates,
    writeSequence(),
    spki,
    bend.extensions ?? new Uint8Array(),
  );
  return writeSequence(tbs, algorithm, writeBitString(new Uint8Array(64)), bend.after ?? new Uint8Array());
}
function problemOf(der: Uint8Array): string {
  try {
    readCertificate(der);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return error.facts.problem;
    throw error;
  }
  return "read";
}
const ski = { oid: Oid.subjectKeyIdentifier, critical: false, value: writeOctetString(Uint8Array.of(1)) };

describe("readCertificate of odd certificates", () => {
  it("negative, zero and long serial numbers are read", () => {
    const serial = (element: Uint8Array): string => serialHex(readCertificate(bent({ serial: element })));
    expect(serial(writeInteger(0))).toBe("00");
    expect(serial(writeInteger(1))).toBe("01");
    expect(serial(writeInteger(-1))).toBe("-01");
    expect(serial(writeInteger(-128))).toBe("-80");
    expect(serial(writeInteger(-256))).toBe("-0100");
    expect(serial(writeInteger(0xabc))).toBe("0ABC");
    expect(serial(writeInteger(1n << 200n)).length).toBe(52);
  });
  it("unknown versions are read", () => {
    const version = (element: Uint8Array): number => readCertificate(bent({ version: element })).version;
    expect(version(new Uint8Array())).toBe(1);
    expect(version(writeExplicit(0, writeInteger(0)))).toBe(1);
    expect(version(writeExplicit(0, writeInteger(1)))).toBe(2);
    expect(problemOf(bent({ version: writeExplicit(0, writeInteger(3)) }))).toBe("bad-value");
  });
  it("version 1 with extensions and repeated extensions are read and told", () => {
    const read = readCertificate(
      bent({ version: new Uint8Array(), extensions: writeExplicit(3, writeExtensions([ski, ski])) }),
    );
    expect(read.version).toBe(1);
    expect(duplicateExtensionOids(read)).toEqual([Oid.subjectKeyIdentifier]);
  });
  it("unequal and unknown algorithms are read and told", () => {
    const read = readCertificate(bent({ inner: writeSequence(writeOid("1.2.3"), writeInteger(7)) }));
    expect(Buffer.compare(read.signatureAlgorithm, read.tbsSignatureAlgorithm)).not.toBe(0);
  });
  it("critical FALSE written out and an empty list of extensions are read", () => {
    const explicitFalse = writeSequence(
      writeOid(Oid.subjectKeyIdentifier),
      writeBoolean(false),
      writeOctetString(ski.value),
    );
    expect(
      readCertificate(bent({ extensions: writeExplicit(3, writeSequence(explicitFalse)) })).extensions,
    ).toMatchObject([{ critical: false }]);
    expect(readCertificate(bent({})).extensions).toEqual([]);
  });
  it("a broken extension value counts as absent for the convenient readers", () => {
    const broken = { oid: Oid.subjectAltName, critical: false, value: Uint8Array.of(0x30, 5) };
    expect(subjectAltNames(readCertificate(bent({ extensions: writeExplicit(3, writeExtensions([broken])) })))).toEqual(
      [],
    );
  });
});

describe("readCertificate of a date in another form", () => {
  const read = (tag: number, text: string): [string, string[]] => {
    const validity = writeSequence(encode(tag, Buffer.from(text)), writeTime(new Date(0)));
    const { notBefore, irregularTimes } = readCertificate(bent({ validity }));
    return [notBefore.toISOString(), irregularTimes.map(({ problem }) => problem)];
  };
  it.each<[number, string, string, string[]]>([
    [Tag.utcTime, "230228101112Z", "2023-02-28T10:11:12.000Z", []],
    [Tag.utcTime, "2302281011Z", "2023-02-28T10:11:00.000Z", ["no-seconds"]],
    [Tag.utcTime, "230228101112+0930", "2023-02-28T00:41:12.000Z", ["offset"]],
    [Tag.utcTime, "2302281011-0100", "2023-02-28T11:11:00.000Z", ["no-seconds", "offset"]],
    [Tag.utcTime, "230230000000Z", "2023-02-28T00:00:00.000Z", ["no-such-day"]],
    [Tag.utcTime, "231301256161Z", "2023-12-01T23:59:59.000Z", ["no-such-day"]],
    [Tag.utcTime, "230228101112", "2023-02-28T10:11:12.000Z", ["no-zone"]],
    [Tag.generalizedTime, "20240230000000Z", "2024-02-29T00:00:00.000Z", ["no-such-day"]],
    [Tag.generalizedTime, "20240229101112.75Z", "2024-02-29T10:11:12.000Z", ["fraction"]],
    [Tag.generalizedTime, "2024022910", "2024-02-29T10:00:00.000Z", ["no-seconds", "no-zone"]],
    [Tag.generalizedTime, "99991231235959Z", "9999-12-31T23:59:59.000Z", []],
    [Tag.generalizedTime, "00000101000000+2359", "-000001-12-31T00:01:00.000Z", ["offset"]],
  ])("%i %s is %s", (tag, text, instant, problems) => {
    expect(read(tag, text)).toEqual([instant, problems]);
  });
});

describe("readUnusualCertificate", () => {
  it("what is BER says the same as its DER, and its signed bytes are those that are there", () => {
    const der = bent({});
    const [tbs, ...rest] = readElement(der).children();
    const long = (element: { tag: number; content: Uint8Array }): Uint8Array =>
      Uint8Array.of(
        element.tag,
        0x83,
        0,
        element.content.length >> 8,
        element.content.length & 0xff,
        ...element.content,
      );
    const indefinite = Uint8Array.of(0x30, 0x80, ...long(tbs!), ...rest.flatMap(({ bytes }) => [...bytes]), 0, 0);
    expect(() => readCertificate(indefinite)).toThrow("der.malformed");
    const [read, strict] = [readUnusualCertificate(indefinite), readCertificate(der)];
    expect(formatName(read.subject)).toBe(formatName(strict.subject));
    expect([read.notBefore, read.notAfter]).toEqual([strict.notBefore, strict.notAfter]);
    expect(read.serialNumber).toEqual(strict.serialNumber);
    expect(Buffer.from(read.tbs).toString("hex")).toBe(Buffer.from(long(tbs!)).toString("hex"));
    expect(read.der).toBe(indefinite);
  });
  it("a fourth version and an algorithm of three parts are read, a certificate without a serial number is not", () => {
    const block = writeSequence(writeOid(Oid.ed25519), writeInteger(1), writeInteger(2));
    const odd = bent({ version: writeExplicit(0, writeInteger(3)), inner: block });
    expect(() => readCertificate(odd)).toThrow("der.malformed");
    expect(readUnusualCertificate(odd).version).toBe(4);
    expect(() => readUnusualCertificate(bent({ serial: new Uint8Array() }))).toThrow("der.malformed");
  });
});

describe("readCertificate of what is no certificate", () => {
  it.each<[string, () => Uint8Array, string]>([
    ["bytes after the end", () => Uint8Array.of(...bent({}), 0), "trailing-bytes"],
    ["an element too many", () => bent({ after: writeInteger(1) }), "trailing-bytes"],
    [
      "unused bits in the signature",
      () => writeSequence(...[...[0, 1]].map(() => algorithm), writeBitString(Uint8Array.of(0xf0), 4)),
      "bad-bit-string",
    ],
    ["a serial that is not minimal", () => bent({ serial: encode(Tag.integer, Uint8Array.of(0, 1)) }), "bad-integer"],
    [
      "a date that is none",
      () =>
        bent({ validity: writeSequence(encode(Tag.utcTime, Buffer.from("2302x0000000Z")), writeTime(new Date(0))) }),
      "bad-time",
    ],
    [
      "a third date",
      () => bent({ validity: writeSequence(writeTime(new Date(0)), writeTime(new Date(0)), writeTime(new Date(0))) }),
      "trailing-bytes",
    ],
    [
      "an extension with three parts too many",
      () =>
        bent({
          extensions: writeExplicit(
            3,
            writeSequence(writeSequence(writeOid("1.2.3"), writeOctetString(Uint8Array.of()), writeInteger(1))),
          ),
        }),
      "trailing-bytes",
    ],
    [
      "two lists of extensions",
      () => bent({ extensions: writeExplicit(3, writeExtensions([ski]), writeExtensions([ski])) }),
      "trailing-bytes",
    ],
    ["a public key that is no structure", () => bent({ inner: writeSequence() }), "truncated"],
    ["an empty SEQUENCE", () => writeSequence(), "truncated"],
    ["nothing", () => new Uint8Array(), "truncated"],
  ])("%s", (_, make, problem) => {
    expect(problemOf(make())).toBe(problem);
  });
  it("a certificate with any octet changed throws nothing but der.malformed", () => {
    for (let i = 0; i < whole.der.length; i++) {
      for (const octet of [0, 0x30, 0x80, 0xff, whole.der[i]! ^ 1]) {
        const changed = whole.der.slice();
        changed[i] = octet;
        try {
          const read = readCertificate(changed);
          formatName(read.subject);
          subjectAltNames(read).map(formatGeneralName);
          serialHex(read);
        } catch (error) {
          expect(isFailure(error, "der.malformed")).toBe(true);
        }
      }
      if (i % 7 === 0) expect(problemOf(whole.der.slice(0, i))).not.toBe("read");
    }
  });
});

it("fingerprints are taken over the exact TLV, as openssl does", () => {
  folder.write("c", whole.der);
  const printed = run("openssl", ["x509", "-in", at("c"), "-inform", "DER", "-noout", "-fingerprint", "-sha256"]);
  expect(printed.trim().split("=")[1]!.replaceAll(":", "").toLowerCase()).toBe(sha256Hex(whole.der));
});
it("an extension is written as it was read", () => {
  for (const extension of whole.extensions) {
    const [again] = readCertificate(
      bent({ extensions: writeExplicit(3, writeSequence(writeExtension(extension))) }),
    ).extensions;
    expect(again).toEqual(extension);
  }
});
