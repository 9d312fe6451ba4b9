/** The kinds of alternative names that are written. */
export type NameKind = "dns" | "ip" | "email" | "uri" | "upn" | "rid";

/** What an authority publishes, and a certificate may say the place of. */
export type PublishedThing = "lists" | "ocsp" | "issuer";

/** A rule that stands against what was asked for. Texts are as the request has them. */
export type TemplateRefusal =
  | { readonly code: "template.attribute-refused"; readonly attribute: string; readonly value: string }
  | { readonly code: "template.attribute-missing"; readonly attribute: string }
  | {
      readonly code: "template.attribute-misfit";
      readonly attribute: string;
      readonly value: string;
      readonly patterns: readonly string[];
    }
  | { readonly code: "template.kind-refused"; readonly kind: NameKind; readonly value: string }
  | {
      readonly code: "template.name-misfit";
      readonly kind: NameKind;
      readonly value: string;
      readonly patterns: readonly string[];
    }
  | { readonly code: "template.names-few"; readonly kind: NameKind; readonly count: number; readonly minimum: number }
  | { readonly code: "template.names-many"; readonly kind: NameKind; readonly count: number; readonly maximum: number }
  | { readonly code: "template.key-refused"; readonly label: string; readonly allowed: readonly string[] }
  | { readonly code: "template.days-many"; readonly days: number; readonly maximum: number }
  | { readonly code: "template.path-long"; readonly pathLength: number; readonly maximum: number }
  | { readonly code: "template.sid-refused"; readonly sid: string }
  | { readonly code: "template.sid-missing" }
  /** The console has no address to say where the authority publishes this. */
  | { readonly code: "template.address-missing"; readonly thing: PublishedThing };

export type TemplateField = "subject" | "names" | "key" | "days" | "path-length" | "sid" | "publication";

/** What became of one thing that was asked for, or that the template adds. */
export interface TemplateRow {
  readonly field: TemplateField;
  /** The attribute, the kind of name or the published thing; "" for the others. */
  readonly part: string;
  readonly outcome: "taken" | "changed" | "added" | "refused";
  /** As it was asked for; null: it was not. */
  readonly asked: string | null;
  /** As it would stand in the certificate; null: not at all. */
  readonly granted: string | null;
  readonly refusal: TemplateRefusal | null;
}

type Decided = Omit<TemplateRow, "refusal"> & { readonly refusal?: TemplateRefusal };

/** A row, without a refusal where none is given. */
export const row = (decided: Decided): TemplateRow => ({ refusal: null, ...decided });
