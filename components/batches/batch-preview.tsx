"use client";
import { clsx } from "clsx";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Person } from "@/lib/commands/ports/batch.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge } from "../ui/badge";
import { Banner } from "../ui/banner";
import { checkLineClass } from "../form/controls";
import type { ShownEnds } from "../chain/shown-ends";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";
import { toneText } from "../styles/tone-classes";

const previewClass = [
  "max-h-[420px] overflow-x-auto overflow-y-auto print:overflow-visible [&_td:last-child]:min-w-[180px] [&_th]:sticky [&_th]:top-0",
].join(" ");

export interface RowMessage {
  readonly position: number;
  readonly message: string;
}

export interface CheckedBatch {
  readonly people: number;
  readonly rows: readonly Person[];
  readonly columns: Readonly<Record<string, string>>;
  readonly ignored: readonly string[];
  readonly hasHeader: boolean;
  readonly invalid: readonly RowMessage[];
  readonly held: readonly RowMessage[];
  readonly ready: number;
  readonly example: {
    readonly fileName: string;
    readonly basename: string;
    readonly subject: object;
    readonly subjectAltNames: readonly { readonly kind: string; readonly value: string }[];
  } | null;
  readonly issuer: {
    readonly notAfter: string | null;
    readonly isCut: boolean;
    readonly problem: string | null;
    readonly ends: ShownEnds | null;
    /** The problem is one that a person may accept. */
    readonly isQuestion: boolean;
  } | null;
}

interface BatchPreviewProps {
  readonly checked: CheckedBatch;
  readonly texts: UiTexts["batchForm"];
  readonly locale: Locale;
}

/** Each row with what will become of it. */
export function BatchPreview({ checked, texts, locale }: BatchPreviewProps) {
  const [isFiltered, setFiltered] = useState(false);
  const problems = new Map<number, RowMessage & { readonly tone: "warn" | "danger" }>([
    ...checked.held.map((row) => [row.position, { ...row, tone: "warn" }] as const),
    ...checked.invalid.map((row) => [row.position, { ...row, tone: "danger" }] as const),
  ]);
  const rows = isFiltered ? checked.rows.filter(({ position }) => problems.has(position)) : checked.rows;
  const has = {
    upn: checked.rows.some(({ upn }) => upn !== null),
    department: checked.rows.some(({ department }) => department !== null),
  };
  return (
    <div className="grid grid-cols-1 content-start gap-4" aria-live="polite">
      <div className="flex items-center gap-2 flex-wrap">
        <Badge tone="ok">{fill(texts.ready, { n: checked.ready.toLocaleString(locale) })}</Badge>
        {checked.invalid.length === 0 ? null : (
          <Badge tone="danger">{count(locale, texts.cannot, checked.invalid.length)}</Badge>
        )}
        {checked.held.length === 0 ? null : <Badge tone="warn">{count(locale, texts.held, checked.held.length)}</Badge>}
        <span className="grow text-sm text-subtle">{count(locale, texts.found, checked.people)}</span>
        {problems.size === 0 ? null : (
          <label className={checkLineClass}>
            <input
              className="checkbox"
              type="checkbox"
              checked={isFiltered}
              onChange={() => setFiltered(!isFiltered)}
            />
            {texts.onlyProblems}
          </label>
        )}
      </div>
      {checked.hasHeader ? null : <Banner tone="info">{texts.noHeader}</Banner>}
      {checked.ignored.length === 0 ? null : (
        <p className="text-sm text-subtle">{fill(texts.ignored, { columns: checked.ignored.join(", ") })}</p>
      )}
      <div
        className={clsx(tableBoxClass, rowsOnPhoneClass, previewClass)}
        tabIndex={0}
        role="region"
        aria-label={texts.preview}
      >
        <table>
          <thead>
            <tr>
              <th scope="col" className="text-right">
                {texts.row}
              </th>
              <th scope="col">{texts.name}</th>
              <th scope="col">{texts.email}</th>
              {has.upn ? <th scope="col">UPN</th> : null}
              {has.department ? <th scope="col">{texts.department}</th> : null}
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const problem = problems.get(row.position);
              return (
                <tr key={row.position}>
                  <td className="text-right text-subtle">{row.position}</td>
                  <td className="font-semibold">{row.name}</td>
                  <td className="wrap-anywhere">{row.email}</td>
                  {has.upn ? <td className="wrap-anywhere">{row.upn}</td> : null}
                  {has.department ? <td>{row.department}</td> : null}
                  <td>
                    <RowVerdict problem={problem} ready={texts.isReady} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {checked.people > checked.rows.length ? (
        <p className="text-sm text-subtle">{fill(texts.first, { n: checked.rows.length })}</p>
      ) : null}
    </div>
  );
}

function RowVerdict({
  problem,
  ready,
}: {
  readonly problem: { readonly message: string; readonly tone: "warn" | "danger" } | undefined;
  readonly ready: string;
}) {
  if (problem === undefined) {
    return (
      <span className="status" data-tone="ok">
        <CircleCheck aria-hidden />
        {ready}
      </span>
    );
  }
  const Icon = problem.tone === "danger" ? CircleAlert : TriangleAlert;
  return (
    <span className={clsx("flex gap-1.5 text-xs/[18px] icon:mt-px", toneText[problem.tone])}>
      <Icon className="size-3.5" aria-hidden />
      <span>{problem.message}</span>
    </span>
  );
}
