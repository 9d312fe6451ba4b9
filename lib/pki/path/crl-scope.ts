import type { DistributionPoint } from "../x509/extension-access.ts";
import type { GeneralName } from "../x509/general-name.ts";
import { compareKeyOf, type Name, rdnKeysOf, readNameBytes } from "../x509/name.ts";
import { readElement, Tag } from "../asn1/der.ts";
import { encode } from "../asn1/der-write.ts";
import type { CrlFacts, IssuingPoint } from "./crl-facts.ts";
import type { PathFacts } from "./facts.ts";

/** Bits 1 to 8 of ReasonFlags (RFC 5280 §4.2.1.13): all that a certificate can be revoked for. */
export const allReasons: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8]);

/**
 * The distribution points to look at, in order. RFC 5280 §6.3.3 supposes one more after the named ones: the issuer
 * itself, for every reason. Beside named ones it is supposed without a name, so that it reaches only lists that are no
 * part of a partition (a part that the certificate does not name may not speak about it), and not at all where every
 * named one has a cRLIssuer.
 */
export function pointsOf(facts: PathFacts): readonly DistributionPoint[] {
  const named = facts.distributionPoints ?? [];
  const supposed = { names: [], relativeName: null, reasons: null, crlIssuer: null };
  if (named.length === 0) return [{ ...supposed, names: [{ kind: "directory", name: facts.certificate.issuer }] }];
  return named.every(({ crlIssuer }) => crlIssuer !== null) ? named : [...named, supposed];
}

/** Does the CRL speak about this certificate through this point (§6.3.3 (b))? Its reasons then, else null. */
export function coveredReasons(list: CrlFacts, point: DistributionPoint, facts: PathFacts): ReadonlySet<number> | null {
  if (!isIssuedForPoint(list, point, facts)) return null;
  const issuing = list.point;
  if (issuing === null) return point.reasons === null ? allReasons : intersect(point.reasons, allReasons);
  // Before version 3 an authority cannot be told from an end entity, so a CRL for one of the two covers neither.
  if (facts.certificate.version !== 3 && (issuing.onlyUserCertificates || issuing.onlyAuthorities)) return null;
  const isAuthority = facts.basicConstraints?.isCa === true;
  if (
    issuing.onlyAttributes ||
    (issuing.onlyUserCertificates && isAuthority) ||
    (issuing.onlyAuthorities && !isAuthority)
  )
    return null;
  if (issuing.hasName && !namesMeet(issuing, point, list, facts)) return null;
  return intersect(point.reasons ?? allReasons, issuing.reasons ?? allReasons);
}

/** For which certificates a list is that is not for this one. */
export interface OtherScope {
  readonly scope: "authorities" | "end-entities" | "attributes" | "distribution-point";
  /** The list's own distribution point where it names one by URI; else empty. */
  readonly point: string;
}

/** The scope of a list of the certificate's issuer that leaves the certificate out; null when it does not. */
export function otherScopeOf(list: CrlFacts, facts: PathFacts): OtherScope | null {
  const issuing = list.point;
  if (issuing === null || pointsOf(facts).some((point) => coveredReasons(list, point, facts) !== null)) return null;
  const uri = issuing.names.find((name) => name.kind === "uri");
  const point = uri !== undefined && "value" in uri ? uri.value : "";
  const isAuthority = facts.basicConstraints?.isCa === true;
  if (issuing.onlyAttributes) return { scope: "attributes", point };
  if (issuing.onlyAuthorities && !isAuthority) return { scope: "authorities", point };
  if (issuing.onlyUserCertificates && isAuthority) return { scope: "end-entities", point };
  return { scope: "distribution-point", point };
}

/** (b)(1): the point's cRLIssuer and an indirect CRL, or the certificate's own issuer. */
function isIssuedForPoint(list: CrlFacts, point: DistributionPoint, facts: PathFacts): boolean {
  if (point.crlIssuer === null) return list.issuerKey === facts.issuerKey;
  const isNamed = point.crlIssuer.some(
    (name) => name.kind === "directory" && compareKeyOf(name.name) === list.issuerKey,
  );
  return isNamed && list.point?.isIndirect === true;
}

/** (b)(2)(i): one name in common; where the certificate's point has none, its cRLIssuer stands in. */
function namesMeet(issuing: IssuingPoint, point: DistributionPoint, list: CrlFacts, facts: PathFacts): boolean {
  const listed = keysOf(issuing, list.crl.issuer);
  const issuers = (point.crlIssuer ?? []).flatMap((name) => (name.kind === "directory" ? [name.name] : []));
  const base = issuers[0] ?? facts.certificate.issuer;
  const hasName = point.names.length > 0 || point.relativeName !== null;
  const wanted = hasName ? keysOf(point, base) : keysOf({ names: point.crlIssuer ?? [], relativeName: null }, base);
  return wanted.some((key) => listed.includes(key));
}

function keysOf(point: Pick<DistributionPoint, "names" | "relativeName">, issuer: Name): string[] {
  if (point.relativeName !== null)
    return [`directory:${[...rdnKeysOf(issuer), ...relativeKeys(point.relativeName)].join("")}`];
  return point.names.map(nameKey);
}

/** nameRelativeToCRLIssuer: one RDN, below the issuer's name. */
function relativeKeys(relative: Uint8Array): string[] {
  const rdn = encode(Tag.set, readElement(relative).content);
  return rdnKeysOf(readNameBytes(encode(Tag.sequence, rdn)));
}

function nameKey(name: GeneralName): string {
  if (name.kind === "directory") return `directory:${compareKeyOf(name.name)}`;
  if ("value" in name) return `${name.kind}:${name.value}`;
  return `${name.kind}:${Buffer.from(name.raw).toString("hex")}`;
}

const intersect = (a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> =>
  new Set([...a].filter((each) => b.has(each)));
