import { clsx } from "clsx";
import type { Ending } from "@/lib/commands/ports/endings.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { pictureOf, width, type Block, type Flag, type Tone } from "./timeline-layout";
import { TimelineMonths, TimelineTable } from "./timeline-list";
import { sectionClass, sectionHeadClass, legendClass } from "../styles/section";
import { cardClass } from "../styles/card";

const drawingClass = [
  "overflow-x-auto p-4 max-md:hidden [&_rect]:forced-color-adjust-none [&_svg]:block [&_svg]:h-auto [&_svg]:w-full",
  "[&_svg]:min-w-[860px] [&_svg]:stroke-1 [&_text]:stroke-none [&_text]:font-sans [&_text]:text-xs",
  "[&_text]:tracking-normal [:where(&_text)]:fill-subtle",
].join(" ");

interface TimelineProps {
  readonly endings: readonly Ending[];
  readonly texts: UiTexts["overview"];
  readonly viewer: Viewer;
}

const fills: Readonly<Record<Tone, string>> = {
  danger: "fill-danger-mark",
  warn: "fill-warn-mark",
  used: "fill-info-mark",
  unused: "fill-line-strong",
};

/**
 * 53 weeks from today: a block is a certificate, a batch (or many of one authority) one mark with its number. On a phone it
 * is a list by month; the table under it says the same in words.
 */
export function Timeline({ endings, texts, viewer }: TimelineProps) {
  const total = endings.reduce((sum, { count: n }) => sum + n, 0);
  const summary = count(viewer.locale, texts.yearSummary, total);
  return (
    <section className={sectionClass} aria-labelledby="year">
      <header className={sectionHeadClass}>
        <h2 id="year">{texts.year}</h2>
        <span className="text-sm text-subtle">{count(viewer.locale, texts.yearOf, total)}</span>
      </header>
      <div className={cardClass}>
        {total === 0 ? (
          <p className="p-4 text-muted">{texts.yearEmpty}</p>
        ) : (
          <>
            <div className={drawingClass} tabIndex={0} role="region" aria-label={summary}>
              <Picture endings={endings} texts={texts} viewer={viewer} summary={summary} />
              <Legend texts={texts.legend} />
            </div>
            <TimelineMonths endings={endings} texts={texts} viewer={viewer} />
            <TimelineTable endings={endings} texts={texts} viewer={viewer} />
          </>
        )}
      </div>
    </section>
  );
}

function Picture({ endings, texts, viewer, summary }: TimelineProps & { readonly summary: string }) {
  const { height, base, today, months, blocks, flags, more } = pictureOf(endings, viewer);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby="tl-title tl-desc">
      <title id="tl-title">{texts.year}</title>
      <desc id="tl-desc">{summary}</desc>
      {months.map(({ x, label }) => (
        <g key={x}>
          <line className="stroke-line" x1={x} x2={x} y1="30" y2={base} />
          <text x={x + 4} y={base + 20}>
            {label}
          </text>
        </g>
      ))}
      {flags.map((flag) => (
        <Name key={flag.key} flag={flag} base={base} viewer={viewer} />
      ))}
      {blocks.map((block) => (
        <Drawn key={`${block.x} ${block.y}`} block={block} viewer={viewer} />
      ))}
      {more.map(({ x, y, count: n }) => (
        <text key={x} x={x} y={y} textAnchor="middle">{`+${n}`}</text>
      ))}
      <line className="stroke-line-strong" x1={today} x2={width - today} y1={base} y2={base} />
      <line className="stroke-accent [stroke-width:1.5]" x1={today} x2={today} y1="22" y2={base + 6} />
      <text className="fill-accent-text font-semibold" x={today} y="14">
        {fill(texts.today, { date: shortDate(viewer, viewer.now) })}
      </text>
    </svg>
  );
}

/** A certificate, or a mark with a number in it; an authority is a ring in its place. */
function Drawn({ block, viewer }: { readonly block: Block; readonly viewer: Viewer }) {
  const { kind, tone, x, y, height, width: w, count: n, label, at } = block;
  const title = <title>{`${label}${n > 1 ? ` ×${n}` : ""}, ${shortDate(viewer, at)}`}</title>;
  if (kind === "authority")
    return (
      <circle
        className={clsx("fill-surface [stroke-width:2]", rings[tone])}
        cx={x + w / 2}
        cy={y + height / 2}
        r={Math.min(4, height / 2)}
      >
        {title}
      </circle>
    );
  if (kind === "one")
    return (
      <rect className={fills[tone]} x={x} y={y} width={w} height={height} rx="1">
        {title}
      </rect>
    );
  const wide = Math.max(w, 16 + 6 * String(n).length);
  return (
    <g>
      <rect
        className={clsx("fill-surface [stroke-width:1.5]", rings[tone])}
        x={x + w / 2 - wide / 2}
        y={y}
        width={wide}
        height={height}
        rx="4"
      >
        {title}
      </rect>
      <text className="fill-ink font-semibold" x={x + w / 2} y={y + height / 2 + 4} textAnchor="middle">{`×${n}`}</text>
    </g>
  );
}

const rings: Readonly<Record<Tone, string>> = {
  danger: "stroke-danger-mark",
  warn: "stroke-warn-mark",
  used: "stroke-info-mark",
  unused: "stroke-line-control",
};

const longestName = 22;

function Name({ flag, base, viewer }: { readonly flag: Flag; readonly base: number; readonly viewer: Viewer }) {
  const { x, row, isLeftward, label, count: n, at, tone, kind } = flag;
  const y = 34 + row * 26;
  const [textX, anchor] = isLeftward ? [x - 8, "end" as const] : [x + 8, "start" as const];
  const name = label.length > longestName ? `${label.slice(0, longestName - 1)}…` : label;
  return (
    <g>
      <line className="stroke-line-strong" x1={x} x2={x} y1={y + 4} y2={base} />
      {kind === "authority" ? (
        <circle className={clsx("fill-surface [stroke-width:2]", rings[tone])} cx={x} cy={y - 4} r="3.5" />
      ) : (
        <circle className={fills[tone]} cx={x} cy={y - 4} r="3" />
      )}
      <text className="fill-ink font-medium" x={textX} y={y} textAnchor={anchor}>
        {n > 1 ? `${name} ×${n}` : name}
      </text>
      <text x={textX} y={y + 13} textAnchor={anchor}>
        {shortDate(viewer, at)}
      </text>
    </g>
  );
}

function Legend({ texts }: { readonly texts: UiTexts["overview"]["legend"] }) {
  return (
    <p className={clsx(legendClass, "mt-2")}>
      <span>
        <i className="bg-danger-mark" />
        {texts.week}
      </span>
      <span>
        <i className="bg-warn-mark" />
        {texts.month}
      </span>
      <span>
        <i className="bg-info-mark" />
        {texts.used}
      </span>
      <span>
        <i className="bg-line-strong" />
        {texts.unused}
      </span>
      <span>
        <i className="rounded-[3px] border border-info-mark" />
        {texts.batch}
      </span>
      <span>
        <i className="rounded-full! border-2 border-line-control" />
        {texts.authority}
      </span>
    </p>
  );
}
