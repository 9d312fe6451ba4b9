import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { AttributeRule, KeyRule, NameRule, TemplateRules } from "@/lib/pki/templates/template.ts";
import { sectionHeadClass } from "../styles/section";
import { tableBoxClass } from "../styles/table";

type RuleTexts = UiTexts["templates"]["rules"];

interface RuleFactsProps {
  readonly rules: TemplateRules;
  /** Purposes by their names. */
  readonly purposes: readonly string[];
  readonly texts: RuleTexts;
}

/** The rules of a template in words, a line for each thing that a certificate says. */
export function RuleFacts({ rules, purposes, texts }: RuleFactsProps) {
  const { authority, policies = [], extensions = [], tlsFeatures = [] } = rules;
  const constraints = authority?.nameConstraints;
  const lines: readonly (readonly [label: string, values: readonly string[]])[] = [
    [texts.subject, subjectLines(rules.subject, texts)],
    [texts.names, nameLines(rules.names, texts)],
    [texts.keys, rules.keys === undefined ? [texts.anyKey] : rules.keys.map(keyWords)],
    [texts.keyUsage, [rules.keyUsage.join(", ")]],
    [texts.purposes, purposes.length === 0 ? [texts.none] : [purposes.join(", ")]],
    [texts.days, [`${rules.days.byDefault} – ${rules.days.maximum}`]],
    ...(authority === undefined
      ? []
      : ([[texts.path, [authority.pathLength === null ? texts.noLimit : String(authority.pathLength)]]] as const)),
    ...(constraints === undefined
      ? []
      : ([
          [
            texts.constraints,
            [...constraints.permitted.map((text) => `+ ${text}`), ...constraints.excluded.map((text) => `− ${text}`)],
          ],
        ] as const)),
    ...(rules.publication === undefined ? [] : ([[texts.publication, placeLines(rules.publication, texts)]] as const)),
    ...(tlsFeatures.length === 0
      ? []
      : ([[texts.tlsFeatures, tlsFeatures.map((each) => (each === 5 ? texts.stapling : String(each)))]] as const)),
    ...(policies.length === 0
      ? []
      : ([[texts.policies, policies.map(({ policy, cps }) => [policy, cps ?? ""].join(" ").trim())]] as const)),
    ...(rules.sid === undefined
      ? []
      : ([[texts.sid, [rules.sid === "required" ? texts.sidRequired : texts.sidOptional]]] as const)),
    ...(extensions.length === 0
      ? []
      : ([[texts.extensions, extensions.map(({ oid, value }) => `${oid} ${value}`)]] as const)),
  ];
  return (
    <section aria-labelledby="rules">
      <div className={sectionHeadClass}>
        <h2 id="rules">{texts.title}</h2>
      </div>
      <div className={tableBoxClass}>
        <table className="w-full">
          <tbody>
            {lines.map(([label, values]) => (
              <tr key={label}>
                <td className="w-40 align-top text-muted max-md:w-28">{label}</td>
                <td className="wrap-anywhere">
                  {values.map((value) => (
                    <div key={value}>{value}</div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function subjectLines({ attributes, others }: TemplateRules["subject"], texts: RuleTexts): string[] {
  const own = Object.entries(attributes).map(([field, rule]) => `${field}: ${attributeWords(rule, texts)}`);
  return [...own, `${texts.others}: ${others === "request" ? texts.asAsked : texts.refused}`];
}

function attributeWords(rule: AttributeRule, texts: RuleTexts): string {
  if (rule.from === "template") return fill(texts.fixed, { value: rule.value });
  if (rule.from === "nowhere") return texts.refused;
  const words = [rule.patterns?.join(" | ") ?? texts.asAsked, ...(rule.isRequired === true ? [texts.required] : [])];
  return words.join(", ");
}

function nameLines(names: TemplateRules["names"], texts: RuleTexts): string[] {
  const lines = Object.entries(names).map(([kind, rule]) => `${kind}: ${nameWords(rule, texts)}`);
  return lines.length === 0 ? [texts.refused] : lines;
}

function nameWords({ minimum, maximum, patterns }: NameRule, texts: RuleTexts): string {
  return [
    patterns?.join(" | ") ?? texts.any,
    ...(minimum === undefined ? [] : [fill(texts.atLeast, { count: minimum })]),
    ...(maximum === undefined ? [] : [fill(texts.atMost, { count: maximum })]),
  ].join(", ");
}

function placeLines(publication: NonNullable<TemplateRules["publication"]>, texts: RuleTexts): string[] {
  return Object.entries(publication).map(([thing, rule]) => {
    const words = { authority: texts.published, nowhere: texts.none, template: "" }[rule.from];
    const isRequired = rule.from === "authority" && rule.isRequired === true;
    const place = rule.from === "template" ? rule.addresses.join(", ") : isRequired ? texts.publishedRequired : words;
    return `${texts.things[thing as keyof RuleTexts["things"]]}: ${place}`;
  });
}

function keyWords(rule: KeyRule): string {
  if ("curves" in rule) return rule.curves.join(", ");
  if (!("minimumBits" in rule)) return rule.family;
  return `${rule.family} ${rule.minimumBits}–${rule.maximumBits ?? ""}`;
}
