import "reflect-metadata";
import { createPrivateKey, generateKeyPairSync, sign, webcrypto } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltInTemplate, builtIn } from "../templates/built-in.ts";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { type Certificate, extensionOf, readCertificate, serialHex } from "../x509/certificate.ts";
import { readRequest, writeRequest } from "../x509/csr.ts";
import { writeNull, writeOid, writeSequence } from "../asn1/der-write.ts";
import { parseGeneralNameText } from "../x509/general-name-text.ts";
import { issue } from "./issue.ts";
import { Oid } from "../asn1/oid.ts";
import { writePem } from "../asn1/pem.ts";
import { type Prepared, prepareCertificate, prepareSelfSigned } from "./prepare.ts";
import { keyIdentifier } from "../keys/public-key.ts";
import { type Signer, signerOf } from "../keys/signer.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
afterAll(() => folder.remove());

const noon = new Date("2026-11-22T10:11:12.345Z");
const serialNumber = Uint8Array.from(Buffer.from("9a0102030405060708090a0b0c0d0e0f", "hex"));
const names = ["db01.acme.example", "10.20.1.5", "2001:db8::5"].map(parseGeneralNameText);
const subject = { C: "KR", O: "Acme", CN: "db01.acme.example" };
const hex = (bytes: Uint8Array | ArrayBuffer): string => Buffer.from(bytes as Uint8Array).toString("hex");
const signerFrom = (name: string): Signer => signerOf(createPrivateKey(Buffer.from(folder.read(name))));

function rootOf(signer: Signer, now = noon): Certificate {
  const order = {
    subject: { C: "KR", O: "Acme", CN: "Acme Root" },
    names: [],
    spki: signer.spki,
    template: builtIn["root-ca"],
    days: 3650,
    now,
    serialNumber,
  };
  return readCertificate(issue(prepareSelfSigned(order), signer));
}
function leafOf(
  root: Certificate,
  rootSigner: Signer,
  signer: Signer,
  profile: BuiltInTemplate,
  now = noon,
): Certificate {
  const request = readRequest(writeRequest(subject, names, signer));
  return readCertificate(
    issue(
      prepareCertificate({ request, issuer: root, template: builtIn[profile], names, days: 365, now, serialNumber }),
      rootSigner,
    ),
  );
}
function pem(...certificates: Certificate[]): string {
  return certificates.map(({ der }) => writePem("CERTIFICATE", der)).join("");
}

beforeAll(() => {
  openssl(`genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ${at("ca")}`);
  openssl(`genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ${at("leaf")}`);
  openssl(`genpkey -algorithm ED25519 -out ${at("ed-ca")}`);
});

/** `openssl ca` is the one command of openssl 3.0 that takes the dates. */
function opensslCa(
  caKey: string,
  caCertificate: string,
  request: string,
  extensions: string,
  ...more: string[]
): Uint8Array {
  folder.write("index", "");
  folder.write("serial", `${hex(serialNumber).toUpperCase()}\n`);
  folder.write(
    "ca.cnf",
    `[ca]\ndefault_ca=c\n[c]\ndatabase=${at("index")}\nserial=${at("serial")}\nnew_certs_dir=${at("")}\npolicy=p\ndefault_md=default\nunique_subject=no\nstring_mask=utf8only\nx509_extensions=e\n[p]\ncommonName=optional\n[e]\n${extensions}\n`,
  );
  run("openssl", [
    "ca",
    "-batch",
    "-notext",
    "-preserveDN",
    "-config",
    at("ca.cnf"),
    "-keyfile",
    at(caKey),
    "-cert",
    at(caCertificate),
    "-in",
    at(request),
    "-startdate",
    "20261122101112Z",
    "-enddate",
    "20271122101112Z",
    "-out",
    at("theirs"),
    ...more,
  ]);
  return octets("openssl", ["x509", "-in", at("theirs"), "-outform", "DER"]);
}
const serverExtensions = [
  "basicConstraints=critical,CA:FALSE",
  "keyUsage=critical,digitalSignature,keyEncipherment",
  "extendedKeyUsage=serverAuth,clientAuth",
  "subjectKeyIdentifier=hash",
  "authorityKeyIdentifier=keyid",
  "subjectAltName=DNS:db01.acme.example,IP:10.20.1.5,IP:2001:db8::5",
].join("\n");

describe("issue writes byte by byte, signature included, what openssl ca writes", () => {
  it.each(["ca", "ed-ca"])("a certificate for server and client from %s is the same", (caKey) => {
    const ca = signerFrom(caKey);
    const root = rootOf(ca);
    folder.write("root", pem(root));
    folder.write("request", writePem("CERTIFICATE REQUEST", writeRequest(subject, names, signerFrom("leaf"))));
    const ours = leafOf(root, ca, signerFrom("leaf"), "server-client");
    expect(hex(ours.der)).toBe(hex(opensslCa(caKey, "root", "request", serverExtensions)));
  });
  it("an authority below the root is the same", () => {
    const ca = signerFrom("ca");
    const root = rootOf(ca);
    folder.write("root", pem(root));
    folder.write("request", writePem("CERTIFICATE REQUEST", writeRequest(subject, [], signerFrom("leaf"))));
    const request = readRequest(writeRequest(subject, [], signerFrom("leaf")));
    const ours = issue(
      prepareCertificate({
        request,
        issuer: root,
        template: builtIn["sub-ca"],
        names: [],
        days: 365,
        now: noon,
        serialNumber,
        pathLength: 1,
      }),
      ca,
    );
    const extensions =
      "basicConstraints=critical,CA:TRUE,pathlen:1\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid";
    expect(hex(ours)).toBe(hex(opensslCa("ca", "root", "request", extensions)));
  });
});

it("a certificate is byte by byte what @peculiar/x509 writes", async () => {
  const ca = signerFrom("ca");
  const root = rootOf(ca);
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const signingKey = await webcrypto.subtle.importKey(
    "pkcs8",
    createPrivateKey(Buffer.from(folder.read("ca"))).export({ format: "der", type: "pkcs8" }),
    algorithm,
    true,
    ["sign"],
  );
  const publicKey = await webcrypto.subtle.importKey("spki", Buffer.from(signerFrom("leaf").spki), algorithm, true, [
    "verify",
  ]);
  const theirs = await X509CertificateGenerator.create(
    {
      serialNumber: hex(serialNumber),
      signingAlgorithm: algorithm,
      signingKey: signingKey as never,
      publicKey: publicKey as never,
      issuer: [
        { C: [{ printableString: "KR" }] },
        { O: [{ utf8String: "Acme" }] },
        { CN: [{ utf8String: "Acme Root" }] },
      ] as never,
      subject: [
        { C: [{ printableString: "KR" }] },
        { O: [{ utf8String: "Acme" }] },
        { CN: [{ utf8String: "db01.acme.example" }] },
      ] as never,
      notBefore: new Date("2026-11-22T10:11:12Z"),
      notAfter: new Date("2027-11-22T10:11:12Z"),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
        new ExtendedKeyUsageExtension([Oid.serverAuth, Oid.clientAuth]),
        new SubjectKeyIdentifierExtension(hex(keyIdentifier(signerFrom("leaf").spki))),
        new AuthorityKeyIdentifierExtension(hex(keyIdentifier(ca.spki))),
        new SubjectAlternativeNameExtension([
          { type: "dns", value: "db01.acme.example" },
          { type: "ip", value: "10.20.1.5" },
          { type: "ip", value: "2001:db8::5" },
        ]),
      ],
    },
    webcrypto as never,
  );
  expect(hex(leafOf(root, ca, signerFrom("leaf"), "server-client").der)).toBe(hex(theirs.rawData));
});

const makers: Record<string, () => Signer> = {
  "RSA 2048": () => signerOf(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey),
  "RSA-PSS": () => signerOf(generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey),
  "P-256": () => signerOf(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey),
  "P-384": () => signerOf(generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey),
  "P-521": () => signerOf(generateKeyPairSync("ec", { namedCurve: "P-521" }).privateKey),
  Ed25519: () => signerOf(generateKeyPairSync("ed25519").privateKey),
};
const says = (words: string): string => run("sh", ["-c", `${words} 2>&1 || true`]);
/** certtool cannot be told the time, so these chains are made now. */
const today = new Date();

describe.each(Object.keys(makers))("other programs accept a chain of %s keys", (kind) => {
  const make = makers[kind]!;
  const rootSigner = make();
  const root = rootOf(rootSigner, today);
  const sub = make();
  const middle = leafOf(root, rootSigner, sub, "sub-ca", today);
  it.each<[BuiltInTemplate, string[], string[]]>([
    ["server", ["sslserver"], ["sslclient"]],
    ["client", ["sslclient"], ["sslserver"]],
    ["server-client", ["sslserver", "sslclient"], []],
  ])("%s", (profile, fit, unfit) => {
    const leaf = leafOf(middle, sub, make(), profile, today);
    folder.write("root", pem(root));
    folder.write("middle", pem(middle));
    folder.write("leaf", pem(leaf));
    const verify = (purpose: string): string =>
      says(
        `openssl verify -x509_strict -purpose ${purpose} -CAfile ${at("root")} -untrusted ${at("middle")} ${at("leaf")}`,
      );
    for (const purpose of fit) expect(verify(purpose)).toContain(": OK");
    for (const purpose of unfit) expect(verify(purpose)).toContain("unsuitable certificate purpose");
  });
  it("certtool verifies it", () => {
    const leaf = leafOf(middle, sub, make(), "server-client", today);
    folder.write("root", pem(root));
    folder.write("chain", pem(leaf, middle, root));
    expect(says(`certtool --verify --load-ca-certificate ${at("root")} --infile ${at("chain")}`)).toContain(
      "Chain verification output: Verified. The certificate is trusted.",
    );
  });
  it("keytool prints it", () => {
    folder.write("root", pem(root));
    expect(says(`keytool -printcert -file ${at("root")}`)).toContain("CN=Acme Root");
  });
});

describe("issue writes into a certificate", () => {
  const ca = makers["Ed25519"]!();
  const root = rootOf(ca);
  it("the extensions of the profile are written and no others, whatever the request asks for", () => {
    folder.write("k", generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }));
    const der = octets("openssl", [
      "req",
      "-new",
      "-key",
      at("k"),
      "-subj",
      "/CN=x",
      "-addext",
      "basicConstraints=critical,CA:TRUE",
      "-addext",
      "keyUsage=keyCertSign",
      "-addext",
      "subjectAltName=DNS:evil.example",
      "-outform",
      "DER",
    ]);
    const certificate = readCertificate(
      issue(
        prepareCertificate({
          request: readRequest(der),
          issuer: root,
          template: builtIn.server,
          names,
          days: 1,
          now: noon,
          serialNumber,
        }),
        ca,
      ),
    );
    expect(certificate.extensions.map(({ oid, critical }) => [oid, critical])).toEqual([
      [Oid.basicConstraints, true],
      [Oid.keyUsage, true],
      [Oid.extendedKeyUsage, false],
      [Oid.subjectKeyIdentifier, false],
      [Oid.authorityKeyIdentifier, false],
      [Oid.subjectAltName, false],
    ]);
    expect(hex(extensionOf(certificate, Oid.basicConstraints)!.value)).toBe("3000");
    expect(Buffer.from(certificate.der).includes("evil")).toBe(false);
  });
  it("the name and key identifier of the issuer are written as the issuer has them, even when that is no digest of its key", () => {
    const text = says(
      `openssl req -x509 -newkey ed25519 -nodes -keyout ${at("odd")} -subj "/CN=Odd CA" -days 36500 -addext subjectKeyIdentifier=DEADBEEF -addext keyUsage=keyCertSign -out ${at("odd.crt")}`,
    );
    expect(text).not.toContain("rror");
    const issuer = readCertificate(octets("openssl", ["x509", "-in", at("odd.crt"), "-outform", "DER"]));
    const leaf = leafOfAt(issuer, signerFrom("odd"), new Date(issuer.notBefore.getTime() + 1000));
    expect(hex(extensionOf(leaf, Oid.authorityKeyIdentifier)!.value)).toBe("30068004deadbeef");
    expect(hex(leaf.issuer.der)).toBe(hex(issuer.subject.der));
  });
  function leafOfAt(issuer: Certificate, signer: Signer, at: Date): Certificate {
    const request = readRequest(writeRequest(subject, [], makers["Ed25519"]!()));
    return readCertificate(
      issue(
        prepareCertificate({ request, issuer, template: builtIn.client, names: [], days: 1, now: at, serialNumber }),
        signer,
      ),
    );
  }
  it("the validity has whole seconds, ends with the issuer's at the latest, and a cut is said", () => {
    const request = readRequest(writeRequest(subject, names, makers["Ed25519"]!()));
    const order = { request, issuer: root, template: builtIn["server"], names, now: noon, serialNumber };
    const short = prepareCertificate({ ...order, days: 10 });
    expect([short.notBefore.toISOString(), short.notAfter.toISOString(), short.notes]).toEqual([
      "2026-11-22T10:11:12.000Z",
      "2026-12-02T10:11:12.000Z",
      [],
    ]);
    const long = prepareCertificate({ ...order, days: 36500 });
    expect(long.notAfter).toEqual(root.notAfter);
    expect(long.notes).toEqual([
      { code: "validity-cut", asked: new Date("2126-10-29T10:11:12.000Z"), notAfter: root.notAfter },
    ]);
    expect(readCertificate(issue(long, ca)).notAfter).toEqual(root.notAfter);
  });
  it("a time from 2050 on is GeneralizedTime", () => {
    const order = {
      subject: { CN: "Long" },
      names: [],
      spki: ca.spki,
      template: builtIn["root-ca"],
      days: 36500,
      now: noon,
      serialNumber,
    };
    const long = readCertificate(issue(prepareSelfSigned(order), ca));
    expect(long.notAfter.toISOString()).toBe("2126-10-29T10:11:12.000Z");
    folder.write("long", pem(long));
    expect(says(`openssl x509 -in ${at("long")} -noout -enddate`)).toContain("Oct 29 10:11:12 2126 GMT");
  });
  it.each([
    ["ff".repeat(16), `FF${"FF".repeat(15)}`],
    ["00".repeat(8) + "01".repeat(8), "01".repeat(8)],
    ["7f".repeat(16), "7F".repeat(16)],
  ])("serial number from %s, positive and told beforehand", (random, expected) => {
    const order = {
      subject: { CN: "S" },
      names: [],
      spki: ca.spki,
      template: builtIn["root-ca"],
      days: 1,
      now: noon,
      serialNumber: Uint8Array.from(Buffer.from(random, "hex")),
    };
    const prepared = prepareSelfSigned(order);
    const certificate = readCertificate(issue(prepared, ca));
    expect([prepared.serialNumber, serialHex(certificate)]).toEqual([expected, expected]);
    expect(certificate.serialNumber[0]! < 0x80).toBe(true);
  });
  it("a host that stands in the common name of a server alone is noted", () => {
    const request = readRequest(writeRequest(subject, [], makers["Ed25519"]!()));
    const note = (profile: BuiltInTemplate): unknown =>
      prepareCertificate({
        request,
        issuer: root,
        template: builtIn[profile],
        names: [],
        days: 1,
        now: noon,
        serialNumber,
      }).notes;
    expect(note("server-client")).toEqual([{ code: "host-not-listed", host: "db01.acme.example" }]);
    expect(note("client")).toEqual([]);
  });
});

describe("issue signs nothing but what was prepared", () => {
  const ca = makers["Ed25519"]!();
  const prepared = prepareSelfSigned({
    subject: { CN: "A" },
    names: [],
    spki: ca.spki,
    template: builtIn["root-ca"],
    days: 1,
    now: noon,
    serialNumber,
  });
  it("a copy, a look-alike and a new object of the same class are refused", () => {
    const again = Reflect.construct(prepared.constructor, ["01", prepared, [], null]) as Prepared;
    for (const forged of [{ ...prepared } as Prepared, Object.create(prepared) as Prepared, again, {} as Prepared]) {
      expect(() => issue(forged, ca)).toThrow(TypeError);
    }
    expect(Object.isFrozen(prepared)).toBe(true);
  });
  it("another key than the issuer's is refused before it signs anything", () => {
    const other = makers["Ed25519"]!();
    let signed = 0;
    const watched: Signer = { ...other, sign: (tbs) => (signed++, other.sign(tbs)) };
    expect(() => issue(prepared, watched)).toThrow("sign.key-is-not-the-issuers");
    expect(signed).toBe(0);
  });
  it("a signer whose signature does not verify is refused", () => {
    const bad: Signer = {
      ...ca,
      sign: (tbs) => ({
        algorithm: ca.algorithm,
        value: ca.sign(tbs).value.map((octet, index) => (index === 7 ? octet ^ 1 : octet)),
      }),
    };
    expect(() => issue(prepared, bad)).toThrow("sign.signature-failed");
    const otherAlgorithm: Signer = {
      ...ca,
      sign: (tbs) => ({ ...ca.sign(tbs), algorithm: makers["P-256"]!().algorithm }),
    };
    expect(() => issue(prepared, otherAlgorithm)).toThrow("sign.signature-failed");
  });
  it("another algorithm than the one inside what is signed is refused, though the signature is right", () => {
    const honest = signerFrom("ca");
    const key = createPrivateKey(Buffer.from(folder.read("ca")));
    const algorithm = writeSequence(writeOid(Oid.sha384WithRsa), writeNull());
    const liar: Signer = { ...honest, sign: (tbs) => ({ algorithm, value: sign("sha384", tbs, key) }) };
    const order = {
      subject: { CN: "A" },
      names: [],
      spki: honest.spki,
      template: builtIn["root-ca"],
      days: 1,
      now: noon,
      serialNumber,
    };
    expect(() => issue(prepareSelfSigned(order), liar)).toThrow("sign.signature-failed");
    expect(() => issue(prepareSelfSigned(order), honest)).not.toThrow();
  });
  it("the same key in another encoding is accepted", () => {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    folder.write("ec", pair.privateKey.export({ format: "pem", type: "pkcs8" }));
    const compressed = octets("openssl", [
      "pkey",
      "-in",
      at("ec"),
      "-pubout",
      "-outform",
      "DER",
      "-ec_conv_form",
      "compressed",
    ]);
    const order = {
      subject: { CN: "A" },
      names: [],
      spki: compressed,
      template: builtIn["root-ca"],
      days: 1,
      now: noon,
      serialNumber,
    };
    expect(hex(compressed)).not.toBe(hex(signerOf(pair.privateKey).spki));
    expect(readCertificate(issue(prepareSelfSigned(order), signerOf(pair.privateKey))).spki.length).toBe(
      compressed.length,
    );
  });
});
