import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { instant, makeCrl, type CrlPlan, type Made } from "../../../test/support/authority.ts";
import {
  constraints,
  dns,
  extension,
  issuing,
  leafOf,
  root,
  withCa,
  withLeaf,
} from "../../../test/support/path-cases/path-cases.ts";
import { contextConstructed, contextPrimitive, readElement, Tag } from "../asn1/der.ts";
import {
  encode,
  writeBitString,
  writeIa5String,
  writeInteger,
  writeNull,
  writeOid,
  writeSequence,
} from "../asn1/der-write.ts";
import { readCertificate } from "../x509/certificate.ts";
import { Oid } from "../asn1/oid.ts";
import type { PathFindingCode } from "./finding.ts";
import type { PathProfile } from "./options.ts";
import { verifyPath } from "./verify.ts";

/**
 * What other validators refuse and RFC 5280 §6 alone does not look at: refused in "strict" and "web"; in "standard"
 * refused where §6, the ASN.1 of the RFC or DER forbids it, and else told.
 */
interface Kind {
  readonly kind: string;
  readonly chain: readonly Made[];
  readonly code: PathFindingCode;
  readonly standard: "reject" | "note";
}

const of = (oid: string, value: Uint8Array, critical = false) => ({ extensions: [extension(oid, value, critical)] });
const empty = writeSequence();
const gold = writeOid("1.2.3.4.1");
const unknown = writeOid("1.3.6.1.4.1.55738.666.4");
const qualified = (policy: Uint8Array, ...qualifier: Uint8Array[]) =>
  writeSequence(writeSequence(policy, writeSequence(...qualifier)));
const qualifierOf = (type: Uint8Array, value: Uint8Array) => writeSequence(type, value);
const point = (...parts: Uint8Array[]) => writeSequence(writeSequence(...parts));
const context = (n: number, ...parts: Uint8Array[]) => encode(contextConstructed(n), ...parts);
const ip = (...bytes: number[]) => encode(contextPrimitive(7), Uint8Array.from(bytes));
const uri = (text: string) => writeIa5String(text, contextPrimitive(6));

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "der", type: "spki" });
const ed25519 = generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" });
/** The key with other parameters, and the bits that its BIT STRING leaves unused. */
function respelled(
  spki: Uint8Array,
  parameters: readonly Uint8Array[] | null,
  unusedBits = 0,
  key?: Uint8Array,
): Uint8Array {
  const [algorithm, bits] = readElement(spki).children();
  const [oid, ...own] = algorithm!.children();
  const bytes = Uint8Array.from(key ?? bits!.content.subarray(1));
  if (unusedBits > 0) bytes[bytes.length - 1]! &= 0x100 - (1 << unusedBits);
  return writeSequence(
    writeSequence(oid!.bytes, ...(parameters ?? own.map((each) => each.bytes))),
    writeBitString(bytes, unusedBits),
  );
}
const keyed = (spki: Uint8Array) => withLeaf({ spki });

const kinds: readonly Kind[] = [
  // policies
  {
    kind: "an unknown qualifier in a critical policies extension",
    chain: withLeaf(of(Oid.certificatePolicies, qualified(gold, qualifierOf(unknown, writeNull())), true)),
    code: "path.policy-qualifier-unknown",
    standard: "reject",
  },
  {
    kind: "a CPS qualifier that is no text, in a critical policies extension of an authority",
    chain: withCa(of(Oid.certificatePolicies, qualified(gold, qualifierOf(writeOid(Oid.cps), writeNull())), true)),
    code: "path.policy-qualifier-unknown",
    standard: "reject",
  },
  {
    kind: "an unknown qualifier of anyPolicy",
    chain: withLeaf(of(Oid.certificatePolicies, qualified(writeOid("2.5.29.32.0"), qualifierOf(unknown, writeNull())))),
    code: "path.policy-qualifier-unknown",
    standard: "note",
  },
  ...[
    ["policies", Oid.certificatePolicies, empty],
    ["qualifiers of a policy", Oid.certificatePolicies, qualified(gold)],
    ["purposes", Oid.extendedKeyUsage, empty],
    ["alternative names", Oid.subjectAltName, empty],
    ["alternative names of the issuer", Oid.issuerAltName, empty],
    ["distribution points", Oid.cRLDistributionPoints, empty],
    ["full names of a distribution point", Oid.cRLDistributionPoints, point(context(0, context(0)))],
    ["attributes of a relative distribution point", Oid.cRLDistributionPoints, point(context(0, context(1)))],
    ["issuers of a distribution point", Oid.cRLDistributionPoints, point(context(2))],
    ["freshest lists", Oid.freshestCRL, empty],
    ["directory attributes", Oid.subjectDirectoryAttributes, empty],
    [
      "issuers of the authority key identifier",
      Oid.authorityKeyIdentifier,
      writeSequence(context(1), encode(contextPrimitive(2), Uint8Array.of(1))),
    ],
  ].map(([name, oid, value]): Kind => ({
    kind: `no ${name as string} at all where one has to be`,
    chain: withLeaf(of(oid as string, value as Uint8Array)),
    code: "path.extension-malformed",
    standard: "reject",
  })),
  ...[
    ["policy mappings", Oid.policyMappings, empty],
    ["name constraints", Oid.nameConstraints, empty],
    [
      "permitted names beside excluded ones",
      Oid.nameConstraints,
      writeSequence(context(0), context(1, writeSequence(dns("bad.example")))),
    ],
    [
      "excluded names beside permitted ones",
      Oid.nameConstraints,
      writeSequence(context(0, writeSequence(dns("example"))), context(1)),
    ],
    ["policy constraints", Oid.policyConstraints, empty],
  ].map(([name, oid, value]): Kind => ({
    kind: `no ${name as string} at all in an authority`,
    chain: withCa(of(oid as string, value as Uint8Array, true)),
    code: "path.extension-malformed",
    standard: "reject",
  })),
  {
    kind: "no addresses at all where an issuer may be fetched",
    chain: withLeaf(of(Oid.authorityInfoAccess, empty)),
    code: "path.extension-malformed",
    standard: "note",
  },
  {
    kind: "a distribution point of reasons alone",
    chain: withLeaf(of(Oid.cRLDistributionPoints, point(encode(contextPrimitive(1), Uint8Array.of(5, 0x60))))),
    code: "path.extension-malformed",
    standard: "note",
  },
  // general names
  ...[3, 5].map((n): Kind => ({
    kind: `a general name with nothing in its tag ${n}`,
    chain: withLeaf(of(Oid.subjectAltName, writeSequence(dns("leaf.example"), context(n)))),
    code: "path.extension-malformed",
    standard: "reject",
  })),
  ...[dns(""), uri(""), writeIa5String("", contextPrimitive(1)), ip(10, 0, 0)].map((name, index): Kind => ({
    kind: `an alternative name that is empty or cut short, ${index + 1}`,
    chain: withLeaf(of(Oid.subjectAltName, writeSequence(dns("leaf.example"), name))),
    code: "path.name-form",
    standard: "note",
  })),
  // keys
  { kind: "an RSA key without NULL", chain: keyed(respelled(rsa, [])), code: "path.key-form", standard: "note" },
  {
    kind: "an RSA key with other parameters",
    chain: keyed(respelled(rsa, [gold])),
    code: "path.key-form",
    standard: "note",
  },
  {
    kind: "an Ed25519 key with NULL",
    chain: keyed(respelled(ed25519, [writeNull()])),
    code: "path.key-form",
    standard: "note",
  },
  {
    kind: "an RSA key that ends within a byte",
    chain: keyed(respelled(rsa, null, 1)),
    code: "path.key-form",
    standard: "reject",
  },
  {
    kind: "an EC key that ends within a byte",
    chain: keyed(respelled(root.spki, null, 3)),
    code: "path.key-form",
    standard: "reject",
  },
  {
    kind: "an RSA key that is no key",
    chain: keyed(respelled(rsa, null, 0, writeSequence(writeInteger(5)))),
    code: "path.key-form",
    standard: "reject",
  },
  // names under constraints
  {
    kind: "an IPv4 address as an IPv6 one under an exclusion",
    chain: withCa(
      { extensions: [constraints([], [ip(192, 0, 2, 0, 255, 255, 255, 0)])] },
      of(Oid.subjectAltName, writeSequence(ip(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 192, 0, 2, 7))),
    ),
    code: "path.name-excluded",
    standard: "reject",
  },
  {
    kind: "a permitted DNS name that is empty",
    chain: withCa({ extensions: [constraints([dns("")])] }, of(Oid.subjectAltName, writeSequence(dns("leaf.example")))),
    code: "path.name-constraint-form",
    standard: "note",
  },
  // what is for authorities alone
  {
    kind: "name constraints in a leaf",
    chain: withLeaf({ extensions: [constraints([dns("leaf.example")])] }),
    code: "path.name-constraints-in-end-entity",
    standard: "note",
  },
  ...[
    [Oid.policyMappings, writeSequence(writeSequence(gold, writeOid("1.2.3.4.2")))],
    [Oid.policyConstraints, writeSequence(encode(contextPrimitive(0), Uint8Array.of(9)))],
    [Oid.inhibitAnyPolicy, writeInteger(0)],
  ].map(([oid, value]): Kind => ({
    kind: `the extension ${oid as string} in a leaf`,
    chain: withLeaf(of(oid as string, value as Uint8Array, true)),
    code: "path.authority-extension-in-end-entity",
    standard: "note",
  })),
  // critical or not
  ...[
    [Oid.authorityInfoAccess, writeSequence(writeSequence(writeOid(Oid.ocsp), uri("http://ocsp.example")))],
    [Oid.subjectInfoAccess, writeSequence(writeSequence(writeOid(Oid.ocsp), uri("http://ocsp.example")))],
    [Oid.freshestCRL, point(context(0, context(0, uri("http://crl.example"))))],
    [Oid.subjectKeyIdentifier, encode(Tag.octetString, Uint8Array.of(1, 2, 3))],
  ].map(([oid, value]): Kind => ({
    kind: `the extension ${oid as string}, critical`,
    chain: withLeaf(of(oid as string, value as Uint8Array, true)),
    code: "path.criticality",
    standard: "note",
  })),
  ...[
    [Oid.policyConstraints, writeSequence(encode(contextPrimitive(0), Uint8Array.of(9)))],
    [Oid.inhibitAnyPolicy, writeInteger(9)],
  ].map(([oid, value]): Kind => ({
    kind: `the extension ${oid as string} of an authority, not critical`,
    chain: withCa(of(oid as string, value as Uint8Array)),
    code: "path.criticality",
    standard: "note",
  })),
];

function judge(chain: readonly Made[], profile: PathProfile, crls?: readonly CrlPlan[]) {
  const [target, ...above] = chain.map(({ certificate }) => certificate);
  return verifyPath({
    target: target!,
    untrusted: above,
    anchors: above.slice(-1),
    at: instant,
    purpose: "any",
    profile,
    ...(crls === undefined ? {} : { crls: crls.map((plan) => makeCrl(plan).crl) }),
  });
}

describe("what others refuse", () => {
  test.each(kinds)(
    "$kind is refused by the strict profile, and $standard in the standard one",
    ({ chain, code, standard }) => {
      const lenient = judge(chain, "standard");
      expect(lenient.findings).toContainEqual(expect.objectContaining({ code, severity: standard }));
      expect(lenient.trusted).toBe(standard === "note");
      for (const profile of ["strict", "web"] as const) {
        const { trusted, findings } = judge(chain, profile);
        expect(trusted).toBe(false);
        expect(findings).toContainEqual(expect.objectContaining({ code, severity: "reject" }));
      }
    },
  );

  test("a chain that keeps all of it is taken by the strict profile without a note", () => {
    for (const chain of [
      withLeaf({}),
      keyed(rsa),
      keyed(ed25519),
      withCa({ extensions: [constraints([dns("example")])] }),
    ])
      expect(judge(chain, "strict")).toMatchObject({ trusted: true, findings: [] });
  });

  test("an IPv4 address as an IPv6 one is inside of no permitted IPv4 network, and outside of an exclusion of others", () => {
    const mapped = of(Oid.subjectAltName, writeSequence(ip(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 192, 0, 2, 7)));
    const within = (permitted: Uint8Array[], excluded: Uint8Array[]) =>
      judge(withCa({ extensions: [constraints(permitted, excluded)] }, mapped), "standard").trusted;
    expect(within([ip(192, 0, 2, 0, 255, 255, 255, 0)], [])).toBe(false);
    expect(within([], [ip(198, 51, 100, 0, 255, 255, 255, 0)])).toBe(true);
  });

  test("a signature of a certificate that ends within a byte is no certificate", () => {
    const [tbs, algorithm, bits] = readElement(leafOf(issuing).der).children();
    const bytes = Uint8Array.from(bits!.content.subarray(1));
    bytes[bytes.length - 1]! &= 0xfe;
    const der = writeSequence(tbs!.bytes, algorithm!.bytes, writeBitString(bytes, 1));
    expect(() => readCertificate(der)).toThrowError(
      expect.objectContaining({
        code: "der.malformed",
        facts: { problem: "bad-bit-string", offset: expect.any(Number) },
      }),
    );
  });
});

describe("a revocation list whose form others refuse", () => {
  const leaf = leafOf(issuing);
  const chain = [leaf, issuing, root];
  const revoked = [{ serial: leaf.certificate.serialNumber }];
  const held = [
    {
      serial: leaf.certificate.serialNumber,
      extensions: [extension(Oid.reasonCode, encode(Tag.enumerated, Uint8Array.of(6)), false)],
    },
  ];
  const emptyPoint = { extensions: [extension(Oid.issuingDistributionPoint, empty)] };
  const judged = (plan: Partial<CrlPlan>, profile: PathProfile = "standard") =>
    judge(chain, profile, [{ issuer: issuing, ...plan }, { issuer: root }]);

  test.each([
    ["empty-issuing-point", emptyPoint],
    ["empty-revoked-list", { hasEmptyList: true }],
  ] as const)("%s: it clears no certificate, in no profile", (problem, plan) => {
    for (const profile of ["standard", "strict"] as const) {
      const { trusted, findings } = judged(plan, profile);
      expect(trusted).toBe(false);
      expect(findings).toContainEqual(
        expect.objectContaining({ code: "path.crl-malformed", params: expect.objectContaining({ problem }) }),
      );
    }
  });

  test("what it revokes is revoked all the same, for good or for a while", () => {
    for (const entries of [revoked, held])
      expect(judged({ ...emptyPoint, revoked: entries }).findings[0]).toMatchObject({ code: "path.revoked" });
    const optional = verifyPath({
      target: leaf.certificate,
      untrusted: [issuing.certificate],
      anchors: [root.certificate],
      at: instant,
      purpose: "any",
      crls: [makeCrl({ issuer: issuing, ...emptyPoint, revoked }).crl],
      revocation: "when-available",
    });
    expect(optional.trusted).toBe(false);
  });

  test("a signature that ends within a byte is not looked at", () => {
    expect(judged({ unusedBits: 1 }).findings).toContainEqual(
      expect.objectContaining({
        code: "path.crl-malformed",
        params: expect.objectContaining({ problem: "bad-bit-string" }),
      }),
    );
  });

  test.each([
    [
      "uncritical-issuing-point",
      {
        extensions: [
          extension(Oid.issuingDistributionPoint, writeSequence(Uint8Array.of(contextPrimitive(1), 1, 0xff)), false),
        ],
      },
    ],
    [
      "critical-freshest",
      { extensions: [extension(Oid.freshestCRL, point(context(0, context(0, uri("http://crl.example")))))] },
    ],
    [
      "entry-criticality",
      {
        revoked: [
          {
            serial: Uint8Array.of(9),
            extensions: [extension(Oid.reasonCode, encode(Tag.enumerated, Uint8Array.of(1)))],
          },
        ],
      },
    ],
  ] as const)("%s: the strict profile does without the list, the standard one uses it", (problem, plan) => {
    expect(judged(plan).trusted).toBe(true);
    expect(judged(plan, "strict").findings).toContainEqual(
      expect.objectContaining({ code: "path.crl-malformed", params: expect.objectContaining({ problem }) }),
    );
  });
});
