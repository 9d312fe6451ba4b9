import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtIn } from "../templates/built-in.ts";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import { type CertificationRequest, readRequest, writeRequest } from "../x509/csr.ts";
import { Tag } from "../asn1/der.ts";
import {
  encode,
  writeBitString,
  writeExplicit,
  writeInteger,
  writeOid,
  writeSequence,
  writeTime,
} from "../asn1/der-write.ts";
import { isFailure } from "../failure.ts";
import { writeExtensions } from "../x509/extension.ts";
import { basicConstraintsExtension } from "../x509/extension-write.ts";
import { parseGeneralNameText } from "../x509/general-name-text.ts";
import { issue } from "./issue.ts";
import type { Subject } from "../x509/name.ts";
import { Oid } from "../asn1/oid.ts";
import { type CertificateOrder, prepareCertificate, prepareSelfSigned, type SelfSignedOrder } from "./prepare.ts";
import { signerOf } from "../keys/signer.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
afterAll(() => folder.remove());

const caKey = signerOf(generateKeyPairSync("ed25519").privateKey);
const leafKey = signerOf(generateKeyPairSync("ed25519").privateKey);
const serialNumber = new Uint8Array(16).fill(0x5a);
const names = (...texts: string[]) => texts.map(parseGeneralNameText);
let now: Date;
let root: Certificate;

beforeAll(() => {
  openssl(`genpkey -algorithm ED25519 -out ${at("k")}`);
  now = new Date();
  root = readCertificate(
    issue(
      prepareSelfSigned({
        subject: { CN: "Root" },
        names: [],
        spki: caKey.spki,
        template: builtIn["root-ca"],
        days: 3650,
        now,
        serialNumber,
      }),
      caKey,
    ),
  );
});

/** An issuer that openssl makes with these extensions, valid around now. */
function issuerWith(...extensions: string[]): Certificate {
  folder.write(
    "cnf",
    `[req]\ndistinguished_name=d\nprompt=no\n[d]\nO=Acme\nCN=Issuer\n[x]\n${extensions.join("\n")}\n[dir]\nO=Acme\n`,
  );
  const issuer = readCertificate(
    octets("openssl", [
      "req",
      "-x509",
      "-key",
      at("k"),
      "-config",
      at("cnf"),
      "-extensions",
      "x",
      "-days",
      "30",
      "-outform",
      "DER",
    ]),
  );
  now = new Date(issuer.notBefore.getTime() + 5000);
  return issuer;
}
const request = (subject: Subject = { CN: "db01" }): CertificationRequest =>
  readRequest(writeRequest(subject, Object.keys(subject).length === 0 ? names("placeholder.example") : [], leafKey));

function refusal(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    if (isFailure(error)) return { code: error.code, ...error.facts };
    throw error;
  }
  return "accepted";
}
function order(changes: Partial<CertificateOrder> = {}): unknown {
  return refusal(() =>
    prepareCertificate({
      request: request(),
      issuer: root,
      template: builtIn["server-client"],
      names: names("db01.example"),
      days: 30,
      now,
      serialNumber,
      ...changes,
    }),
  );
}
function selfOrder(changes: Partial<SelfSignedOrder> = {}): unknown {
  return refusal(() =>
    prepareSelfSigned({
      subject: { CN: "Self" },
      names: [],
      spki: leafKey.spki,
      template: builtIn["root-ca"],
      days: 30,
      now,
      serialNumber,
      ...changes,
    }),
  );
}

it("prepareCertificate accepts a request and an issuer that are right", () => {
  expect(order()).toBe("accepted");
  expect(selfOrder()).toBe("accepted");
});

describe("prepareCertificate: the issuer", () => {
  it("an issuer that is no authority is refused", () => {
    expect(order({ issuer: issuerWith("subjectKeyIdentifier=hash") })).toEqual({
      code: "sign.issuer-not-authority",
      issuer: "CN=Issuer, O=Acme",
    });
    expect(order({ issuer: issuerWith("basicConstraints=critical,CA:FALSE") })).toMatchObject({
      code: "sign.issuer-not-authority",
    });
  });
  it("an issuer of version 1 is refused", () => {
    openssl(`req -new -key ${at("k")} -subj /CN=Old -out ${at("old.csr")}`);
    const old = readCertificate(
      octets("openssl", ["x509", "-req", "-in", at("old.csr"), "-signkey", at("k"), "-outform", "DER"]),
    );
    expect(old.version).toBe(1);
    expect(order({ issuer: old, now: new Date(old.notBefore.getTime() + 1000) })).toMatchObject({
      code: "sign.issuer-not-authority",
      issuer: "CN=Old",
    });
  });
  it("an issuer of version 1 is refused, even with extensions that call it an authority", () => {
    const dates = writeSequence(writeTime(root.notBefore), writeTime(root.notAfter));
    const extensions = writeExplicit(3, writeExtensions([basicConstraintsExtension(true, null)]));
    const tbs = writeSequence(
      writeInteger(5),
      caKey.algorithm,
      root.subject.der,
      dates,
      root.subject.der,
      caKey.spki,
      extensions,
    );
    const { algorithm, value } = caKey.sign(tbs);
    expect(order({ issuer: readCertificate(writeSequence(tbs, algorithm, writeBitString(value))) })).toMatchObject({
      code: "sign.issuer-not-authority",
    });
  });
  it("an issuer whose keyUsage does not allow to sign is refused", () => {
    expect(
      order({ issuer: issuerWith("basicConstraints=critical,CA:TRUE", "keyUsage=critical,digitalSignature") }),
    ).toMatchObject({ code: "sign.issuer-may-not-sign" });
    expect(order({ issuer: issuerWith("basicConstraints=critical,CA:TRUE") })).toBe("accepted");
  });
  it("an issuer with a key that would not be certified here is refused", () => {
    const extensions = "-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign";
    openssl(
      `req -x509 -newkey rsa:1024 -nodes -keyout ${at("weak")} -subj /CN=Weak -days 3650 ${extensions} -out ${at("weak.crt")}`,
    );
    const weak = readCertificate(octets("openssl", ["x509", "-in", at("weak.crt"), "-outform", "DER"]));
    const soon = new Date(weak.notBefore.getTime() + 1000);
    expect(order({ issuer: weak, now: soon })).toEqual({
      code: "sign.issuer-key-too-weak",
      issuer: "CN=Weak",
      label: "RSA 1024",
      minimum: "RSA 2048",
    });
  });
  it("an issuer that is not valid now is refused", () => {
    const after = new Date(root.notAfter.getTime() + 1000);
    expect(order({ now: after })).toEqual({
      code: "sign.issuer-expired",
      issuer: "CN=Root",
      notAfter: root.notAfter.toISOString(),
    });
    const before = new Date(root.notBefore.getTime() - 1000);
    expect(order({ now: before })).toEqual({
      code: "sign.issuer-not-yet-valid",
      issuer: "CN=Root",
      notBefore: root.notBefore.toISOString(),
    });
    expect(order({ now: root.notAfter })).toBe("accepted");
  });
  it("an issuer without path length left signs no other authority", () => {
    const issuer = issuerWith("basicConstraints=critical,CA:TRUE,pathlen:0");
    expect(order({ issuer, template: builtIn["sub-ca"] })).toEqual({
      code: "sign.path-length-used-up",
      issuer: "CN=Issuer, O=Acme",
      pathLength: 0,
    });
    expect(order({ issuer })).toBe("accepted");
    const two = issuerWith("basicConstraints=critical,CA:TRUE,pathlen:2");
    expect(order({ issuer: two, template: builtIn["sub-ca"], pathLength: 1 })).toBe("accepted");
    expect(order({ issuer: two, template: builtIn["sub-ca"], pathLength: 2 })).toEqual({
      code: "sign.path-length-out-of-range",
      pathLength: 2,
      maximum: 1,
    });
    expect(order({ issuer: two, template: builtIn["sub-ca"] })).toBe("accepted");
  });
});

describe("prepareCertificate: the issuer's name constraints", () => {
  const authority = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign"];
  it.each<[string, string, string[], Subject, unknown]>([
    ["permitted DNS", "permitted;DNS:acme.example", ["db01.acme.example"], { CN: "x" }, "accepted"],
    [
      "not permitted DNS",
      "permitted;DNS:acme.example",
      ["db01.acme.example", "evil.example"],
      { CN: "x" },
      { name: "evil.example", constraint: "not-permitted" },
    ],
    [
      "a name that only ends alike",
      "permitted;DNS:acme.example",
      ["notacme.example"],
      { CN: "x" },
      { name: "notacme.example", constraint: "not-permitted" },
    ],
    [
      "excluded DNS",
      "excluded;DNS:secret.example",
      ["a.secret.example"],
      { CN: "x" },
      { name: "a.secret.example", constraint: "excluded" },
    ],
    [
      "a wildcard that reaches into the excluded",
      "excluded;DNS:a.secret.example",
      ["*.secret.example"],
      { CN: "x" },
      { constraint: "excluded" },
    ],
    ["permitted address", "permitted;IP:10.0.0.0/255.0.0.0", ["10.1.2.3"], { CN: "x" }, "accepted"],
    [
      "not permitted address",
      "permitted;IP:10.0.0.0/255.0.0.0",
      ["192.168.0.1"],
      { CN: "x" },
      { name: "192.168.0.1", constraint: "not-permitted" },
    ],
    ["permitted e-mail domain", "permitted;email:acme.example", ["jin@acme.example"], { CN: "x" }, "accepted"],
    [
      "not permitted e-mail",
      "permitted;email:acme.example",
      ["jin@evil.example"],
      { CN: "x" },
      { name: "jin@evil.example", constraint: "not-permitted" },
    ],
    [
      "e-mail in the subject, without alternative names",
      "permitted;email:acme.example",
      [],
      { CN: "x", emailAddress: "a@evil.example" },
      { name: "a@evil.example" },
    ],
    [
      "a host in the CN, without alternative names",
      "permitted;DNS:acme.example",
      [],
      { CN: "evil.example" },
      { name: "evil.example" },
    ],
    ["permitted directory", "permitted;dirName:dir", ["x.example"], { O: "Acme", CN: "x" }, "accepted"],
    [
      "not permitted directory",
      "permitted;dirName:dir",
      ["x.example"],
      { O: "Other", CN: "x" },
      { name: "CN=x, O=Other", constraint: "not-permitted" },
    ],
    [
      "not permitted URI",
      "permitted;URI:.acme.example",
      ["https://evil.example/x"],
      { CN: "x" },
      { name: "https://evil.example/x", constraint: "not-permitted" },
    ],
  ])("%s", (_, constraint, texts, subject, expected) => {
    const issuer = issuerWith(...authority, `nameConstraints=critical,${constraint}`);
    const outcome = order({ issuer, names: names(...texts), request: request(subject) });
    if (expected === "accepted") expect(outcome).toBe("accepted");
    else
      expect(outcome).toMatchObject({
        code: "sign.name-not-permitted",
        issuer: "CN=Issuer, O=Acme",
        ...(expected as object),
      });
  });
  it("constraints that cannot be read refuse every name", () => {
    const issuer = issuerWith(...authority, "nameConstraints=critical,DER:3000");
    expect(order({ issuer })).toEqual({ code: "sign.issuer-constraints-unreadable", issuer: "CN=Issuer, O=Acme" });
  });
  it("openssl agrees that an accepted name is permitted", () => {
    const issuer = issuerWith(...authority, "nameConstraints=critical,permitted;DNS:acme.example");
    const key = signerOf(createPrivateKey(Buffer.from(folder.read("k"))));
    const der = issue(
      prepareCertificate({
        request: request(),
        issuer,
        template: builtIn.server,
        names: names("db01.acme.example"),
        days: 1,
        now,
        serialNumber,
      }),
      key,
    );
    folder.write("i", issuer.der);
    folder.write("l", der);
    for (const name of ["i", "l"]) openssl(`x509 -inform DER -in ${at(name)} -out ${at(`${name}.pem`)}`);
    expect(
      run("sh", [
        "-c",
        `openssl verify -attime ${Math.floor(now.getTime() / 1000) + 5} -CAfile ${at("i.pem")} ${at("l.pem")} 2>&1 || true`,
      ]),
    ).toContain("OK");
  });
});

describe("prepareCertificate: the request", () => {
  it("a request that its own key did not sign is refused", () => {
    const der = writeRequest({ CN: "db01" }, [], leafKey).slice();
    der[der.length - 3]! ^= 1;
    expect(order({ request: readRequest(der) })).toEqual({
      code: "csr.bad-signature",
      subject: "CN=db01",
      algorithm: "Ed25519",
    });
  });
  it("a request with a signature that cannot be checked is refused", () => {
    openssl(`genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ${at("rsa")}`);
    const md5 = readRequest(
      octets("openssl", ["req", "-new", "-md5", "-key", at("rsa"), "-subj", "/CN=md5", "-outform", "DER"]),
    );
    expect(order({ request: md5 })).toEqual({
      code: "csr.unsupported-signature",
      subject: "CN=md5",
      algorithm: "MD5 with RSA",
    });
  });
  it.each([
    ["-algorithm RSA -pkeyopt rsa_keygen_bits:1024", { code: "key.too-weak", label: "RSA 1024", minimum: "RSA 2048" }],
    ["-algorithm EC -pkeyopt ec_paramgen_curve:P-224", { code: "key.too-weak", label: "P-224", minimum: "P-256" }],
    [
      "-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit",
      { code: "key.unsupported", label: "EC, specifiedCurve" },
    ],
  ])("must have a strong key: %s", (words, expected) => {
    openssl(`genpkey ${words} -out ${at("weak")}`);
    const weak = readRequest(
      octets("openssl", ["req", "-new", "-key", at("weak"), "-subj", "/CN=weak", "-outform", "DER"]),
    );
    expect(order({ request: weak })).toEqual(expected);
  });
  it("a request without a subject and without names is refused", () => {
    expect(order({ request: request({}), names: [] })).toEqual({ code: "subject.empty" });
    expect(order({ request: request({}) })).toBe("accepted");
    expect(order({ request: request({}), template: builtIn["sub-ca"] })).toEqual({ code: "subject.empty" });
  });
  it("a request with text that breaks its own string type is refused", () => {
    const subject = writeSequence(
      encode(Tag.set, writeSequence(writeOid(Oid.commonName), encode(Tag.printableString, Buffer.from("a@b")))),
    );
    const info = writeSequence(writeInteger(0), subject, leafKey.spki, writeExplicit(0));
    const { algorithm, value } = leafKey.sign(info);
    expect(order({ request: readRequest(writeSequence(info, algorithm, writeBitString(value))) })).toMatchObject({
      code: "subject.bad-character",
      attribute: "CN",
    });
  });
});

describe("prepareCertificate: what is asked for", () => {
  it.each([0, -1, 0.5, 36501, NaN, Infinity])("%s days are refused", (days) => {
    expect(order({ days })).toEqual({ code: "sign.days-out-of-range", days, minimum: 1, maximum: 36500 });
    expect(selfOrder({ days })).toMatchObject({ code: "sign.days-out-of-range" });
  });
  it.each([1, 36500])("%s days are accepted", (days) => expect(order({ days })).toBe("accepted"));
  it.each([-1, 1.5, 256])("a path length of %s is refused", (pathLength) => {
    expect(order({ template: builtIn["sub-ca"], pathLength })).toEqual({
      code: "sign.path-length-out-of-range",
      pathLength,
      maximum: 255,
    });
    expect(selfOrder({ pathLength })).toMatchObject({ code: "sign.path-length-out-of-range" });
  });
  it.each([
    [new Uint8Array(16), 16],
    [new Uint8Array(7).fill(1), 7],
    [new Uint8Array(21).fill(1), 21],
    [new Uint8Array(20).fill(0xff), 20],
    [new Uint8Array(), 0],
  ])("serial number %#", (octetsOfSerial, count) => {
    expect(order({ serialNumber: octetsOfSerial })).toEqual({ code: "sign.serial-out-of-range", octets: count });
  });
  it.each([8, 16, 20])("a serial number of %i octets is accepted", (length) => {
    expect(order({ serialNumber: new Uint8Array(length).fill(0x7f) })).toBe("accepted");
  });
  it("a malformed name is refused", () => {
    expect(order({ names: [{ kind: "ip", value: "10.20.1.310" }] })).toEqual({
      code: "san.malformed",
      item: "10.20.1.310",
      reason: "ip-octet",
      part: "310",
      position: 4,
    });
    expect(order({ names: [{ kind: "dns", value: "a b" }] })).toMatchObject({
      code: "san.malformed",
      reason: "white-space",
    });
    expect(selfOrder({ names: [{ kind: "email", value: "x" }] })).toMatchObject({ code: "san.malformed" });
  });
});

describe("prepareSelfSigned", () => {
  it("a weak key and a missing subject are refused", () => {
    openssl(`genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out ${at("weak")}`);
    const weak = octets("openssl", ["pkey", "-in", at("weak"), "-pubout", "-outform", "DER"]);
    expect(selfOrder({ spki: weak })).toMatchObject({ code: "key.too-weak" });
    expect(selfOrder({ subject: {} })).toEqual({ code: "subject.empty" });
    expect(selfOrder({ subject: {}, template: builtIn.server, names: names("a.example") })).toBe("accepted");
    expect(selfOrder({ subject: { CN: "x", C: "kr" } })).toEqual({
      code: "subject.country-unknown",
      value: "kr",
      suggestion: "KR",
    });
  });
});
