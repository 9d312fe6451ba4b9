import type { KeyUsageBit } from "../x509/extension-values.ts";
import type { NameKind, PublishedThing } from "./decision.ts";
import type { SubjectField } from "../x509/name-attribute.ts";

/**
 * What a certificate may say and must say, by the one who answers for the authority. A template is data: rules for the
 * subject, the names, the key, the uses and the time, which `applyTemplate` enforces before each signature. Browser-safe.
 */

/** Where an attribute of the subject comes from. */
export type AttributeRule =
  /** As it is asked for; with patterns (`matchesPattern`), one of them has to fit. */
  | { readonly from: "request"; readonly isRequired?: boolean; readonly patterns?: readonly string[] }
  /** The same in each certificate, whatever is asked for. */
  | { readonly from: "template"; readonly value: string }
  | { readonly from: "nowhere" };

/** How many names of one kind, and which. */
export interface NameRule {
  /** At least; absent: 0. */
  readonly minimum?: number;
  /** At most; absent: no limit. */
  readonly maximum?: number;
  /** One of them has to fit each name: `matchesPattern`, for addresses a network (`10.20.0.0/16`). Absent: any name. */
  readonly patterns?: readonly string[];
}

/** A key that may be certified: a family, with the fewest and the most bits of RSA or the curve of EC. */
export type KeyRule =
  | { readonly family: "rsa"; readonly minimumBits: number; readonly maximumBits?: number }
  | { readonly family: "rsa-pss"; readonly minimumBits: number; readonly maximumBits?: number }
  | { readonly family: "ec"; readonly curves: readonly string[] }
  | { readonly family: "ed25519" | "ed448" | "ml-dsa" };

export interface PolicyRule {
  /** Dotted object identifier. */
  readonly policy: string;
  /** Where its certification practice statement stands (RFC 5280 §4.2.1.4), or null. */
  readonly cps: string | null;
}

export interface CustomExtension {
  /** Dotted object identifier. */
  readonly oid: string;
  readonly isCritical: boolean;
  /** As of `readExtensionValue`: a type and its value, or DER in hexadecimal. */
  readonly value: string;
}

/** Where one thing that the authority publishes is said to be. */
export type PlaceRule =
  /** Where the console publishes it, when it has an address for that; `isRequired`: refused while it has none. */
  | { readonly from: "authority"; readonly isRequired?: boolean }
  /** At these; `{base}` stands for the address of the console, `{ca}` for the name that the authority publishes under. */
  | { readonly from: "template"; readonly addresses: readonly string[] }
  | { readonly from: "nowhere" };

/** Names of kinds as they are typed (`DNS:example.com`, `IP:10.0.0.0/8`, `email:example.com`): RFC 5280 §4.2.1.10. */
export interface NameConstraintRules {
  readonly permitted: readonly string[];
  readonly excluded: readonly string[];
}

export interface TemplateRules {
  readonly subject: {
    /** By the field as it is typed (`CN`, `O`). */
    readonly attributes: Readonly<Partial<Record<SubjectField["field"], AttributeRule>>>;
    /** Of every attribute that has no rule. */
    readonly others: "request" | "nowhere";
  };
  /** A kind that is absent is refused. */
  readonly names: Readonly<Partial<Record<NameKind, NameRule>>>;
  /** Absent: each key that is strong enough for a signature here. */
  readonly keys?: readonly KeyRule[];
  /** keyEncipherment and dataEncipherment are written for RSA keys alone: no other key can do them. */
  readonly keyUsage: readonly KeyUsageBit[];
  /** Dotted purposes of extendedKeyUsage; none: the extension is left out (an authority's would bind all below it). */
  readonly purposes: readonly string[];
  /** RFC 3161 §2.3 wants a critical extendedKeyUsage of a time stamp's signer. */
  readonly arePurposesCritical?: boolean;
  /** Whole days: where none are asked for, and at most. */
  readonly days: { readonly byDefault: number; readonly maximum: number };
  /** Present: what is certified is an authority. */
  readonly authority?: {
    /** Where none is asked for; null: no limit. */
    readonly pathLength: number | null;
    /** The longest that may be asked for; absent: as long as the issuer lets it be. */
    readonly longestPath?: number;
    readonly nameConstraints?: NameConstraintRules;
  };
  /**
   * Where revocation lists (cRLDistributionPoints, freshestCRL), the OCSP responder and the issuer's certificate
   * (authorityInfoAccess) are said to be. A thing that is absent: from the authority.
   */
  readonly publication?: Readonly<Partial<Record<PublishedThing, PlaceRule>>>;
  readonly policies?: readonly PolicyRule[];
  /** RFC 7633 numbers: 5 demands a stapled OCSP answer. */
  readonly tlsFeatures?: readonly number[];
  /** The security identifier of a Windows account (extension 1.3.6.1.4.1.311.25.2). Absent: refused. */
  readonly sid?: "optional" | "required";
  /** id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1). */
  readonly isOcspNoCheck?: boolean;
  readonly extensions?: readonly CustomExtension[];
}

export interface Template {
  /** As it is typed. */
  readonly name: string;
  /** 1 and up; a certificate remembers it. */
  readonly version: number;
  readonly rules: TemplateRules;
}

/** True for a template of authorities. */
export function isAuthorityTemplate({ rules }: Pick<Template, "rules">): boolean {
  return rules.authority !== undefined;
}
