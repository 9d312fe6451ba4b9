import type { ComparedField, Relation } from "../../pki/inspect/compare.ts";

/** The words of a comparison. */
export interface CompareTexts {
  /** Extensions, attributes and what is none of these keep the name that OpenSSL gives them. */
  readonly fields: Readonly<
    Record<Exclude<ComparedField, "extension" | "attribute" | "other" | "fingerprint">, string>
  > & {
    readonly fingerprint: (digest: string) => string;
  };
  readonly relations: Readonly<Record<Relation, string>>;
  readonly result: (differences: number, fields: number) => string;
  readonly critical: string;
  readonly firstOf: (count: number) => string;
}
