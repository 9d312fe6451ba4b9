import type { Crl } from "../x509/crl.ts";
import { readCrlNumber } from "../x509/crl.ts";
import { contextConstructed, contextPrimitive, readElement, Tag } from "../asn1/der.ts";
import { readBoolean } from "../asn1/der-value.ts";
import { isFailure } from "../failure.ts";
import type { CrlProblem } from "./finding.ts";
import {
  type DistributionPoint,
  readCrlDistributionPoints,
  readDistributionPointName,
  readReasons,
} from "../x509/extension-access.ts";
import { duplicateOids } from "../x509/extension.ts";
import { readAuthorityKeyIdentifier } from "../x509/extension-values.ts";
import { compareKeyOf, formatName } from "../x509/name.ts";
import { hexOf } from "../asn1/octets.ts";
import { Oid } from "../asn1/oid.ts";

/** issuingDistributionPoint (RFC 5280 §5.2.5). */
export interface IssuingPoint extends Pick<DistributionPoint, "names" | "relativeName"> {
  readonly hasName: boolean;
  readonly onlyUserCertificates: boolean;
  readonly onlyAuthorities: boolean;
  readonly onlyAttributes: boolean;
  readonly isIndirect: boolean;
  readonly reasons: ReadonlySet<number> | null;
}

/** A CRL as revocation checking sees it. */
export interface CrlFacts {
  readonly crl: Crl;
  readonly issuer: string;
  readonly issuerKey: string;
  readonly point: IssuingPoint | null;
  /** The exact bytes of the issuing distribution point: a delta must have the same as its base (§5.2.4). */
  readonly pointOctets: string;
  readonly number: bigint | null;
  /** keyIdentifier of authorityKeyIdentifier (§5.2.1), lower-case hex: which key of the issuer signed. */
  readonly signerKeyId: string | null;
  /** Set for a delta CRL: the number of the base that it builds on. */
  readonly deltaBase: bigint | null;
  readonly freshest: readonly DistributionPoint[] | null;
  /**
   * A critical extension, of the list or of any entry, that nothing here understands: the CRL must not be used (§5.2,
   * §5.3).
   */
  readonly unknownCritical: string | null;
  readonly malformed: CrlProblem | null;
  /** A breach of its form for which it vouches for nothing; what it revokes is revoked all the same. */
  readonly silenced: CrlProblem | null;
  /** A breach of RFC 5280 §5.2 by the issuer that a relying party can pass over. */
  readonly profileProblem: CrlProblem | null;
}

const knownListExtensions: ReadonlySet<string> = new Set([
  Oid.issuingDistributionPoint,
  Oid.cRLNumber,
  Oid.deltaCRLIndicator,
  Oid.authorityKeyIdentifier,
  Oid.issuerAltName,
  Oid.freshestCRL,
  Oid.authorityInfoAccess,
]);
const knownEntryExtensions: ReadonlySet<string> = new Set([Oid.reasonCode, Oid.invalidityDate, Oid.certificateIssuer]);

const known = new WeakMap<Crl, CrlFacts>();

export function crlFactsOf(crl: Crl): CrlFacts {
  let facts = known.get(crl);
  if (facts === undefined) {
    facts = readFacts(crl);
    known.set(crl, facts);
  }
  return facts;
}

function readFacts(crl: Crl): CrlFacts {
  const plain = {
    crl,
    issuer: formatName(crl.issuer),
    issuerKey: compareKeyOf(crl.issuer),
    unknownCritical: null,
    malformed: null,
    silenced: null,
    profileProblem: profileProblemOf(crl),
  };
  const empty = {
    ...plain,
    point: null,
    pointOctets: "",
    number: null,
    signerKeyId: null,
    deltaBase: null,
    freshest: null,
  };
  try {
    const valueOf = (oid: string): Uint8Array | undefined =>
      crl.extensions.find((extension) => extension.oid === oid)?.value;
    const point = valueOf(Oid.issuingDistributionPoint);
    const number = valueOf(Oid.cRLNumber);
    const delta = valueOf(Oid.deltaCRLIndicator);
    const freshest = valueOf(Oid.freshestCRL);
    const authority = valueOf(Oid.authorityKeyIdentifier);
    const keyId = authority === undefined ? null : readAuthorityKeyIdentifier(authority).keyId;
    return {
      ...plain,
      point: point === undefined ? null : readIssuingPoint(point),
      pointOctets: point === undefined ? "" : Buffer.from(point).toString("hex"),
      number: number === undefined ? null : readCrlNumber(number),
      signerKeyId: keyId === null ? null : hexOf(keyId),
      deltaBase: delta === undefined ? null : readCrlNumber(delta),
      freshest: freshest === undefined ? null : readCrlDistributionPoints(freshest),
      unknownCritical: unknownCriticalOf(crl),
      malformed: formProblemOf(crl),
      silenced: silencedBy(crl, point),
    };
  } catch (error) {
    if (isFailure(error, "der.malformed")) return { ...empty, malformed: error.facts.problem };
    throw error;
  }
}

/** Reads issuingDistributionPoint (RFC 5280 §5.2.5). @throws Failure `der.malformed`. */
export function readIssuingPoint(value: Uint8Array): IssuingPoint {
  const cursor = readElement(value, Tag.sequence).open();
  const hasName = cursor.peekTag === contextConstructed(0);
  const name = readDistributionPointName(cursor);
  const flag = (n: number): boolean => {
    const element = cursor.optional(contextPrimitive(n));
    return element !== undefined && readBoolean(element, contextPrimitive(n));
  };
  const onlyUserCertificates = flag(1);
  const onlyAuthorities = flag(2);
  const reasons = cursor.optional(contextPrimitive(3));
  const isIndirect = flag(4);
  const onlyAttributes = flag(5);
  cursor.finish();
  return {
    ...name,
    hasName,
    onlyUserCertificates,
    onlyAuthorities,
    onlyAttributes,
    isIndirect,
    reasons: reasons === undefined ? null : readReasons(reasons),
  };
}

function unknownCriticalOf(crl: Crl): string | null {
  const unknown = crl.extensions.find(({ oid, critical }) => critical && !knownListExtensions.has(oid));
  if (unknown !== undefined) return unknown.oid;
  for (const entry of crl.entries()) {
    const bad = entry.extensions.find(({ oid, critical }) => critical && !knownEntryExtensions.has(oid));
    if (bad !== undefined) return bad.oid;
  }
  return null;
}

/**
 * A date that is not of the form of §5.1.2.4, an issuingDistributionPoint that is an empty SEQUENCE (§5.2.5) and a list
 * of revoked certificates that is one (§5.1.2.6) are what an issuer must not write. A list that was cut short looks the
 * same, so no certificate is cleared by it; but an entry that is signed and there is not overlooked.
 */
function silencedBy(crl: Crl, point: Uint8Array | undefined): CrlProblem | null {
  if (crl.irregularTimes.length > 0) return "bad-time";
  if (point !== undefined && readElement(point).length === 0) return "empty-issuing-point";
  // Behind the dates: version, signature and issuer come before them.
  const fields = readElement(crl.tbs).children();
  const isEmptyList = fields.some(({ tag, length }, index) => index > 2 && tag === Tag.sequence && length === 0);
  return isEmptyList ? "empty-revoked-list" : null;
}

/** The signature of every algorithm of PKIX fills whole bytes. */
function hasUnusedBits(crl: Crl): boolean {
  const signature = readElement(crl.der).children()[2];
  return signature?.tag === Tag.bitString && signature.content[0] !== 0;
}

/** §5.2.1 and §5.2.3: both are there and not critical. §5.2.4 to §5.2.6, §5.3: what is critical, and what is not. */
function profileProblemOf(crl: Crl): CrlProblem | null {
  const of = (oid: string) => crl.extensions.find((extension) => extension.oid === oid);
  const number = of(Oid.cRLNumber);
  const authority = of(Oid.authorityKeyIdentifier);
  if (number === undefined) return "no-crl-number";
  if (number.critical) return "critical-crl-number";
  if (authority === undefined) return "no-authority-key-id";
  if (authority.critical) return "critical-authority-key-id";
  if (of(Oid.issuingDistributionPoint)?.critical === false) return "uncritical-issuing-point";
  if (of(Oid.deltaCRLIndicator)?.critical === false) return "uncritical-delta";
  if (of(Oid.freshestCRL)?.critical === true) return "critical-freshest";
  return null;
}

const entryProblems = new WeakMap<Crl, { readonly found: CrlProblem | null }>();

/** §5.3.1, §5.3.2, §5.3.3: a reason and a date of an entry are not critical, its issuer is. Asked by the strict alone. */
export function entryProblemOf(crl: Crl): CrlProblem | null {
  const known = entryProblems.get(crl) ?? { found: findEntryProblem(crl) };
  entryProblems.set(crl, known);
  return known.found;
}

function findEntryProblem(crl: Crl): CrlProblem | null {
  for (const { extensions } of crl.entries())
    if (
      extensions.some(
        ({ oid, critical }) => knownEntryExtensions.has(oid) && critical !== (oid === Oid.certificateIssuer),
      )
    )
      return "entry-criticality";
  return null;
}

/** §5.1.2.1: the version is 2 or absent, and extensions of the list or of an entry need 2; §5.2: none stands twice. */
function formProblemOf(crl: Crl): CrlProblem | null {
  if (hasUnusedBits(crl)) return "bad-bit-string";
  if (duplicateOids(crl.extensions).length > 0) return "duplicate-extension";
  if (crl.version === 2) return null;
  if (readElement(crl.tbs).open().peekTag === Tag.integer) return "version-1-written";
  if (crl.extensions.length > 0) return "extensions-in-version-1";
  for (const entry of crl.entries()) if (entry.extensions.length > 0) return "extensions-in-version-1";
  return null;
}
