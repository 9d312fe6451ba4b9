import type { Phase, Step } from "../../targets/plan.ts";

/** A file of a zip; the README in it describes each in the person's language. */
export type ReadmeEntry =
  | "certificate-pem"
  | "certificate-der"
  | "chain-pem"
  | "pkcs7-pem"
  | "key-locked"
  | "key-clear"
  | "pkcs12"
  | "ssh-public-key"
  | "jwk"
  | "csr"
  | "other";

export interface ReadmeWords {
  readonly title: (name: string) => string;
  readonly entries: Readonly<Record<ReadmeEntry, (name: string) => string>>;
  readonly passphrase: string;
  readonly clear: string;
  readonly java: (name: string) => string;
}

/** The words of STEPS.md. */
export interface PackTexts {
  readonly files: string;
  readonly file: string;
  readonly kind: string;
  readonly inside: string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly states: Readonly<Record<"public" | "clear" | "locked" | "left-out", string>>;
  readonly keys: string;
  readonly missing: string;
  readonly missingHow: string;
  readonly keysLeftOut: string;
  readonly keyFrom: (name: string) => string;
  readonly keysLocked: string;
  readonly keysClear: string;
  readonly phases: Readonly<Record<Phase, string>>;
  readonly places: Readonly<Record<Step["where"], string>>;
  readonly unconfirmed: string;
  readonly settings: string;
  readonly troubles: string;
  readonly checksums: string;
  readonly checksumsHow: string;
}

/** What a certificate is to be, for the people at the authority's key. */
export interface AskedCertificateFacts {
  readonly subject: string;
  readonly authority: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly isAuthority: boolean;
  readonly pathLength: number | null;
  readonly names: readonly string[];
  readonly template: string;
  readonly by: string;
}

export interface AskedListFacts {
  readonly authority: string;
  readonly number: number;
  readonly entries: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly by: string;
}

/** What is asked of an authority whose key is not here, in sentences. */
export interface OfflineWords {
  readonly certificate: (facts: AskedCertificateFacts) => readonly string[];
  readonly list: (facts: AskedListFacts) => readonly string[];
}
