import { contextConstructed, contextPrimitive, readElement, Tag } from "../../../lib/pki/asn1/der.ts";
import {
  encode,
  writeBitString,
  writeBoolean,
  writeIa5String,
  writeInteger,
  writeNull,
  writeOid,
  writeSequence,
  writeUtf8String,
} from "../../../lib/pki/asn1/der-write.ts";
import { Oid } from "../../../lib/pki/asn1/oid.ts";
import type { Extension } from "../../../lib/pki/x509/extension.ts";
import { type Blueprint, hostName, type Place } from "./blueprint.ts";
import { daysFromNow, keyFor, type KeyKind, type Level, spkiOf, writeNameOf } from "./chain-maker.ts";
import type { Rule } from "./rule.ts";

/**
 * What a certificate should not say and some receivers let pass: parts that are empty, that stand in the wrong place, or
 * that are written in a form of their own.
 */

const add = (level: Level, ...extensions: readonly Extension[]): void =>
  void Object.assign(level, { extensions: [...(level.extensions ?? []), ...extensions] });
const set = (level: Level, change: Partial<Level>): void => void Object.assign(level, change);

type Odd = readonly [name: string, oid: string, value: Uint8Array];
type OddPlace = Exclude<Place, "upper">;

/** An extension of each place, critical and not. */
const inPlaces = (odd: readonly Odd[], places: readonly OddPlace[], isCritical: readonly boolean[]): Rule[] =>
  odd.flatMap(([name, oid, value], index) =>
    places.flatMap((place) =>
      isCritical.map((critical): Rule => ({
        name: `${place}: ${name}${critical ? ", critical" : ""}`,
        about: `${oid}-${place}`,
        apply: (b) => add(b[place], { oid, critical, value }),
        // Always the critical one of the leaf and the issuer, and what need not be critical in turns.
        isWide:
          place === "root" ? critical !== (index % 2 === 0) : !critical && index % 2 === (place === "leaf" ? 0 : 1),
      })),
    ),
  );

const policy = "1.3.6.1.4.1.55555.21";
const policyWith = (...qualifiers: readonly Uint8Array[]): Uint8Array =>
  writeSequence(writeSequence(writeOid(policy), writeSequence(...qualifiers)));
const unknownQualifier = writeSequence(writeOid("1.3.6.1.4.1.55555.22"), writeUtf8String("odd"));

const qualifiers: readonly Odd[] = [
  ["a policy with an unknown qualifier", Oid.certificatePolicies, policyWith(unknownQualifier)],
  [
    "anyPolicy with an unknown qualifier",
    Oid.certificatePolicies,
    writeSequence(writeSequence(writeOid("2.5.29.32.0"), writeSequence(unknownQualifier))),
  ],
  [
    "a policy with a statement of the wrong type",
    Oid.certificatePolicies,
    policyWith(writeSequence(writeOid(Oid.cps), writeInteger(1))),
  ],
  [
    "a policy with a notice of the wrong type",
    Oid.certificatePolicies,
    policyWith(writeSequence(writeOid(Oid.userNotice), writeIa5String("notice"))),
  ],
  ["a policy with a qualifier without a value", Oid.certificatePolicies, policyWith(writeSequence(writeOid(Oid.cps)))],
  ["a policy with no qualifier in its list", Oid.certificatePolicies, policyWith()],
  [
    "the same policy twice",
    Oid.certificatePolicies,
    writeSequence(writeSequence(writeOid(policy)), writeSequence(writeOid(policy))),
  ],
];

const hollow: readonly Odd[] = [
  ["no policy in the list", Oid.certificatePolicies, writeSequence()],
  ["no purpose in the list", Oid.extendedKeyUsage, writeSequence()],
  ["no alternative name in the list", Oid.subjectAltName, writeSequence()],
  ["no alternative name of the issuer in the list", Oid.issuerAltName, writeSequence()],
  ["no distribution point in the list", Oid.cRLDistributionPoints, writeSequence()],
  ["a distribution point that says nothing", Oid.cRLDistributionPoints, writeSequence(writeSequence())],
  ["no place of information in the list", Oid.authorityInfoAccess, writeSequence()],
  ["no mapping in the list", Oid.policyMappings, writeSequence()],
  ["name constraints without a subtree", Oid.nameConstraints, writeSequence()],
  ["name constraints with an empty list", Oid.nameConstraints, writeSequence(encode(contextConstructed(0)))],
  ["policy constraints that say nothing", Oid.policyConstraints, writeSequence()],
  ["no delta list in the list", Oid.freshestCRL, writeSequence()],
  ["an empty key usage", Oid.keyUsage, writeBitString(new Uint8Array())],
  ["a key usage of zeros", Oid.keyUsage, writeBitString(Uint8Array.of(0), 0)],
  ["an empty subject key identifier", Oid.subjectKeyIdentifier, encode(Tag.octetString)],
];

const subtrees = (list: 0 | 1, ...bases: readonly Uint8Array[]): Uint8Array =>
  writeSequence(encode(contextConstructed(list), ...bases.map((base) => writeSequence(base))));
const dnsName = (text: string): Uint8Array => writeIa5String(text, contextPrimitive(2));

const ofAuthorities: readonly Odd[] = [
  ["name constraints that permit its host", Oid.nameConstraints, subtrees(0, dnsName("example.com"))],
  ["name constraints that exclude its host", Oid.nameConstraints, subtrees(1, dnsName("example.com"))],
  ["a policy demanded at once", Oid.policyConstraints, writeSequence(encode(contextPrimitive(0), Uint8Array.of(0)))],
  ["a policy demanded later", Oid.policyConstraints, writeSequence(encode(contextPrimitive(0), Uint8Array.of(3)))],
  ["mappings inhibited", Oid.policyConstraints, writeSequence(encode(contextPrimitive(1), Uint8Array.of(0)))],
  ["anyPolicy inhibited", Oid.inhibitAnyPolicy, writeInteger(0)],
  ["anyPolicy inhibited by less than nothing", Oid.inhibitAnyPolicy, writeInteger(-1)],
  [
    "a policy mapped",
    Oid.policyMappings,
    writeSequence(writeSequence(writeOid(policy), writeOid("1.3.6.1.4.1.55555.23"))),
  ],
  [
    "anyPolicy mapped",
    Oid.policyMappings,
    writeSequence(writeSequence(writeOid("2.5.29.32.0"), writeOid("1.3.6.1.4.1.55555.23"))),
  ],
];

const unusualCriticality: readonly Odd[] = [
  ["a key usage that is not critical", Oid.keyUsage, writeBitString(Uint8Array.of(0x06), 1)],
];

const spelledFalse: readonly Odd[] = [
  ["basicConstraints that spell out false", Oid.basicConstraints, writeSequence(writeBoolean(false))],
];

/** General names whose tag has nothing in it, or not what it should have. */
const emptyNames: readonly (readonly [string, Uint8Array])[] = [
  ["an empty dNSName", dnsName("")],
  ["an empty e-mail address", writeIa5String("", contextPrimitive(1))],
  ["an empty URI", writeIa5String("", contextPrimitive(6))],
  ["an empty address", encode(contextPrimitive(7))],
  ["an address of 5 bytes", encode(contextPrimitive(7), Uint8Array.of(10, 0, 0, 1, 1))],
  ["an empty directory name", encode(contextConstructed(4), writeSequence())],
  ["a hollow directory name", encode(contextConstructed(4))],
  ["a hollow other name", encode(contextConstructed(0))],
  ["an other name without a value", encode(contextConstructed(0), writeOid("1.3.6.1.4.1.55555.24"))],
  ["a hollow X.400 address", encode(contextConstructed(3))],
  ["a hollow EDI party name", encode(contextConstructed(5))],
  ["an empty registered identifier", encode(contextPrimitive(8))],
  ["a name of an unknown form", encode(contextPrimitive(9), Uint8Array.of(1))],
  ["a dNSName that is a dot", dnsName(".")],
  ["a dNSName of two dots", dnsName("a..example.com")],
  ["a dNSName that is a space", dnsName(" ")],
];

/** Alternative names in the place of those that another rule gave. */
const nameAs = (level: Level, critical: boolean, ...names: readonly Uint8Array[]): void => {
  const kept = (level.extensions ?? []).filter(({ oid }) => oid !== Oid.subjectAltName);
  set(level, { extensions: kept });
  add(level, { oid: Oid.subjectAltName, critical, value: writeSequence(dnsName(hostName), ...names) });
};

const namedSo: Rule[] = emptyNames.flatMap(([name, bytes]) =>
  (["leaf", "issuing"] as const).flatMap((place) =>
    [false, true].map((critical): Rule => ({
      name: `${place}: ${name} among the alternative names${critical ? ", critical" : ""}`,
      about: `names-${place}`,
      isWide: (place === "leaf") === critical,
      apply: (b) => nameAs(b[place], critical, bytes),
    })),
  ),
);

const withNames = (b: Blueprint, ...names: readonly Uint8Array[]): void => nameAs(b.leaf, false, ...names);
const mail = writeIa5String("a@example.com", contextPrimitive(1));
const uri = writeIa5String("https://web1.example.com/x", contextPrimitive(6));
const other = encode(
  contextConstructed(0),
  writeOid("1.3.6.1.4.1.55555.24"),
  encode(contextConstructed(0), writeUtf8String("x")),
);
const address = (...octets: readonly number[]): Uint8Array => encode(contextPrimitive(7), Uint8Array.from(octets));
const directory = encode(contextConstructed(4), writeNameOf([[Oid.organizationName, "Acme"]]));

const bases: readonly (readonly [string, Uint8Array])[] = [
  ...emptyNames.filter(([name]) => !name.startsWith("an address of") && !name.endsWith("unknown form")),
  ["a name of an unknown form", encode(contextPrimitive(9), Uint8Array.of(1))],
  ["an address of 5 bytes", address(10, 0, 0, 1, 1)],
  ["an address without a mask", address(10, 0, 0, 1)],
  ["a dNSName of dot and domain", dnsName(".com")],
  ["an e-mail domain that is a dot", writeIa5String(".", contextPrimitive(1))],
  ["an e-mail address without a local part", writeIa5String("@example.com", contextPrimitive(1))],
  ["a URI host that is a dot", writeIa5String(".", contextPrimitive(6))],
  ["an X.400 address", encode(contextConstructed(3), writeSequence(writeSequence()))],
  ["a registered identifier", encode(contextPrimitive(8), Uint8Array.of(0x2b, 6, 1))],
];

const limits: Rule[] = bases.flatMap(([name, base]) =>
  (["issuing", "root"] as const).flatMap((place) =>
    ([0, 1] as const).flatMap((list) =>
      [true, false].map((isListed): Rule => ({
        name: `constraints of ${place}: ${name} ${list === 0 ? "permitted" : "excluded"}${isListed ? ", every form listed" : ""}`,
        about: "constraints",
        isWide: place === "root" ? !isListed || list === 0 : !isListed && list === 1,
        apply: (b) => {
          add(b[place], { oid: Oid.nameConstraints, critical: true, value: subtrees(list, base) });
          if (isListed) withNames(b, mail, uri, address(10, 0, 0, 1), directory, other);
        },
      })),
    ),
  ),
);

const v4in6 = (...octets: readonly number[]) => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...octets];
const ones = (count: number): number[] => Array.from({ length: count }, () => 0xff);
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const mapped = address(...v4in6(10, 1, 2, 3));
const plain = address(10, 1, 2, 3);
const net10 = address(10, 0, 0, 0, 255, 0, 0, 0);
const net10in6 = address(...v4in6(10, 0, 0, 0), ...ones(13), ...zeros(3));
const every4 = address(...zeros(8));
const every6 = address(...zeros(32));

const addresses: Rule[] = (
  [
    ["an IPv4 address in IPv6, its network excluded", mapped, net10, 1],
    ["an IPv4 address in IPv6, its network permitted", mapped, net10, 0],
    ["an IPv4 address in IPv6, every IPv4 address excluded", mapped, every4, 1],
    ["an IPv4 address in IPv6, its network in IPv6 excluded", mapped, net10in6, 1],
    ["an IPv4 address in IPv6, its network in IPv6 permitted", mapped, net10in6, 0],
    ["an IPv4 address, its network in IPv6 excluded", plain, net10in6, 1],
    ["an IPv4 address, its network in IPv6 permitted", plain, net10in6, 0],
    ["an IPv4 address, every IPv6 address excluded", plain, every6, 1],
    ["an IPv4 address, every IPv6 address permitted", plain, every6, 0],
    ["an IPv4 address, bits beyond the mask", plain, address(10, 1, 2, 3, 255, 0, 0, 0), 0],
    ["an IPv4 address, excluded with bits beyond the mask", plain, address(10, 1, 2, 3, 255, 0, 0, 0), 1],
  ] as const
).map(([name, listed, base, list]) => ({
  name: `constraints of issuing: ${name}`,
  about: "constraints",
  apply: (b) => {
    add(b.issuing, { oid: Oid.nameConstraints, critical: true, value: subtrees(list, base) });
    withNames(b, listed);
  },
}));

/** The key of a certificate with another algorithm block, or another bit string. */
function respelledKey(
  kind: KeyKind,
  place: string,
  change: (parts: { oid: Uint8Array; parameters: Uint8Array; bits: Uint8Array }) => Uint8Array,
) {
  const key = keyFor(kind, place);
  const [algorithm, bits] = readElement(spkiOf(key), Tag.sequence).children();
  const [oid, parameters] = algorithm!.children();
  return {
    key,
    spki: change({ oid: oid!.bytes, parameters: parameters?.bytes ?? new Uint8Array(), bits: bits!.bytes }),
  };
}

/** An EC key whose last bit is 0 and is called unused: a point that ends so has to be looked for. */
function keyWithUnusedBit(place: string): Pick<Level, "key" | "spki"> {
  for (let attempt = 0; ; attempt++) {
    const key = keyFor("p-256", `${place} even ${attempt}`);
    const spki = Uint8Array.from(spkiOf(key));
    if ((spki.at(-1)! & 1) !== 0) continue;
    // 65 bytes of the point stand behind the count of unused bits.
    spki[spki.length - 66] = 1;
    return { key, spki };
  }
}

const places: readonly OddPlace[] = ["leaf", "issuing", "root"];

const keys: Rule[] = places.flatMap((place) =>
  (
    [
      ["an RSA key without parameters", "rsa-2048", ({ oid, bits }) => writeSequence(writeSequence(oid), bits)],
      [
        "an RSA key with other parameters",
        "rsa-2048",
        ({ oid, bits }) => writeSequence(writeSequence(oid, writeSequence()), bits),
      ],
      [
        "an RSA key with an identifier as its parameters",
        "rsa-2048",
        ({ oid, bits }) => writeSequence(writeSequence(oid, writeOid(Oid.sha256)), bits),
      ],
      ["an EC key without parameters", "p-256", ({ oid, bits }) => writeSequence(writeSequence(oid), bits)],
      [
        "an EC key with NULL as its parameters",
        "p-256",
        ({ oid, bits }) => writeSequence(writeSequence(oid, writeNull()), bits),
      ],
      [
        "an Ed25519 key with NULL as its parameters",
        "ed25519",
        ({ oid, bits }) => writeSequence(writeSequence(oid, writeNull()), bits),
      ],
    ] as readonly (readonly [string, KeyKind, Parameters<typeof respelledKey>[2]])[]
  ).map(([name, kind, change]): Rule => ({
    name: `${place}: ${name}`,
    about: `key-${place}`,
    apply: (b) =>
      set(b[place], {
        ...respelledKey(kind, place, change),
        ...(place === "leaf" ? { usages: ["digitalSignature", "keyEncipherment"] as const } : {}),
      }),
  })),
);

const issuerOf = { leaf: "issuing", issuing: "root", root: "root" } as const;
const rsaWith = (...parameters: readonly Uint8Array[]) => writeSequence(writeOid(Oid.sha256WithRsa), ...parameters);
const ecdsaWith = (...parameters: readonly Uint8Array[]) => writeSequence(writeOid(Oid.ecdsaWithSha256), ...parameters);

const algorithmBlocks: Rule[] = places.flatMap((place) =>
  (
    [
      ["signed with RSA, no parameters", "rsa-2048", rsaWith(), undefined],
      ["signed with RSA, no parameters outside", "rsa-2048", rsaWith(writeNull()), rsaWith()],
      ["signed with RSA, no parameters inside", "rsa-2048", rsaWith(), rsaWith(writeNull())],
      ["signed with RSA, other parameters", "rsa-2048", rsaWith(writeSequence()), undefined],
      ["signed with ECDSA, NULL as parameters", "p-256", ecdsaWith(writeNull()), undefined],
      ["signed with ECDSA, NULL outside", "p-256", ecdsaWith(), ecdsaWith(writeNull())],
      ["signed with ECDSA, another digest inside", "p-256", writeSequence(writeOid(Oid.ecdsaWithSha384)), ecdsaWith()],
      ["signed with ECDSA, other parameters", "p-256", ecdsaWith(writeSequence()), undefined],
    ] as readonly (readonly [string, KeyKind, Uint8Array, Uint8Array | undefined])[]
  ).map(([name, kind, algorithm, outer]): Rule => ({
    name: `${place}: ${name}`,
    about: `algorithm-${place}`,
    apply: (b) => {
      const signer = issuerOf[place];
      set(b[signer], { key: keyFor(kind, signer) });
      set(b[place], { algorithm, ...(outer === undefined ? {} : { outerAlgorithm: outer }) });
    },
  })),
);

const time = (tag: number, text: string): Uint8Array => encode(tag, Uint8Array.from(Buffer.from(text, "latin1")));
const ymd = (days: number): string => daysFromNow(days).toISOString().replace(/[-:T]/g, "").slice(0, 14);

const dates: Rule[] = places.flatMap((place) =>
  (
    [
      ["UTCTime without seconds", time(Tag.utcTime, `${ymd(300).slice(2, 12)}Z`)],
      ["UTCTime with an offset", time(Tag.utcTime, `${ymd(300).slice(2)}+0900`)],
      ["GeneralizedTime without seconds", time(Tag.generalizedTime, `${ymd(300).slice(0, 12)}Z`)],
      ["GeneralizedTime with a fraction", time(Tag.generalizedTime, `${ymd(300)}.5Z`)],
      ["GeneralizedTime with an offset", time(Tag.generalizedTime, `${ymd(300)}+0900`)],
      ["GeneralizedTime without a zone", time(Tag.generalizedTime, ymd(300))],
    ] as const
  ).map(([name, notAfter]): Rule => ({
    name: `${place}: ends by ${name}`,
    about: `time-${place}`,
    apply: (b) => set(b[place], { notAfter }),
  })),
);

const unusedBits: Rule[] = places.map((place) => ({
  name: `${place}: an EC key with an unused bit`,
  about: `key-${place}`,
  apply: (b) => set(b[place], keyWithUnusedBit(place)),
}));

export const lenientRules: readonly Rule[] = [
  ...unusedBits,
  ...inPlaces(qualifiers, places, [false, true]),
  ...inPlaces(hollow, places, [false, true]),
  ...inPlaces(ofAuthorities, places, [false, true]),
  ...inPlaces(unusualCriticality, ["issuing", "root"], [false]),
  ...inPlaces(spelledFalse, ["leaf"], [true]),
  ...namedSo,
  ...limits,
  ...addresses,
  ...keys,
  ...algorithmBlocks,
  ...dates,
];
