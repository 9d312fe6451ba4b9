import { contextConstructed, contextPrimitive } from "../../../lib/pki/asn1/der.ts";
import {
  encode,
  writeBitString,
  writeBoolean,
  writeIa5String,
  writeInteger,
  writeNull,
  writeOctetString,
  writeOid,
  writeSequence,
  writeUtf8String,
} from "../../../lib/pki/asn1/der-write.ts";
import { Oid } from "../../../lib/pki/asn1/oid.ts";
import type { Extension } from "../../../lib/pki/x509/extension.ts";
import type { KeyUsageBit } from "../../../lib/pki/x509/extension-values.ts";
import type { GeneralNameInput } from "../../../lib/pki/x509/general-name.ts";
import { type Blueprint, hostName } from "./blueprint.ts";
import {
  type Attribute,
  authorityIdExtension,
  daysFromNow,
  type Digest,
  keyFor,
  type KeyKind,
  keyIdOf,
  type Level,
  write,
  writeNameOf,
} from "./chain-maker.ts";
import { lenientRules } from "./lenient-rules.ts";
import type { Rule } from "./rule.ts";

const set = (level: Level, change: Partial<Level>): void => void Object.assign(level, change);
const add = (level: Level, ...extensions: readonly Extension[]): void =>
  set(level, { extensions: [...(level.extensions ?? []), ...extensions] });

const wrongId = Uint8Array.from({ length: 20 }, (_, index) => index + 1);
const otherName = writeNameOf([[Oid.commonName, "Somebody else"]]);
const wrongSerial = Uint8Array.of(0x12, 0x34);

type CaPlace = "root" | "issuing" | "leaf";
const places: readonly CaPlace[] = ["root", "issuing", "leaf"];

const identifiers: Rule[] = [
  ...(["leaf", "issuing"] as const).flatMap((place): Rule[] => [
    {
      name: `${place}: authority key id of another key`,
      about: `aki-${place}`,
      apply: (b) => set(b[place], { authorityId: { keyId: wrongId } }),
      purposes: ["server", "client", "any"],
    },
    {
      name: `${place}: no authority key id`,
      about: `aki-${place}`,
      apply: (b) => set(b[place], { authorityId: null }),
    },
    {
      name: `${place}: authority key id empty`,
      about: `aki-${place}`,
      apply: (b) => set(b[place], { authorityId: {} }),
    },
    {
      name: `${place}: issuer and serial number right, key id right`,
      about: `aki-${place}`,
      apply: (b) =>
        b.late.push({
          place,
          change: (issuer) => ({
            authorityId: { keyId: keyIdOf(issuer!.key), issuer: issuer!.issuerName, serial: issuer!.serial },
          }),
        }),
    },
    {
      name: `${place}: serial number of another certificate, key id right`,
      about: `aki-${place}`,
      apply: (b) =>
        b.late.push({
          place,
          change: (issuer) => ({
            authorityId: { keyId: keyIdOf(issuer!.key), issuer: issuer!.issuerName, serial: wrongSerial },
          }),
        }),
      purposes: ["server", "any"],
    },
    {
      name: `${place}: issuer's issuer wrong, key id and serial number right`,
      about: `aki-${place}`,
      apply: (b) =>
        b.late.push({
          place,
          change: (issuer) => ({
            authorityId: { keyId: keyIdOf(issuer!.key), issuer: otherName, serial: issuer!.serial },
          }),
        }),
    },
    {
      name: `${place}: serial number alone, wrong`,
      about: `aki-${place}`,
      apply: (b) =>
        b.late.push({
          place,
          change: (issuer) => ({ authorityId: { issuer: issuer!.issuerName, serial: wrongSerial } }),
        }),
      purposes: ["server", "any"],
    },
    {
      name: `${place}: serial number alone, right`,
      about: `aki-${place}`,
      apply: (b) =>
        b.late.push({
          place,
          change: (issuer) => ({ authorityId: { issuer: issuer!.issuerName, serial: issuer!.serial } }),
        }),
    },
  ]),
  {
    name: "issuing: no subject key id",
    about: "ski-issuing",
    apply: (b) => set(b.issuing, { isSubjectKeyIdAbsent: true }),
  },
  { name: "root: no subject key id", about: "ski-root", apply: (b) => set(b.root, { isSubjectKeyIdAbsent: true }) },
  { name: "root: no authority key id", about: "aki-root", apply: (b) => set(b.root, { authorityId: null }) },
  {
    name: "root: authority key id of another key",
    about: "aki-root",
    apply: (b) => set(b.root, { authorityId: { keyId: wrongId } }),
    purposes: ["server", "any"],
  },
  {
    name: "root: authority serial number is not its own",
    about: "aki-root",
    apply: (b) =>
      set(b.root, {
        authorityId: { keyId: keyIdOf(b.root.key), issuer: writeNameOf(b.root.subject), serial: wrongSerial },
      }),
  },
];

const respelled = (attributes: readonly Attribute[], change: (text: string) => string, string?: Attribute[2]) =>
  writeNameOf(attributes.map(([type, text, own]) => [type, change(text), string ?? own ?? "utf8"] as const));

const spellings: Rule[] = (
  [
    ["in another string type", (t) => t, "printable"],
    ["in other letter case", (t) => t.toUpperCase(), undefined],
    ["with more spaces", (t) => t.replace(" ", "   "), undefined],
    ["with spaces around", (t) => ` ${t} `, undefined],
    ["as a BMPString", (t) => t, "bmp"],
    ["as a TeletexString", (t) => t, "teletex"],
    ["as an IA5String", (t) => t, "ia5"],
  ] as readonly [string, (text: string) => string, Attribute[2]][]
).flatMap(([how, change, string]) => [
  {
    name: `leaf: issuer spelled ${how}`,
    about: "spelling-leaf",
    apply: (b: Blueprint) => set(b.leaf, { issuerName: respelled(b.issuing.subject, change, string) }),
    purposes: ["server", "any"] as const,
  },
  {
    name: `issuing: issuer spelled ${how}`,
    about: "spelling-issuing",
    apply: (b: Blueprint) => set(b.issuing, { issuerName: respelled(b.root.subject, change, string) }),
  },
]);

const names: Rule[] = [
  ...spellings,
  {
    name: "issuing: a name with É, spelled é by the leaf",
    about: "spelling-leaf",
    apply: (b) => {
      set(b.issuing, { subject: [[Oid.commonName, "École"]] });
      set(b.leaf, { issuerName: writeNameOf([[Oid.commonName, "éCOLE"]]) });
    },
  },
  {
    name: "leaf: no subject, names critical",
    about: "subject-leaf",
    apply: (b) => set(b.leaf, { subject: [] }),
    purposes: ["server", "client", "any"],
  },
  {
    name: "issuing: no subject",
    about: "subject-issuing",
    apply: (b) => set(b.issuing, { subject: [] }),
    purposes: ["server", "any"],
  },
  {
    name: "root: no subject",
    about: "subject-root",
    apply: (b) => set(b.root, { subject: [] }),
  },
  {
    name: "leaf: issuer of another name",
    about: "spelling-leaf",
    apply: (b) => set(b.leaf, { issuerName: otherName }),
  },
  {
    name: "root and issuing have the same name",
    about: "subject-issuing",
    apply: (b) => set(b.issuing, { subject: b.root.subject }),
  },
];

const anchors: Rule[] = [
  {
    name: "trusted is the issuing authority alone",
    about: "anchor",
    apply: (b) => void (b.anchor = "issuing"),
    purposes: ["server", "client", "any"],
  },
  {
    name: "trusted is the issuing authority, which is not sent",
    about: "anchor",
    apply: (b) => {
      b.anchor = "issuing";
      b.send = "nothing";
    },
  },
  {
    name: "trusted is the leaf itself",
    about: "anchor",
    apply: (b) => void (b.anchor = "leaf"),
    purposes: ["server", "client", "any"],
  },
  {
    name: "the leaf signs itself and is trusted",
    about: "anchor",
    apply: (b) => {
      b.isLeafSelfSigned = true;
      b.anchor = "leaf";
    },
    purposes: ["server", "client", "any"],
  },
  {
    name: "the leaf signs itself, is an authority and is trusted",
    about: "anchor",
    apply: (b) => {
      b.isLeafSelfSigned = true;
      set(b.leaf, { isCa: true, usages: ["digitalSignature", "keyCertSign"] });
      b.anchor = "leaf";
    },
    purposes: ["server", "client", "any"],
  },
  {
    name: "the leaf signs itself and is not trusted",
    about: "anchor",
    apply: (b) => void (b.isLeafSelfSigned = true),
  },
  {
    name: "nothing is trusted but another root",
    about: "anchor",
    apply: (b) => {
      b.isAnchorMissing = true;
      b.moreAnchors.push(() => ({ written: otherRoot(), isFirst: false }));
    },
  },
  { name: "the intermediate is not sent", about: "send", apply: (b) => void (b.send = "nothing") },
  {
    name: "the root is sent too",
    about: "send",
    apply: (b) => void (b.send = "with-root"),
    purposes: ["server", "any"],
  },
  {
    name: "the chain is sent upside down",
    about: "send",
    apply: (b) => void (b.send = "reversed"),
    purposes: ["server", "any"],
  },
  { name: "the chain is sent twice", about: "send", apply: (b) => void (b.send = "twice") },
  {
    name: "another certificate is sent first",
    about: "send-more",
    apply: (b) => b.moreSent.push(() => ({ written: otherRoot(), isFirst: true })),
  },
  {
    name: "another certificate is sent last",
    about: "send-more",
    apply: (b) => b.moreSent.push(() => ({ written: otherRoot(), isFirst: false })),
  },
];

const direct = (name: string, change: (blueprint: Blueprint) => void = () => undefined): Rule => ({
  name: `the root issues the leaf${name}`,
  about: "direct",
  apply: (b) => {
    b.isDirect = true;
    change(b);
  },
  purposes: ["server", "client", "any"],
});

const withoutIntermediate: Rule[] = [
  direct(""),
  direct(", key id of another key", (b) => set(b.leaf, { authorityId: { keyId: wrongId } })),
  direct(", serial number of another certificate", (b) =>
    b.late.push({
      place: "leaf",
      change: (issuer) => ({
        authorityId: { keyId: keyIdOf(issuer!.key), issuer: issuer!.issuerName, serial: wrongSerial },
      }),
    }),
  ),
  direct(", name in another string type", (b) =>
    set(b.leaf, { issuerName: respelled(b.root.subject, (text) => text, "printable") }),
  ),
  direct(", name in other letter case", (b) =>
    set(b.leaf, { issuerName: respelled(b.root.subject, (text) => text.toUpperCase()) }),
  ),
  direct(", which expired", (b) => set(b.root, { notAfter: daysFromNow(-1) })),
  direct(", of version 1", (b) => set(b.root, { version: 1 })),
  direct(", path length 0", (b) => set(b.root, { pathLength: 0 })),
  direct(", with PrintableStrings in other letter case", (b) => {
    set(b.root, { subject: [[Oid.commonName, "Acme Root", "printable"]] });
    set(b.leaf, { issuerName: writeNameOf([[Oid.commonName, "ACME root", "printable"]]) });
  }),
];

const otherRoot = () =>
  write({ subject: [[Oid.commonName, "Other Root"]], key: keyFor("p-256", "other root"), isCa: true }, null);

const serverAuth = Oid.serverAuth;
const clientAuth = Oid.clientAuth;
const purposeLists: readonly (readonly [string, readonly string[]])[] = [
  ["server", [serverAuth]],
  ["client", [clientAuth]],
  ["server and client", [serverAuth, clientAuth]],
  ["any alone", [Oid.anyExtendedKeyUsage]],
  ["any and e-mail", [Oid.anyExtendedKeyUsage, Oid.emailProtection]],
  ["e-mail", [Oid.emailProtection]],
  ["something unknown", ["1.3.6.1.4.1.55555.1"]],
];

const purposes: Rule[] = [
  ...places.flatMap((place) =>
    purposeLists.map(([which, list]): Rule => ({
      name: `${place}: purposes ${which}`,
      about: `eku-${place}`,
      apply: (b) => set(b[place], { purposes: list }),
      purposes: ["server", "client"],
    })),
  ),
  {
    name: "leaf: no purposes",
    about: "eku-leaf",
    apply: (b) => set(b.leaf, { without: [...(b.leaf.without ?? []), Oid.extendedKeyUsage] }),
    purposes: ["server", "client"],
  },
  {
    name: "leaf: purposes critical",
    about: "eku-leaf",
    apply: (b) => set(b.leaf, { isPurposeCritical: true }),
  },
  {
    name: "issuing: purposes critical",
    about: "eku-issuing",
    apply: (b) => set(b.issuing, { isPurposeCritical: true, purposes: [serverAuth] }),
  },
];

const usageLists: readonly (readonly [string, readonly KeyUsageBit[] | null])[] = [
  ["absent", null],
  ["digitalSignature and keyEncipherment", ["digitalSignature", "keyEncipherment"]],
  ["keyEncipherment", ["keyEncipherment"]],
  ["keyAgreement", ["keyAgreement"]],
  ["keyCertSign", ["keyCertSign"]],
  ["nonRepudiation", ["nonRepudiation"]],
  ["dataEncipherment", ["dataEncipherment"]],
  ["empty", []],
];

const usages: Rule[] = [
  ...usageLists.map(([which, list]): Rule => ({
    name: `leaf: key usage ${which}`,
    about: "ku-leaf",
    apply: (b) => set(b.leaf, { usages: list }),
    purposes: ["server", "client", "any"],
  })),
  ...(["issuing", "root"] as const).flatMap((place): Rule[] => [
    { name: `${place}: key usage absent`, about: `ku-${place}`, apply: (b) => set(b[place], { usages: null }) },
    {
      name: `${place}: key usage without keyCertSign`,
      about: `ku-${place}`,
      apply: (b) => set(b[place], { usages: ["digitalSignature", "cRLSign"] }),
      purposes: ["server", "client", "any"],
    },
    {
      name: `${place}: key usage keyCertSign alone`,
      about: `ku-${place}`,
      apply: (b) => set(b[place], { usages: ["keyCertSign"] }),
    },
  ]),
];

const noConstraints = (level: Level): void => set(level, { without: [...(level.without ?? []), Oid.basicConstraints] });

const authorities: Rule[] = [
  { name: "leaf: no basicConstraints", about: "bc-leaf", apply: (b) => noConstraints(b.leaf) },
  {
    name: "leaf: is an authority",
    about: "bc-leaf",
    apply: (b) => set(b.leaf, { isCa: true }),
    purposes: ["server", "client", "any"],
  },
  {
    name: "leaf: path length without authority",
    about: "bc-leaf",
    apply: (b) => add(b.leaf, constraints([writeInteger(0)])),
  },
  ...(["issuing", "root"] as const).flatMap((place): Rule[] => [
    {
      name: `${place}: no basicConstraints`,
      about: `bc-${place}`,
      apply: (b) => noConstraints(b[place]),
      purposes: ["server", "any"],
    },
    {
      name: `${place}: not an authority`,
      about: `bc-${place}`,
      apply: (b) => add(b[place], constraints([])),
      purposes: ["server", "any"],
    },
    {
      name: `${place}: basicConstraints not critical`,
      about: `bc-${place}`,
      apply: (b) => add(b[place], { ...constraints([writeBoolean(true)]), critical: false }),
    },
    {
      name: `${place}: path length 0`,
      about: `bc-${place}`,
      apply: (b) => set(b[place], { pathLength: 0 }),
      purposes: ["server", "any"],
    },
    { name: `${place}: path length 1`, about: `bc-${place}`, apply: (b) => set(b[place], { pathLength: 1 }) },
    {
      name: `${place}: version 1`,
      about: `bc-${place}`,
      apply: (b) => set(b[place], { version: 1 }),
      purposes: ["server", "any"],
    },
    { name: `${place}: version 2`, about: `bc-${place}`, apply: (b) => set(b[place], { version: 2 }) },
  ]),
  {
    name: "root: path length negative",
    about: "bc-root",
    apply: (b) => add(b.root, constraints([writeBoolean(true), writeInteger(-1)])),
  },
  {
    name: "issuing: path length negative",
    about: "bc-issuing",
    apply: (b) => add(b.issuing, constraints([writeBoolean(true), writeInteger(-1)])),
  },
  {
    name: "leaf: version 1",
    about: "version-leaf",
    apply: (b) => set(b.leaf, { version: 1 }),
    purposes: ["server", "client", "any"],
  },
  ...([0, 1] as const).map((length): Rule => ({
    name: `two intermediates, the upper one with path length ${length}`,
    about: "upper",
    apply: (b) => void (b.upper = upperLevel(length)),
  })),
  {
    name: "two intermediates, the upper one self-issued, root with path length 1",
    about: "upper",
    apply: (b) => {
      set(b.root, { pathLength: 1 });
      b.upper = { ...upperLevel(null), subject: b.root.subject };
    },
  },
  {
    name: "two intermediates, root with path length 1",
    about: "upper",
    apply: (b) => {
      set(b.root, { pathLength: 1 });
      b.upper = upperLevel(null);
    },
  },
  { name: "two intermediates", about: "upper", apply: (b) => void (b.upper = upperLevel(null)) },
];

const constraints = (parts: readonly Uint8Array[]): Extension => ({
  oid: Oid.basicConstraints,
  critical: true,
  value: writeSequence(...parts),
});

const upperLevel = (pathLength: number | null): Level => ({
  subject: [[Oid.commonName, "Acme Upper"]],
  key: keyFor("p-256", "upper"),
  isCa: true,
  pathLength,
});

const digests: readonly Digest[] = ["sha1", "md5", "sha224", "sha384", "sha512", "sha3-256"];

const keyKinds: readonly KeyKind[] = [
  "rsa-2048",
  "rsa-3072",
  "rsa-2047",
  "rsa-1536",
  "rsa-1024",
  "rsa-1008",
  "rsa-512",
  "rsa-2048-e3",
  "rsa-pss",
  "rsa-pss-sha256",
  "p-384",
  "p-521",
  "p-224",
  "p-192",
  "secp256k1",
  "brainpoolP256r1",
  "brainpoolP384r1",
  "ed25519",
  "ed448",
  "dsa",
];

const rsaRoot = (b: Blueprint): void => set(b.root, { key: keyFor("rsa-2048", "root") });
const rsaIssuing = (b: Blueprint): void => set(b.issuing, { key: keyFor("rsa-2048", "issuing") });

const algorithms: Rule[] = [
  ...digests.flatMap((digest): Rule[] => [
    {
      name: `leaf: signed with ${digest} and RSA`,
      about: "digest-leaf",
      apply: (b) => {
        rsaIssuing(b);
        set(b.leaf, { digest });
      },
      purposes: digest === "sha1" || digest === "md5" ? ["server", "client", "any"] : ["server"],
    },
    {
      name: `issuing: signed with ${digest} and RSA`,
      about: "digest-issuing",
      apply: (b) => {
        rsaRoot(b);
        set(b.issuing, { digest });
      },
    },
    {
      name: `root: signs itself with ${digest} and RSA`,
      about: "digest-root",
      apply: (b) => {
        rsaRoot(b);
        set(b.root, { digest });
      },
    },
  ]),
  { name: "leaf: signed with sha1 and ECDSA", about: "digest-leaf", apply: (b) => set(b.leaf, { digest: "sha1" }) },
  { name: "leaf: signed with sha224 and ECDSA", about: "digest-leaf", apply: (b) => set(b.leaf, { digest: "sha224" }) },
  {
    name: "leaf: signed with sha3-256 and ECDSA",
    about: "digest-leaf",
    apply: (b) => set(b.leaf, { digest: "sha3-256" }),
  },
  ...(
    [
      ["sha256", 32],
      ["sha384", 48],
      ["sha512", 64],
      ["sha256", 20],
      ["sha1", 20],
      ["sha256", 0],
      ["sha224", 28],
    ] as const
  ).map(([digest, salt]): Rule => ({
    name: `leaf: signed with RSA-PSS, ${digest}, salt ${salt}`,
    about: "digest-leaf",
    apply: (b) => {
      rsaIssuing(b);
      set(b.leaf, { pss: { digest, salt } });
    },
  })),
  ...(["root", "issuing", "leaf"] as const).flatMap((place) =>
    keyKinds.map((kind): Rule => ({
      name: `${place}: key ${kind}`,
      about: `key-${place}`,
      apply: (b) => set(b[place], { key: keyFor(kind, place) }),
      purposes: place === "leaf" ? ["server", "client", "any"] : ["server"],
    })),
  ),
  ...(["rsa-2048", "ed25519", "rsa-pss"] as const).flatMap((kind) =>
    usageLists.map(([which, list]): Rule => ({
      name: `leaf: key ${kind}, key usage ${which}`,
      about: "key-leaf",
      apply: (b) => set(b.leaf, { key: keyFor(kind, "leaf"), usages: list }),
      purposes: ["server", "client"],
    })),
  ),
  ...places.flatMap((place): Rule[] => [
    { name: `${place}: signature broken`, about: `broken-${place}`, apply: (b) => set(b[place], { isBroken: true }) },
    {
      name: `${place}: algorithm outside is not that inside`,
      about: `algorithm-${place}`,
      apply: (b) => set(b[place], { outerAlgorithm: writeSequence(writeOid(Oid.ecdsaWithSha384)) }),
    },
    {
      name: `${place}: serial number 0`,
      about: `serial-${place}`,
      apply: (b) => set(b[place], { serial: Uint8Array.of(0) }),
    },
    {
      name: `${place}: serial number negative`,
      about: `serial-${place}`,
      apply: (b) => set(b[place], { serial: Uint8Array.of(0x9a, 1, 2) }),
    },
    {
      name: `${place}: serial number of 21 bytes`,
      about: `serial-${place}`,
      apply: (b) => set(b[place], { serial: new Uint8Array(21).fill(0x41) }),
    },
  ]),
];

const generalized = (text: string): Uint8Array => encode(0x18, Uint8Array.from(Buffer.from(text, "latin1")));
const ymd = (date: Date): string => date.toISOString().replace(/[-:T]/g, "").slice(0, 14);

const times: Rule[] = places.flatMap((place): Rule[] => [
  {
    name: `${place}: expired`,
    about: `time-${place}`,
    apply: (b) => set(b[place], { notAfter: daysFromNow(-1) }),
    purposes: ["server", "any"],
  },
  {
    name: `${place}: not yet valid`,
    about: `time-${place}`,
    apply: (b) => set(b[place], { notBefore: daysFromNow(1) }),
  },
  {
    name: `${place}: GeneralizedTime before 2050`,
    about: `time-${place}`,
    apply: (b) => set(b[place], { notAfter: generalized(`${ymd(daysFromNow(300))}Z`) }),
  },
  {
    name: `${place}: without an end (9999)`,
    about: `time-${place}`,
    apply: (b) => set(b[place], { notAfter: generalized("99991231235959Z") }),
  },
]);

const unknownExtension = (critical: boolean): Extension => ({
  oid: "1.3.6.1.4.1.55555.7",
  critical,
  value: writeUtf8String("odd"),
});
const uriPoint = encode(
  contextConstructed(0),
  encode(contextConstructed(0), writeIa5String("http://x.example/c.crl", contextPrimitive(6))),
);

const criticalOnes: readonly (readonly [string, string, Uint8Array | null])[] = [
  ["subjectKeyIdentifier", Oid.subjectKeyIdentifier, null],
  ["authorityKeyIdentifier", Oid.authorityKeyIdentifier, null],
  ["cRLDistributionPoints", Oid.cRLDistributionPoints, writeSequence(writeSequence(uriPoint))],
  ["freshestCRL", Oid.freshestCRL, writeSequence(writeSequence(uriPoint))],
  [
    "authorityInfoAccess",
    Oid.authorityInfoAccess,
    writeSequence(writeSequence(writeOid(Oid.ocsp), writeIa5String("http://o.example", contextPrimitive(6)))),
  ],
  ["issuerAltName", Oid.issuerAltName, writeSequence(writeIa5String("a.example", contextPrimitive(2)))],
  ["certificatePolicies", Oid.certificatePolicies, writeSequence(writeSequence(writeOid("1.3.6.1.4.1.55555.3")))],
  [
    "policyMappings",
    Oid.policyMappings,
    writeSequence(writeSequence(writeOid("1.3.6.1.4.1.55555.3"), writeOid("1.3.6.1.4.1.55555.4"))),
  ],
  ["inhibitAnyPolicy", Oid.inhibitAnyPolicy, writeInteger(5)],
  ["policyConstraints", Oid.policyConstraints, writeSequence(encode(contextPrimitive(1), Uint8Array.of(5)))],
  ["tlsFeature", Oid.tlsFeature, writeSequence(writeInteger(17))],
  ["ocspNoCheck", Oid.ocspNoCheck, writeNull()],
  [
    "privateKeyUsagePeriod",
    Oid.privateKeyUsagePeriod,
    writeSequence(encode(contextPrimitive(0), Uint8Array.from(Buffer.from("20200101000000Z")))),
  ],
  ["netscape certificate type", "2.16.840.1.113730.1.1", writeBitString(Uint8Array.of(0xc0), 6)],
  ["subjectDirectoryAttributes", Oid.subjectDirectoryAttributes, writeSequence()],
  [
    "Microsoft application policies",
    Oid.microsoftApplicationPolicies,
    writeSequence(writeSequence(writeOid(serverAuth))),
  ],
  ["signed certificate timestamps", Oid.signedCertificateTimestamps, writeOctetString(Uint8Array.of(0, 0))],
  ["precertificate poison", "1.3.6.1.4.1.11129.2.4.3", writeNull()],
];

const extensions: Rule[] = [
  ...places.flatMap((place): Rule[] => [
    {
      name: `${place}: unknown critical extension`,
      about: `critical-${place}`,
      apply: (b) => add(b[place], unknownExtension(true)),
      purposes: ["server", "any"],
    },
    {
      name: `${place}: unknown extension, not critical`,
      about: `critical-${place}`,
      apply: (b) => add(b[place], unknownExtension(false)),
    },
    {
      name: `${place}: an unknown extension twice`,
      about: `repeated-${place}`,
      apply: (b) => set(b[place], { repeated: [unknownExtension(false), unknownExtension(false)] }),
    },
    {
      name: `${place}: basicConstraints twice`,
      about: `repeated-${place}`,
      apply: (b) => set(b[place], { repeated: [constraints(place === "leaf" ? [] : [writeBoolean(true)])] }),
    },
    ...criticalOnes.map(([which, oid, value]): Rule => ({
      name: `${place}: critical ${which}`,
      about: `critical-${place}`,
      apply: (b) =>
        value === null
          ? b.late.push({
              place,
              change: (issuer) => {
                const own = oid === Oid.subjectKeyIdentifier;
                const id = keyIdOf(own ? b[place].key : (issuer?.key ?? b[place].key));
                const extension = own
                  ? { oid, critical: true, value: writeOctetString(id) }
                  : { ...authorityIdExtension({ keyId: id }), critical: true };
                return { extensions: [...(b[place].extensions ?? []), extension] };
              },
            })
          : add(b[place], { oid, critical: true, value }),
      ...(place === "leaf" ? { purposes: ["server", "client", "any"] as const } : {}),
    })),
  ]),
  {
    name: "leaf: netscape certificate type client",
    about: "nscert-leaf",
    apply: (b) =>
      add(b.leaf, { oid: "2.16.840.1.113730.1.1", critical: false, value: writeBitString(Uint8Array.of(0x80), 7) }),
    purposes: ["server", "client"],
  },
  {
    name: "issuing: must-staple",
    about: "critical-issuing",
    apply: (b) => add(b.issuing, { oid: Oid.tlsFeature, critical: false, value: writeSequence(writeInteger(5)) }),
  },
  {
    name: "leaf: must-staple",
    about: "critical-leaf",
    apply: (b) => add(b.leaf, { oid: Oid.tlsFeature, critical: false, value: writeSequence(writeInteger(5)) }),
  },
];

const asked = (
  name: string,
  given: readonly GeneralNameInput[] | null,
  wanted: string,
  commonName = hostName,
): Rule => ({
  name: `name: ${name}`,
  about: "name",
  apply: (b) => {
    b.name = wanted;
    set(b.leaf, {
      subject: [
        [Oid.organizationName, "Acme"],
        [Oid.commonName, commonName],
      ],
    });
    if (given === null) set(b.leaf, { without: [...(b.leaf.without ?? []), Oid.subjectAltName] });
    else set(b.leaf, { names: given });
  },
});
const dns = (...values: readonly string[]): GeneralNameInput[] => values.map((value) => ({ kind: "dns", value }));
/** A name that our own writer would refuse. */
const rawNames = (...parts: readonly Uint8Array[]): Extension => ({
  oid: Oid.subjectAltName,
  critical: false,
  value: writeSequence(...parts),
});
const rawDns = (text: string): Uint8Array => encode(contextPrimitive(2), Uint8Array.from(Buffer.from(text, "latin1")));

const askedRaw = (name: string, parts: readonly Uint8Array[], wanted: string, commonName = "Acme"): Rule => ({
  name: `name: ${name}`,
  about: "name",
  apply: (b) => {
    b.name = wanted;
    set(b.leaf, {
      subject: [
        [Oid.organizationName, "Acme"],
        [Oid.commonName, commonName],
      ],
      names: dns("unused.example"),
    });
    add(b.leaf, rawNames(...parts));
  },
});

const peerNames: Rule[] = [
  asked("listed", dns(hostName), hostName),
  asked("listed in capitals", dns("WEB1.Example.COM"), hostName),
  asked("not listed", dns("web2.example.com"), hostName, "Acme"),
  asked("not listed, but the common name", dns("web2.example.com"), hostName),
  asked("common name alone", null, hostName),
  asked("common name alone, another", null, hostName, "web2.example.com"),
  asked("common name, and an address listed", [{ kind: "ip", value: "10.0.0.1" }], hostName),
  asked("common name, and an e-mail address listed", [{ kind: "email", value: "a@example.com" }], hostName),
  asked("common name is a wildcard", null, hostName, "*.example.com"),
  asked("wildcard", dns("*.example.com"), hostName),
  asked("wildcard two labels up", dns("*.com"), "example.com"),
  asked("wildcard for two labels", dns("*.example.com"), "a.b.example.com"),
  asked("wildcard and the domain itself", dns("*.example.com"), "example.com"),
  askedRaw("wildcard in a label", [rawDns("web*.example.com")], hostName),
  askedRaw("wildcard as the end of a label", [rawDns("*1.example.com")], hostName),
  askedRaw("wildcard alone", [rawDns("*")], hostName),
  askedRaw("wildcard further right", [rawDns("web1.*.com")], hostName),
  askedRaw("trailing dot", [rawDns(`${hostName}.`)], hostName),
  askedRaw("leading dot", [rawDns(".example.com")], hostName),
  askedRaw("underscore", [rawDns("my_web.example.com")], "my_web.example.com"),
  asked("wildcard for an underscore", dns("*.example.com"), "my_web.example.com"),
  asked("address", [{ kind: "ip", value: "10.0.0.1" }], "10.0.0.1", "Acme"),
  asked("another address", [{ kind: "ip", value: "10.0.0.2" }], "10.0.0.1", "Acme"),
  asked("IPv6 address", [{ kind: "ip", value: "2001:db8::1" }], "2001:db8::1", "Acme"),
  askedRaw("address as a dNSName", [rawDns("10.0.0.1")], "10.0.0.1"),
  asked("address as the common name", null, "10.0.0.1", "10.0.0.1"),
  asked("address as the common name, a host listed", dns(hostName), "10.0.0.1", "10.0.0.1"),
  asked("internationalised", dns("xn--9n2bp8q.example.com"), "xn--9n2bp8q.example.com"),
  asked("wildcard for an internationalised label", dns("*.example.com"), "xn--9n2bp8q.example.com"),
  askedRaw("no name at all in the list", [], hostName, hostName),
  asked("one label", dns("web1"), "web1", "Acme"),
  asked("second of two", dns("web2.example.com", hostName), hostName, "Acme"),
];

const subtree = (base: Uint8Array): Uint8Array => writeSequence(base);
const nameConstraints = (
  permitted: readonly Uint8Array[],
  excluded: readonly Uint8Array[],
  critical = true,
): Extension => ({
  oid: Oid.nameConstraints,
  critical,
  value: writeSequence(
    ...(permitted.length === 0 ? [] : [encode(contextConstructed(0), ...permitted.map(subtree))]),
    ...(excluded.length === 0 ? [] : [encode(contextConstructed(1), ...excluded.map(subtree))]),
  ),
});
const dnsBase = rawDns;
const ipBase = (...octets: readonly number[]): Uint8Array => encode(contextPrimitive(7), Uint8Array.from(octets));
const directoryBase = (attributes: readonly Attribute[]): Uint8Array =>
  encode(contextConstructed(4), writeNameOf(attributes));
const mailBase = (text: string): Uint8Array => writeIa5String(text, contextPrimitive(1));
const uriBase = (text: string): Uint8Array => writeIa5String(text, contextPrimitive(6));
const upnBase = (text: string): Uint8Array =>
  encode(contextConstructed(0), writeOid(Oid.userPrincipalName), encode(contextConstructed(0), writeUtf8String(text)));

const constrained = (
  name: string,
  permitted: readonly Uint8Array[],
  excluded: readonly Uint8Array[],
  leaf: Partial<Level> = {},
  critical = true,
): Rule[] =>
  (["issuing", "root"] as const).map((place) => ({
    name: `constraints of ${place}: ${name}`,
    about: "constraints",
    apply: (b) => {
      add(b[place], nameConstraints(permitted, excluded, critical));
      set(b.leaf, leaf);
    },
    ...(place === "issuing" ? { purposes: ["server", "any"] as const } : {}),
  }));

const person = { subject: [[Oid.commonName, "Minji"] as const] };

const nameLimits: Rule[] = [
  ...constrained("permitted domain holds the name", [dnsBase("example.com")], []),
  ...constrained("permitted domain does not hold the name", [dnsBase("example.org")], []),
  ...constrained("permitted domain does not hold the name, not critical", [dnsBase("example.org")], [], {}, false),
  ...constrained("permitted domain with a leading dot", [dnsBase(".example.com")], []),
  ...constrained("permitted domain with a leading dot, the name itself", [dnsBase(".web1.example.com")], []),
  ...constrained("permitted in capitals", [dnsBase("EXAMPLE.COM")], []),
  ...constrained("permitted part of a label", [dnsBase("ample.com")], []),
  ...constrained("excluded domain holds the name", [], [dnsBase("example.com")]),
  ...constrained("excluded domain does not hold the name", [], [dnsBase("example.org")]),
  ...constrained("excluded host under a wildcard", [], [dnsBase("secret.example.com")], {
    names: dns("*.example.com"),
  }),
  ...constrained("permitted domain of a wildcard", [dnsBase("example.com")], [], { names: dns("*.example.com") }),
  ...constrained("everything excluded (empty dNSName)", [], [dnsBase("")]),
  ...constrained("everything permitted (empty dNSName)", [dnsBase("")], []),
  ...constrained("common name alone, outside", [dnsBase("example.org")], [], { without: [Oid.subjectAltName] }),
  ...constrained("common name alone, inside", [dnsBase("example.com")], [], { without: [Oid.subjectAltName] }),
  ...constrained("a common name that is no host", [dnsBase("example.com")], [], {
    ...person,
    without: [Oid.subjectAltName],
  }),
  ...constrained("permitted addresses hold the address", [ipBase(10, 0, 0, 0, 255, 0, 0, 0)], [], {
    names: [{ kind: "ip", value: "10.1.2.3" }],
  }),
  ...constrained("permitted addresses do not hold the address", [ipBase(10, 0, 0, 0, 255, 0, 0, 0)], [], {
    names: [{ kind: "ip", value: "192.0.2.1" }],
  }),
  ...constrained("excluded addresses hold the address", [], [ipBase(10, 0, 0, 0, 255, 0, 0, 0)], {
    names: [{ kind: "ip", value: "10.1.2.3" }],
  }),
  ...constrained("address mask with a hole", [ipBase(10, 0, 0, 0, 255, 0, 255, 0)], [], {
    names: [{ kind: "ip", value: "10.1.0.3" }],
  }),
  ...constrained("IPv4 permitted, IPv6 listed", [ipBase(10, 0, 0, 0, 255, 0, 0, 0)], [], {
    names: [{ kind: "ip", value: "2001:db8::1" }],
  }),
  ...constrained("permitted directory holds the subject", [directoryBase([[Oid.organizationName, "Acme"]])], []),
  ...constrained(
    "permitted directory does not hold the subject",
    [directoryBase([[Oid.organizationName, "Other"]])],
    [],
  ),
  ...constrained(
    "permitted directory in another spelling",
    [directoryBase([[Oid.organizationName, "ACME", "printable"]])],
    [],
  ),
  ...constrained("excluded directory holds the subject", [], [directoryBase([[Oid.organizationName, "Acme"]])]),
  ...constrained("permitted mail domain, none listed", [mailBase("example.com")], []),
  ...constrained("permitted mail domain does not hold the address", [mailBase("example.com")], [], {
    names: [...dns(hostName), { kind: "email", value: "a@example.org" }],
  }),
  ...constrained("permitted mail domain holds the address", [mailBase("example.com")], [], {
    names: [...dns(hostName), { kind: "email", value: "a@example.com" }],
  }),
  ...constrained("permitted mail domain, host below", [mailBase("example.com")], [], {
    names: [...dns(hostName), { kind: "email", value: "a@mail.example.com" }],
  }),
  ...constrained("permitted mail domain with a dot, host below", [mailBase(".example.com")], [], {
    names: [...dns(hostName), { kind: "email", value: "a@mail.example.com" }],
  }),
  ...constrained("excluded mailbox", [], [mailBase("a@example.com")], {
    names: [...dns(hostName), { kind: "email", value: "a@example.com" }],
  }),
  ...constrained("permitted mail domain, another in the subject", [mailBase("example.com")], [], {
    subject: [
      [Oid.commonName, "Minji"],
      [Oid.emailAddress, "a@example.org", "ia5"],
    ],
  }),
  ...constrained("permitted URI host holds the URI", [uriBase("web1.example.com")], [], {
    names: [...dns(hostName), { kind: "uri", value: "https://web1.example.com/x" }],
  }),
  ...constrained("permitted URI host does not hold the URI", [uriBase("web2.example.com")], [], {
    names: [...dns(hostName), { kind: "uri", value: "https://web1.example.com/x" }],
  }),
  ...constrained("excluded URI domain holds the URI", [], [uriBase(".example.com")], {
    names: [...dns(hostName), { kind: "uri", value: "https://web1.example.com/x" }],
  }),
  ...constrained("excluded URI domain, no URI listed", [], [uriBase(".example.com")]),
  ...constrained(
    "excluded directory does not hold the subject",
    [],
    [directoryBase([[Oid.organizationName, "Other"]])],
  ),
  ...constrained("excluded mail domain, none listed", [], [mailBase("example.com")]),
  ...constrained("permitted user principal name, none listed", [upnBase("@example.com")], []),
  ...constrained("permitted user principal name, one listed", [upnBase("@example.com")], [], {
    names: [...dns(hostName), { kind: "upn", value: "a@example.com" }],
  }),
  ...constrained("permitted domain, address listed", [dnsBase("example.com")], [], {
    names: [{ kind: "ip", value: "10.1.2.3" }],
  }),
  {
    name: "constraints of leaf: permitted domain",
    about: "constraints",
    apply: (b) => add(b.leaf, nameConstraints([dnsBase("example.com")], [])),
  },
  {
    name: "constraints of root and issuing: both hold",
    about: "constraints",
    apply: (b) => {
      add(b.root, nameConstraints([dnsBase("com")], []));
      add(b.issuing, nameConstraints([dnsBase("example.com")], []));
    },
  },
  {
    name: "constraints of root and issuing: only one holds",
    about: "constraints",
    apply: (b) => {
      add(b.root, nameConstraints([dnsBase("org")], []));
      add(b.issuing, nameConstraints([dnsBase("example.com")], []));
    },
  },
];

const policiesOf = (...policies: readonly string[]): Extension => ({
  oid: Oid.certificatePolicies,
  critical: false,
  value: writeSequence(...policies.map((policy) => writeSequence(writeOid(policy)))),
});
const requireExplicit = (skip: number): Extension => ({
  oid: Oid.policyConstraints,
  critical: true,
  value: writeSequence(encode(contextPrimitive(0), Uint8Array.of(skip))),
});
const [policyA, policyB] = ["1.3.6.1.4.1.55555.11", "1.3.6.1.4.1.55555.12"];

const policies: Rule[] = [
  {
    name: "policies: one is demanded, none is there",
    about: "policies",
    apply: (b) => add(b.issuing, requireExplicit(0)),
    purposes: ["server", "any"],
  },
  {
    name: "policies: one is demanded, and is there",
    about: "policies",
    apply: (b) => {
      add(b.issuing, requireExplicit(0), policiesOf(policyA));
      add(b.leaf, policiesOf(policyA));
    },
    purposes: ["server", "any"],
  },
  {
    name: "policies: one is demanded, another is there",
    about: "policies",
    apply: (b) => {
      add(b.issuing, requireExplicit(0), policiesOf(policyA));
      add(b.leaf, policiesOf(policyB));
    },
    purposes: ["server", "any"],
  },
  {
    name: "policies: demanded by the root",
    about: "policies",
    apply: (b) => add(b.root, requireExplicit(0)),
  },
  {
    name: "policies: demanded three certificates further",
    about: "policies",
    apply: (b) => add(b.issuing, requireExplicit(3)),
  },
  {
    name: "policies: different ones, none demanded",
    about: "policies",
    apply: (b) => {
      add(b.issuing, policiesOf(policyA));
      add(b.leaf, policiesOf(policyB));
    },
  },
  {
    name: "policies: anyPolicy above",
    about: "policies",
    apply: (b) => {
      add(b.issuing, requireExplicit(0), policiesOf("2.5.29.32.0"));
      add(b.leaf, policiesOf(policyA));
    },
  },
];

const renewals: Rule[] = [
  {
    name: "issuing: expired, its renewal sent behind it",
    about: "renewal",
    apply: (b) => {
      set(b.issuing, { notAfter: daysFromNow(-1) });
      b.moreSent.push((chain) => ({
        written: write({ ...b.issuing, notAfter: daysFromNow(900) }, chain.root),
        isFirst: false,
      }));
    },
    purposes: ["server", "any"],
  },
  {
    name: "issuing: expired, its renewal sent before it",
    about: "renewal",
    apply: (b) => {
      set(b.issuing, { notAfter: daysFromNow(-1) });
      b.moreSent.push((chain) => ({
        written: write({ ...b.issuing, notAfter: daysFromNow(900) }, chain.root),
        isFirst: true,
      }));
    },
    purposes: ["server", "any"],
  },
  {
    name: "root: expired, renewed with the same key, both trusted",
    about: "renewal",
    apply: (b) => {
      set(b.root, { notAfter: daysFromNow(-1) });
      b.moreAnchors.push(() => ({ written: write({ ...b.root, notAfter: daysFromNow(900) }, null), isFirst: false }));
    },
    purposes: ["server", "any"],
  },
  {
    name: "root: expired, renewed with the same key, the renewal trusted first",
    about: "renewal",
    apply: (b) => {
      set(b.root, { notAfter: daysFromNow(-1) });
      b.moreAnchors.push(() => ({ written: write({ ...b.root, notAfter: daysFromNow(900) }, null), isFirst: true }));
    },
  },
  {
    name: "root: expired and sent, its renewal trusted",
    about: "renewal",
    apply: (b) => {
      set(b.root, { notAfter: daysFromNow(-1) });
      b.send = "with-root";
      b.isAnchorMissing = true;
      b.moreAnchors.push(() => ({ written: write({ ...b.root, notAfter: daysFromNow(900) }, null), isFirst: true }));
    },
    purposes: ["server", "any"],
  },
  {
    name: "issuing: renewed with another key, both sent, the new one first",
    about: "renewal",
    apply: (b) =>
      b.moreSent.push((chain) => ({
        written: write({ ...b.issuing, key: keyFor("p-256", "issuing anew") }, chain.root),
        isFirst: true,
      })),
    purposes: ["server", "any"],
  },
  {
    name: "issuing: renewed with another key, both sent, no key ids",
    about: "renewal",
    apply: (b) => {
      set(b.leaf, { authorityId: null });
      b.moreSent.push((chain) => ({
        written: write({ ...b.issuing, key: keyFor("p-256", "issuing anew") }, chain.root),
        isFirst: true,
      }));
    },
    purposes: ["server", "any"],
  },
  {
    name: "root: replaced with another key under the same name, no key ids, the new one trusted first",
    about: "renewal",
    apply: (b) => {
      set(b.issuing, { authorityId: null });
      b.moreAnchors.push(() => ({
        written: write({ ...b.root, key: keyFor("p-256", "root anew") }, null),
        isFirst: true,
      }));
    },
    purposes: ["server", "any"],
  },
  {
    name: "issuing: cross-signed by another root, which is trusted alone",
    about: "renewal",
    apply: (b) => {
      b.isAnchorMissing = true;
      b.moreAnchors.push(() => ({ written: otherRoot(), isFirst: true }));
      b.moreSent.push(() => ({ written: write(b.issuing, otherRoot()), isFirst: false }));
    },
    purposes: ["server", "any"],
  },
  {
    name: "root: cross-signed by another root, which is trusted alone",
    about: "renewal",
    apply: (b) => {
      b.isAnchorMissing = true;
      b.moreAnchors.push(() => ({ written: otherRoot(), isFirst: true }));
      b.moreSent.push(() => ({ written: write(b.root, otherRoot()), isFirst: false }));
    },
    purposes: ["server", "any"],
  },
  {
    name: "root: cross-signed by another root that expired, own root trusted",
    about: "renewal",
    apply: (b) => {
      b.moreSent.push(() => {
        const expired = write(
          {
            subject: [[Oid.commonName, "Old Root"]],
            key: keyFor("p-256", "old root"),
            isCa: true,
            notAfter: daysFromNow(-1),
          },
          null,
        );
        return { written: write({ ...b.root, notAfter: daysFromNow(-1) }, expired), isFirst: false };
      });
    },
    purposes: ["server", "any"],
  },
];

const lists: Rule[] = [
  {
    name: "lists: one of every level, clean",
    about: "lists",
    apply: (b) =>
      void (b.lists = ({ root, issuing }) => [
        { issuer: root, plan: {} },
        { issuer: issuing, plan: {} },
      ]),
    purposes: ["server", "client", "any"],
  },
  {
    name: "lists: only that of the issuing authority",
    about: "lists",
    apply: (b) => void (b.lists = ({ issuing }) => [{ issuer: issuing, plan: {} }]),
    purposes: ["server", "any"],
  },
  {
    name: "lists: only that of the root",
    about: "lists",
    apply: (b) => void (b.lists = ({ root }) => [{ issuer: root, plan: {} }]),
  },
  {
    name: "lists: the leaf is revoked",
    about: "lists",
    apply: (b) =>
      void (b.lists = ({ root, issuing, leaf }) => [
        { issuer: root, plan: {} },
        { issuer: issuing, plan: { revoked: [leaf.serial] } },
      ]),
    purposes: ["server", "client", "any"],
  },
  {
    name: "lists: the intermediate is revoked",
    about: "lists",
    apply: (b) =>
      void (b.lists = ({ root, issuing }) => [
        { issuer: root, plan: { revoked: [issuing.serial] } },
        { issuer: issuing, plan: {} },
      ]),
    purposes: ["server", "any"],
  },
  {
    name: "lists: expired",
    about: "lists",
    apply: (b) =>
      void (b.lists = ({ root, issuing }) => [
        { issuer: root, plan: {} },
        { issuer: issuing, plan: { thisUpdate: daysFromNow(-9), nextUpdate: daysFromNow(-1) } },
      ]),
    purposes: ["server", "any"],
  },
  {
    name: "lists: not yet valid",
    about: "lists",
    apply: (b) =>
      void (b.lists = ({ root, issuing }) => [
        { issuer: root, plan: {} },
        { issuer: issuing, plan: { thisUpdate: daysFromNow(1) } },
      ]),
  },
  {
    name: "lists: signature broken",
    about: "lists",
    apply: (b) =>
      void (b.lists = ({ root, issuing }) => [
        { issuer: root, plan: {} },
        { issuer: issuing, plan: { isBroken: true } },
      ]),
  },
  {
    name: "lists: two of the issuing authority, the newer one revokes",
    about: "lists",
    apply: (b) =>
      void (b.lists = ({ root, issuing, leaf }) => [
        { issuer: root, plan: {} },
        { issuer: issuing, plan: { thisUpdate: daysFromNow(-3), number: 1 } },
        { issuer: issuing, plan: { thisUpdate: daysFromNow(-1), number: 2, revoked: [leaf.serial] } },
      ]),
  },
  {
    name: "lists: two of the issuing authority, the older one revokes",
    about: "lists",
    apply: (b) =>
      void (b.lists = ({ root, issuing, leaf }) => [
        { issuer: root, plan: {} },
        { issuer: issuing, plan: { thisUpdate: daysFromNow(-3), number: 1, revoked: [leaf.serial] } },
        { issuer: issuing, plan: { thisUpdate: daysFromNow(-1), number: 2 } },
      ]),
  },
];

export const rules: readonly Rule[] = [
  { name: "nothing is odd", about: "nothing", apply: () => undefined, purposes: ["server", "client", "any"] },
  ...identifiers,
  ...names,
  ...anchors,
  ...withoutIntermediate,
  ...purposes,
  ...usages,
  ...authorities,
  ...algorithms,
  ...times,
  ...extensions,
  ...peerNames,
  ...nameLimits,
  ...policies,
  ...renewals,
  ...lists,
  ...lenientRules,
];
