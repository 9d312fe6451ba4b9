import type { NewFile } from "./files.ts";
import type { NewService } from "./services.ts";

/** The example inventory: names, services and a batch that are marked as such where they are stored. */

/** A certificate of the example that an authority of the example signed. */
export interface ExampleSignature {
  /** Of the certificate. */
  readonly fileName: string;
  /** As `serialHex` of the certificate. */
  readonly serialNumber: string;
  /** SHA-256 of the SubjectPublicKeyInfo of its issuer, hex. */
  readonly issuerSpkiSha256: string;
  readonly issuerFileName: string;
  readonly requestFileName: string;
}

export interface ExampleContent {
  readonly files: readonly NewFile[];
  readonly signatures: readonly ExampleSignature[];
  readonly services: readonly NewService[];
}

/** How much of the example is here. */
export interface ExampleCounts {
  readonly names: number;
  readonly services: number;
  readonly batches: number;
  /** The names of its authorities, as they are called now. */
  readonly authorities: readonly string[];
}

/** A name of the example that stays, because something that is none of it needs it. */
export interface KeptExample {
  readonly name: string;
  /** The files, services and batches that need it; empty where another kept name does. */
  readonly neededBy: readonly { readonly kind: "file" | "service" | "batch"; readonly name: string }[];
}

export interface RemovedExample {
  readonly names: readonly string[];
  readonly services: readonly string[];
  readonly batches: readonly string[];
  readonly kept: readonly KeptExample[];
}

export interface Example {
  example(): Promise<ExampleCounts>;
  /**
   * Stores all of it, marked. @throws Failure `name.in-use`, `service.name-in-use`, `example.loaded` when there is some
   * of it already.
   */
  storeExample(content: ExampleContent): Promise<void>;
  /**
   * Takes away what is marked, with all that was made under its names since, and lets stay what something else needs.
   * @throws Failure `example.absent` when there is none
   */
  removeExample(): Promise<RemovedExample>;
}
