import { scaleLinear, scaleUtc } from "d3-scale";
import type { Ending } from "@/lib/commands/ports/endings.ts";
import { languageTags } from "@/lib/i18n/locale.ts";
import { daysUntil, type Viewer } from "@/lib/i18n/ui/time.ts";

/** Where everything of the picture of the coming year stands. All measures are units of its view box. */

export const width = 1120;
const left = 8;
const weeks = 53;
const day = 86_400_000;
const step = (width - 2 * left) / weeks;
/** An urgent one is taller, so that it is seen beside many others; a batch has the height of two. */
const heights = { urgent: 13, plain: 8, group: 17 } as const;
/** Where urgent ones alone are so many in a week that they would not fit, each keeps this much. */
const leastUrgent = 5;
/** What a week may take, in height; above it stands how many more there are. */
const tallest = 132;
/** More certificates of one issuer in a week are one mark with their number. */
const mostOfIssuer = 6;

export type Tone = "danger" | "warn" | "used" | "unused";

export interface Mark {
  readonly key: string;
  readonly kind: "one" | "batch" | "issuer" | "authority";
  readonly tone: Tone;
  readonly count: number;
  /** What it is called: the name, the title of a batch, the issuer of many. */
  readonly label: string;
  readonly at: Date;
}

export interface Block extends Mark {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly width: number;
}

export interface Flag extends Mark {
  readonly x: number;
  readonly row: number;
  readonly isLeftward: boolean;
}

export interface Picture {
  readonly height: number;
  readonly base: number;
  readonly today: number;
  readonly months: readonly { readonly x: number; readonly label: string }[];
  readonly blocks: readonly Block[];
  readonly flags: readonly Flag[];
  /** Weeks of which some blocks are left out. */
  readonly more: readonly { readonly x: number; readonly y: number; readonly count: number }[];
}

function toneOfEnding({ at, isUsed }: Ending, viewer: Viewer): Tone {
  const days = daysUntil(viewer, at);
  return days <= 7 ? "danger" : days <= 30 ? "warn" : isUsed ? "used" : "unused";
}

const isUrgent = (tone: Tone): boolean => tone === "danger" || tone === "warn";

/**
 * The marks of some endings, in order of what stands lowest: urgent ones each by itself, then what a service uses, then
 * the rest. A batch is one mark; so are many later ones of one issuer.
 */
export function marksOf(endings: readonly Ending[], viewer: Viewer): Mark[] {
  const marks: Mark[] = [];
  const batches = Map.groupBy(
    endings.filter(({ batch }) => batch !== null),
    ({ batch }) => batch!.id,
  );
  for (const [id, of] of batches) {
    const first = of[0]!;
    const tone = toneOfEnding({ ...first, isUsed: of.some(({ isUsed }) => isUsed) }, viewer);
    const count = of.reduce((sum, each) => sum + each.count, 0);
    marks.push({ key: `batch ${id}`, kind: "batch", tone, count, label: first.batch!.title, at: first.at });
  }
  const byIssuer = Map.groupBy(
    endings.filter(({ batch }) => batch === null),
    ({ issuer }) => issuer,
  );
  for (const [issuer, of] of byIssuer) {
    const later = of.filter((each) => !isUrgent(toneOfEnding(each, viewer)) && !each.isAuthority);
    const total = later.reduce((sum, each) => sum + each.count, 0);
    const isGrouped = total > mostOfIssuer;
    if (isGrouped) {
      const first = later[0]!;
      const tone = later.some(({ isUsed }) => isUsed) ? "used" : "unused";
      marks.push({ key: `issuer ${issuer}`, kind: "issuer", tone, count: total, label: issuer, at: first.at });
    }
    for (const each of of.filter((one) => !(isGrouped && later.includes(one)))) marks.push(...onesOf(each, viewer));
  }
  return marks.sort((one, other) => order[one.tone] - order[other.tone] || one.at.getTime() - other.at.getTime());
}

const order: Readonly<Record<Tone, number>> = { danger: 0, warn: 1, used: 2, unused: 3 };

/** One mark a certificate; only the first of several on one day has its name. */
function onesOf(ending: Ending, viewer: Viewer): Mark[] {
  const kind = ending.isAuthority ? "authority" : "one";
  const tone = toneOfEnding(ending, viewer);
  return Array.from({ length: ending.count }, (_, index) => ({
    key: `${ending.name} ${ending.issuer} ${ending.isUsed} ${index}`,
    kind,
    tone,
    count: 1,
    label: ending.name,
    at: ending.at,
  }));
}

/** Lays out the picture. */
export function pictureOf(endings: readonly Ending[], viewer: Viewer): Picture {
  const start = viewer.now.getTime();
  const x = scaleUtc()
    .domain([start, start + weeks * 7 * day])
    .range([left, width - left]);
  const byWeek = Map.groupBy(endings, ({ at }) => Math.floor(daysUntil(viewer, at) / 7));
  const stacks = [...byWeek].map(([week, of]) => stackOf(week, marksOf(of, viewer)));
  const top = Math.max(40, ...stacks.map(({ height }) => height));
  const base = 84 + top;
  const y = scaleLinear()
    .domain([0, top])
    .range([base, base - top]);
  return {
    base,
    height: base + 30,
    today: x(start),
    months: monthsOf(viewer)
      .map(({ at, label }) => ({ x: x(at), label }))
      .filter((month) => month.x < width - 3 * step),
    blocks: stacks.flatMap(({ week, blocks }) =>
      blocks.map(({ from, height, ...mark }) => ({
        ...mark,
        x: left + week * step + 1,
        y: y(from + height),
        height: height - 1,
        width: step - 2,
      })),
    ),
    flags: flagsOf(stacks.flatMap(({ week, blocks }) => blocks.map((mark) => ({ ...mark, week })))),
    more: stacks
      .filter(({ left: count }) => count > 0)
      .map(({ week, height, left: count }) => ({ x: left + (week + 0.5) * step, y: y(height) - 3, count })),
  };
}

interface Stack {
  readonly week: number;
  readonly height: number;
  readonly blocks: readonly (Mark & { readonly from: number; readonly height: number })[];
  /** How many certificates have no block. */
  readonly left: number;
}

/** Blocks above one another. Urgent ones are never left out: where they are many, each is lower. */
function stackOf(week: number, marks: readonly Mark[]): Stack {
  const urgent = marks.filter(({ tone, kind }) => isUrgent(tone) && kind !== "batch").length;
  const ofUrgent = Math.max(leastUrgent, Math.min(heights.urgent, Math.floor(tallest / Math.max(1, urgent))));
  const blocks: (Mark & { from: number; height: number })[] = [];
  let [from, left] = [0, 0];
  for (const mark of marks) {
    const height =
      mark.kind === "batch" || mark.kind === "issuer" ? heights.group : isUrgent(mark.tone) ? ofUrgent : heights.plain;
    if (from + height > tallest && !isUrgent(mark.tone)) {
      left += mark.count;
      continue;
    }
    blocks.push({ ...mark, from, height });
    from += height;
  }
  return { week, height: from, blocks, left };
}

/** Room for a label, in units, and how many there are at most. */
const [room, mostFlags] = [172, 8];

/** Names for what matters most: urgent ones, authorities, batches, then what a service uses; none runs into another. */
function flagsOf(marks: readonly (Mark & { readonly week: number })[]): Flag[] {
  const rank = ({ tone, kind }: Mark): number =>
    isUrgent(tone)
      ? order[tone]
      : kind === "authority"
        ? 2
        : kind === "batch" || kind === "issuer"
          ? 3
          : tone === "used"
            ? 4
            : 5;
  const named = marks.filter((mark) => mark.kind !== "one" || mark.key.endsWith(" 0"));
  const wanted = named.sort((one, other) => rank(one) - rank(other) || one.at.getTime() - other.at.getTime());
  const rows: Flag[][] = [[], []];
  for (const { week, ...mark } of wanted) {
    if (rank(mark) > 4 || rows[0]!.length + rows[1]!.length >= mostFlags) break;
    const x = left + (week + 0.5) * step;
    const isLeftward = x > width - room;
    const [from, to] = isLeftward ? [x - room, x] : [x, x + room];
    const row = rows.findIndex((flags) =>
      flags.every((flag) => {
        const [start, end] = flag.isLeftward ? [flag.x - room, flag.x] : [flag.x, flag.x + room];
        return end <= from || start >= to;
      }),
    );
    if (row >= 0) rows[row]!.push({ ...mark, x, row, isLeftward });
  }
  return rows.flat();
}

/** The first day of each month of the coming year. */
function monthsOf(viewer: Viewer): { readonly at: Date; readonly label: string }[] {
  const tag = languageTags[viewer.locale];
  return Array.from({ length: 12 }, (_, index) => {
    const at = new Date(Date.UTC(viewer.now.getUTCFullYear(), viewer.now.getUTCMonth() + index + 1, 1));
    const year = at.getUTCMonth() === 0 ? { year: "numeric" as const } : {};
    return { at, label: new Intl.DateTimeFormat(tag, { month: "short", timeZone: "UTC", ...year }).format(at) };
  });
}

export interface Month {
  readonly label: string;
  readonly total: number;
  readonly marks: readonly Mark[];
}

/** The same by month in the person's zone, for a list: every mark of it. */
export function byMonth(endings: readonly Ending[], viewer: Viewer): Month[] {
  const tag = languageTags[viewer.locale];
  const format = new Intl.DateTimeFormat(tag, { month: "short", year: "numeric", timeZone: viewer.zone });
  return [...Map.groupBy(endings, ({ at }) => format.format(at))].map(([label, of]) => ({
    label,
    total: of.reduce((sum, { count }) => sum + count, 0),
    marks: marksOf(of, viewer),
  }));
}
