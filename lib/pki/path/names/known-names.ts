import { compareKeyOf, formatName, type Name } from "../../x509/name.ts";
import { upperBoundOf } from "../../x509/name-attribute.ts";

type LongAttribute = { readonly attribute: string; readonly length: number; readonly allowed: number };

/** One name of a certificate, with what a path asks of it. */
class KnownName {
  /** Equal for equal names (RFC 5280 §7.1). */
  readonly key: string;
  readonly #name: Name;
  #text: string | null = null;
  #tooLong: readonly LongAttribute[] | null = null;

  constructor(name: Name) {
    this.key = compareKeyOf(name);
    this.#name = name;
  }
  /** RFC 4514, for people. */
  get text(): string {
    return (this.#text ??= formatName(this.#name));
  }
  /** Attributes beyond the upper bounds of RFC 5280 Appendix A.1, in characters. */
  get tooLong(): readonly LongAttribute[] {
    return (this.#tooLong ??= tooLongOf(this.#name));
  }
}

/** Two generations: when the young one is full it becomes the old one, so forgetting costs nothing. */
let young = new Map<string, KnownName>();
let old = new Map<string, KnownName>();
const mostYoung = 512;

/** The names of authorities are in every certificate below them: read once, found again by their bytes. */
export function knownName(name: Name): KnownName {
  const { der } = name;
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("latin1");
  const found = young.get(bytes);
  if (found !== undefined) return found;
  const made = old.get(bytes) ?? new KnownName(name);
  if (young.size >= mostYoung) [young, old] = [new Map(), young];
  young.set(bytes, made);
  return made;
}

function tooLongOf(name: Name): LongAttribute[] {
  return name.rdns.flat().flatMap(({ type: attribute, value }) => {
    const allowed = upperBoundOf(attribute) ?? Infinity;
    const length = value.length <= allowed ? 0 : [...value].length;
    return length > allowed ? [{ attribute, length, allowed }] : [];
  });
}
