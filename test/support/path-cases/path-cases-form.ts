import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { contextConstructed, contextPrimitive } from "../../../lib/pki/asn1/der.ts";
import { encode, writeNull, writeOid, writeSequence, writeUtf8String } from "../../../lib/pki/asn1/der-write.ts";
import { subjectAltNameExtension } from "../../../lib/pki/x509/extension-write.ts";
import { writeName } from "../../../lib/pki/x509/name.ts";
import { Oid } from "../../../lib/pki/asn1/oid.ts";
import { make, type Made, newKey } from "../authority.ts";
import type { PathCase } from "./path-case.ts";
import {
  constraints,
  crlCheck,
  dns,
  extension,
  issuing,
  leafOf,
  noStrictness,
  registered,
  revocableChain,
  root,
  withCa,
  withLeaf,
} from "./path-cases.ts";

/**
 * How paths are found, what certificates must look like, and what RFC 5280 §4 says of those who issue; kept and broken.
 */

const usual = [Oid.basicConstraints, Oid.keyUsage, Oid.subjectKeyIdentifier, Oid.authorityKeyIdentifier];
const leaf = leafOf(issuing);
const otherRoot = make({ subject: { CN: "Root", O: "Rules" }, isCa: true });
const otherIssuing = make({ subject: { CN: "Issuing CA", O: "Rules" }, issuer: root, isCa: true });
const lenient = (who: string) => ({ says: "accept" as const, because: `${who} does not look at it` });
const neither = { openssl: lenient("OpenSSL"), certtool: lenient("GnuTLS") };
const keyed = (privateKey: Made["privateKey"]): Made => ({
  ...root,
  privateKey,
  name: writeName({ CN: "leaf", O: "Rules" }),
});
const explicitKey = generateKeyPairSync("ec", { namedCurve: "P-256", paramEncoding: "explicit" }).privateKey;
const unknownAlgorithm = writeSequence(writeOid("1.3.6.1.4.1.55738.666.2"));
const sha256WithRsa = writeSequence(writeOid(Oid.sha256WithRsa), writeNull());
const otherName = encode(
  contextConstructed(0),
  writeOid("1.3.6.1.4.1.55738.666.3"),
  encode(contextConstructed(0), writeUtf8String("x")),
);

/** Two authorities that certify each other, and no trusted one. */
function circle(): Made[] {
  const one = make({ subject: { CN: "One", O: "Rules" }, isCa: true });
  const two = make({ subject: { CN: "Two", O: "Rules" }, issuer: one, isCa: true });
  const back = make({ subject: {}, like: one, issuer: two, isCa: true });
  return [leafOf(two), two, back];
}

/** A chain of so many authorities below the root. */
function long(count: number): Made[] {
  const chain: Made[] = [root];
  for (let index = 0; index < count; index++)
    chain.unshift(make({ subject: { CN: `Level ${index}`, O: "Rules" }, issuer: chain[0]!, isCa: true }));
  return [leafOf(chain[0]!), ...chain];
}

const building: readonly PathCase[] = [
  { rule: "anchors", chain: [leaf, issuing, root], code: null },
  {
    rule: "anchors: none",
    chain: [leaf, issuing, root],
    anchors: [],
    code: "path.no-anchors",
    openssl: { words: ["-no-CAfile", "-no-CApath", "-no-CAstore"] },
    certtool: null,
  },
  { rule: "anchors: the issuer is missing", chain: [leaf, issuing, root], untrusted: [], code: "path.no-issuer" },
  {
    rule: "anchors: a namesake with another key",
    chain: [leaf, issuing, root],
    untrusted: [otherIssuing],
    code: "path.issuer-key-differs",
  },
  {
    rule: "anchors: another root",
    chain: [leaf, issuing, root],
    untrusted: [issuing, root],
    anchors: [make({ subject: { CN: "Another Root" }, isCa: true })],
    code: "path.untrusted-root",
  },
  {
    rule: "anchors: a namesake of the root",
    chain: [leaf, issuing, root],
    untrusted: [issuing, root],
    anchors: [otherRoot],
    code: "path.anchor-key-differs",
  },
  {
    rule: "anchors: the target itself, not wanted",
    chain: [root],
    anchors: [root],
    code: "path.target-is-anchor",
    options: { directTrust: false },
    openssl: { says: "accept", because: "OpenSSL has no such wish" },
    certtool: null,
  },
  (() => {
    const chain = circle();
    return {
      rule: "anchors: issuers in a circle",
      chain,
      untrusted: chain.slice(1),
      anchors: [root],
      code: "path.loop",
    } satisfies PathCase;
  })(),
  { rule: "anchors: as deep as allowed", chain: long(3), code: null, options: { limits: { depth: 5 } } },
  {
    rule: "anchors: deeper than allowed",
    chain: long(4),
    code: "path.budget-exhausted",
    options: { limits: { depth: 5 } },
    openssl: { words: ["-verify_depth", "3"] },
    certtool: null,
  },
  (() => {
    const chain = long(4).slice(0, -1);
    return {
      rule: "anchors: deeper than allowed, and no anchor",
      chain,
      untrusted: chain.slice(1),
      anchors: [make({ subject: { CN: "Another Root" }, isCa: true })],
      code: "path.depth-exceeded",
      options: { limits: { depth: 4 } },
    } satisfies PathCase;
  })(),
];

const certificates: readonly PathCase[] = [
  { rule: "algorithm", chain: withLeaf({ algorithm: "ed25519" }), code: null },
  {
    rule: "algorithm: nobody knows it",
    chain: withLeaf({ signatureAlgorithm: unknownAlgorithm }),
    code: "path.signature-unsupported",
  },
  {
    rule: "algorithm: another outside than inside",
    chain: withLeaf({ outerAlgorithm: sha256WithRsa }),
    code: "path.signature-invalid",
  },
  (() => {
    const [target, ...above] = withLeaf({
      signatureAlgorithm: writeSequence(writeOid(Oid.ecdsaWithSha384)),
      outerAlgorithm: writeSequence(writeOid(Oid.ecdsaWithSha256)),
    });
    return {
      rule: "algorithm: the signature holds by the outer one alone",
      chain: [target!, ...above],
      code: "path.algorithm-mismatch",
    } satisfies PathCase;
  })(),
  {
    rule: "algorithm: a broken digest",
    chain: withLeaf({ isSha1: true }),
    code: "path.digest-weak",
    openssl: { words: ["-auth_level", "2"] },
  },
  {
    rule: "algorithm: a curve written out",
    chain: [make({ subject: {}, like: keyed(explicitKey), issuer: issuing }), issuing, root],
    code: "path.key-unsupported",
    certtool: null,
  },
  {
    rule: "version",
    chain: [make({ subject: { CN: "old", O: "Rules" }, issuer: root, version: 1, without: usual }), root],
    code: null,
    certtool: null,
  },
  { rule: "version: 1 as an authority", chain: withCa({ version: 1, without: usual }), code: "path.version-not-ca" },
  {
    rule: "version: 1 with extensions",
    chain: withLeaf({ version: 1 }),
    code: "path.extensions-in-old-version",
    certtool: null,
  },
  {
    rule: "form",
    chain: withLeaf({ extensions: [extension(Oid.extendedKeyUsage, writeSequence(writeOid(Oid.serverAuth)), false)] }),
    code: null,
  },
  {
    rule: "form: an extension that cannot be read",
    chain: withLeaf({ extensions: [extension(Oid.extendedKeyUsage, writeNull(), false)] }),
    code: "path.extension-malformed",
    certtool: null,
  },
  (() => {
    const nameless = make({ subject: {}, isCa: true });
    return {
      rule: "form: an issuer without a name",
      chain: [leafOf(nameless), nameless],
      code: "path.issuer-name-empty",
      certtool: null,
    } satisfies PathCase;
  })(),
  { rule: "constrained form", chain: withCa({ extensions: [constraints([otherName])] }), code: null, certtool: null },
  {
    rule: "constrained form: nobody can read it",
    chain: withCa({ extensions: [constraints([registered])] }),
    code: "path.name-constraint-unsupported",
    openssl: { says: "accept", because: "no such name occurs" },
    certtool: null,
  },
  {
    rule: "constrained form: a name that is none",
    chain: withCa(
      { extensions: [constraints([dns("good.example")])] },
      { extensions: [extension(Oid.subjectAltName, writeSequence(dns("host..good.example")), false)] },
    ),
    code: "path.name-malformed",
    ...neither,
  },
  {
    rule: "peer name",
    chain: [leaf, issuing, root],
    options: { name: "host.good.example" },
    code: null,
    openssl: { words: ["-verify_hostname", "host.good.example"] },
    certtool: { words: ["--verify-hostname", "host.good.example"] },
  },
  {
    rule: "peer name: no name at all",
    chain: [leaf, issuing, root],
    options: { name: "host_..example" },
    code: "path.peer-name-malformed",
    openssl: { words: ["-verify_hostname", "host_..example"] },
    certtool: { words: ["--verify-hostname", "host_..example"] },
  },
];

const lists: readonly PathCase[] = [
  { rule: "CRL form", chain: revocableChain, crls: [{ issuer: issuing }, { issuer: root }], code: null, ...crlCheck },
  {
    rule: "CRL form: an extension twice",
    chain: revocableChain,
    crls: [
      {
        issuer: issuing,
        extensions: [
          extension(Oid.invalidityDate, writeNull(), false),
          extension(Oid.invalidityDate, writeNull(), false),
        ],
      },
      { issuer: root },
    ],
    code: "path.crl-malformed",
    openssl: { ...crlCheck.openssl, says: "accept", because: "OpenSSL looks at known extensions only" },
    certtool: null,
  },
  (() => {
    // An indirect list by an issuer of which there is no certificate.
    const elsewhere = make({ subject: { CN: "CRL Issuer", O: "Rules" }, isCa: true });
    const point = writeSequence(
      writeSequence(encode(contextConstructed(2), encode(contextConstructed(4), elsewhere.name))),
    );
    const target = leafOf(issuing, { extensions: [extension(Oid.cRLDistributionPoints, point, false)] });
    const indirect = extension(
      Oid.issuingDistributionPoint,
      writeSequence(Uint8Array.of(contextPrimitive(4), 1, 0xff)),
    );
    return {
      rule: "CRL form: nobody knows the signer",
      chain: [target, issuing, root],
      crls: [{ issuer: elsewhere, extensions: [indirect] }, { issuer: root }],
      code: "path.crl-signer-unknown",
      openssl: { words: [...crlCheck.openssl.words, "-extended_crl"] },
      certtool: null,
    } satisfies PathCase;
  })(),
];

const strict = (
  rule: string,
  chain: readonly Made[],
  code: PathCase["code"],
  more: Partial<PathCase> = {},
): PathCase => ({ rule: `strict${rule}`, chain, code, ...noStrictness, ...more });
const profile: readonly PathCase[] = [
  strict("", [leaf, issuing, root], null),
  strict(
    ": serial number of 21 octets",
    withLeaf({ serial: Uint8Array.of(0x40, ...Array<number>(20).fill(1)) }),
    "path.serial-too-long",
    neither,
  ),
  strict(
    ": an authority without a subject",
    [
      make({
        subject: {},
        issuer: root,
        isCa: true,
        extensions: [subjectAltNameExtension([{ kind: "dns", value: "ca.example" }], true)],
      }),
      root,
    ],
    "path.ca-subject-empty",
  ),
  strict(
    ": a path length and no authority",
    withLeaf({ extensions: [extension(Oid.basicConstraints, writeSequence(Uint8Array.of(2, 1, 0)), true)] }),
    "path.path-length-without-ca",
    { certtool: lenient("GnuTLS") },
  ),
  strict(
    ": keyCertSign and no authority",
    withLeaf({ usages: ["digitalSignature", "keyCertSign"] }),
    "path.sign-usage-without-ca",
  ),
  strict(
    ": name constraints and no authority",
    withLeaf({ extensions: [constraints([dns("good.example")])] }),
    "path.name-constraints-in-end-entity",
    neither,
  ),
  strict(
    ": policy constraints and no authority",
    withLeaf({
      extensions: [
        extension(Oid.policyConstraints, writeSequence(encode(contextPrimitive(0), Uint8Array.of(1))), true),
      ],
    }),
    "path.authority-extension-in-end-entity",
    { openssl: lenient("OpenSSL"), certtool: {} },
  ),
  strict(
    ": an alternative name that is empty",
    withLeaf({ extensions: [extension(Oid.subjectAltName, writeSequence(dns("leaf.example"), dns("")), false)] }),
    "path.name-form",
    { openssl: lenient("OpenSSL"), certtool: {} },
  ),
  strict(": a key that ends within a byte", withLeaf({ spki: endingWithinByte() }), "path.key-form", neither),
  strict(
    ": a qualifier of a critical policy that is not known",
    withLeaf({
      extensions: [
        extension(
          Oid.certificatePolicies,
          writeSequence(
            writeSequence(
              writeOid("1.2.3.4.1"),
              writeSequence(writeSequence(writeOid("1.3.6.1.4.1.55738.666.4"), writeNull())),
            ),
          ),
          true,
        ),
      ],
    }),
    "path.policy-qualifier-unknown",
    neither,
  ),
  strict(
    ": a dot before a DNS constraint",
    withCa({ extensions: [constraints([dns(".good.example")])] }),
    "path.name-constraint-form",
    neither,
  ),
  strict(
    ": an address as a DNS name",
    withLeaf({ extensions: [extension(Oid.subjectAltName, writeSequence(dns("192.0.2.1")), false)] }),
    "path.address-in-dns-name",
    neither,
  ),
  strict(
    ": a country of three letters",
    [make({ subject: {}, like: { ...root, privateKey: newKey(), name: longName() }, issuer: issuing }), issuing, root],
    "path.name-attribute-too-long",
    neither,
  ),
];

/** A key on the curve whose BIT STRING says that it ends one bit before its last byte does, that bit being zero. */
function endingWithinByte(): Uint8Array {
  for (;;) {
    const spki = Uint8Array.from(createPublicKey(newKey()).export({ format: "der", type: "spki" }));
    if (spki.at(-1)! % 2 !== 0) continue;
    spki[spki.length - 66] = 1;
    return spki;
  }
}

/** A common name of 65 characters, which `writeName` refuses to write. */
function longName(): Uint8Array {
  return writeSequence(encode(0x31, writeSequence(writeOid(Oid.commonName), writeUtf8String("x".repeat(65)))));
}

export const formCases: readonly PathCase[] = [...building, ...certificates, ...lists, ...profile];
