import { encode, writeOid, writeSequence, writeSetOf } from "../asn1/der-write.ts";
import { abbreviationOf, subjectFields } from "../x509/name-attribute.ts";
import { type Name, type NameAttribute, readNameBytes, writeName } from "../x509/name.ts";
import type { Subject } from "../x509/subject.ts";
import { row, type TemplateRow } from "./decision.ts";
import { matchesPattern } from "./pattern.ts";
import type { AttributeRule, TemplateRules } from "./template.ts";

function ruleOf(rules: TemplateRules["subject"], field: string): AttributeRule {
  return (rules.attributes as Readonly<Record<string, AttributeRule>>)[field] ?? { from: rules.others };
}

const fieldOf = ({ type }: NameAttribute): string => abbreviationOf(type) ?? type;

/**
 * Holds a subject against the rules of a template: its own bytes where nothing is changed; else the kept parts in their
 * own encoding and what the template fixes.
 */
export function applySubject(rules: TemplateRules["subject"], asked: Name): { rows: TemplateRow[]; subject: Name } {
  const rows: TemplateRow[] = [];
  const written = new Set<string>();
  let isChanged = false;
  const rdns = asked.rdns.flatMap((rdn) => {
    const kept = rdn.filter((attribute) => {
      const field = fieldOf(attribute);
      const rule = ruleOf(rules, field);
      const { value } = attribute;
      const here = { field: "subject", part: field, asked: value } as const;
      if (rule.from === "nowhere") {
        const refusal = { code: "template.attribute-refused", attribute: field, value } as const;
        rows.push(row({ ...here, outcome: "refused", granted: null, refusal }));
        return true;
      }
      if (rule.from === "template") {
        // The same text in another string type stays as it is; the first one is replaced, more of them are left out.
        const stays = value === rule.value && !written.has(field);
        rows.push(row({ ...here, outcome: stays ? "taken" : "changed", granted: rule.value }));
        if (stays) written.add(field);
        else isChanged = true;
        return stays;
      }
      written.add(field);
      const { patterns = [] } = rule;
      if (patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, value)))
        rows.push(row({ ...here, outcome: "taken", granted: value }));
      else {
        const refusal = { code: "template.attribute-misfit", attribute: field, value, patterns } as const;
        rows.push(row({ ...here, outcome: "refused", granted: null, refusal }));
      }
      return true;
    });
    return kept.length === 0 ? [] : [kept];
  });
  const added: [field: string, value: string][] = [];
  for (const [field, rule] of Object.entries(rules.attributes) as [string, AttributeRule][]) {
    if (written.has(field)) continue;
    if (rule.from === "template") {
      added.push([field, rule.value]);
      if (!rows.some(({ part }) => part === field))
        rows.push(row({ field: "subject", part: field, outcome: "added", asked: null, granted: rule.value }));
    } else if (rule.from === "request" && rule.isRequired === true) {
      const refusal = { code: "template.attribute-missing", attribute: field } as const;
      rows.push(row({ field: "subject", part: field, outcome: "refused", asked: null, granted: null, refusal }));
    }
  }
  const subject = isChanged || added.length > 0 ? rewrittenName(rdns, added) : asked;
  return { rows, subject };
}

/** The kept parts in their own encoding, the added ones at the place that `writeName` gives them. */
function rewrittenName(
  kept: readonly (readonly NameAttribute[])[],
  added: readonly (readonly [field: string, value: string])[],
): Name {
  const order = subjectFields.map(({ field }) => field as string);
  const parts = kept.map((rdn) => ({
    at: Math.min(...rdn.map((attribute) => placeOf(order, fieldOf(attribute)))),
    der: encodedRdn(rdn),
  }));
  for (const [field, value] of added) {
    const at = placeOf(order, field);
    const before = parts.findIndex((part) => part.at > at);
    const single = readNameBytes(writeName({ [field]: field === "DC" ? [value] : value } as Subject));
    const part = { at, der: encodedRdn(single.rdns[0]!) };
    if (before < 0) parts.push(part);
    else parts.splice(before, 0, part);
  }
  return readNameBytes(writeSequence(...parts.map(({ der }) => der)));
}

/** Attributes of other types stand with the common name. */
const placeOf = (order: readonly string[], field: string): number =>
  order.includes(field) ? order.indexOf(field) : order.indexOf("CN");

const encodedRdn = (rdn: readonly NameAttribute[]): Uint8Array =>
  writeSetOf(...rdn.map(({ type, tag, raw }) => writeSequence(writeOid(type), encode(tag, raw))));
