import { clsx } from "clsx";
import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { receiverNames, sentenceOfReason, sentenceOfReceiverFix, standsOn } from "@/lib/i18n/sentences/receivers.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { sectionClass, sectionHeadClass } from "../styles/section";
import { cardClass } from "../styles/card";

type Verdict = OutputOf<"verify">["receivers"][number];
type Texts = UiTexts["verify"]["receivers"];

interface ReceiverRowsProps {
  readonly verdicts: readonly Verdict[];
  /** What the answer above advises already. */
  readonly fix: string | null;
  readonly texts: Texts;
  readonly viewer: Viewer;
}

const columnsClass = "md:grid md:grid-cols-[132px_150px_minmax(0,1fr)_minmax(0,220px)] md:gap-x-4";

/** A row a receiver: its answer, the rule behind a refusal, and who stands on it. Those that refuse stand first. */
export function ReceiverRows({ verdicts, fix, texts, viewer }: ReceiverRowsProps) {
  const rank = ({ takes }: Verdict): number => (takes === false ? 0 : takes === null ? 2 : 1);
  const sorted = [...verdicts].sort((a, b) => rank(a) - rank(b));
  return (
    <section className={sectionClass} aria-labelledby="receivers">
      <header className={sectionHeadClass}>
        <h2 id="receivers">{texts.title}</h2>
        <span className="text-sm text-subtle">{texts.tried}</span>
      </header>
      <div className={cardClass} role="table" aria-labelledby="receivers">
        <div
          role="row"
          className={clsx(columnsClass, "border-b bg-sunken px-4 py-2 text-xs font-medium text-muted max-md:sr-only")}
        >
          {(["receiver", "answer", "rule", "standsOn"] as const).map((column) => (
            <span role="columnheader" key={column}>
              {texts.columns[column]}
            </span>
          ))}
        </div>
        {sorted.map((verdict) => (
          <Row key={verdict.receiver} verdict={verdict} fix={fix} texts={texts} viewer={viewer} />
        ))}
      </div>
    </section>
  );
}

function Row({
  verdict,
  fix,
  texts,
  viewer,
}: Pick<ReceiverRowsProps, "fix" | "texts" | "viewer"> & { readonly verdict: Verdict }) {
  const { receiver, version, basis, takes, reason } = verdict;
  const own = reason === null ? null : sentenceOfReceiverFix(reason, viewer.locale);
  return (
    <div
      role="row"
      className={clsx(
        columnsClass,
        "border-t px-4 py-3 text-sm first-of-type:border-t-0 max-md:grid max-md:gap-y-1",
        takes === false && "bg-danger-soft",
      )}
    >
      <div role="rowheader" className="max-md:flex max-md:items-baseline max-md:gap-2">
        <b className="font-semibold text-ink">{receiverNames[receiver]}</b>
        <span className="block text-xs/5 text-subtle">{version}</span>
      </div>
      <div role="cell">
        <Answer takes={takes} texts={texts} />
        {basis === "documented" ? <span className="block text-xs/5 text-subtle">{texts.documented}</span> : null}
      </div>
      <div role="cell" className="wrap-anywhere">
        {reason === null ? (
          <span className="text-subtle max-md:hidden">{takes === null ? texts.noRule : "–"}</span>
        ) : (
          <>
            <span className="text-ink">{sentenceStart(sentenceOfReason(reason, viewer.locale))}</span>
            {own === fix ? null : <span className="block text-muted">{own}</span>}
          </>
        )}
      </div>
      <div role="cell" className="text-xs/5 text-muted">
        {standsOn(receiver, viewer.locale)}
      </div>
    </div>
  );
}

const sentenceStart = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

function Answer({ takes, texts }: { readonly takes: boolean | null; readonly texts: Texts }) {
  const [tone, Icon, label] =
    takes === null
      ? (["idle", CircleDashed, texts.unknown] as const)
      : takes
        ? (["ok", CircleCheck, texts.takes] as const)
        : (["danger", CircleX, texts.refuses] as const);
  return (
    <span className="status" data-tone={tone}>
      <Icon aria-hidden />
      {label}
    </span>
  );
}
