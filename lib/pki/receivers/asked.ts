import { verify } from "node:crypto";
import { Oid } from "../asn1/oid.ts";
import { type KeyFamily, publicKeyObject } from "../keys/public-key.ts";
import { type SignatureVerdict, verifySignature } from "../keys/signature.ts";
import type { SignatureAlgorithm } from "../keys/signature-algorithm.ts";
import type { PathFacts } from "../path/facts.ts";
import { readPeerName } from "../path/names/peer-name.ts";
import type { PathPurpose, PeerName } from "../path/options.ts";
import { factsForReceivers } from "./key-form.ts";
import { keyWithoutParameters, withoutForbiddenParameters } from "./algorithm-form.ts";
import { SignatureMemory } from "../path/signature-memory.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Crl } from "../x509/crl.ts";

/** What is shown to a receiver, and what it was told. */
export interface ReceiverQuestion {
  readonly target: Certificate;
  /** The other certificates that are sent, in their order. */
  readonly sent: readonly Certificate[];
  /** What the receiver trusts, in the order of its file. */
  readonly anchors: readonly Certificate[];
  readonly at: Date;
  /** `server` and `client`: shown in a TLS handshake; `any`: only a path is asked for. */
  readonly purpose: PathPurpose;
  /** The name that a client expects of a server. */
  readonly name?: PeerName | string;
  /** Revocation lists that the receiver was given; absent: it asks none. Only some receivers look at lists. */
  readonly crls?: readonly Crl[];
  /** False leaves out what only a handshake refuses (curves outside of TLS); default true. */
  readonly handshake?: boolean;
  /** The roots are public ones: the rules of browsers for them bind too. */
  readonly isPublic?: boolean;
  /** Signatures that were checked already; what is checked here is added. */
  readonly signatures?: SignatureMemory;
}

/** A question with everything decoded once for all receivers. */
export class Asked {
  readonly target: PathFacts;
  readonly sent: readonly PathFacts[];
  readonly anchors: readonly PathFacts[];
  readonly at: Date;
  readonly purpose: PathPurpose;
  readonly name: PeerName | null;
  readonly crls: readonly Crl[] | null;
  readonly isHandshake: boolean;
  readonly isPublic: boolean;
  readonly #memory: SignatureMemory;
  /** What some receivers check and a validator by RFC 5280 does not; it never reaches the shared memory. */
  readonly #lenient = new SignatureMemory();

  constructor(question: ReceiverQuestion) {
    this.target = factsForReceivers(question.target);
    this.sent = question.sent.map(factsForReceivers);
    this.anchors = question.anchors.map(factsForReceivers);
    this.at = question.at;
    this.purpose = question.purpose;
    this.name = typeof question.name === "string" ? readPeerName(question.name) : (question.name ?? null);
    this.crls = question.crls ?? null;
    this.isHandshake = (question.handshake ?? true) && question.purpose !== "any";
    this.isPublic = question.isPublic ?? false;
    this.#memory = question.signatures ?? new SignatureMemory();
  }

  /** Did the key of `issuer` sign `subject`? Each pair is checked once for all receivers. */
  signed(subject: PathFacts, issuer: PathFacts): SignatureVerdict {
    const { spki } = issuer.certificate;
    const known = this.#memory.find(subject.certificate, spki);
    if (known !== undefined && known !== "unsupported") return known;
    if (known === undefined) {
      const { signatureAlgorithm, tbs, signature } = subject.certificate;
      const verdict = verifySignature(signatureAlgorithm, tbs, signature, spki);
      this.#memory.add(subject.certificate, spki, verdict);
      if (verdict !== "unsupported") return verdict;
    }
    const again = this.#lenient.find(subject.certificate, spki);
    if (again !== undefined) return again;
    const verdict = lenientVerdictOf(subject, issuer);
    this.#lenient.add(subject.certificate, spki, verdict);
    return verdict;
  }

  holds(subject: PathFacts, issuer: PathFacts): boolean {
    return this.signed(subject, issuer) === "valid";
  }
}

/**
 * MD5 too: some receivers have no opinion about digests where no security level is set. Parameters that a standard
 * forbids are passed over; a receiver that looks at them says so itself.
 */
function lenientVerdictOf(subject: PathFacts, issuer: PathFacts): SignatureVerdict {
  const { signatureAlgorithm, tbs, signature } = subject.certificate;
  const spki = keyWithoutParameters(issuer);
  if (subject.algorithm.oid !== Oid.md5WithRsa) {
    const algorithm = withoutForbiddenParameters(subject);
    const isAsItWas = algorithm === null && spki === issuer.certificate.spki;
    return isAsItWas ? "unsupported" : verifySignature(algorithm ?? signatureAlgorithm, tbs, signature, spki);
  }
  if (issuer.publicKey.family !== "rsa") return "invalid";
  try {
    return verify("md5", tbs, publicKeyObject(spki), signature) ? "valid" : "invalid";
  } catch {
    return "unsupported";
  }
}

/** Families of key that a signature algorithm belongs to, MD5 and its kin too. */
export const familiesOf = (algorithm: SignatureAlgorithm): readonly KeyFamily[] =>
  algorithm.families.length > 0 ? algorithm.families : isRetiredRsa(algorithm.oid) ? ["rsa"] : [];

const isRetiredRsa = (oid: string): boolean =>
  oid === Oid.md5WithRsa || oid === Oid.md2WithRsa || oid === Oid.md4WithRsa;

/** node:crypto's name of the digest; `md5` too. */
export const digestOf = (algorithm: SignatureAlgorithm): string | null =>
  algorithm.digest ?? (algorithm.oid === Oid.md5WithRsa ? "md5" : null);

/** The instant compared with a certificate's dates, whole seconds. */
export const secondOf = (date: Date): number => Math.floor(date.getTime() / 1000);
