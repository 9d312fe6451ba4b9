import { clsx } from "clsx";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { compareTexts, nameOfComparedField } from "@/lib/i18n/sentences/compare.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge } from "../ui/badge";
import { Banner } from "../ui/banner";
import { PemBox } from "../pem/pem-box";
import { cardClass, foldClass } from "../styles/card";

type Comparison = OutputOf<"compare">;
type Row = Comparison["rows"][number];

interface ComparisonProps {
  readonly value: Comparison;
  readonly texts: UiTexts["compare"];
  readonly pem: UiTexts["pem"];
  readonly locale: Locale;
}

/* A field's name stands above its two values, so that these have half of any width. */
const tableClass = [
  "w-full table-fixed text-sm [&_:is(td,th)]:h-auto [&_:is(td,th)]:px-4 [&_:is(td,th)]:align-top",
  "[&_:is(td,th)]:whitespace-normal [&_:is(td,th)]:wrap-anywhere [&_tbody_:is(td,th)]:border-0",
  "[&_tbody]:border-t [&_tbody_th]:pt-2 [&_tbody_th]:pb-0 [&_td]:pt-0.5 [&_td]:pb-2.5",
  "max-md:[&_:is(td,th)]:px-3",
].join(" ");

const isMono = ({ field, label }: Row): boolean =>
  field === "serial" || field === "publicKey" || field === "fingerprint" || label.endsWith("Key Identifier");

/** What differs, field by field with both sides; what is the same folded below. */
export function Comparison({ value, texts, pem, locale }: ComparisonProps) {
  const { first, second, rows, differences } = value;
  const words = compareTexts[locale];
  const different = rows.filter(({ relation }) => relation !== "same");
  const same = rows.filter(({ relation }) => relation === "same");
  const heads = [first, second].map(({ fileName, kind, name, of }, index) => ({
    title: fileName ?? fill(index === 0 ? texts.pastedFirst : texts.pastedSecond, {}),
    text: [first, second][index]?.pem ?? null,
    about: [texts.kinds[kind], name, of > 1 ? words.firstOf(of) : ""].filter((part) => part !== "").join(" · "),
  }));
  return (
    <div className="grid max-w-[1000px] grid-cols-1 gap-4">
      <Banner tone={differences === 0 ? "ok" : "info"} role="status" title={words.result(differences, rows.length)}>
        {different.length === 0 ? null : texts.order}
      </Banner>
      {different.length === 0 ? null : (
        <div className={cardClass}>
          <Rows rows={different} heads={heads} label={texts.different} locale={locale} />
        </div>
      )}
      <div className="grid grid-cols-1 items-start gap-4 md:grid-cols-2">
        {heads.map(({ title, text }, index) =>
          text === null ? null : <PemBox key={index} name={title} text={text} texts={pem} locale={locale} />,
        )}
      </div>
      {same.length === 0 ? null : (
        <details className={clsx(cardClass, foldClass)}>
          <summary>{fill(texts.same, { n: same.length })}</summary>
          <Rows rows={same} heads={heads} label={fill(texts.same, { n: same.length })} locale={locale} />
        </details>
      )}
    </div>
  );
}

interface RowsProps {
  readonly rows: readonly Row[];
  readonly heads: readonly { readonly title: string; readonly about: string }[];
  readonly label: string;
  readonly locale: Locale;
}

function Rows({ rows, heads, label, locale }: RowsProps) {
  const words = compareTexts[locale];
  return (
    <table className={tableClass} aria-label={label}>
      <thead>
        <tr>
          {heads.map(({ title, about }, index) => (
            <th key={index} scope="col" className="py-2.5">
              <span className="block text-ink">{title}</span>
              <span className="block text-xs/5 font-normal text-muted">{about}</span>
            </th>
          ))}
        </tr>
      </thead>
      {rows.map((row, index) => (
        <tbody key={index}>
          <tr>
            <th scope="rowgroup" colSpan={2}>
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                {nameOfComparedField(row, locale)}
                {row.relation === "same" ? null : (
                  <Badge tone={row.relation === "other-order" || row.relation === "other-encoding" ? "idle" : "warn"}>
                    {words.relations[row.relation]}
                  </Badge>
                )}
              </span>
            </th>
          </tr>
          <tr>
            <Values side={row.first} alone={row.firstAlone} isMono={isMono(row)} critical={words.critical} />
            <Values side={row.second} alone={row.secondAlone} isMono={isMono(row)} critical={words.critical} />
          </tr>
        </tbody>
      ))}
    </table>
  );
}

interface ValuesProps {
  readonly side: Row["first"];
  readonly alone: readonly string[];
  readonly isMono: boolean;
  readonly critical: string;
}

/** One value a line; those that the other side lacks are marked where it has others. */
function Values({ side, alone, isMono, critical }: ValuesProps) {
  if (side === null) return <td className="text-subtle">–</td>;
  const isPart = alone.length > 0 && alone.length < side.values.length;
  return (
    <td className={isMono ? "mono" : undefined}>
      {side.isCritical ? <span className="block text-xs/5 text-muted">{critical}</span> : null}
      {side.values.map((value, index) => (
        <span key={index} className="block">
          {isPart && alone.includes(value) ? <mark className="bg-warn-soft text-ink">{value}</mark> : value}
        </span>
      ))}
    </td>
  );
}
