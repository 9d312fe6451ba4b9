import type { ErrorCode, ErrorFacts } from "../failure.ts";
import type { ElementKind } from "../inspect/types.ts";

/** What was met in the files that a bundle was made from: code → facts. `fileName` is "" for pasted text; lines count from 1. */
export interface SourceNoteFacts {
  /** A private key never goes into a bundle. */
  "bundle.key-left-out": { fileName: string; line: number | null; isLocked: boolean };
  "bundle.other-left-out": { fileName: string; line: number | null; kind: ElementKind };
  /** PKCS#7, or PKCS#12 that opens without a passphrase. */
  "bundle.from-container": { fileName: string; line: number | null; kind: "pkcs7" | "pkcs12"; certificates: number };
  "bundle.container-locked": { fileName: string };
  "bundle.file-unreadable": { fileName: string; reason: ErrorCode };
  "bundle.unreadable": { fileName: string; line: number | null; kind: ElementKind };
  "bundle.broken-block": {
    fileName: string;
    line: number;
    label: string;
    problem: ErrorFacts["pem.malformed"]["problem"];
  };
  /** OpenSSL's `TRUSTED CERTIFICATE`: the settings behind the certificate were cut off. */
  "bundle.trust-settings": { fileName: string; line: number | null; alias: string };
  "bundle.trailing-bytes": { fileName: string; line: number | null; count: number };
  "bundle.text-line-ends": { fileName: string; found: "crlf" | "cr" | "mixed" };
  "bundle.text-mark": { fileName: string; isInside: boolean };
  "bundle.text-utf16": { fileName: string };
  "bundle.text-indented": { fileName: string };
  /** Blocks that followed each other without a line break: many readers lose the second one. */
  "bundle.text-glued": { fileName: string; count: number };
  /** `Bag Attributes` of `openssl pkcs12`, `subject=` and `issuer=` of s_client. */
  "bundle.text-attributes": { fileName: string };
  "bundle.text-comments": { fileName: string; lines: number };
}

export type SourceNoteCode = keyof SourceNoteFacts;
export type SourceNote = {
  readonly [C in SourceNoteCode]: { readonly code: C; readonly params: SourceNoteFacts[C] };
}[SourceNoteCode];
