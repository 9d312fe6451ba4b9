import { contextConstructed, contextPrimitive } from "../asn1/der.ts";
import { encode, writeIa5String, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import type { Extension } from "../x509/extension.ts";
import { type PublishedThing, row, type TemplateRow } from "./decision.ts";
import type { TemplateRules } from "./template.ts";

/** Where the console publishes for an authority. Absolute URLs. */
export interface Published {
  /** Of the console, without a slash at its end. */
  readonly base: string;
  /** The name that the authority publishes under. */
  readonly name: string;
  readonly list: string;
  /** Null: no delta lists. */
  readonly delta: string | null;
  readonly certificate: string;
  readonly ocsp: string;
}

/** The addresses that a certificate says; none: the extension is left out. */
interface Places {
  readonly lists: readonly string[];
  readonly deltas: readonly string[];
  readonly ocsp: readonly string[];
  readonly issuer: readonly string[];
}

const publishedThings: readonly PublishedThing[] = ["lists", "ocsp", "issuer"];

const own: Readonly<Record<PublishedThing, "list" | "ocsp" | "certificate">> = {
  lists: "list",
  ocsp: "ocsp",
  issuer: "certificate",
};

/** The addresses by the rules; null where one is to be said and the console has none for it. */
function addressesOf(
  { publication = {} }: Pick<TemplateRules, "publication">,
  thing: PublishedThing,
  published: Published | null,
): readonly string[] | null {
  const rule = publication[thing] ?? { from: "authority" };
  if (rule.from === "nowhere") return [];
  if (rule.from === "authority")
    return published === null ? (rule.isRequired === true ? null : []) : [published[own[thing]]];
  if (published === null) return rule.addresses.some((address) => address.includes("{")) ? null : rule.addresses;
  return rule.addresses.map((address) => filled(address, published));
}

/** An address with its places filled in. */
export function filled(address: string, { base, name }: Pick<Published, "base" | "name">): string {
  return address.replace("{base}", base).replaceAll("{ca}", encodeURIComponent(name));
}

/** What became of each thing: added with its addresses, or refused since there is no address to say. */
export function placeRows(rules: Pick<TemplateRules, "publication">, published: Published | null): TemplateRow[] {
  return publishedThings.flatMap((thing) => {
    const here = { field: "publication", part: thing, asked: null } as const;
    const addresses = addressesOf(rules, thing, published);
    if (addresses === null) {
      const refusal = { code: "template.address-missing", thing } as const;
      return [row({ ...here, outcome: "refused", granted: null, refusal })];
    }
    return addresses.length === 0 ? [] : [row({ ...here, outcome: "added", granted: addresses.join(" ") })];
  });
}

function placesOf(rules: Pick<TemplateRules, "publication">, published: Published | null): Places {
  const of = (thing: PublishedThing): readonly string[] => addressesOf(rules, thing, published) ?? [];
  const isOwnList = (rules.publication?.lists ?? { from: "authority" }).from === "authority";
  const delta = isOwnList ? (published?.delta ?? null) : null;
  return { lists: of("lists"), deltas: delta === null ? [] : [delta], ocsp: of("ocsp"), issuer: of("issuer") };
}

/**
 * cRLDistributionPoints, freshestCRL where the console publishes deltas of its list, and authorityInfoAccess (RFC 5280
 * §4.2.1.13, §4.2.1.15, §4.2.2.1), none of them critical. Several addresses of lists are ways to the same list.
 */
export function placeExtensions(rules: Pick<TemplateRules, "publication">, published: Published | null): Extension[] {
  const { lists, deltas, ocsp, issuer } = placesOf(rules, published);
  const uri = (address: string): Uint8Array => writeIa5String(address, contextPrimitive(6));
  const point = (addresses: readonly string[]): Uint8Array => {
    const fullName = encode(contextConstructed(0), ...addresses.map(uri));
    return writeSequence(writeSequence(encode(contextConstructed(0), fullName)));
  };
  const access = (method: string) => (address: string) => writeSequence(writeOid(method), uri(address));
  const accesses = [...ocsp.map(access(Oid.ocsp)), ...issuer.map(access(Oid.caIssuers))];
  const extensions: Extension[] = [];
  const add = (oid: string, value: Uint8Array) => extensions.push({ oid, critical: false, value });
  if (lists.length > 0) add(Oid.cRLDistributionPoints, point(lists));
  if (deltas.length > 0) add(Oid.freshestCRL, point(deltas));
  if (accesses.length > 0) add(Oid.authorityInfoAccess, writeSequence(...accesses));
  return extensions;
}
