import type { OutputOf } from "@/lib/commands/index.ts";
import type { BundleAlarm } from "@/lib/commands/ports/files.ts";
import type { ItemRow } from "@/lib/commands/ports/items.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { daysUntil, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { shownServices } from "../ui/service-names";

/** What needs a person, as entries of one form: what is so, what follows, when, and the act that mends it. */

export type EntryKind =
  "expired" | "ending" | "list" | "batch" | "waiting" | "locked" | "bundleExpired" | "bundleReplaced" | "bundleEnding";

export interface Entry {
  readonly key: string;
  readonly kind: EntryKind;
  readonly tone: "danger" | "warn" | "info";
  readonly at: Date;
  readonly title: string;
  readonly says: string;
  /** The page of what it is about. */
  readonly page: string;
  readonly act: { readonly href: string; readonly label: string };
}

export interface Group {
  readonly id: "now" | "soon" | "waits" | "open";
  readonly title: string;
  readonly entries: readonly Entry[];
  /** More that are not told here. */
  readonly more: number;
}

export interface Asking {
  readonly texts: UiTexts["overview"];
  readonly viewer: Viewer;
  readonly mayWrite: boolean;
  readonly maySign: boolean;
  readonly usedByMore: string;
}

type Found = Pick<
  OutputOf<"overview">,
  | "expired"
  | "endsSoon"
  | "waiting"
  | "locked"
  | "bundles"
  | "batches"
  | "lists"
  | "ownLists"
  | "usedBy"
  | "askedBy"
  | "authorities"
>;

/** The most entries of a group. */
const most = 10;

const pageOf = (basename: string): string => `/files/${encodeURIComponent(basename)}`;

/** The groups that have something, by what stops working first. */
export function attentionGroups(found: Found, asking: Asking): Group[] {
  const { texts, viewer } = asking;
  const lists = found.lists.flatMap((list) =>
    list.nextUpdate === null ? [] : [listEntry(list, list.nextUpdate, asking)],
  );
  const own = found.ownLists.flatMap((each) => ownListEntry(each, asking));
  const isOver = ({ at }: Entry): boolean => at <= viewer.now;
  const isSoon = (entry: Entry): boolean => !isOver(entry) && daysUntil(viewer, entry.at) <= 30;
  const bundles = (kind: BundleAlarm["kind"]): Entry[] =>
    found.bundles.filter((alarm) => alarm.kind === kind).map((alarm) => bundleEntry(alarm, asking));
  const batches = found.batches.flatMap((batch) => batchEntry(batch, asking));
  const now = [
    ...batches.filter(({ tone }) => tone === "danger"),
    ...byUse(rowEntries(found.expired, "expired", found, asking)),
    ...own.filter(({ tone }) => tone === "danger"),
    ...lists.filter(isOver),
    ...bundles("expired"),
  ];
  const soon = [
    ...rowEntries(found.endsSoon, "ending", found, asking),
    ...own.filter(({ tone }) => tone !== "danger"),
    ...lists.filter(isSoon),
    ...bundles("ends-soon"),
  ];
  const waits = found.waiting.map((row) => waitingEntry(row, found, asking));
  const open = [
    ...batches.filter(({ tone }) => tone !== "danger"),
    ...bundles("replaced"),
    ...found.locked.map((row) => lockedEntry(row, asking)),
  ];
  const groups = [
    ["now", now],
    ["soon", soon.sort((one, other) => one.at.getTime() - other.at.getTime())],
    ["waits", waits],
    ["open", open],
  ] as const;
  return groups
    .filter(([, entries]) => entries.length > 0)
    .map(([id, entries]) => ({
      id,
      title: texts.groups[id],
      entries: entries.slice(0, most),
      more: Math.max(0, entries.length - most),
    }));
}

/** What a service uses comes first. */
function byUse(entries: readonly (Entry & { readonly isUsed: boolean })[]): Entry[] {
  return [...entries].sort((one, other) => Number(other.isUsed) - Number(one.isUsed));
}

/** One entry a certificate; those of a batch are one. */
function rowEntries(
  rows: readonly ItemRow[],
  kind: "expired" | "ending",
  { usedBy }: Found,
  asking: Asking,
): (Entry & { readonly isUsed: boolean })[] {
  const { texts, viewer, mayWrite } = asking;
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    if (row.notAfter === null || row.archivedAt !== null || (row.batch !== null && seen.has(row.batch.id))) return [];
    const at = row.notAfter;
    const services = usedBy[row.basename] ?? [];
    const tone = kind === "expired" || daysUntil(viewer, at) <= 7 ? ("danger" as const) : ("warn" as const);
    if (row.batch !== null) {
      const { id, title } = row.batch;
      seen.add(id);
      const n = rows.filter((each) => each.batch?.id === id).length;
      const page = `/batches/${encodeURIComponent(id)}`;
      return [
        {
          key: `${kind} batch ${id}`,
          kind,
          tone,
          at,
          title: fill(texts.is[kind === "expired" ? "batchExpired" : "batchEnding"], { title }),
          says: count(viewer.locale, texts.says[kind === "expired" ? "batchExpired" : "batchEnding"], n),
          page,
          act: { href: page, label: mayWrite ? texts.acts.renewBatch : texts.acts.open },
          isUsed: false,
        },
      ];
    }
    const subject = row.commonName === "" ? row.basename : row.commonName;
    const isUsed = services.length > 0;
    const says = isUsed
      ? fill(texts.says[kind === "expired" ? "expiredUsed" : "endingUsed"], {
          services: shownServices(services, asking),
        })
      : fill(texts.says[row.isAuthority ? (kind === "expired" ? "authorityExpired" : "authorityEnding") : kind], {
          subject,
        });
    return [
      {
        key: `${kind} ${row.id}`,
        kind,
        tone,
        at,
        title: fill(texts.is[kind], { name: row.basename }),
        says,
        page: pageOf(row.basename),
        act: mayWrite
          ? { href: `/renew?certificate=${encodeURIComponent(row.basename)}`, label: texts.acts.renew }
          : { href: pageOf(row.basename), label: texts.acts.open },
        isUsed,
      },
    ];
  });
}

function waitingEntry(row: ItemRow, { usedBy, askedBy, authorities }: Found, asking: Asking): Entry {
  const { texts, maySign } = asking;
  const services = usedBy[row.basename] ?? [];
  const asker = askedBy[row.basename];
  const page = pageOf(row.basename);
  const canSign = maySign && authorities.some(({ files }) => files.some(({ kind }) => kind === "key"));
  return {
    key: `waiting ${row.id}`,
    kind: "waiting",
    tone: "info",
    at: row.createdAt,
    title: fill(texts.is.waiting, { name: row.basename }),
    says: [
      services.length > 0
        ? fill(texts.says.waitingFor, { services: shownServices(services, asking) })
        : fill(texts.says.waiting, { subject: row.commonName === "" ? row.basename : row.commonName }),
      ...(asker === undefined ? [] : [fill(texts.says.askedBy, { who: asker })]),
      ...(row.note === "" ? [] : [fill(texts.says.note, { note: firstLine(row.note) })]),
    ].join(" "),
    page,
    act: canSign
      ? { href: `/sign?request=${encodeURIComponent(`${row.basename}.csr`)}`, label: texts.acts.answer }
      : { href: page, label: texts.acts.open },
  };
}

/** As much of a note as a line of the list has room for. */
function firstLine(note: string): string {
  const [line = ""] = note.trim().split("\n");
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

function lockedEntry(row: ItemRow, { texts, mayWrite }: Asking): Entry {
  const key = row.files.find((file) => file.kind === "locked-key")?.fileName ?? "";
  return {
    key: `locked ${row.id}`,
    kind: "locked",
    tone: "info",
    at: row.createdAt,
    title: fill(texts.is.locked, { name: row.basename }),
    says: texts.says.locked,
    page: pageOf(row.basename),
    act: mayWrite
      ? { href: `/unlock?key=${encodeURIComponent(key)}`, label: texts.acts.unlock }
      : { href: pageOf(row.basename), label: texts.acts.open },
  };
}

const bundleKinds = { expired: "bundleExpired", replaced: "bundleReplaced", "ends-soon": "bundleEnding" } as const;

function bundleEntry({ fileName, basename, kind, member, at }: BundleAlarm, { texts, mayWrite }: Asking): Entry {
  const entry = bundleKinds[kind];
  const page = `${pageOf(basename)}?file=${encodeURIComponent(fileName)}`;
  return {
    key: `${kind} ${fileName}`,
    kind: entry,
    tone: kind === "expired" ? "danger" : "warn",
    at,
    title: fill(texts.is[entry], { name: fileName }),
    says: fill(texts.says[entry], { subject: member }),
    page,
    act: { href: page, label: kind === "replaced" && mayWrite ? texts.acts.rebuild : texts.acts.bundle },
  };
}

function listEntry(
  { fileName, basename, authority }: Found["lists"][number],
  at: Date,
  { texts, viewer, mayWrite }: Asking,
): Entry {
  const isOver = at <= viewer.now;
  const page = pageOf(basename);
  return {
    key: `list ${fileName}`,
    kind: "list",
    tone: isOver || daysUntil(viewer, at) <= 7 ? "danger" : "warn",
    at,
    title: fill(isOver ? texts.is.listExpired : texts.is.listEnding, { authority }),
    says: fill(texts.says.list, { file: fileName }),
    page,
    act: { href: mayWrite ? "/import" : page, label: mayWrite ? texts.acts.bringList : texts.acts.open },
  };
}

/** A list of one's own: who has its key under a passphrase signs it, and nothing else does. */
function ownListEntry(
  { authority, basename, publishedName, standing, nextUpdate, responderEnds }: Found["ownLists"][number],
  { texts, viewer, maySign }: Asking,
): Entry[] {
  if (standing === "good" || standing === "none" || basename === null) return [];
  const at = standing === "responder-over" || standing === "responder-ending" ? responderEnds : nextUpdate;
  const isFailing = standing === "over" || standing === "behind" || standing === "responder-over";
  const page = `${pageOf(basename)}#lists`;
  return [
    {
      key: `own list ${publishedName}`,
      kind: "list",
      tone: isFailing ? "danger" : "warn",
      at: at ?? viewer.now,
      title: fill(texts.ownLists[standing].is, { authority }),
      says: texts.ownLists[standing].says,
      page,
      act: { href: page, label: maySign && standing !== "stuck" ? texts.acts.signList : texts.acts.open },
    },
  ];
}

function batchEntry(batch: Found["batches"][number], { texts, viewer }: Asking): Entry[] {
  const { title, state, failed, total, issued } = batch;
  const page = `/batches/${encodeURIComponent(batch.batch)}`;
  const base = { key: `batch ${batch.batch}`, kind: "batch" as const, at: batch.finishedAt ?? batch.createdAt, page };
  const entry = (
    what: "batchStopped" | "batchFailed" | "batchRunning" | "batchSheet",
    tone: Entry["tone"],
    n: number,
  ): Entry[] => [
    {
      ...base,
      tone,
      title: fill(texts.is[what], { title }),
      says: count(viewer.locale, texts.says[what], n),
      act: { href: page, label: texts.acts[what === "batchSheet" ? "sheet" : "batch"] },
    },
  ];
  if (state === "stopped" || state === "cancelled")
    return entry("batchStopped", state === "stopped" ? "danger" : "warn", total - issued);
  if (failed > 0) return entry("batchFailed", "danger", failed);
  if (state === "running") return entry("batchRunning", "info", total - issued);
  return batch.sheet === "ready" ? entry("batchSheet", "info", total) : [];
}
