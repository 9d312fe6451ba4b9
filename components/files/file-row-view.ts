import type { FileKind } from "@/lib/commands/ports/files.ts";
import type { ItemRow, ItemStatus } from "@/lib/commands/ports/items.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { daysUntil, exactInstant, relativeTime, shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import { toneOf, type Tone } from "../ui/tones";
import { shownServices } from "../ui/service-names";

/**
 * A row of the list as it travels to the browser: facts and dates in words, a sixth of what the drawn row would weigh.
 * The dates are put into words on the server, since two runtimes may know different words for one date.
 */
export interface RowView {
  readonly name: string;
  readonly files: readonly { readonly fileName: string; readonly kind: FileKind }[];
  readonly kind: string;
  /** Behind the word for the example inventory, where the name is of it. */
  readonly labels: readonly string[];
  /** The row stands for a batch: where its names are, and what to call the way there. */
  readonly batch: { readonly id: string; readonly names: number; readonly open: string } | null;
  readonly subject: string;
  readonly commonName: string;
  readonly moreNames: number;
  readonly issuer: string;
  readonly isSelfSigned: boolean;
  readonly ends: EndsView | null;
  /** Services that use it, in words short enough for a row; null for none. */
  readonly usedBy: { readonly short: string; readonly all: string; readonly names: readonly string[] } | null;
  readonly status: ItemStatus;
  readonly tone: Tone;
}

export interface EndsView {
  readonly at: string;
  readonly exact: string;
  readonly relative: string;
  readonly date: string;
  /** Share of the life that is over, 0 to 100. */
  readonly percent: number;
  readonly tone: "danger" | "warn" | "";
}

export function rowView(
  row: ItemRow & { readonly usedBy: readonly string[] },
  viewer: Viewer,
  texts: Pick<UiTexts["files"], "usedByMore" | "purposes" | "batchNames" | "open">,
  example: string,
): RowView {
  const batch = row.batch?.isFolded === true ? row.batch : null;
  const days = row.notAfter === null ? null : daysUntil(viewer, row.notAfter);
  return {
    name: batch?.title ?? row.basename,
    // Those of a folded row are the names of its batch, which are asked for when something is done with them.
    files: batch === null ? row.files : [],
    kind: texts.purposes[row.purpose],
    labels: row.isExample ? [example, ...row.labels] : row.labels,
    batch:
      batch === null
        ? null
        : { id: batch.id, names: batch.names, open: fill(texts.open, { n: batch.names, title: batch.title }) },
    subject: row.subject,
    commonName: batch === null ? row.commonName : fill(texts.batchNames, { name: row.commonName, n: batch.names - 1 }),
    moreNames: batch === null ? row.nameCount - 1 : 0,
    issuer: row.issuer,
    isSelfSigned: row.isSelfSigned,
    ends: row.notAfter === null || days === null ? null : endsView(row.notBefore, row.notAfter, days, viewer),
    usedBy: usesView(row.usedBy, texts),
    status: row.status,
    tone: toneOf(row.status, days),
  };
}

/** The first of them by name: an authority may be trusted by all there are. */
function usesView(services: readonly string[], texts: Pick<UiTexts["files"], "usedByMore">): RowView["usedBy"] {
  const [first, ...more] = services;
  if (first === undefined) return null;
  return {
    short: more.length === 0 ? first : fill(texts.usedByMore, { services: first, n: more.length }),
    all: shownServices(services, texts),
    names: services.slice(0, 3),
  };
}

function endsView(notBefore: Date | null, notAfter: Date, days: number, viewer: Viewer): EndsView {
  const start = notBefore?.getTime() ?? viewer.now.getTime();
  const share = (viewer.now.getTime() - start) / Math.max(1, notAfter.getTime() - start);
  return {
    at: notAfter.toISOString(),
    exact: exactInstant(viewer, notAfter),
    relative: relativeTime(viewer, notAfter),
    date: shortDate(viewer, notAfter),
    percent: Math.round(Math.min(1, Math.max(0, share)) * 100),
    tone: days <= 7 ? "danger" : days <= 30 ? "warn" : "",
  };
}
