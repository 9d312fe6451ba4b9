import { sha1Hex, sha256Hex } from "../x509/certificate.ts";
import type { Finding } from "../checks/finding.ts";
import { Failure, isFailure } from "../failure.ts";

import { inspectKey, inspectLockedKey, inspectParameters, inspectPublicKey, inspectSshKey, plainTree } from "./key.ts";
import { inspectArchive, inspectKeystore } from "./archive.ts";
import { inspectPkcs12, inspectPkcs7 } from "./container.ts";
import { inspectOcspRequest, inspectOcspResponse } from "./ocsp.ts";
import type { Cards, InspectedElement, Inspection, RawRow, Draft, Inspecting, InspectOptions } from "./types.ts";
import { writePem } from "../asn1/pem.ts";
import { contentTypeName } from "../files/pkcs7.ts";
import { recogniseDer } from "../files/der-elements.ts";
import { recogniseFile } from "../files/recognise.ts";
import type { Recognised } from "../files/recognised.ts";
import { inspectCertificate, inspectCrl, inspectRequest } from "./signed.ts";
import { readRawRows } from "./text-tree-raw.ts";
import { TreeBuilder } from "./text-tree.ts";
import type { ElementKind, Note } from "../asn1/element.ts";
import { TreeBudget } from "./tree-budget.ts";

/** Limits of one inspection: elements, and nodes of both trees over all of them. */
const limits = {
  elements: 200,
  nodes: 30_000,
  nodesOfElement: 8_000,
} as const;

/**
 * Everything about a file, as plain data: PEM, DER, base64, SSH, one element or many, containers opened where that is
 * possible. Never a secret in it: of a private key only the public half is told.
 * @throws Failure `file.*`, `pem.malformed`, `der.malformed` when there is nothing to look at; of the wrong passphrase
 * `key.wrong-passphrase` or `pkcs12.wrong-passphrase`; a file whose only element breaks: `file.unrecognised` with what
 *   it was taken for and where it broke.
 */
export async function inspect(bytes: Uint8Array, options: InspectOptions): Promise<Inspection> {
  const file = recogniseFile(bytes);
  const work: Inspecting = {
    options,
    nodes: new TreeBudget(limits.nodes),
    rows: new TreeBudget(limits.nodes),
    depth: 0,
    inspect: inspectElement,
  };
  const notes: Note[] = [...file.notes];
  const total = file.elements.length;
  if (total > limits.elements) notes.push({ code: "elements.capped", params: { limit: limits.elements, total } });
  const elements: InspectedElement[] = [];
  for (const element of file.elements.slice(0, limits.elements)) {
    elements.push(await inspectElement(element, work));
    // many elements are many milliseconds: others wait for none of them
    if (elements.length % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  requireSomethingReadable(elements, bytes.length);
  return { kind: kindOf(elements), form: file.form, size: bytes.length, notes, elements };
}

/** A file of which nothing can be read is an error; among others an element says so itself. */
function requireSomethingReadable(elements: readonly InspectedElement[], size: number): void {
  const [first] = elements;
  if (first === undefined || first.failure === null) return;
  // what could not be read to its end and shows its fields all the same is an answer
  if (elements.some(({ failure, kind, text }) => failure === null || isShown(kind, text))) return;
  const { code, facts } = first.failure;
  const label = first.label ?? "";
  if (
    code === "der.malformed" ||
    code === "key.damaged" ||
    code === "pkcs12.damaged" ||
    code === "ssh-key.malformed" ||
    code === "keystore.damaged"
  ) {
    throw new Failure("file.unrecognised", { size, recognised: first.kind, label, offset: facts.offset });
  }
  if (code === "file.unrecognised") throw new Failure(code, { ...facts, recognised: "pem", label, size });
  if (code === "file.unsupported") throw new Failure(code, { ...facts, label });
  throw new Failure(code, facts as never);
}

const shownInPart: ReadonlySet<ElementKind> = new Set(["certificate", "csr", "crl", "ocsp-request", "ocsp-response"]);

const isShown = (kind: ElementKind, text: InspectedElement["text"]): boolean =>
  shownInPart.has(kind) && (text.children?.length ?? 0) > 1;

function kindOf(elements: readonly InspectedElement[]): Inspection["kind"] {
  // `openssl ecparam -genkey` puts the parameters before the key: that file is a key
  const said = elements.some(({ kind }) => kind === "key" || kind === "locked-key")
    ? elements.filter(({ kind }) => kind !== "parameters")
    : elements;
  const kinds = new Set(said.map(({ kind }) => kind));
  if (said.length === 1) return said[0]!.kind;
  if (kinds.size === 1) return kinds.has("certificate") ? "bundle" : said[0]!.kind;
  return "mixed";
}

/** Of the file that was asked about these are the answer; inside of an archive they are said of the entry. */
const thrown: ReadonlySet<string> = new Set([
  "key.wrong-passphrase",
  "pkcs12.wrong-passphrase",
  "keystore.wrong-passphrase",
  "encryption.too-costly",
]);

/** One element. What is broken inside becomes its `failure`; a wrong passphrase is thrown. */
async function inspectElement(element: Recognised, work: Inspecting): Promise<InspectedElement> {
  let draft: Draft;
  let failure: InspectedElement["failure"] = null;
  const nodes = work.nodes.share(limits.nodesOfElement);
  const tree = new TreeBuilder(nodes);
  try {
    draft = await readDraft(element, tree, work);
  } catch (error) {
    if (!isFailure(error)) throw error;
    if (work.depth === 0 && thrown.has(error.code)) throw error;
    failure = { code: error.code, facts: error.facts } as InspectedElement["failure"];
    draft = { kind: element.kind, card: null, findings: [], notes: [], text: plainTree(tree, element) };
  }
  failure = draft.failure ?? failure;
  work.nodes.settle(nodes);
  const rows = work.rows.share(limits.nodesOfElement);
  const raw = rawRowsOf(element, rows);
  work.rows.settle(rows);
  const notes = [...element.notes, ...draft.notes];
  if (nodes.wasSpent || rows.wasSpent) notes.push({ code: "tree.capped", params: { limit: nodes.limit } });
  const identified = draft.identifiedBy ?? element.bytes;
  return {
    kind: draft.kind,
    card: draft.card,
    label: element.label,
    line: element.line,
    size: element.bytes.length,
    fingerprints: { sha256: sha256Hex(identified), sha1: sha1Hex(identified) },
    notes,
    findings: draft.findings,
    text: draft.text,
    raw,
    failure,
    pem: textOf(draft, element),
  } as InspectedElement;
}

const secretKinds: ReadonlySet<ElementKind> = new Set(["key", "locked-key", "pkcs12", "unknown"]);
const notDer: ReadonlySet<ElementKind> = new Set([
  "ssh-public-key",
  "ssh-certificate",
  "keystore",
  "pgp",
  "zip",
  "tar",
  "gzip",
]);

function rawRowsOf(element: Recognised, budget: TreeBudget): RawRow[] {
  if (
    notDer.has(element.kind) ||
    element.form === "openssh" ||
    element.form === "ms" ||
    element.detail === "traditional"
  )
    return [];
  return readRawRows(element.bytes, budget, secretKinds.has(element.kind));
}

const pemLabels: Partial<Record<ElementKind, string>> = {
  certificate: "CERTIFICATE",
  csr: "CERTIFICATE REQUEST",
  crl: "X509 CRL",
  pkcs7: "PKCS7",
  "ocsp-request": "OCSP REQUEST",
  "ocsp-response": "OCSP RESPONSE",
  "public-key": "PUBLIC KEY",
};

/** What can be copied: PEM, a public key as its SubjectPublicKeyInfo whatever its form; one line of an SSH key. */
function textOf({ kind, card, identifiedBy }: Draft, { bytes }: Recognised): string | null {
  if (kind === "ssh-public-key" && card !== null) {
    const { type, comment } = card as Cards["ssh-public-key"];
    return `${[type, Buffer.from(bytes).toString("base64"), comment].filter((part) => part !== "").join(" ")}\n`;
  }
  const label = pemLabels[kind];
  if (label === undefined || bytes.length > 262_144) return null;
  return writePem(label, kind === "public-key" ? (identifiedBy ?? bytes) : bytes);
}

function draftOf<K extends ElementKind>(
  kind: K,
  card: Cards[K],
  text: Draft["text"],
  findings: readonly Finding[] = [],
  notes: readonly Note[] = [],
): Draft {
  return { kind, card, text, findings, notes };
}

function readDraft(element: Recognised, tree: TreeBuilder, work: Inspecting): Draft | Promise<Draft> {
  const { bytes } = element;
  switch (element.kind) {
    case "certificate":
      return inspectCertificate(bytes, tree, work.options);
    case "csr":
      return inspectRequest(bytes, tree);
    case "crl":
      return inspectCrl(bytes, tree, work.options);
    case "key":
    case "locked-key":
      return element.kind === "key" && element.form !== "openssh"
        ? inspectKey(element, tree)
        : inspectLockedKey(element, tree, work.options.passphrase);
    case "public-key":
      return inspectPublicKey(element, tree);
    case "parameters":
      return inspectParameters(element, tree);
    case "ssh-public-key":
    case "ssh-certificate":
      return inspectSshKey(element, tree);
    case "pkcs7":
      return inspectPkcs7(element, tree, work);
    case "pkcs12":
      return inspectPkcs12(element, tree, work);
    case "keystore":
      return inspectKeystore(element, work);
    case "ocsp-request":
      return inspectOcspRequest(element, tree);
    case "ocsp-response":
      return inspectOcspResponse(element, tree, work);
    case "zip":
    case "tar":
    case "gzip":
      return inspectArchive(element, work);
    case "unknown":
      recogniseDer(bytes); // says why it is unknown
      return draftOf("unknown", { type: element.label ?? "" }, plainTree(tree, element));
    default: {
      const notes: Note[] = notDer.has(element.kind) ? [{ code: "not-inspected", params: { kind: element.kind } }] : [];
      const type = contentTypeName(element.detail ?? element.label ?? "");
      return { ...draftOf("unknown", { type }, plainTree(tree, element), [], notes), kind: element.kind };
    }
  }
}
