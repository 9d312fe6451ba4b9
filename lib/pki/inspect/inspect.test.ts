import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { startWork } from "../../../test/support/work.ts";
import { readElement } from "../asn1/der.ts";
import { encode, writeExplicit, writeInteger, writeOid, writeSequence } from "../asn1/der-write.ts";
import { inspect } from "./inspect.ts";
import type { CertificateCard, InspectedElement, Inspection, TextNode } from "./types.ts";
import { writePkcs12 } from "../pkcs12/write.ts";
import { writePkcs7 } from "../files/pkcs7.ts";
import { readPem, writePem } from "../asn1/pem.ts";
import { readPrivateKey } from "../files/read-key.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
const text = (name: string): string => Buffer.from(folder.read(name)).toString();
const now = new Date("2026-11-22T12:00:00Z");
const look = (content: string | Uint8Array, passphrase?: string): Promise<Inspection> =>
  inspect(typeof content === "string" ? Buffer.from(content) : content, {
    now,
    ...(passphrase === undefined ? {} : { passphrase }),
  });

const extensions = `
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,keyEncipherment
extendedKeyUsage=serverAuth,clientAuth,1.2.3.4.5
subjectAltName=DNS:join.example.com,DNS:www.example.com,IP:192.0.2.7,IP:2001:db8::7,email:a@example.com,URI:https://example.com/x,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:me@corp.example,dirName:dn
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid,issuer:always
certificatePolicies=2.23.140.1.2.2,@polsect
nameConstraints=permitted;DNS:.example.com,excluded;IP:10.0.0.0/255.0.0.0
policyConstraints=requireExplicitPolicy:3,inhibitPolicyMapping:0
inhibitAnyPolicy=2
crlDistributionPoints=URI:http://crl.example.com/ca.crl
authorityInfoAccess=OCSP;URI:http://ocsp.example.com/,caIssuers;URI:http://aia.example.com/ca.crt
tlsfeature=status_request
nsComment="a comment"
1.2.3.4.5.6=DER:0403010203
[dn]
CN=inside
[polsect]
policyIdentifier=1.3.5.8
CPS.1=https://cps.example.com/
userNotice.1=@notice
[notice]
explicitText="read me"
`;

beforeAll(() => {
  openssl(
    `req -x509 -newkey rsa:2048 -nodes -keyout ${at("ca.key")} -subj /C=KR/O=Acme/CN=Issuing -days 3650 -out ${at("ca.crt")}`,
  );
  openssl(`genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ${at("key")}`);
  openssl(`req -new -key ${at("key")} -subj /C=KR/O=Acme/CN=join.example.com -out ${at("csr")}`);
  folder.write("ext", `[all]\n${extensions.trim()}`);
  openssl(
    `x509 -req -in ${at("csr")} -CA ${at("ca.crt")} -CAkey ${at("ca.key")} -set_serial 0x00f1e2d3c4b5a697 -days 87 -extfile ${at("ext")} -extensions all -out ${at("crt")}`,
  );
});
afterAll(() => folder.remove());

const derOf = (name: string): Uint8Array => readPem(text(name)).blocks[0]!.bytes;
const nodes = function* (node: TextNode): Generator<TextNode> {
  yield node;
  for (const child of node.children ?? []) yield* nodes(child);
};
const valueOf = (element: InspectedElement, label: string): string | undefined =>
  [...nodes(element.text)].find((node) => node.label === label)?.value;

describe("inspect shows a certificate", () => {
  it("the card has subject, issuer, validity, names and use", async () => {
    const inspection = await look(text("crt"));
    const card = inspection.elements[0]!.card as CertificateCard;
    expect(inspection).toMatchObject({ kind: "certificate", form: "pem" });
    expect(card).toMatchObject({
      use: "tls-server-client",
      name: "join.example.com",
      otherNames: 7,
      issuerName: "Issuing",
      isAuthority: false,
      version: 3,
      serial: "F1E2D3C4B5A697",
      validity: expect.any(String),
      keyUsage: ["digitalSignature", "keyEncipherment"],
      ocsp: ["http://ocsp.example.com/"],
      caIssuers: ["http://aia.example.com/ca.crt"],
      crls: ["http://crl.example.com/ca.crl"],
      policies: [
        { oid: "2.23.140.1.2.2", name: "organization-validated" },
        { oid: "1.3.5.8", name: null },
      ],
      days: 87,
    });
    expect(card.altNames.map(({ kind }) => kind)).toEqual([
      "dns",
      "dns",
      "ip",
      "ip",
      "email",
      "uri",
      "upn",
      "directory",
    ]);
    expect(card.extendedKeyUsage!.map(({ name }) => name)).toEqual(["serverAuth", "clientAuth", null]);
    expect(card.serialDecimal).toBe(BigInt("0xf1e2d3c4b5a697").toString());
    const fingerprint = openssl(`x509 -in ${at("crt")} -noout -fingerprint -sha256`)
      .split("=")[1]!
      .trim();
    expect(inspection.elements[0]!.fingerprints.sha256).toBe(fingerprint.replaceAll(":", "").toLowerCase());
    expect(card.key.id).toBe(
      run("sh", ["-c", `openssl pkey -in ${at("key")} -pubout -outform DER | sha256sum`]).slice(0, 64),
    );
    expect(JSON.parse(JSON.stringify(inspection))).toEqual(inspection);
  });
  it("each extension is in the tree, an unknown one as hex", async () => {
    const [element] = (await look(text("crt"))).elements;
    const labels = [...nodes(element!.text)].map(({ label }) => label);
    for (const label of [
      "Basic Constraints",
      "Key Usage",
      "Extended Key Usage",
      "Subject Alternative Name",
      "Subject Key Identifier",
      "Authority Key Identifier",
      "Certificate Policies",
      "Name Constraints",
      "Policy Constraints",
      "Inhibit anyPolicy",
      "CRL Distribution Points",
      "Authority Information Access",
      "TLS Feature",
      "Netscape Comment",
      "1.2.3.4.5.6",
    ]) {
      expect(labels).toContain(label);
    }
    expect(valueOf(element!, "UPN")).toBe("me@corp.example");
    expect(valueOf(element!, "Require Explicit Policy")).toBe("3");
    expect(valueOf(element!, "Skip Certificates")).toBe("2");
    expect(valueOf(element!, "Feature")).toBe("status_request (5)");
    expect(valueOf(element!, "CPS")).toBe("https://cps.example.com/");
    expect(labels).not.toContain("not readable");
  });
  it("offsets in the tree are those of the DER", async () => {
    const der = derOf("crt");
    const [element] = (await look(der)).elements;
    for (const node of nodes(element!.text)) {
      if (node.offset === undefined || node.length === undefined) continue;
      expect(node.offset + node.length).toBeLessThanOrEqual(der.length);
    }
    const serial = [...nodes(element!.text)].find(({ label }) => label === "Serial Number")!;
    expect(Buffer.from(der.subarray(serial.offset!, serial.offset! + serial.length!)).toString("hex")).toBe(
      "020800f1e2d3c4b5a697",
    );
  });
  it("the raw rows are those of openssl asn1parse", async () => {
    for (const name of ["crt", "csr"]) {
      const rows = (await look(derOf(name))).elements[0]!.raw;
      const theirs = openssl("asn1parse -inform DER", derOf(name))
        .trimEnd()
        .split("\n")
        .map((line) => {
          const [, offset, depth, header, length, form, tag] =
            /^\s*(\d+):d=(\d+)\s+hl=(\d+) l=\s*(\d+) (cons|prim): (.*?)\s*(?::.*|\[HEX DUMP\].*)?$/.exec(line)!;
          return [offset, depth, header, length, form, tag!.trim()].join(" ");
        });
      const ours = rows
        .filter(({ isInside }) => !isInside)
        .map((row) =>
          [row.offset, row.depth, row.headerLength, row.length, row.isConstructed ? "cons" : "prim", row.tag].join(" "),
        );
      expect(ours).toEqual(theirs);
      expect(rows.some(({ isInside }) => isInside)).toBe(true);
    }
  });
});

describe("inspect shows other kinds", () => {
  it("a request shows its signature and that a challenge password is there, not which", async () => {
    folder.write(
      "req.cnf",
      "[req]\ndistinguished_name=d\nattributes=a\nprompt=no\n[d]\nCN=x\n[a]\nchallengePassword=hunter2hunter2\n",
    );
    openssl(`req -new -key ${at("key")} -config ${at("req.cnf")} -out ${at("challenge.csr")}`);
    const inspection = await look(text("challenge.csr"));
    expect(inspection.elements[0]).toMatchObject({
      kind: "csr",
      card: { signature: "valid", hasChallengePassword: true },
    });
    expect(JSON.stringify({ ...inspection.elements[0], raw: [], pem: null })).not.toContain("hunter2");
    const tampered = derOf("csr");
    tampered[tampered.length - 3] = tampered[tampered.length - 3]! ^ 1;
    expect((await look(tampered)).elements[0]).toMatchObject({ card: { signature: "invalid" } });
  });
  it("a key shows facts of its public half and never the private one", async () => {
    const reading = readPrivateKey(folder.read("key"));
    const locked = openssl(`pkcs8 -topk8 -in ${at("key")} -passout pass:word`);
    const traditional = openssl(`rsa -in ${at("key")} -traditional`);
    const p12 = await writePkcs12({
      key: reading.pkcs8,
      certificates: [derOf("crt")],
      friendlyName: "n",
      passphrase: "word",
      profile: "modern",
      random: (n) => randomBytes(n),
    });
    const clearP12 = octets("openssl", [
      "pkcs12",
      "-export",
      "-inkey",
      at("key"),
      "-in",
      at("crt"),
      "-keypbe",
      "NONE",
      "-certpbe",
      "NONE",
      "-nomac",
      "-passout",
      "pass:",
    ]);
    const exponent = Buffer.from(
      openssl(`rsa -in ${at("key")} -noout -text`)
        .split("privateExponent:")[1]!
        .split("prime1")[0]!
        .replace(/[^0-9a-f]/g, ""),
      "hex",
    )
      .toString("hex")
      .slice(20, 60);
    for (const [content, word] of [
      [text("key")],
      [traditional],
      [locked],
      [locked, "word"],
      [p12],
      [p12, "word"],
      [clearP12],
      [readPem(text("key")).blocks[0]!.bytes],
    ] as [string | Uint8Array, string?][]) {
      const json = JSON.stringify(await look(content, word));
      const compact = json.replaceAll(":", "").toLowerCase();
      expect(compact).not.toContain(exponent);
      expect(json).not.toContain(Buffer.from(reading.pkcs8).toString("base64").slice(100, 160));
    }
    expect((await look(locked)).elements[0]).toMatchObject({
      kind: "locked-key",
      card: { isSupported: true, encryption: expect.stringContaining("PBES2, AES-256-CBC") },
    });
    expect((await look(locked, "word")).elements[0]).toMatchObject({
      kind: "key",
      card: { openedFrom: expect.stringContaining("PBES2"), key: { label: "RSA 2048" } },
    });
    await expect(look(locked, "wrong")).rejects.toMatchObject({ code: "key.wrong-passphrase" });
  });
  it("a PKCS#12 is locked without its passphrase and open with it", async () => {
    const p12 = await writePkcs12({
      key: readPrivateKey(folder.read("key")).pkcs8,
      certificates: [derOf("crt"), derOf("ca.crt")],
      friendlyName: "서버",
      passphrase: "word",
      profile: "compatible",
      random: (n) => randomBytes(n),
    });
    expect((await look(p12)).elements[0]).toMatchObject({
      kind: "pkcs12",
      card: { isLocked: true, encryption: "pbeWithSHA1And3-KeyTripleDES-CBC × 10000", keys: [] },
    });
    const opened = (await look(p12, "word")).elements[0]!;
    expect(opened).toMatchObject({
      card: {
        isLocked: false,
        keys: [{ friendlyName: "서버", element: { kind: "key" } }],
        certificates: [
          { element: { kind: "certificate", card: { name: "join.example.com" } } },
          { element: { card: { use: "root-ca" } } },
        ],
      },
    });
    await expect(look(p12, "wrong")).rejects.toMatchObject({ code: "pkcs12.wrong-passphrase" });
  });
  it("PKCS#7, a CRL, a public key, an SSH key and parameters are shown", async () => {
    expect((await look(writePkcs7([derOf("crt"), derOf("ca.crt")]))).elements[0]).toMatchObject({
      kind: "pkcs7",
      card: { signers: 0, certificates: [{ kind: "certificate" }, { kind: "certificate" }] },
    });
    folder.write("index.txt", "R\t301231235959Z\t261101000000Z,keyCompromise\t0A\tunknown\t/CN=x\n");
    folder.write("crlnumber", "07\n");
    folder.write(
      "ca.cnf",
      `[ca]\ndefault_ca=d\n[d]\ndatabase=${at("index.txt")}\ncrlnumber=${at("crlnumber")}\ndefault_md=sha256\ndefault_crl_days=7\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid\n`,
    );
    const crl = openssl(`ca -config ${at("ca.cnf")} -gencrl -keyfile ${at("ca.key")} -cert ${at("ca.crt")}`);
    expect((await look(crl)).elements[0]).toMatchObject({
      kind: "crl",
      card: { number: "7", entries: 1, isDelta: false, revoked: [{ serial: "0A", reason: "keyCompromise" }] },
    });
    expect((await look(openssl(`pkey -in ${at("key")} -pubout`))).elements[0]).toMatchObject({
      kind: "public-key",
      card: { key: { label: "RSA 2048" } },
    });
    run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "me", "-f", at("ssh")]);
    expect(await look(text("ssh.pub"))).toMatchObject({
      form: "ssh",
      elements: [{ kind: "ssh-public-key", card: { comment: "me", key: { label: "Ed25519" } } }],
    });
    expect((await look(text("ssh.pub"))).elements[0]!.pem).toBe(text("ssh.pub"));
    // A public key is copied in the form that every program reads, whatever form it came in.
    const wanted = openssl(`pkey -in ${at("key")} -pubout`);
    expect((await look(openssl(`rsa -in ${at("key")} -RSAPublicKey_out`))).elements[0]!.pem).toBe(wanted.toString());
    expect((await look(text("ssh"))).elements[0]!.pem).toBeNull();
    expect((await look(text("ssh"))).elements[0]).toMatchObject({ kind: "key", card: { form: "openssh" } });
    expect((await look(openssl("ecparam -name prime256v1"))).elements[0]).toMatchObject({
      kind: "parameters",
      card: { type: "ec", label: "prime256v1" },
    });
  });
  it("a bundle, a mixture and an EC key behind its parameters are shown", async () => {
    expect((await look(text("crt") + text("ca.crt"))).kind).toBe("bundle");
    expect((await look(text("crt") + text("key"))).kind).toBe("mixed");
    expect((await look(openssl("ecparam -genkey -name prime256v1"))).kind).toBe("key");
  });
});

describe("inspect under hostile input", () => {
  const timed = async (content: Uint8Array | string): Promise<number> => {
    const work = startWork();
    await look(content).catch((error: unknown) => {
      expect(error).toMatchObject({ name: "Failure" });
    });
    return work();
  };
  it("a broken file shows what there is, and where it broke; half a file is refused", async () => {
    const der = derOf("crt");
    const broken = Uint8Array.from(der);
    const at = Buffer.from(broken).indexOf(Buffer.from([0x17, 0x0d]));
    broken[at + 5] = 0x41;
    const [element] = (await look(broken)).elements;
    expect(element).toMatchObject({
      kind: "certificate",
      card: null,
      failure: { code: "der.malformed", facts: { offset: at, problem: "bad-time" } },
    });
    expect(valueOf(element!, "CN")).toBe("Issuing");
    expect([...nodes(element!.text)].find(({ label }) => label === "Not Before")).toMatchObject({
      problem: "bad-time",
    });
    expect(valueOf(element!, "UPN")).toBe("me@corp.example");
    await expect(look(der.subarray(0, 300))).rejects.toMatchObject({ code: "der.malformed" });
    const unknown = writePem(
      "SOMETHING",
      writeSequence(writeInteger(1), writeInteger(2), encode(0x0c, Buffer.from("x"))),
    );
    await expect(look(unknown)).rejects.toMatchObject({
      code: "file.unsupported",
      facts: { format: "der", label: "SOMETHING" },
    });
    expect((await look(unknown + text("ca.crt"))).elements.map(({ kind }) => kind)).toEqual(["unknown", "certificate"]);
    const both = await look(writePem("CERTIFICATE", broken) + text("ca.crt"));
    expect(both.elements.map(({ failure }) => failure?.code ?? null)).toEqual(["der.malformed", null]);
  });
  it("a certificate, a request and a list in BER are shown, as DER and as PEM", async () => {
    folder.write("empty.txt", "");
    folder.write(
      "ber.cnf",
      `[ca]\ndefault_ca=d\n[d]\ndatabase=${at("empty.txt")}\ndefault_md=sha256\ndefault_crl_days=7\n`,
    );
    const list = openssl(`ca -config ${at("ber.cnf")} -gencrl -keyfile ${at("ca.key")} -cert ${at("ca.crt")}`);
    const ders = { certificate: derOf("crt"), csr: derOf("csr"), crl: readPem(list).blocks[0]!.bytes };
    for (const [kind, der] of Object.entries(ders)) {
      const [data, ...rest] = readElement(der).children();
      const inner = encode(0x30, Buffer.concat([indefinite(data!.content), ...rest.map(({ bytes }) => bytes)]));
      for (const ber of [indefinite(readElement(der).content), withLongLength(der), inner]) {
        const label = { certificate: "CERTIFICATE", csr: "CERTIFICATE REQUEST", crl: "X509 CRL" }[kind]!;
        for (const file of [ber, writePem(label, ber)]) {
          const { elements } = await look(file);
          expect([kind, elements.map((element) => [element.kind, element.failure])]).toEqual([kind, [[kind, null]]]);
          expect(elements[0]!.card).not.toBeNull();
          const codes = elements[0]!.findings.map(({ code }) => code);
          expect(codes).toContain("structure.unusual");
          expect(codes.some((code) => code === "encoding.indefinite-length" || code === "encoding.length")).toBe(true);
        }
      }
    }
  });
  it("deep nesting, many nodes, many blocks and endless lines take a second at most", async () => {
    let deep = new Uint8Array();
    for (let i = 0; i < 5000; i++) deep = Uint8Array.from(encode(0x30, deep));
    const many = encode(0x30, Buffer.alloc(1_200_000, Uint8Array.of(2, 1, 1)));
    const indefinite = Buffer.concat([
      Buffer.from("3080", "hex"),
      writeOid("1.2.840.113549.1.7.2"),
      Buffer.from("a080", "hex"),
      Buffer.alloc(3_000_000, Uint8Array.of(2, 1, 1)),
      Buffer.alloc(4),
    ]);
    const list = (parts: Uint8Array[]): Uint8Array => encode(0x30, Buffer.concat(parts));
    const names = list(Array.from({ length: 200_000 }, (_, i) => encode(0x82, Buffer.from(`a${i}.example`))));
    const manyNames = certificateWith(list([writeOid("2.5.29.17"), encode(4, names)]));
    const manyExtensions = certificateWith(
      ...Array.from({ length: 100_000 }, (_, i) =>
        writeSequence(writeOid(`1.2.3.${i}`), encode(4, Uint8Array.of(5, 0))),
      ),
    );
    const contents: [string, Uint8Array | string][] = [
      ["deep", deep],
      ["many integers", many],
      ["many integers in BER", indefinite],
      ["many names", manyNames],
      ["many extensions", manyExtensions],
      ["many extensions in BER", withLongLength(manyExtensions.subarray(0, 900_000))],
      ["long serial", certificateWith()],
      ["dashes", "-".repeat(5_000_000)],
      ["BEGIN without END", "-----BEGIN CERTIFICATE-----\n".repeat(200_000)],
      ["SSH2 BEGIN", "---- BEGIN SSH2 PUBLIC KEY ----\n".repeat(200_000)],
      ["ssh words", `${"ssh-rsa ".repeat(8000)}\n`.repeat(50)],
      ["base64", "A".repeat(10_000_000)],
      ["spaces", " ".repeat(10_000_000)],
      ["zeros", new Uint8Array(10_000_000)],
    ];
    for (const [name, content] of contents) expect([name, (await timed(content)) < 1500]).toEqual([name, true]);
  }, 120_000);
  it("mutants of a certificate, a key and a PKCS#12 never give a raw exception", async () => {
    const p12 = octets("openssl", [
      "pkcs12",
      "-export",
      "-inkey",
      at("key"),
      "-in",
      at("crt"),
      "-passout",
      "pass:",
      "-iter",
      "1",
    ]);
    const sources = [derOf("crt"), derOf("csr"), readPrivateKey(folder.read("key")).pkcs8, p12];
    let seed = 7;
    const next = (limit: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % limit;
    for (let i = 0; i < 1200; i++) {
      const mutant = Uint8Array.from(sources[i % sources.length]!);
      for (let n = 0; n <= next(3); n++) mutant[next(mutant.length)] = next(256);
      await timed(next(4) === 0 ? mutant.subarray(0, next(mutant.length)) : mutant);
    }
  }, 120_000);
});

/** A SEQUENCE whose end is marked behind it. */
const indefinite = (content: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.of(0x30, 0x80), content, new Uint8Array(2)]);

/** The same element with its length in a byte more than it needs; cut short, its length is mended. */
function withLongLength(der: Uint8Array): Uint8Array {
  const content = der.subarray(der[1]! < 0x80 ? 2 : 2 + (der[1]! & 0x7f));
  const length = [24, 16, 8, 0].map((shift) => (content.length >>> shift) & 0xff);
  return Buffer.concat([Uint8Array.of(der[0]!, 0x85, 0, ...length), content]);
}

/** A certificate's frame around the extensions given; its signature is empty. */
function certificateWith(...extensionList: Uint8Array[]): Uint8Array {
  const tbs = readElement(derOf("crt")).children()[0]!;
  const fields = tbs
    .children()
    .slice(0, 7)
    .map(({ bytes }) => bytes);
  const serial = extensionList.length === 0 ? encode(2, Buffer.alloc(2_000_000, 0x11)) : writeInteger(5);
  const parts = [
    fields[0]!,
    serial,
    ...fields.slice(2),
    writeExplicit(
      3,
      encode(
        0x30,
        Buffer.concat(
          extensionList.length === 0
            ? [writeSequence(writeOid("1.2.3"), encode(4, Uint8Array.of(5, 0)))]
            : extensionList,
        ),
      ),
    ),
  ];
  return writeSequence(
    writeSequence(...parts),
    writeSequence(writeOid("1.2.840.113549.1.1.11"), Uint8Array.of(5, 0)),
    encode(3, Uint8Array.of(0)),
  );
}
