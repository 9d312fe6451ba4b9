import type { NameConstraintRules, PolicyRule, Template } from "./template.ts";

/** What one certificate of an authority limits, beside what its template says; absent: as the template has it. */
export interface AuthorityLimits {
  /** Names as `writeSubtreeBase` reads them. */
  readonly nameConstraints?: NameConstraintRules | undefined;
  /** Dotted purposes of extendedKeyUsage, which bind everything below (receivers apply them so). */
  readonly purposes?: readonly string[] | undefined;
  readonly policies?: readonly PolicyRule[] | undefined;
}

/**
 * The same template with these limits in the place of its own. A limit that the template has is kept, and a wish adds to
 * it: names that are excluded stay excluded, and permitted ones are only taken where the template leaves all permitted.
 * Returns null where the wish would loosen the template: other purposes, or permitted names beside its own.
 */
export function limitedTemplate(template: Template, limits: AuthorityLimits): Template | null {
  const { rules } = template;
  const { authority } = rules;
  if (authority === undefined) return null;
  const { nameConstraints, purposes, policies } = limits;
  const own = authority.nameConstraints;
  const isLoosened =
    (purposes !== undefined &&
      rules.purposes.length > 0 &&
      purposes.some((purpose) => !rules.purposes.includes(purpose))) ||
    (nameConstraints !== undefined && (own?.permitted ?? []).length > 0 && nameConstraints.permitted.length > 0);
  if (isLoosened) return null;
  const constraints =
    nameConstraints === undefined
      ? own
      : {
          permitted: [...(own?.permitted ?? []), ...nameConstraints.permitted],
          excluded: [...new Set([...(own?.excluded ?? []), ...nameConstraints.excluded])],
        };
  return {
    ...template,
    rules: {
      ...rules,
      purposes: purposes === undefined || purposes.length === 0 ? rules.purposes : purposes,
      ...(policies === undefined || policies.length === 0 ? {} : { policies }),
      authority: {
        ...authority,
        ...(constraints === undefined || constraints.permitted.length + constraints.excluded.length === 0
          ? {}
          : { nameConstraints: constraints }),
      },
    },
  };
}
