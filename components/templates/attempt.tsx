import type { OutputOf } from "@/lib/commands/index.ts";
import { templateRefusal as english } from "@/lib/i18n/en/sentences/templates.ts";
import { templateRefusal as korean } from "@/lib/i18n/ko/sentences/templates.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { tableBoxClass } from "../styles/table";
import { Badge } from "../ui/badge";
import { Banner } from "../ui/banner";

type Tried = OutputOf<"template-try">;
type Row = Tried["rows"][number];
type TryTexts = UiTexts["templates"]["try"];

interface AttemptProps {
  readonly value: Tried;
  readonly texts: TryTexts;
  readonly locale: Locale;
  readonly viewer: Viewer;
}

const tones = { taken: "ok", changed: "info", added: "info", refused: "danger" } as const;

/** What became of each thing that was asked for, the refused first. */
export function Attempt({ value, texts, locale, viewer }: AttemptProps) {
  const sentence = locale === "ko" ? korean : english;
  const rows = value.rows.toSorted(
    (one, other) => Number(other.outcome === "refused") - Number(one.outcome === "refused"),
  );
  const isGood = value.refusals.length === 0 && value.problem === null;
  const title = isGood
    ? value.notAfter === null
      ? texts.good
      : fill(texts.goodUntil, { date: shortDate(viewer, new Date(value.notAfter)) })
    : value.refusals.length > 0
      ? fill(texts.refused, { count: value.refusals.length })
      : texts.problem;
  return (
    <div className="mt-4 grid grid-cols-1 gap-3" role="status">
      <Banner tone={isGood ? "ok" : "danger"} title={title}>
        {value.version === 0 ? texts.draft : value.subject}
      </Banner>
      <div className={tableBoxClass}>
        <table className="w-full">
          <thead>
            <tr>
              <th scope="col">{texts.columns.field}</th>
              <th scope="col">{texts.columns.outcome}</th>
              <th scope="col">{texts.columns.value}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                <td className="align-top font-medium">
                  {row.part !== "" ? row.part : texts.fields[row.field as keyof TryTexts["fields"]]}
                </td>
                <td className="align-top">
                  <Badge tone={tones[row.outcome]}>{texts.outcome[row.outcome]}</Badge>
                </td>
                <td className="wrap-anywhere">{row.refusal === null ? valueOf(row, texts) : sentence(row.refusal)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function valueOf({ outcome, asked, granted }: Row, texts: TryTexts): string {
  if (outcome !== "changed") return granted ?? asked ?? "";
  return granted === null
    ? fill(texts.dropped, { asked: asked ?? "" })
    : fill(texts.becomes, { asked: asked ?? "", granted });
}
