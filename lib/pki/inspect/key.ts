import { checkKey } from "../checks/index.ts";
import { type Element, readElement, readElementAt, Tag } from "../asn1/der.ts";
import { readBitString, readIntegerOctets, readOid } from "../asn1/der-value.ts";
import { writeBitString, writeNull, writeOid, writeSequence } from "../asn1/der-write.ts";
import { isFailure } from "../failure.ts";
import { keyFactsOf } from "./card.ts";

import type { KeyFacts, TextNode, Draft } from "./types.ts";
import { lockedKeyOf } from "../files/locked-key.ts";
import { nameOfOid, Oid } from "../asn1/oid.ts";
import { readSshPublicKey } from "../ssh/openssh.ts";
import type { PrivateKeyReading } from "../keys/private-key.ts";
import { readPublicKeyFacts } from "../keys/public-key.ts";
import type { Recognised } from "../files/recognised.ts";
import { hexOf, type TreeBuilder } from "./text-tree.ts";
import { readPrivateKeyElement } from "../files/read-key.ts";

/** The tree of whatever has no fields of its own; of what may hold a secret only its name. */
export function plainTree(tree: TreeBuilder, element: Recognised): TextNode {
  const label = element.label ?? element.kind;
  const isSecret =
    element.kind === "key" || element.kind === "locked-key" || element.kind === "pkcs12" || element.kind === "unknown";
  if (isSecret || element.bytes[0] !== Tag.sequence) return { label, offset: 0, length: element.bytes.length };
  try {
    return tree.anything(label, readElementAt(element.bytes, 0));
  } catch (error) {
    if (!isFailure(error, "der.malformed")) throw error;
    return { label, offset: 0, length: element.bytes.length };
  }
}

function keyNodes(facts: KeyFacts): TextNode[] {
  return [
    { label: "Algorithm", value: facts.label },
    ...(facts.exponent === null ? [] : [{ label: "Exponent", value: facts.exponent }]),
    { label: "Public Key SHA-256", value: facts.id },
    { label: "Key Identifier", value: facts.identifier },
  ];
}

const formWords = {
  pkcs8: "PKCS#8",
  pkcs1: "PKCS#1",
  sec1: "SEC 1",
  dsa: "OpenSSL DSA",
  openssh: "OpenSSH",
  ms: "Microsoft PVK",
} as const;

/** Of a private key only its form and its public half are told. */
function draftOfKey(reading: PrivateKeyReading, form: PrivateKeyReading["form"], openedFrom: string | null): Draft {
  const key = keyFactsOf(reading.spki);
  const opened = openedFrom === null ? [] : [{ label: "Encryption", value: openedFrom }];
  return {
    kind: "key",
    card: { key, form, openedFrom },
    text: { label: "Private Key", children: [{ label: "Form", value: formWords[form] }, ...opened, ...keyNodes(key)] },
    findings: checkKey(reading.spki),
    notes: [],
    identifiedBy: reading.spki,
  };
}

export function inspectKey(element: Recognised, _tree: TreeBuilder): Draft {
  const reading = readPrivateKeyElement(element);
  return draftOfKey(reading, reading.form, null);
}

/** A locked key: how it is locked; with its passphrase what is inside. */
export async function inspectLockedKey(
  element: Recognised,
  tree: TreeBuilder,
  passphrase: string | undefined,
): Promise<Draft> {
  const locked = lockedKeyOf(element);
  if (locked === null) return inspectKey(element, tree);
  if (passphrase !== undefined) {
    const reading = await locked.open(passphrase);
    return draftOfKey(reading, reading.form, locked.encryption);
  }
  const key = locked.spki === null ? null : keyFactsOf(locked.spki);
  return {
    kind: "locked-key",
    card: { encryption: locked.encryption, isSupported: locked.isSupported, key },
    text: {
      label: "Locked Private Key",
      children: [{ label: "Encryption", value: locked.encryption }, ...(key === null ? [] : keyNodes(key))],
    },
    findings: locked.spki === null ? [] : checkKey(locked.spki),
    notes: locked.isSupported ? [] : [{ code: "key.encryption-unread", params: { scheme: locked.encryption } }],
  };
}

export function inspectPublicKey(element: Recognised, tree: TreeBuilder): Draft {
  const spki =
    element.detail === "PKCS#1"
      ? wrapPkcs1(element.bytes)
      : element.detail === "DSA"
        ? wrapDsa(element.bytes)
        : element.bytes;
  requireKeyInside(spki);
  const key = keyFactsOf(spki);
  const root = readElement(element.bytes);
  const text = element.detail === "SPKI" ? tree.publicKey("Public Key", root) : tree.anything("Public Key", root);
  return { kind: "public-key", card: { key }, text, findings: checkKey(spki), notes: [], identifiedBy: spki };
}

/** An RSA key whose numbers cannot be read is no key. @throws Failure `der.malformed`. */
function requireKeyInside(spki: Uint8Array): void {
  const facts = readPublicKeyFacts(spki);
  if ((facts.family === "rsa" || facts.family === "rsa-pss") && facts.bits === null) {
    const bits = readElement(spki).children()[1]!;
    readElement(readBitString(bits).bytes, Tag.sequence);
    bits.fail("bad-value");
  }
}

function wrapPkcs1(der: Uint8Array): Uint8Array {
  return writeSequence(writeSequence(writeOid(Oid.rsaEncryption), writeNull()), writeBitString(der));
}

/** OpenSSL's DSA PUBLIC KEY: SEQUENCE { y, p, q, g }. */
function wrapDsa(der: Uint8Array): Uint8Array {
  const [y, p, q, g] = readElement(der, Tag.sequence).children() as [Element, Element, Element, Element];
  return writeSequence(
    writeSequence(writeOid(Oid.dsa), writeSequence(p.bytes, q.bytes, g.bytes)),
    writeBitString(y.bytes),
  );
}

const parameterNames: Readonly<Record<string, readonly string[]>> = {
  dh: ["Prime P", "Generator G", "Private Value Length"],
  dsa: ["Prime P", "Subprime Q", "Generator G"],
};

export function inspectParameters(element: Recognised, tree: TreeBuilder): Draft {
  const type = element.detail as "dh" | "dsa" | "ec";
  const root = readElement(element.bytes);
  if (root.tag === Tag.oid) {
    const curve = readOid(root);
    const label = nameOfOid(curve) ?? curve;
    return { kind: "parameters", card: { type, label }, text: tree.oid("Named Curve", root), findings: [], notes: [] };
  }
  if (type === "ec")
    return {
      kind: "parameters",
      card: { type, label: "explicit" },
      text: tree.anything("EC Parameters", root),
      findings: [],
      notes: [],
    };
  const names = parameterNames[type]!;
  const bits = bitsOf(readIntegerOctets(root.open().next()));
  const text = tree.group(
    type === "dh" ? "DH Parameters" : "DSA Parameters",
    root,
    () => tree.each(root, (child, at) => tree.field(names[at] ?? "Field", child, hexOf(child.content, 1024))),
    `${bits} bit`,
  );
  return { kind: "parameters", card: { type, label: `${type.toUpperCase()} ${bits}` }, text, findings: [], notes: [] };
}

function bitsOf(bytes: Uint8Array): number {
  const start = bytes.findIndex((octet) => octet !== 0);
  return start < 0 ? 0 : (bytes.length - start) * 8 - Math.clz32(bytes[start]!) + 24;
}

export function inspectSshKey(element: Recognised, _tree: TreeBuilder): Draft {
  const reading = readSshPublicKey(element.bytes);
  const key = reading.spki === null ? null : keyFactsOf(reading.spki);
  const comment = element.comment ?? "";
  const { type, fingerprint } = reading;
  return {
    kind: reading.isCertificate ? "ssh-certificate" : "ssh-public-key",
    card: { type, comment, fingerprint, key },
    text: {
      label: reading.isCertificate ? "SSH Certificate" : "SSH Public Key",
      children: [
        { label: "Type", value: type },
        ...(comment === "" ? [] : [{ label: "Comment", value: comment.slice(0, 1000) }]),
        { label: "Fingerprint", value: fingerprint },
        ...(key === null ? [] : keyNodes(key)),
      ],
    },
    findings: reading.spki === null ? [] : checkKey(reading.spki),
    notes: [],
  };
}
