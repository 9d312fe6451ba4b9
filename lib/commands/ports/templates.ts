import type { Template } from "../../pki/templates/template.ts";

/** A version of a template that is kept. */
export interface KeptTemplate extends Template {
  /** What was changed and why, as its author wrote it. */
  readonly note: string;
  readonly createdAt: Date;
  /** E-mail address or token name. */
  readonly createdBy: string;
  /** Certificates that were made by this version. */
  readonly issued: number;
}

export interface NewTemplateVersion extends Pick<Template, "name" | "rules"> {
  /** The version that it was written on; 0: a new template. */
  readonly basedOn: number;
  readonly note: string;
  /** Its author: e-mail address or token name. */
  readonly by: string;
}

export interface Templates {
  /** The version in use of each kept template, in order of name. */
  templates(): Promise<readonly KeptTemplate[]>;
  /** A version of a kept template, or the one in use; null where there is none. */
  template(name: string, version?: number): Promise<KeptTemplate | null>;
  /** All versions of a kept template, the one in use first. */
  templateVersions(name: string): Promise<readonly KeptTemplate[]>;
  /**
   * The name and version by which a certificate was made here, by the SHA-256 of its DER (hex); null for one that came
   * from elsewhere.
   */
  templateOf(sha256: string): Promise<Pick<Template, "name" | "version"> | null>;
  /** Certificates of each built-in template, by its name. */
  issuedByTemplate(names: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Adds the next version. Answers its number.
   * @throws Failure `template.changed-meanwhile` where `basedOn` is not the version in use
   */
  saveTemplate(version: NewTemplateVersion): Promise<number>;
}
