import { readPem } from "../asn1/pem.ts";
import type { InspectedElement, TextNode } from "./types.ts";

/** A certificate or a request, as `inspect` reads it. */
export type ComparableElement = Extract<InspectedElement, { readonly kind: "certificate" | "csr" }>;

/** What a line of a comparison is about. An `extension` and an `other` field are told apart by their label. */
export const comparedFields = [
  "subject",
  "issuer",
  "serial",
  "notBefore",
  "notAfter",
  "key",
  "publicKey",
  "extension",
  "attribute",
  "signature",
  "version",
  "other",
  "fingerprint",
] as const;
export type ComparedField = (typeof comparedFields)[number];

/**
 * `same`: the very same bytes. `other-order`: the same values in another order. `other-encoding`: they read the same, and
 * are encoded otherwise (another string type, say). Else one of them differs or has no such field.
 */
export type Relation = "same" | "other-order" | "other-encoding" | "different" | "first-only" | "second-only";

export interface ComparedSide {
  /** One text a value, as OpenSSL's dump calls its parts: `DNS: www.example.com`. */
  readonly values: readonly string[];
  readonly isCritical: boolean;
}

export interface ComparedRow {
  readonly field: ComparedField;
  /** In the words of OpenSSL's dump; empty for what has no line there. */
  readonly label: string;
  readonly first: ComparedSide | null;
  readonly second: ComparedSide | null;
  readonly relation: Relation;
  /** Values of one side that the other does not have. */
  readonly firstAlone: readonly string[];
  readonly secondAlone: readonly string[];
}

/** Compares two certificates or requests field by field, in the order of `comparedFields`; those of one side stand too. */
export function compareElements(first: ComparableElement, second: ComparableElement): readonly ComparedRow[] {
  const [one, other] = [fieldsOf(first), fieldsOf(second)];
  const rows = [...new Set([...one.keys(), ...other.keys()])].map((key) => rowOf(one.get(key), other.get(key)));
  return rows.sort((a, b) => comparedFields.indexOf(a.field) - comparedFields.indexOf(b.field));
}

interface FieldFacts extends ComparedSide {
  readonly field: ComparedField;
  readonly label: string;
  /** What decides whether two are the same; null: the values do. */
  readonly der: Uint8Array | null;
}

function rowOf(one: FieldFacts | undefined, other: FieldFacts | undefined): ComparedRow {
  const { field, label } = (one ?? other)!;
  const lacks = (values: readonly string[] = [], of: readonly string[] = []) =>
    values.filter((each) => !of.includes(each));
  return {
    field,
    label,
    first: sideOf(one),
    second: sideOf(other),
    relation: one === undefined ? "second-only" : other === undefined ? "first-only" : relationOf(one, other),
    firstAlone: lacks(one?.values, other?.values),
    secondAlone: lacks(other?.values, one?.values),
  };
}

const sideOf = (facts: FieldFacts | undefined): ComparedSide | null =>
  facts === undefined ? null : { values: facts.values, isCritical: facts.isCritical };

function relationOf(one: FieldFacts, other: FieldFacts): Relation {
  const isEqual = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && a.every((each, i) => each === b[i]);
  const readsTheSame = one.isCritical === other.isCritical && isEqual(one.values, other.values);
  if (one.der === null || other.der === null) return readsTheSame ? "same" : "different";
  if (Buffer.compare(one.der, other.der) === 0) return "same";
  // A value that is cut where it is shown says nothing about what was cut away.
  const isWhole = !one.values.some((value) => value.includes("…"));
  if (readsTheSame && isWhole) return "other-encoding";
  const isReordered = isEqual(one.values.toSorted(), other.values.toSorted());
  return isReordered && isWhole && one.isCritical === other.isCritical ? "other-order" : "different";
}

const plainFields: Readonly<Record<string, ComparedField>> = {
  Version: "version",
  "Serial Number": "serial",
  Issuer: "issuer",
  Subject: "subject",
  "Signature Algorithm": "signature",
};

function fieldsOf(element: ComparableElement): ReadonlyMap<string, FieldFacts> {
  const der = element.pem === null ? null : (readPem(element.pem).blocks[0]?.bytes ?? null);
  const found = new Map<string, FieldFacts>();
  const add = (field: ComparedField, node: TextNode, values: readonly string[]): void => {
    const bytes =
      der === null || node.offset === undefined || node.length === undefined
        ? null
        : der.subarray(node.offset, node.offset + node.length);
    // The second of a name keeps a line of its own.
    let key = `${field} ${node.label}`;
    while (found.has(key)) key += "+";
    found.set(key, { field, label: node.label, values, isCritical: node.isCritical === true, der: bytes });
  };
  const fromExtensions = (node: TextNode): void => {
    for (const extension of node.children ?? []) add("extension", extension, valuesOf(extension));
  };
  const data = element.text.children?.find(({ label }) => label === "Data")?.children ?? [];
  for (const node of data) {
    if (node.label === "Validity") {
      for (const time of node.children ?? [])
        add(
          time.label === "Not Before" ? "notBefore" : time.label === "Not After" ? "notAfter" : "other",
          time,
          valuesOf(time),
        );
    } else if (node.label === "Subject Public Key Info") {
      add(
        "key",
        node,
        [node.value ?? "", ...keyNumbers(node)].filter((value) => value !== ""),
      );
    } else if (node.label === "X509v3 extensions") fromExtensions(node);
    else if (node.label === "Attributes") {
      for (const attribute of node.children ?? []) {
        if (attribute.label === "Requested Extensions") fromExtensions(attribute);
        else add("attribute", attribute, valuesOf(attribute));
      }
    } else add(plainFields[node.label] ?? "other", node, valuesOf(node));
  }
  // A request names its algorithm once, beside its data.
  const algorithm = element.text.children?.find(({ label }) => label === "Signature Algorithm");
  if (algorithm !== undefined && element.kind === "csr") add("signature", algorithm, valuesOf(algorithm));
  const plain = (field: ComparedField, label: string, value: string) =>
    found.set(`${field} ${label}`, { field, label, values: [value], isCritical: false, der: null });
  if (element.card !== null) plain("publicKey", "SHA-256", element.card.key.id);
  plain("fingerprint", "SHA-256", element.fingerprints.sha256);
  plain("fingerprint", "SHA-1", element.fingerprints.sha1);
  return found;
}

/** What is short of a key; the numbers themselves are what its fingerprint stands for. */
function keyNumbers(node: TextNode): readonly string[] {
  return (node.children ?? []).flatMap(({ label, value }) =>
    label === "Exponent" ? [`${label}: ${value ?? ""}`] : [],
  );
}

/** The leaves of a node, with the labels on the way down to them where there are several. */
function valuesOf(node: TextNode): readonly string[] {
  const { value, children = [] } = node;
  const own = value === undefined ? [] : node.label === "Usages" ? value.split(", ") : [value];
  return [...own, ...children.flatMap(leaves)];
}

function leaves(node: TextNode): readonly string[] {
  const { label, value, children = [] } = node;
  if (label === "Usages") return (value ?? "").split(", ");
  const own = value === undefined ? [] : [`${label}: ${value}`];
  const below = children.flatMap(leaves);
  if (own.length === 0 && below.length === 0) return [label];
  return [...own, ...below];
}
