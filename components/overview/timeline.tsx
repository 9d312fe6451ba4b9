import { clsx } from "clsx";
import type { ItemRow } from "@/lib/commands/ports/items.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { daysUntil, shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { monthsOf, named, weeksOf, type Named } from "./timeline-layout";
import { TimelineList } from "./timeline-list";
import { sectionClass, sectionHeadClass, legendClass } from "../styles/section";
import { cardClass } from "../styles/card";

const drawingClass = [
  "overflow-x-auto p-4 max-md:hidden [&_rect]:forced-color-adjust-none [&_svg]:block [&_svg]:h-auto [&_svg]:w-full",
  "[&_svg]:min-w-[860px] [&_svg]:stroke-1 [&_text]:stroke-none [&_text]:font-sans [&_text]:text-xs",
  "[&_text]:tracking-normal [:where(&_text)]:fill-subtle",
].join(" ");

interface TimelineProps {
  readonly rows: readonly ItemRow[];
  readonly isCut: boolean;
  readonly texts: UiTexts["overview"];
  readonly viewer: Viewer;
}

const width = 1120;
const left = 8;
const step = (width - 2 * left) / 53;

/** 53 weeks from today, one block for each certificate, so that height is a count. The list beside it is its equal. */
export function Timeline({ rows, isCut, texts, viewer }: TimelineProps) {
  const places = weeksOf(rows, viewer);
  const tallest = Math.max(3, ...places.map((week) => week.length));
  const block = tallest > 12 ? Math.max(2, Math.floor(108 / tallest)) : 9;
  const base = 76 + Math.min(tallest, 54) * block;
  const flags = named(places);
  return (
    <section className={sectionClass} aria-labelledby="year">
      <header className={sectionHeadClass}>
        <h2 id="year">{texts.year}</h2>
        <span className="text-sm text-subtle">
          {isCut ? fill(texts.yearCut, { n: rows.length }) : count(viewer.locale, texts.yearOf, rows.length)}
        </span>
        <span className={clsx(legendClass, "ml-auto max-md:mt-1.5 max-md:ml-0 max-md:w-full")}>
          <span>
            <i className="bg-danger-mark" />
            {texts.legend.week}
          </span>
          <span>
            <i className="bg-warn-mark" />
            {texts.legend.month}
          </span>
          <span>
            <i className="bg-info-mark" />
            {texts.legend.later}
          </span>
        </span>
      </header>
      <div className={cardClass}>
        {rows.length === 0 ? (
          <p className="p-4 text-muted">{texts.yearEmpty}</p>
        ) : (
          <>
            <div
              className={drawingClass}
              tabIndex={0}
              role="region"
              aria-label={fill(texts.yearSummary, { n: rows.length })}
            >
              <svg viewBox={`0 0 ${width} ${base + 30}`} role="img" aria-labelledby="tl-title tl-desc">
                <title id="tl-title">{texts.year}</title>
                <desc id="tl-desc">{fill(texts.yearSummary, { n: rows.length })}</desc>
                {monthsOf(viewer).map((month) => (
                  <g key={month.label + month.week}>
                    <line
                      className="stroke-line"
                      x1={left + month.week * step}
                      x2={left + month.week * step}
                      y1="30"
                      y2={base}
                    />
                    <text x={left + month.week * step + 4} y={base + 20}>
                      {month.label}
                    </text>
                  </g>
                ))}
                {flags.map((flag, index) => (
                  <Flag key={flag.week} flag={flag} row={index % 2} base={base} viewer={viewer} />
                ))}
                {places.flatMap((week, index) =>
                  week.map((row, height) => (
                    <rect
                      key={row.id}
                      className={toneOf(row, viewer)}
                      x={left + index * step + 1}
                      y={base - (height + 1) * block}
                      width={step - 2}
                      height={Math.max(1, block - 1)}
                      rx="1"
                    />
                  )),
                )}
                <line className="stroke-line-strong" x1={left} x2={width - left} y1={base} y2={base} />
                <line className="stroke-accent [stroke-width:1.5]" x1={left} x2={left} y1="22" y2={base + 6} />
                <text className="fill-accent-text font-semibold" x={left} y="14">
                  {fill(texts.today, { date: shortDate(viewer, viewer.now) })}
                </text>
              </svg>
            </div>
            <TimelineList rows={rows} texts={texts} viewer={viewer} />
          </>
        )}
      </div>
    </section>
  );
}

function toneOf(row: ItemRow, viewer: Viewer): string {
  const days = row.notAfter === null ? 999 : daysUntil(viewer, row.notAfter);
  return days <= 7 ? "fill-danger-mark" : days <= 30 ? "fill-warn-mark" : "fill-info-mark opacity-85";
}

function Flag({
  flag,
  row,
  base,
  viewer,
}: {
  readonly flag: Named;
  readonly row: number;
  readonly base: number;
  readonly viewer: Viewer;
}) {
  const x = left + flag.week * step + step / 2;
  const y = 34 + row * 26;
  const isLate = flag.week > 44;
  return (
    <g>
      <line className="stroke-line-strong" x1={x} x2={x} y1={y + 4} y2={base} />
      <circle className={toneOf(flag.first, viewer)} cx={x} cy={y - 4} r="3" />
      <text className="fill-ink font-medium" x={isLate ? x - 8 : x + 8} y={y} textAnchor={isLate ? "end" : "start"}>
        {flag.label}
      </text>
      <text x={isLate ? x - 8 : x + 8} y={y + 13} textAnchor={isLate ? "end" : "start"}>
        {flag.first.notAfter === null ? "" : shortDate(viewer, flag.first.notAfter)}
      </text>
    </g>
  );
}
