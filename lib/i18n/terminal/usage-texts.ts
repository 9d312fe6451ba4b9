/** Commands that can be typed; a language without one of them does not compile. */
export type TypedName =
  | "usage"
  | "list"
  | "inspect"
  | "match"
  | "verify"
  | "unlock"
  | "csr"
  | "selfsigned"
  | "sign"
  | "client-batch"
  | "batch-status"
  | "pkcs12-to-ssh"
  | "targets"
  | "preflight"
  | "rehearse"
  | "pack"
  | "bundle"
  | "rebuild";

export interface UsageText {
  readonly summary: string;
  readonly details: readonly string[];
  readonly examples: readonly string[];
}

export type UsageTexts = { readonly [N in TypedName]: UsageText };
