import { generateKeyPairSync } from "node:crypto";
import { contextConstructed, contextPrimitive, Tag } from "../../../lib/pki/asn1/der.ts";
import {
  encode,
  writeIa5String,
  writeInteger,
  writeNull,
  writeOid,
  writeSequence,
  writeTime,
} from "../../../lib/pki/asn1/der-write.ts";
import type { Extension } from "../../../lib/pki/x509/extension.ts";
import { type Subject, writeName } from "../../../lib/pki/x509/name.ts";
import { Oid } from "../../../lib/pki/asn1/oid.ts";
import { end, instant, make, type Made, newKey, start } from "../authority.ts";
import type { PathCase } from "./path-case.ts";

const daysAgo = (days: number): Date => new Date(instant.getTime() - days * 86_400_000);

/** The checks of a path in RFC 5280 §6, each rule kept and broken. */

export const extension = (oid: string, value: Uint8Array, critical = true): Extension => ({ oid, critical, value });
const unknown = (critical: boolean): Extension => extension("1.3.6.1.4.1.55738.666.1", writeNull(), critical);

export const root = make({ subject: { CN: "Root", O: "Rules" }, isCa: true });
export const issuing = make({ subject: { CN: "Issuing CA", O: "Rules" }, issuer: root, isCa: true });
export const leafOf = (issuer: Made, more: Partial<Parameters<typeof make>[0]> = {}): Made =>
  make({ subject: { CN: "leaf", O: "Rules" }, issuer, names: [{ kind: "dns", value: "host.good.example" }], ...more });
const caOf = (issuer: Made, more: Partial<Parameters<typeof make>[0]> = {}): Made =>
  make({ subject: { CN: "Issuing CA", O: "Rules" }, issuer, isCa: true, ...more });
const rootOf = (more: Partial<Parameters<typeof make>[0]>): Made =>
  make({ subject: { CN: "Root", O: "Rules" }, isCa: true, ...more });

/** root → CA → leaf with one of them changed. */
export const withLeaf = (more: Partial<Parameters<typeof make>[0]>): Made[] => [leafOf(issuing, more), issuing, root];
export const withCa = (
  more: Partial<Parameters<typeof make>[0]>,
  leafMore: Partial<Parameters<typeof make>[0]> = {},
): Made[] => {
  const ca = caOf(root, more);
  return [leafOf(ca, leafMore), ca, root];
};

// ---- name constraints ---------------------------------------------------------------------------------------------

export const dns = (name: string): Uint8Array => writeIa5String(name, contextPrimitive(2));
const email = (name: string): Uint8Array => writeIa5String(name, contextPrimitive(1));
const uri = (name: string): Uint8Array => writeIa5String(name, contextPrimitive(6));
const ip = (...bytes: number[]): Uint8Array => encode(contextPrimitive(7), Uint8Array.from(bytes));
const directory = (subject: Subject): Uint8Array => encode(contextConstructed(4), writeName(subject));
export const registered = encode(contextPrimitive(8), writeOid("1.2.3.4").subarray(2));
const subtrees = (n: number, bases: readonly Uint8Array[]): Uint8Array[] =>
  bases.length === 0 ? [] : [encode(contextConstructed(n), ...bases.map((base) => writeSequence(base)))];
export const constraints = (permitted: readonly Uint8Array[], excluded: readonly Uint8Array[] = []): Extension =>
  extension(Oid.nameConstraints, writeSequence(...subtrees(0, permitted), ...subtrees(1, excluded)));
const constrained = (
  permitted: readonly Uint8Array[],
  excluded: readonly Uint8Array[],
  names: Parameters<typeof make>[0]["names"],
  subject?: Subject,
): Made[] =>
  withCa(
    { extensions: [constraints(permitted, excluded)] },
    { ...(names === undefined ? {} : { names }), ...(subject === undefined ? {} : { subject }) },
  );

// ---- policies -----------------------------------------------------------------------------------------------------

const gold = "1.2.3.4.1";
const silver = "1.2.3.4.2";
const policies = (...oids: string[]): Extension =>
  extension(Oid.certificatePolicies, writeSequence(...oids.map((oid) => writeSequence(writeOid(oid)))), false);
const mapping = (from: string, to: string): Extension =>
  extension(Oid.policyMappings, writeSequence(writeSequence(writeOid(from), writeOid(to))));
const policyConstraints = (n: number, skip: number): Extension =>
  extension(Oid.policyConstraints, writeSequence(encode(contextPrimitive(n), writeInteger(skip).subarray(2))));
const inhibitAny = extension(Oid.inhibitAnyPolicy, writeInteger(0));
const crlNumber = (value: number): Extension => ({
  oid: Oid.cRLNumber,
  critical: false,
  value: writeInteger(value),
});
const goldOnly = {
  options: { initialPolicies: [gold], requireExplicitPolicy: true },
  openssl: { words: ["-policy_check", "-policy", gold, "-explicit_policy"] },
  certtool: null,
};

// ---- revocation ---------------------------------------------------------------------------------------------------

const revocable = leafOf(issuing);
export const revocableChain = [revocable, issuing, root];
const serialOf = (made: Made): Uint8Array => made.certificate.serialNumber;
/** The authority after a change of its key: the same name, a list that names and is signed by the new one. */
const otherKeyOfIssuing = (() => {
  const { privateKey, spki } = make({ subject: { CN: "Other key" }, isCa: true });
  return { privateKey, spki };
})();
export const crlCheck = { openssl: { words: ["-crl_check_all"] }, certtool: null };
const issuingPoint = (...flags: number[]): Extension =>
  extension(
    Oid.issuingDistributionPoint,
    writeSequence(...flags.map((n) => Uint8Array.of(contextPrimitive(n), 1, 0xff))),
  );

const weak = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
const serverOnly = { purposes: [Oid.serverAuth] };
const clientOnly = { purposes: [Oid.clientAuth] };
const asServer = {
  options: { purpose: "server" as const },
  openssl: { words: ["-purpose", "sslserver"] },
  certtool: { words: ["--verify-purpose", Oid.serverAuth] },
};
export const noStrictness = {
  certtool: { says: "accept" as const, because: "GnuTLS does not check the profile of RFC 5280 §4" },
};
const ignoresForm = {
  certtool: { says: "accept" as const, because: "GnuTLS 3.7 ignores constraints on URIs and directory names" },
};
const named = (name: string) => ({
  options: { name },
  openssl: { words: ["-verify_hostname", name] },
  certtool: { words: ["--verify-hostname", name] },
});
const addressed = (name: string) => ({
  options: { name },
  openssl: { words: ["-verify_ip", name] },
  certtool: { words: ["--verify-hostname", name] },
});
const mailed = (name: string) => ({
  options: { name },
  openssl: { words: ["-verify_email", name] },
  certtool: { words: ["--verify-email", name] },
});

const bounded = make({ subject: { CN: "Bounded CA", O: "Rules" }, issuer: root, isCa: true, pathLength: 0 });
const roomy = make({ subject: { CN: "Bounded CA", O: "Rules" }, issuer: root, isCa: true, pathLength: 1 });
const below = (issuer: Made): Made[] => {
  const sub = make({ subject: { CN: "Sub CA", O: "Rules" }, issuer, isCa: true });
  return [leafOf(sub), sub, issuer, root];
};
const rolled = make({ subject: { CN: "Bounded CA", O: "Rules" }, issuer: bounded, isCa: true, pathLength: 0 });

export const pathCases: readonly PathCase[] = [
  { rule: "signature", chain: withLeaf({}), code: null },
  { rule: "signature", chain: withLeaf({ signWith: newKey() }), code: "path.signature-invalid" },
  { rule: "signature of the intermediate", chain: withCa({ signWith: newKey() }), code: "path.signature-invalid" },
  {
    rule: "validity",
    chain: withLeaf({ notBefore: instant, notAfter: new Date(instant.getTime() + 3_600_000) }),
    code: null,
  },
  { rule: "validity: ended", chain: withLeaf({ notAfter: new Date(instant.getTime() - 1000) }), code: "path.expired" },
  {
    rule: "validity: not begun",
    chain: withLeaf({ notBefore: new Date(instant.getTime() + 3_600_000) }),
    code: "path.not-yet-valid",
  },
  {
    rule: "validity: a date without seconds",
    chain: withLeaf({ validity: [encode(Tag.utcTime, Buffer.from("2501010000Z")), writeTime(end)] }),
    code: "path.date-form",
    certtool: null,
  },
  { rule: "validity of the intermediate", chain: withCa({ notAfter: start }), code: "path.expired" },
  (() => {
    const old = rootOf({ notAfter: start });
    return { rule: "validity of the anchor", chain: [leafOf(old), old], code: "path.expired" } satisfies PathCase;
  })(),
  { rule: "basicConstraints", chain: withCa({ isCa: false, usages: ["keyCertSign"] }), code: "path.not-ca" },
  {
    rule: "basicConstraints missing",
    chain: withCa({ without: [Oid.basicConstraints] }),
    code: "path.no-basic-constraints",
  },
  { rule: "pathLen: as many as allowed", chain: below(roomy), code: null },
  { rule: "pathLen: one too many", chain: below(bounded), code: "path.length-exceeded" },
  {
    rule: "pathLen: self-issued do not count",
    chain: [leafOf(rolled), rolled, bounded, root],
    code: null,
    certtool: { says: "reject", because: "GnuTLS counts self-issued certificates too" },
  },
  {
    rule: "keyUsage: keyCertSign",
    chain: withCa({ usages: ["cRLSign", "digitalSignature"] }),
    code: "path.key-usage-not-sign",
  },
  { rule: "purpose", chain: withLeaf(serverOnly), code: null, ...asServer },
  { rule: "purpose", chain: withLeaf(clientOnly), code: "path.purpose-not-allowed", ...asServer },
  { rule: "purpose, absent", chain: withLeaf({}), code: null, ...asServer },
  { rule: "purpose of the CA", chain: withCa(serverOnly, serverOnly), code: null, ...asServer },
  {
    rule: "purpose of the CA",
    chain: withCa(clientOnly, serverOnly),
    code: "path.purpose-not-allowed-by-issuer",
    ...asServer,
  },
  {
    rule: "keyUsage for the purpose",
    chain: withLeaf({ usages: ["nonRepudiation"] }),
    code: "path.key-usage-not-purpose",
    ...asServer,
    certtool: null,
  },

  { rule: "unknown extension, not critical", chain: withLeaf({ extensions: [unknown(false)] }), code: null },
  {
    rule: "unknown extension, critical",
    chain: withLeaf({ extensions: [unknown(true)] }),
    code: "path.unknown-critical-extension",
  },
  {
    rule: "unknown extension of the CA",
    chain: withCa({ extensions: [unknown(true)] }),
    code: "path.unknown-critical-extension",
  },
  {
    rule: "extension twice",
    chain: withLeaf({ extensions: [unknown(false), unknown(false)] }),
    code: "path.duplicate-extension",
    openssl: { says: "accept", because: "OpenSSL 3.0 looks for duplicates of known extensions only" },
  },

  {
    rule: "DNS permitted",
    chain: constrained([dns("good.example")], [], [{ kind: "dns", value: "host.good.example" }]),
    code: null,
  },
  {
    rule: "DNS permitted",
    chain: constrained([dns("good.example")], [], [{ kind: "dns", value: "host.evilgood.example" }]),
    code: "path.name-not-permitted",
  },
  {
    rule: "DNS excluded",
    chain: constrained([], [dns("bad.example")], [{ kind: "dns", value: "good.example" }]),
    code: null,
  },
  {
    rule: "DNS excluded",
    chain: constrained([], [dns("bad.example")], [{ kind: "dns", value: "a.bad.example" }]),
    code: "path.name-excluded",
  },
  {
    rule: "IP permitted",
    chain: constrained([ip(192, 0, 2, 0, 255, 255, 255, 0)], [], [{ kind: "ip", value: "192.0.2.7" }]),
    code: null,
  },
  {
    rule: "IP permitted",
    chain: constrained([ip(192, 0, 2, 0, 255, 255, 255, 0)], [], [{ kind: "ip", value: "192.0.3.7" }]),
    code: "path.name-not-permitted",
  },
  {
    rule: "e-mail permitted",
    chain: constrained([email("good.example")], [], [{ kind: "email", value: "who@good.example" }]),
    code: null,
  },
  {
    rule: "e-mail permitted",
    chain: constrained([email("good.example")], [], [{ kind: "email", value: "who@sub.good.example" }]),
    code: "path.name-not-permitted",
  },
  {
    rule: "URI permitted",
    chain: constrained([uri(".good.example")], [], [{ kind: "uri", value: "https://www.good.example/a" }]),
    code: null,
  },
  {
    rule: "URI permitted",
    chain: constrained([uri(".good.example")], [], [{ kind: "uri", value: "https://good.example.evil/" }]),
    code: "path.name-not-permitted",
    ...ignoresForm,
  },
  { rule: "directoryName permitted", chain: constrained([directory({ O: "Rules" })], [], undefined), code: null },
  {
    rule: "directoryName permitted",
    chain: constrained([directory({ O: "Rules" })], [], undefined, { O: "Others", CN: "leaf" }),
    code: "path.name-not-permitted",
    ...ignoresForm,
  },
  {
    rule: "constrained form: registered identifiers",
    chain: constrained([registered], [], [{ kind: "rid", value: "1.2.3.4" }]),
    code: "path.name-constraint-unsupported",
  },
  (() => {
    const narrow = rootOf({ extensions: [constraints([dns("good.example")])] });
    return {
      rule: "constraints of the anchor",
      chain: [leafOf(narrow, { names: [{ kind: "dns", value: "other.example" }] }), narrow],
      code: "path.name-not-permitted",
    } satisfies PathCase;
  })(),
  (() => {
    const narrow = rootOf({ extensions: [constraints([dns("good.example")])] });
    return { rule: "constraints of the anchor", chain: [leafOf(narrow), narrow], code: null } satisfies PathCase;
  })(),

  {
    rule: "policy",
    chain: withCa({ extensions: [policies(gold)] }, { extensions: [policies(gold)] }),
    code: null,
    ...goldOnly,
  },
  {
    rule: "policy: another one",
    chain: withCa({ extensions: [policies(silver)] }, { extensions: [policies(silver)] }),
    code: "path.policy-not-accepted",
    ...goldOnly,
  },
  { rule: "policy: none", chain: withCa({}, {}), code: "path.no-valid-policy", ...goldOnly },
  {
    rule: "policy mapping",
    chain: withCa({ extensions: [policies(gold), mapping(gold, silver)] }, { extensions: [policies(silver)] }),
    code: null,
    ...goldOnly,
  },
  {
    rule: "policy mapping, inhibited",
    chain: withCa({ extensions: [policies(gold), mapping(gold, silver)] }, { extensions: [policies(silver)] }),
    code: "path.no-valid-policy",
    options: { ...goldOnly.options, inhibitPolicyMapping: true },
    openssl: { words: [...goldOnly.openssl.words, "-inhibit_map"] },
    certtool: null,
  },
  {
    rule: "policy mapping of anyPolicy",
    chain: withCa({ extensions: [policies(gold), mapping("2.5.29.32.0", silver)] }, { extensions: [policies(gold)] }),
    code: "path.policy-maps-any",
    ...goldOnly,
  },
  {
    rule: "anyPolicy",
    chain: withCa({ extensions: [policies("2.5.29.32.0")] }, { extensions: [policies(gold)] }),
    code: null,
    ...goldOnly,
  },
  {
    rule: "anyPolicy, inhibited",
    chain: withCa({ extensions: [policies(gold), inhibitAny] }, { extensions: [policies("2.5.29.32.0")] }),
    code: "path.no-valid-policy",
    ...goldOnly,
  },
  {
    rule: "requireExplicitPolicy",
    chain: withCa({ extensions: [policies(gold), policyConstraints(0, 0)] }, { extensions: [policies(gold)] }),
    code: null,
    openssl: { words: ["-policy_check", "-policy", gold] },
    certtool: null,
  },
  {
    rule: "requireExplicitPolicy",
    chain: withCa({ extensions: [policyConstraints(0, 0)] }),
    code: "path.no-valid-policy",
    openssl: { words: ["-policy_check"] },
    certtool: null,
  },

  {
    rule: "CRL: not listed",
    chain: revocableChain,
    crls: [{ issuer: issuing }, { issuer: root }],
    code: null,
    ...crlCheck,
  },
  {
    rule: "CRL: listed",
    chain: revocableChain,
    crls: [{ issuer: issuing, revoked: [{ serial: serialOf(revocable) }] }, { issuer: root }],
    code: "path.revoked",
    ...crlCheck,
  },
  {
    rule: "CRL: an older list did not have it",
    chain: revocableChain,
    crls: [
      { issuer: issuing, thisUpdate: daysAgo(3), extensions: [crlNumber(1)] },
      {
        issuer: issuing,
        thisUpdate: daysAgo(2),
        extensions: [crlNumber(2)],
        revoked: [{ serial: serialOf(revocable) }],
      },
      { issuer: root },
    ],
    code: "path.revoked",
    ...crlCheck,
  },
  {
    rule: "CRL: a newer list has it no more",
    chain: revocableChain,
    crls: [
      {
        issuer: issuing,
        thisUpdate: daysAgo(3),
        extensions: [crlNumber(1)],
        revoked: [{ serial: serialOf(revocable) }],
      },
      { issuer: issuing, thisUpdate: daysAgo(2), extensions: [crlNumber(2)] },
      { issuer: root },
    ],
    code: null,
    ...crlCheck,
  },
  {
    rule: "CRL: the intermediate is listed",
    chain: revocableChain,
    crls: [{ issuer: issuing }, { issuer: root, revoked: [{ serial: serialOf(issuing) }] }],
    code: "path.revoked",
    ...crlCheck,
  },
  {
    rule: "CRL: none for the intermediate",
    chain: revocableChain,
    crls: [{ issuer: issuing }],
    code: "path.revocation-unknown",
    ...crlCheck,
  },
  {
    rule: "CRL: out of date",
    chain: revocableChain,
    crls: [{ issuer: issuing, nextUpdate: start }, { issuer: root }],
    code: "path.crl-out-of-date",
    ...crlCheck,
  },
  {
    rule: "CRL: without nextUpdate, young",
    chain: revocableChain,
    crls: [{ issuer: issuing, nextUpdate: null, thisUpdate: daysAgo(10) }, { issuer: root }],
    code: null,
    ...crlCheck,
  },
  {
    rule: "CRL: without nextUpdate, old",
    chain: revocableChain,
    crls: [{ issuer: issuing, nextUpdate: null, thisUpdate: daysAgo(11) }, { issuer: root }],
    code: "path.crl-too-old",
    ...crlCheck,
    openssl: { ...crlCheck.openssl, says: "accept", because: "takes a CRL without nextUpdate for ever" },
  },
  {
    rule: "CRL: out of date, and it listed the certificate",
    chain: revocableChain,
    options: { revocation: "when-available" },
    crls: [{ issuer: issuing, nextUpdate: start, revoked: [{ serial: serialOf(revocable) }] }, { issuer: root }],
    code: "path.revoked",
    ...crlCheck,
  },
  {
    rule: "CRL: out of date, taken as a note",
    chain: revocableChain,
    options: { revocation: "when-available" },
    crls: [{ issuer: issuing, nextUpdate: start }, { issuer: root }],
    code: null,
    ...crlCheck,
    openssl: {
      ...crlCheck.openssl,
      says: "reject",
      because: "knows no revocation that is asked for where it is at hand",
    },
  },
  {
    rule: "CRL: not yet",
    chain: revocableChain,
    crls: [{ issuer: issuing, thisUpdate: end }, { issuer: root }],
    code: "path.crl-not-yet-valid",
    ...crlCheck,
  },
  {
    rule: "CRL: signed by another key",
    chain: revocableChain,
    crls: [{ issuer: issuing, signWith: newKey() }, { issuer: root }],
    code: "path.crl-signature-invalid",
    ...crlCheck,
  },
  {
    rule: "CRL: signed by a key of the authority that is not here",
    chain: revocableChain,
    crls: [{ issuer: { ...issuing, ...otherKeyOfIssuing } }, { issuer: root }],
    code: "path.crl-by-other-key",
    ...crlCheck,
  },
  {
    rule: "CRL: a delta without its base",
    chain: revocableChain,
    crls: [
      {
        issuer: issuing,
        extensions: [{ oid: Oid.deltaCRLIndicator, critical: true, value: writeInteger(5) }, crlNumber(6)],
      },
      { issuer: root },
    ],
    code: "path.crl-delta-without-base",
    ...crlCheck,
    openssl: { ...crlCheck.openssl, says: "accept", because: "takes a delta list for a whole one" },
  },
  {
    rule: "CRL: unknown critical extension",
    chain: revocableChain,
    crls: [{ issuer: issuing, extensions: [unknown(true)] }, { issuer: root }],
    code: "path.crl-unsupported",
    ...crlCheck,
  },
  {
    rule: "CRL: unknown critical extension of another entry",
    chain: revocableChain,
    code: "path.crl-unsupported",
    crls: [{ issuer: issuing, revoked: [{ serial: Uint8Array.of(7), extensions: [unknown(true)] }] }, { issuer: root }],
    ...crlCheck,
  },
  {
    rule: "CRL: for end entities",
    chain: revocableChain,
    crls: [
      { issuer: issuing, extensions: [issuingPoint(1)] },
      { issuer: root, extensions: [issuingPoint(2)] },
    ],
    code: null,
    ...crlCheck,
    openssl: { words: ["-crl_check_all", "-extended_crl"] },
  },
  {
    rule: "CRL: for authorities, the leaf is none",
    chain: revocableChain,
    crls: [{ issuer: issuing, extensions: [issuingPoint(2)] }, { issuer: root }],
    code: "path.crl-other-scope",
    ...crlCheck,
  },
  (() => {
    const mute = caOf(root, { usages: ["keyCertSign"] });
    return {
      rule: "CRL: signer without cRLSign",
      chain: [leafOf(mute), mute, root],
      crls: [{ issuer: mute }, { issuer: root }],
      code: "path.crl-signer-not-allowed",
      ...crlCheck,
    } satisfies PathCase;
  })(),

  { rule: "peer: DNS", chain: withLeaf({}), code: null, ...named("host.good.example") },
  { rule: "peer: DNS", chain: withLeaf({}), code: "path.peer-name-mismatch", ...named("other.good.example") },
  {
    rule: "peer: wildcard",
    chain: withLeaf({ names: [{ kind: "dns", value: "*.good.example" }] }),
    code: null,
    ...named("any.good.example"),
  },
  {
    rule: "peer: wildcard over two labels",
    chain: withLeaf({ names: [{ kind: "dns", value: "*.good.example" }] }),
    code: "path.peer-name-mismatch",
    ...named("a.b.good.example"),
  },
  {
    rule: "peer: IP",
    chain: withLeaf({ names: [{ kind: "ip", value: "2001:db8::1" }] }),
    code: null,
    ...addressed("2001:db8:0:0:0:0:0:1"),
  },
  {
    rule: "peer: IP",
    chain: withLeaf({ names: [{ kind: "ip", value: "2001:db8::1" }] }),
    code: "path.peer-name-mismatch",
    ...addressed("2001:db8::2"),
  },
  {
    rule: "peer: e-mail",
    chain: withLeaf({ names: [{ kind: "email", value: "Who@good.example" }] }),
    code: null,
    ...mailed("Who@GOOD.example"),
    certtool: null,
  },
  {
    rule: "peer: e-mail",
    chain: withLeaf({ names: [{ kind: "email", value: "Who@good.example" }] }),
    code: "path.peer-name-mismatch",
    ...mailed("else@good.example"),
  },

  {
    rule: "strict: authority key id",
    chain: withLeaf({ without: [Oid.authorityKeyIdentifier] }),
    code: "path.key-id-missing",
    ...noStrictness,
  },
  {
    rule: "strict: subject key id",
    chain: withCa({ without: [Oid.subjectKeyIdentifier] }),
    code: "path.key-id-missing",
    ...noStrictness,
  },
  {
    rule: "strict: critical key id",
    chain: withLeaf({ extensions: [extension(Oid.subjectKeyIdentifier, Uint8Array.of(4, 1, 7))] }),
    code: "path.criticality",
    ...noStrictness,
  },
  {
    rule: "strict: basicConstraints of a CA",
    chain: withCa({ extensions: [extension(Oid.basicConstraints, writeSequence(Uint8Array.of(1, 1, 0xff)), false)] }),
    code: "path.criticality",
    ...noStrictness,
  },
  {
    rule: "strict: serial number zero",
    chain: withLeaf({ serial: Uint8Array.of(0) }),
    code: "path.serial-not-positive",
    openssl: { says: "accept", because: "OpenSSL 3.0 does not look at serial numbers" },
    certtool: { says: "accept", because: "nor does GnuTLS" },
  },
  {
    rule: "strength of the key",
    chain: (() => {
      const old = make({
        subject: { CN: "Old" },
        issuer: root,
        like: { ...root, privateKey: weak, name: writeName({ CN: "Old" }) },
      });
      return [old, root];
    })(),
    code: "path.key-weak",
    openssl: { words: ["-auth_level", "2"] },
    certtool: { words: ["--verify-profile", "medium"] },
  },
];
