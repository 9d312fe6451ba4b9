import { type IssuerAddresses, publishedFor } from "./addresses.ts";
import { type Ancestors, pathLengthRoom, usedUp } from "./ancestors.ts";
import { basicConstraintsOf, type Certificate, serialHex, subjectKeyId } from "../x509/certificate.ts";
import { type CertificationRequest, requestSignatureVerdict } from "../x509/csr.ts";
import { concat, writeExplicit, writeSequence, writeTime } from "../asn1/der-write.ts";
import { Failure, isFailure } from "../failure.ts";
import { writeExtensions } from "../x509/extension.ts";
import { requireForeignSubject } from "../x509/foreign-subject.ts";
import { type GeneralNameInput, unlistedHost } from "../x509/general-name-text.ts";
import { requireSoundChain } from "./chain.ts";
import { requireIssuer, requireNamesPermitted } from "./issuer.ts";
import { requireSoundKey, requireStrongKey } from "../keys/key-strength.ts";
import {
  commonNameOf,
  compareKeyOf,
  formatName,
  isEmptyName,
  type Name,
  readNameBytes,
  type Subject,
  writeName,
} from "../x509/name.ts";
import { Oid } from "../asn1/oid.ts";
import { keyIdentifier, type PublicKeyFacts } from "../keys/public-key.ts";
import { renewedExtensions, templateLike, writableNamesOf } from "./renewed-extensions.ts";
import { applyTemplate, type Asked } from "../templates/apply.ts";
import { placeExtensions } from "../templates/places.ts";
import { builtIn } from "../templates/built-in.ts";
import { sidOf } from "../templates/sid.ts";
import { isAuthorityTemplate, type Template } from "../templates/template.ts";
import { readSignatureAlgorithm } from "../keys/signature-algorithm.ts";
import { type PreparedContent, writeSerial, validityOf, extensionsOf } from "./to-be-signed.ts";

/** Everything that is checked before a signature: the only way to something that `issue` takes. */

/** A decision that differs from the request. */
export type PrepareNote =
  /** The end was moved to the issuer's: a certificate that outlives its issuer cannot be verified. */
  | { readonly code: "validity-cut"; readonly asked: Date; readonly notAfter: Date }
  /**
   * A server's host stands in the common name alone, and clients of today look nowhere but in the alternative names
   * (RFC 9525 §6.3). `host` in the form in which it would be written there.
   */
  | { readonly code: "host-not-listed"; readonly host: string };

/** Not exported as a value. A copy made behind our back has no content, and `issue` refuses it. */
class PreparedCertificate {
  /** Makes the type nominal: no object of another origin fits. */
  readonly #isPrepared = true;
  /** As `serialHex` of the certificate will be. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly notes: readonly PrepareNote[];
  /** The template that was enforced; null for a renewal of what was made by none that is known. */
  readonly template: Pick<Template, "name" | "version"> | null;

  constructor(
    serialNumber: string,
    validity: { notBefore: Date; notAfter: Date },
    notes: readonly PrepareNote[],
    template: Template | null,
  ) {
    this.template = template === null ? null : { name: template.name, version: template.version };
    this.serialNumber = serialNumber;
    this.notBefore = validity.notBefore;
    this.notAfter = validity.notAfter;
    this.notes = notes;
  }
  static isPrepared(value: object): boolean {
    return #isPrepared in value;
  }
}

export type Prepared = PreparedCertificate;

const contents = new WeakMap<Prepared, PreparedContent>();

function seal(
  content: PreparedContent,
  validity: { notBefore: Date; notAfter: Date },
  notes: readonly PrepareNote[],
  template: Template | null,
): Prepared {
  const serialNumber = serialHex({ serialNumber: content.serial.subarray(2) });
  const prepared = new PreparedCertificate(serialNumber, validity, notes, template);
  Object.freeze(prepared);
  contents.set(prepared, content);
  return prepared;
}

/** For `issue` alone. @throws TypeError for anything that `prepare…` did not make. */
export function contentOf(prepared: Prepared): PreparedContent {
  const content = contents.get(prepared);
  if (content === undefined || !PreparedCertificate.isPrepared(prepared))
    throw new TypeError("not a prepared certificate");
  return content;
}

/** The order to an issuer, whether its key is here or in a batch's thread. */
interface IssuerOrder {
  readonly issuer: Certificate;
  /** Every chain that is known above the issuer: what all of them forbid is refused. Absent or empty: none is known. */
  readonly ancestors?: readonly Ancestors[];
  readonly template: Template;
  /** All alternative names of the certificate; what a request asks for is not copied. */
  readonly names: readonly GeneralNameInput[];
  /** Whole days, 1–36500. */
  readonly days: number;
  readonly now: Date;
  /** How long before `now` the validity begins, in ms, for clocks that run behind; never before the issuer's. */
  readonly backdating?: number;
  /** 16 bytes of a cryptographic random source (8–20 are accepted; CA/B BR §7.1 wants 64 bits of it at least). */
  readonly serialNumber: Uint8Array;
  /** Only for authorities; absent: the template's own. */
  readonly pathLength?: number;
  /** Of the holder's Windows account (`isSid`), where the template takes one. */
  readonly sid?: string | null;
  /** Where the issuer publishes; null and absent: the console has no address, and the certificate does not say. */
  readonly addresses?: IssuerAddresses | null;
}

/** What `requireTemplate` asks of every order. */
interface TemplateOrder {
  readonly template: Template;
  readonly names: readonly GeneralNameInput[];
  readonly days: number;
  readonly pathLength?: number;
}

/**
 * The subject as the template has it; nothing is signed past this. An authority has a subject, and a holder without one
 * has names (RFC 5280 §4.1.2.6).
 * @throws Failure `template.refused` with every rule that stands against the order; `subject.empty`.
 */
function requireTemplate(
  order: TemplateOrder,
  asked: Name,
  key: PublicKeyFacts,
  more: Pick<Asked, "sid" | "published">,
): Name {
  const { template, names, days, pathLength } = order;
  const { subject, refusals } = applyTemplate(template, { subject: asked, names, key, days, pathLength, ...more });
  if (refusals.length > 0)
    throw new Failure("template.refused", { template: template.name, version: template.version, refusals });
  if (isEmptyName(subject) && (isAuthorityTemplate(template) || names.length === 0))
    throw new Failure("subject.empty", {});
  return subject;
}

export interface CertificateOrder extends IssuerOrder {
  readonly request: CertificationRequest;
  /** Instead of the request's, which cannot stand as it is. */
  readonly subject?: Subject | undefined;
  /** Sign although common receivers refuse what stands above: a person was asked. */
  readonly isChainAccepted?: boolean;
}

/**
 * Checks that this issuer may sign this request now, and that the certificate will hold below it, and lays it out. Its
 * validity is that of `validityOf`.
 * @throws Failure `csr.*`, `key.*`, `san.malformed`, `subject.*`, `sign.*`.
 */
export function prepareCertificate(order: CertificateOrder): Prepared {
  const { request } = order;
  requireDays(order.days);
  requireIssuer(order.issuer, order.now);
  const key = requireProvenKey(request);
  const asked = order.subject === undefined ? request.subject : readNameBytes(writeName(order.subject));
  const subject = requireTemplate(order, asked, key, {
    sid: order.sid ?? null,
    published: publishedFor(order.addresses, order.serialNumber),
  });
  requireForeignSubject(subject);
  const holder = {
    key,
    spki: request.spki,
    subject: subject.der,
    hasSubject: !isEmptyName(subject),
    commonName: commonNameOf(subject) ?? "",
  };
  const prepared = underSomeChain(order.ancestors, (ancestors) => prepareBelow(order, holder, ancestors));
  requireSoundChain(order, order.ancestors ?? [], order.isChainAccepted ?? false);
  return prepared;
}

export interface KeyOrder extends IssuerOrder {
  readonly subject: Subject;
  /** SubjectPublicKeyInfo of a key that the caller itself has made. */
  readonly spki: Uint8Array;
}

/**
 * Prepares a certificate for a key that was made here: there is no request, since no proof of possession is needed.
 * One of many below the same issuer, so what stands above is asked once by `requireSoundChain`, not here.
 * @throws Failure `key.*`, `san.malformed`, `subject.*`, `sign.*`.
 */
export function prepareForKey(order: KeyOrder): Prepared {
  requireDays(order.days);
  requireIssuer(order.issuer, order.now);
  const key = requireStrongKey(order.spki);
  const subject = requireTemplate(order, readNameBytes(writeName(order.subject)), key, {
    sid: null,
    published: publishedFor(order.addresses, order.serialNumber),
  });
  const holder = {
    key,
    spki: order.spki,
    subject: subject.der,
    hasSubject: !isEmptyName(subject),
    commonName: commonNameOf(subject) ?? "",
  };
  return underSomeChain(order.ancestors, (ancestors) => prepareBelow(order, holder, ancestors));
}

/** Another certificate for an authority that has one: by this issuer, a second way up to it. */
export interface CrossOrder extends Omit<IssuerOrder, "names" | "sid"> {
  /** The certificate of the authority: its own one, or one by another issuer. */
  readonly certified: Certificate;
  /** As of `CertificateOrder`. */
  readonly isChainAccepted?: boolean;
}

/**
 * Lays out a cross-certificate (RFC 5280 §3.2): the subject, the key and the key identifier of an authority, so that
 * whatever it has signed chains to this issuer too. Its own certificate proves that it holds the key.
 * @throws Failure `sign.not-an-authority`, `sign.cross-of-itself`, `key.*`, `subject.*`, `sign.*`, `template.refused`
 */
export function prepareCross(order: CrossOrder): Prepared {
  const { certified, issuer } = order;
  requireDays(order.days);
  requireIssuer(issuer, order.now);
  if (basicConstraintsOf(certified)?.isCa !== true)
    throw new Failure("sign.not-an-authority", { subject: formatName(certified.subject) });
  if (Buffer.compare(certified.spki, issuer.spki) === 0)
    throw new Failure("sign.cross-of-itself", { issuer: formatName(issuer.subject) });
  const key = requireSoundKey(certified.spki);
  requireForeignSubject(certified.subject);
  requireTemplate({ ...order, names: [] }, certified.subject, key, {
    sid: null,
    published: publishedFor(order.addresses, order.serialNumber),
  });
  const holder = {
    key,
    spki: certified.spki,
    keyId: subjectKeyId(certified) ?? undefined,
    subject: certified.subject.der,
    hasSubject: true,
    commonName: commonNameOf(certified.subject) ?? "",
  };
  const full = { ...order, names: [] };
  const prepared = underSomeChain(order.ancestors, (ancestors) => prepareBelow(full, holder, ancestors));
  requireSoundChain(full, order.ancestors ?? [], order.isChainAccepted ?? false);
  return prepared;
}

interface Holder {
  readonly key: PublicKeyFacts;
  readonly spki: Uint8Array;
  /** The subject key identifier that the key has already; absent: computed of it. */
  readonly keyId?: Uint8Array | undefined;
  /** Name, DER. */
  readonly subject: Uint8Array;
  readonly hasSubject: boolean;
  readonly commonName: string;
}

/** Under a cross-signed authority one way that permits it is enough. */
function underSomeChain(
  chains: readonly Ancestors[] | undefined,
  prepare: (ancestors: Ancestors) => Prepared,
): Prepared {
  let refusal: Failure | null = null;
  for (const ancestors of chains?.length ? chains : [[]]) {
    try {
      return prepare(ancestors);
    } catch (error) {
      if (!isFailure(error)) throw error;
      refusal ??= error;
    }
  }
  throw refusal!;
}

function prepareBelow(order: IssuerOrder, holder: Holder, ancestors: Ancestors): Prepared {
  const { key, spki, keyId, subject, hasSubject, commonName } = holder;
  const { issuer, names, days, now, backdating, serialNumber, sid } = order;
  const { template } = order;
  const pathLength = requirePathLength(template, order.pathLength, { issuer, ancestors });
  const validity = validityOf({ now, backdating, issuer }, days);
  const issuerKeyId = subjectKeyId(issuer) ?? keyIdentifier(issuer.spki);
  const extensions = extensionsOf({
    template,
    key,
    pathLength,
    spki,
    keyId,
    issuerKeyId,
    names,
    hasSubject,
    sid: sid ?? null,
    published: publishedFor(order.addresses, order.serialNumber),
  });
  const content: PreparedContent = {
    serial: writeSerial(serialNumber),
    rest: concat([
      issuer.subject.der,
      writeSequence(writeTime(validity.notBefore), writeTime(validity.notAfter)),
      subject,
      spki,
      writeExplicit(3, writeExtensions(extensions)),
    ]),
    issuerSpki: issuer.spki,
    issuerName: formatName(issuer.subject),
  };
  requireNamesPermitted([issuer, ...ancestors], content, isAuthorityTemplate(template));
  return seal(content, validity, notesOf({ template, names, commonName }, validity), template);
}

export interface SelfSignedOrder {
  readonly subject: Subject;
  readonly names: readonly GeneralNameInput[];
  readonly spki: Uint8Array;
  readonly template: Template;
  readonly days: number;
  readonly now: Date;
  /** As of `IssuerOrder`. */
  readonly backdating?: number;
  readonly serialNumber: Uint8Array;
  readonly pathLength?: number;
}

/**
 * Lays out a certificate that its own key will sign: a root (`root-ca`) or a test server. An authority has a subject.
 * @throws Failure `key.*`, `san.malformed`, `subject.*`, `sign.days-out-of-range`, `sign.path-length-out-of-range`.
 */
export function prepareSelfSigned(order: SelfSignedOrder): Prepared {
  const { template } = order;
  requireDays(order.days);
  const pathLength = requirePathLength(template, order.pathLength, null);
  const key = requireStrongKey(order.spki);
  const subject = requireTemplate(order, readNameBytes(writeName(order.subject)), key, { sid: null });
  const validity = validityOf({ now: order.now, backdating: order.backdating, issuer: null }, order.days);
  const issuerKeyId = keyIdentifier(order.spki);
  const extensions = extensionsOf({
    template,
    key,
    pathLength,
    spki: order.spki,
    issuerKeyId,
    names: order.names,
    hasSubject: !isEmptyName(subject),
  });
  const content: PreparedContent = {
    serial: writeSerial(order.serialNumber),
    rest: concat([
      subject.der,
      writeSequence(writeTime(validity.notBefore), writeTime(validity.notAfter)),
      subject.der,
      order.spki,
      writeExplicit(3, writeExtensions(extensions)),
    ]),
    issuerSpki: order.spki,
    issuerName: commonNameOf(subject) ?? "",
  };
  const { names } = order;
  return seal(
    content,
    validity,
    notesOf({ template, names, commonName: commonNameOf(subject) ?? "" }, validity),
    template,
  );
}

/** The certificate of an OCSP responder: its key was made here, and its issuer is the authority that it answers for. */
export interface ResponderOrder extends Pick<IssuerOrder, "issuer" | "days" | "now" | "backdating" | "serialNumber"> {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
}

/**
 * Lays out the certificate of a delegated OCSP responder (RFC 6960 §4.2.2.2): for OCSP signing alone, and with
 * ocsp-nocheck (§4.2.2.2.1), since there is nothing to ask whether it is revoked: it lives for a short time instead.
 * @throws Failure `key.*`, `sign.*`.
 */
export function prepareResponder(order: ResponderOrder): Prepared {
  const { issuer, spki } = order;
  requireDays(order.days);
  requireIssuer(issuer, order.now);
  const key = requireStrongKey(spki);
  const validity = validityOf(order, order.days);
  const name = (commonNameOf(issuer.subject) ?? "").slice(0, longestResponderName);
  const template = builtIn["ocsp-responder"];
  const extensions = extensionsOf({
    template,
    key,
    pathLength: null,
    spki,
    issuerKeyId: subjectKeyId(issuer) ?? keyIdentifier(issuer.spki),
    names: [],
    hasSubject: true,
  });
  const content: PreparedContent = {
    serial: writeSerial(order.serialNumber),
    rest: concat([
      issuer.subject.der,
      writeSequence(writeTime(validity.notBefore), writeTime(validity.notAfter)),
      writeName({ CN: `${name} OCSP`.trim() }),
      spki,
      writeExplicit(3, writeExtensions(extensions)),
    ]),
    issuerSpki: issuer.spki,
    issuerName: formatName(issuer.subject),
  };
  requireNamesPermitted([issuer], content, false);
  return seal(content, validity, [], template);
}

/** A common name has 64 characters (RFC 5280 Appendix A.1), and ` OCSP` stands behind it. */
const longestResponderName = 59;

export interface RenewalOrder {
  /** The certificate that the new one follows: its subject, names and extensions are repeated. */
  readonly former: Certificate;
  /** Null: the key signs its own certificate. */
  readonly issuer: Certificate | null;
  /** As of `CertificateOrder`. */
  readonly ancestors?: readonly Ancestors[];
  /** SubjectPublicKeyInfo, DER: of a new key, or the one before. */
  readonly spki: Uint8Array;
  /** Alternative names beside those of the former certificate. */
  readonly added: readonly GeneralNameInput[];
  readonly days: number;
  readonly now: Date;
  readonly backdating?: number;
  readonly serialNumber: Uint8Array;
  readonly isChainAccepted?: boolean;
  /** Where the issuer publishes, instead of what the former certificate says of it; null and absent: as that says. */
  readonly addresses?: IssuerAddresses | null;
  /** By which the former certificate was made; null and absent: it is not known, and the former one is repeated. */
  readonly template?: Template | null;
}

/**
 * Checks and lays out the next certificate of a holder: the very subject of the one before, its names and what its
 * extensions say of the holder (`renewedExtensions`), under this issuer or signed by its own key. What is new of it, names,
 * key and days, is held against the template that the former one was made by.
 * @throws Failure `key.*`, `subject.*`, `sign.*`, `template.refused`, `der.malformed` where the former one cannot be read.
 */
export function prepareRenewal(order: RenewalOrder): Prepared {
  const { former, issuer } = order;
  requireDays(order.days);
  if (issuer !== null) requireIssuer(issuer, order.now);
  requireForeignSubject(former.subject);
  const key = order.spki === former.spki ? requireSoundKey(order.spki) : requireStrongKey(order.spki);
  if (order.template) requireRenewable(order, order.template, key);
  const prepared = underSomeChain(order.ancestors, (ancestors) => renewBelow(order, key, ancestors));
  if (issuer !== null) {
    const chain = { issuer, template: templateLike(former), days: order.days, now: order.now };
    requireSoundChain(chain, order.ancestors ?? [], order.isChainAccepted ?? false);
  }
  return prepared;
}

/** @throws Failure `template.refused`. */
function requireRenewable(order: RenewalOrder, template: Template, key: PublicKeyFacts): void {
  const { former, added, days } = order;
  const names = [...writableNamesOf(former), ...added];
  const pathLength = basicConstraintsOf(former)?.pathLength ?? undefined;
  requireTemplate({ template, names, days, ...(pathLength === undefined ? {} : { pathLength }) }, former.subject, key, {
    sid: sidOf(former),
    published: publishedFor(order.addresses, order.serialNumber),
  });
}

function renewBelow(order: RenewalOrder, key: PublicKeyFacts, ancestors: Ancestors): Prepared {
  const { former, issuer, spki } = order;
  const template = templateLike(former);
  const isAuthority = isAuthorityTemplate(template);
  if (issuer !== null && isAuthority) {
    const limit = pathLengthRoom(issuer, ancestors);
    if (limit !== null && limit.room < 1) throw usedUp(limit.setBy);
  }
  const validity = validityOf({ now: order.now, backdating: order.backdating, issuer }, order.days);
  const issuerName = issuer?.subject ?? former.subject;
  const extensions = renewedExtensions({
    former,
    isSameIssuer: compareKeyOf(issuerName) === compareKeyOf(former.issuer),
    key,
    spki,
    issuerKeyId: issuer === null ? keyIdentifier(spki) : (subjectKeyId(issuer) ?? keyIdentifier(issuer.spki)),
    added: order.added,
    addresses: order.addresses
      ? placeExtensions(order.template?.rules ?? {}, publishedFor(order.addresses, order.serialNumber))
      : null,
  });
  const content: PreparedContent = {
    serial: writeSerial(order.serialNumber),
    rest: concat([
      issuerName.der,
      writeSequence(writeTime(validity.notBefore), writeTime(validity.notAfter)),
      former.subject.der,
      spki,
      writeExplicit(3, writeExtensions(extensions)),
    ]),
    issuerSpki: issuer?.spki ?? spki,
    issuerName: formatName(issuerName),
  };
  if (issuer !== null) requireNamesPermitted([issuer, ...ancestors], content, isAuthority);
  const names = [...writableNamesOf(former), ...order.added];
  return seal(
    content,
    validity,
    notesOf({ template, names, commonName: commonNameOf(former.subject) ?? "" }, validity),
    order.template ?? null,
  );
}

/** Requires that the request proves possession of a sound key. */
function requireProvenKey(request: CertificationRequest): PublicKeyFacts {
  const facts = {
    subject: formatName(request.subject),
    algorithm: readSignatureAlgorithm(request.signatureAlgorithm).label,
  };
  const key = requireSoundKey(request.spki);
  const verdict = requestSignatureVerdict(request);
  if (verdict === "unsupported") throw new Failure("csr.unsupported-signature", facts);
  if (verdict === "invalid") throw new Failure("csr.bad-signature", facts);
  return key;
}

const maximumDays = 36_500;

/** The days that a certificate may be valid for. @throws Failure `sign.days-out-of-range` */
export function requireDays(days: number): void {
  if (!Number.isInteger(days) || days < 1 || days > maximumDays) {
    throw new Failure("sign.days-out-of-range", { days, minimum: 1, maximum: maximumDays });
  }
}

/**
 * Below an issuer with pathLength n an authority may have n − 1 at most (RFC 5280 §4.2.1.9), and less where an ancestor
 * says so.
 */
function requirePathLength(
  { rules: { authority } }: Template,
  asked: number | undefined,
  above: { issuer: Certificate; ancestors: Ancestors } | null,
): number | null {
  const limit = above === null ? null : pathLengthRoom(above.issuer, above.ancestors);
  if (authority === undefined) return null;
  if (limit !== null && limit.room < 1) throw usedUp(limit.setBy);
  const highest = limit === null ? null : limit.room - 1;
  const pathLength = asked ?? authority.pathLength ?? highest;
  if (pathLength === null) return null;
  const isPossible = Number.isInteger(pathLength) && pathLength >= 0 && pathLength <= (highest ?? 255);
  if (!isPossible) throw new Failure("sign.path-length-out-of-range", { pathLength, maximum: highest ?? 255 });
  return pathLength;
}

interface Named {
  readonly template: Template;
  readonly names: readonly GeneralNameInput[];
  readonly commonName: string;
}

function notesOf(named: Named, { asked, notAfter }: { asked: Date; notAfter: Date }): PrepareNote[] {
  const notes: PrepareNote[] = [];
  if (notAfter < asked) notes.push({ code: "validity-cut", asked, notAfter });
  const host = named.template.rules.purposes.includes(Oid.serverAuth)
    ? unlistedHost(named.commonName, named.names)
    : null;
  if (host !== null) notes.push({ code: "host-not-listed", host: host.value });
  return notes;
}
