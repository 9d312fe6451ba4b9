import type { Certificate } from "../x509/certificate.ts";
import type { OcspResponse } from "../ocsp/response.ts";
import type { Crl } from "../x509/crl.ts";
import type { Limits } from "./budget.ts";
import type { SignatureMemory } from "./signature-memory.ts";

export type PathPurpose = "server" | "client" | "any";

/**
 * "standard": RFC 5280 §6 and everything that would make a certificate ambiguous; breaches of the profile of §4 are
 * notes. "strict": those breaches reject too (as `openssl verify -x509_strict` does). "web": strict and the CA/Browser
 * Forum's Baseline Requirements as far as a relying party can see them.
 */
export type PathProfile = "standard" | "strict" | "web";

export interface PeerName {
  /** `email` is what people write with an "@": the address of a mailbox, or a user principal name. */
  readonly kind: "dns" | "ip" | "email" | "upn";
  readonly value: string;
}

export interface PathInput {
  readonly target: Certificate;
  /** A pool: the order means nothing. */
  readonly untrusted: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  /** The instant to judge at; fractions of a second are dropped, because certificates know whole seconds. */
  readonly at: Date;
  readonly purpose: PathPurpose;
  /** The peer, by kind or as text, as `readPeerName` reads it. */
  readonly name?: PeerName | string;
  readonly profile?: PathProfile;
  /** Certificates that could be added: never trusted paths by themselves, only advice ("add this intermediate"). */
  readonly inventory?: readonly Certificate[];

  readonly crls?: readonly Crl[];
  /** Evidence beside the lists (RFC 6960 §3.2): stapled, or fetched by either side. */
  readonly ocspResponses?: readonly OcspResponse[];
  /** With CRLs or responses: must every certificate below the anchor be covered? Default "require" when some are given. */
  readonly revocation?: "require" | "when-available";
  /**
   * CRLs and answers of OCSP that were issued more days ago than this are not used. Default: 10 for those without a
   * nextUpdate, which would otherwise speak for ever, and no limit for those that say when they end.
   */
  readonly crlMaxAge?: number;

  /**
   * Does what the anchor's certificate says bind (validity, basicConstraints, keyUsage, EKU, name and policy
   * constraints)? RFC 5280 §6.1.1 (d) takes a name and a key only; RFC 5937 and every browser's root programme let it
   * bind. Default true.
   */
  readonly anchorConstraints?: boolean;
  /** Its validity alone; default as `anchorConstraints`. */
  readonly anchorValidity?: boolean;
  /** May the target itself be trusted because it is among the anchors? Default true. */
  readonly directTrust?: boolean;
  /** RFC 5280 §6.1.1 (c), (e)–(g); defaults: anyPolicy and no. */
  readonly initialPolicies?: readonly string[];
  readonly requireExplicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
  /** Intermediates that are not self-issued (RFC 5280 §6.1.2 (k)); default no limit but the budget's depth. */
  readonly maxPathLength?: number;
  /** Minimum strength of keys and digests (strength.ts); default 112: no SHA-1, no RSA below 2048. 0 turns it off. */
  readonly securityBits?: number;
  /** "all" (default) looks on after a trusted path, for the picture; "first" stops there. */
  readonly explore?: "all" | "first";
  readonly limits?: Partial<Limits>;
  /** Signatures that were checked already, which cost nothing again; what is checked here is added. */
  readonly signatures?: SignatureMemory;
}
