import { createPrivateKey, createPublicKey, type JsonWebKey } from "node:crypto";
import type { Wrapping } from "../asn1/element.ts";
import { readDerElements } from "./der-elements.ts";
import { elementLimit, elementOf, type Recognised, type UnreadPart } from "./recognised.ts";

/** The keys and certificates of a JWK or a JWK set (RFC 7517). */
export interface JwkFile {
  readonly wrapping: Extract<Wrapping, "jwk" | "jwk-set">;
  readonly elements: readonly Recognised[];
  readonly unread: readonly UnreadPart[];
}

/** Null for a text that is neither. Never throws: a key that is broken, or of no use here, is an unread part. */
export function readJwkFile(text: string): JwkFile | null {
  if (!/^\s*[{[]/.test(text) || !text.includes('"kty"')) return null;
  const json = parse(text);
  const keys = keysOf(json);
  if (keys === null) return null;
  const elements: Recognised[] = [];
  const unread: UnreadPart[] = [];
  for (const jwk of keys.slice(0, elementLimit)) {
    const read = readJwk(jwk);
    unread.push(...read.unread.map((part) => ({ ...part, after: part.after + elements.length })));
    elements.push(...read.elements);
  }
  return { wrapping: keys.length === 1 && keys[0] === json ? "jwk" : "jwk-set", elements, unread };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

type Jwk = Readonly<Record<string, unknown>>;

const isJwk = (value: unknown): value is Jwk =>
  typeof value === "object" && value !== null && "kty" in value && typeof value.kty === "string" && value.kty !== "";

function keysOf(json: unknown): readonly Jwk[] | null {
  if (isJwk(json)) return [json];
  const list: unknown = Array.isArray(json)
    ? json
    : typeof json === "object" && json !== null && "keys" in json
      ? json.keys
      : null;
  if (!Array.isArray(list)) return null;
  const keys = list.filter(isJwk);
  return keys.length === 0 ? null : keys;
}

function readJwk(jwk: Jwk): { elements: readonly Recognised[]; unread: readonly UnreadPart[] } {
  const certificates = certificatesOf(jwk);
  const unread = (failure: UnreadPart["failure"]) => ({
    elements: certificates.elements,
    unread: [{ line: null, label: "", after: 0, failure }, ...certificates.unread],
  });
  if (jwk.kty === "oct") return unread({ code: "file.unsupported", facts: { format: "jwk-secret", label: "" } });
  try {
    const key = elementOfJwk(jwk as JsonWebKey);
    // the certificates of a public key say everything that it says
    const isSaid = key.kind === "public-key" && certificates.elements.length > 0;
    return { elements: isSaid ? certificates.elements : [key, ...certificates.elements], unread: certificates.unread };
  } catch {
    // node says in words of its own what is missing
    return unread({ code: "key.damaged", facts: { offset: 0 } });
  }
}

function elementOfJwk(jwk: JsonWebKey): Recognised {
  if (jwk.d === undefined) {
    const spki = createPublicKey({ key: jwk, format: "jwk" }).export({ format: "der", type: "spki" });
    return elementOf({ kind: "public-key", detail: "SPKI" }, Uint8Array.from(spki));
  }
  const key = createPrivateKey({ key: jwk, format: "jwk" }).export({ format: "der", type: "pkcs8" });
  return elementOf({ kind: "key", form: "pkcs8" }, Uint8Array.from(key));
}

/** `x5c`: base64 of DER, the key's own certificate first (RFC 7517 §4.7). */
function certificatesOf({ x5c }: Jwk): { elements: Recognised[]; unread: UnreadPart[] } {
  const elements: Recognised[] = [];
  const unread: UnreadPart[] = [];
  for (const value of Array.isArray(x5c) ? x5c.slice(0, 100) : []) {
    try {
      elements.push(...readDerElements(Uint8Array.from(Buffer.from(String(value), "base64"))).elements);
    } catch {
      unread.push({
        line: null,
        label: "x5c",
        after: elements.length,
        failure: { code: "der.malformed", facts: { offset: 0, problem: "truncated" } },
      });
    }
  }
  return { elements, unread };
}
