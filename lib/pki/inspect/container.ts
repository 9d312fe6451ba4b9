import { readElementAt } from "../asn1/der.ts";
import { Failure, isFailure } from "../failure.ts";

import type { InspectedElement, Pkcs12Card, TextNode, Draft, Inspecting } from "./types.ts";
import { type Pkcs12Content, readPkcs12Der } from "../pkcs12/pkcs12.ts";
import { type Pkcs12Outline, readPkcs12Outline } from "../pkcs12/parts.ts";
import { guessLimit } from "../files/unpack-container.ts";
import { contentTypeName, readSignedData, type SignedData } from "../files/pkcs7.ts";
import { recogniseDer } from "../files/der-elements.ts";
import type { Recognised } from "../files/recognised.ts";
import type { TreeBuilder } from "./text-tree.ts";
import type { Note } from "../asn1/element.ts";

/** PKCS#7 and PKCS#12: what they hold is inspected as if it stood alone. */

const heldLimit = 200;

export async function inspectHeld(ders: readonly Uint8Array[], work: Inspecting): Promise<InspectedElement[]> {
  const inner: Inspecting = { ...work, depth: work.depth + 1 };
  const elements: InspectedElement[] = [];
  for (const der of ders.slice(0, heldLimit)) elements.push(await work.inspect(recogniseHeld(der), inner));
  return elements;
}

/** Never throws: what is no DER is an `unknown` that says so when it is inspected. */
function recogniseHeld(der: Uint8Array): Recognised {
  try {
    return recogniseDer(der);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { kind: "certificate", bytes: der, label: null, headers: null, line: null, notes: [] };
  }
}

export function cappedNotes(total: number): Note[] {
  return total > heldLimit ? [{ code: "elements.capped", params: { limit: heldLimit, total } }] : [];
}

export async function inspectPkcs7(element: Recognised, tree: TreeBuilder, work: Inspecting): Promise<Draft> {
  if (work.depth > 2) throw new Failure("der.malformed", { offset: 0, problem: "too-deep" });
  const signedData = readSignedData(element.bytes);
  const certificates = await inspectHeld(signedData.certificates, work);
  const crls = await inspectHeld(signedData.crls, work);
  return {
    kind: "pkcs7",
    card: { contentType: contentTypeName(signedData.contentType), certificates, crls, signers: signedData.signers },
    text: signedDataTree(tree, element.bytes, signedData, [...certificates, ...crls]),
    findings: [],
    notes: [...cappedNotes(signedData.certificates.length + signedData.crls.length)],
  };
}

/** The frame, and each element's own tree at its place in the whole. */
function signedDataTree(
  tree: TreeBuilder,
  der: Uint8Array,
  signedData: SignedData,
  held: readonly InspectedElement[],
): TextNode {
  const ders = [...signedData.certificates.slice(0, heldLimit), ...signedData.crls.slice(0, heldLimit)];
  return tree.group("PKCS7", readElementAt(der, 0), () => [
    { label: "Content Type", value: contentTypeName(signedData.contentType) },
    { label: "Signers", value: String(signedData.signers) },
    ...held.map(({ text }, at) => shifted(text, placeOf(ders[at]!, der))),
  ]);
}

/** The offset of a view in the whole; null when it is a copy (a BER file was rewritten). */
function placeOf(part: Uint8Array, whole: Uint8Array): number | null {
  return part.buffer === whole.buffer ? part.byteOffset - whole.byteOffset : null;
}

/** A tree whose places count from somewhere else; null: nowhere that the person could look at. */
function shifted(node: TextNode, by: number | null): TextNode {
  const { offset, length, children, ...rest } = node;
  const place = offset === undefined || by === null ? {} : { offset: offset + by, length };
  return {
    ...rest,
    ...place,
    ...(children === undefined ? {} : { children: children.map((child) => shifted(child, by)) }),
  };
}

/**
 * Without a passphrase: how it is locked. A file that is not encrypted, or has the empty passphrase, opens by itself.
 */
export async function inspectPkcs12(element: Recognised, _tree: TreeBuilder, work: Inspecting): Promise<Draft> {
  const outline = readPkcs12Outline(element.bytes);
  const content = await openPkcs12(element.bytes, work.options.passphrase, outline);
  if (content === null) {
    return {
      kind: "pkcs12",
      card: {
        isLocked: true,
        encryption: outline.encryption,
        mac: outline.mac,
        keys: [],
        certificates: [],
        crls: [],
        lockedKeys: [],
      },
      text: outlineTree(outline.encryption, outline.mac, []),
      findings: [],
      notes: [],
    };
  }
  const card = await contentCard(content, work);
  const held = [
    ...card.keys.map(({ element: { text }, friendlyName }) => named("Key", friendlyName, text)),
    ...card.certificates.map(({ element: { text }, friendlyName }) => named("Certificate", friendlyName, text)),
    ...card.crls.map(({ text }) => named("CRL", null, text)),
  ];
  return {
    kind: "pkcs12",
    card,
    text: outlineTree(content.encryption, content.mac, held),
    findings: card.certificates.flatMap(({ element: { findings } }) => findings),
    notes: [
      ...(content.mac === null ? [{ code: "pkcs12.no-mac", params: {} } as const] : []),
      ...[...new Set(content.skipped)]
        .slice(0, 20)
        .map((type) => ({ code: "pkcs12.skipped-bag", params: { type } }) as const),
      ...content.lockedKeys.map(
        ({ friendlyName }) => ({ code: "key.own-passphrase", params: { name: friendlyName ?? "" } }) as const,
      ),
      ...cappedNotes(content.certificates.length),
    ],
  };
}

/** Null when it needs a passphrase that was not given. */
export async function openPkcs12(
  der: Uint8Array,
  passphrase: string | undefined,
  { isLocked, cost }: Pkcs12Outline,
): Promise<Pkcs12Content | null> {
  if (passphrase !== undefined) return readPkcs12Der(der, passphrase);
  if (cost > guessLimit) return null;
  try {
    return await readPkcs12Der(der, "");
  } catch (error) {
    // in clear, under a MAC of a passphrase that we do not have: the contents are shown only when the passphrase is
    // given
    if (isFailure(error, "pkcs12.wrong-passphrase")) return null;
    if (isLocked && (isFailure(error, "pkcs12.unsupported") || isFailure(error, "encryption.too-costly"))) return null;
    throw error;
  }
}

async function contentCard(content: Pkcs12Content, work: Inspecting): Promise<Pkcs12Card> {
  const hex = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString("hex"));
  const inner: Inspecting = { ...work, depth: work.depth + 1, options: { now: work.options.now } };
  const certificates = await inspectHeld(
    content.certificates.map(({ der }) => der),
    inner,
  );
  const keys: Pkcs12Card["keys"][number][] = [];
  for (const { pkcs8, friendlyName, localKeyId } of content.keys.slice(0, heldLimit)) {
    const recognised: Recognised = {
      kind: "key",
      form: "pkcs8",
      bytes: pkcs8,
      label: null,
      headers: null,
      line: null,
      notes: [],
    };
    keys.push({ element: await work.inspect(recognised, inner), friendlyName, localKeyId: hex(localKeyId) });
  }
  return {
    isLocked: false,
    encryption: content.encryption,
    mac: content.mac,
    keys,
    certificates: certificates.map((element, at) => ({
      element,
      friendlyName: content.certificates[at]!.friendlyName,
      localKeyId: hex(content.certificates[at]!.localKeyId),
      isTrusted: content.certificates[at]!.isTrusted,
    })),
    crls: await inspectHeld(content.crls, inner),
    lockedKeys: content.lockedKeys,
  };
}

export function named(label: string, friendlyName: string | null, text: TextNode): TextNode {
  return { label, ...(friendlyName === null ? {} : { value: friendlyName }), children: [shifted(text, null)] };
}

function outlineTree(encryption: string, mac: string | null, held: readonly TextNode[]): TextNode {
  return {
    label: "PKCS12",
    children: [{ label: "Encryption", value: encryption }, { label: "MAC", value: mac ?? "none" }, ...held],
  };
}
