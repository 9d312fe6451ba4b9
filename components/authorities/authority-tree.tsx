import { clsx } from "clsx";
import { ChevronsUpDown, Landmark, Link2, ShieldCheck } from "lucide-react";
import Link from "next/link";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { daysUntil, relativeTime, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { toneText } from "../styles/tone-classes";

export type ListedAuthority = OutputOf<"authority-list">["authorities"][number];

interface AuthorityTreeProps {
  readonly authorities: readonly ListedAuthority[];
  /** Name of the one that is shown beside the tree. */
  readonly chosen: string | null;
  readonly texts: UiTexts["authorities"];
  readonly viewer: Viewer;
  readonly locale: Locale;
}

interface Branch {
  readonly node: ListedAuthority;
  readonly depth: number;
}

/** Each authority under its issuer; those whose issuer is not here come last. */
export function branchesOf(authorities: readonly ListedAuthority[]): Branch[] {
  const branches: Branch[] = [];
  const shown = new Set<ListedAuthority>();
  const add = (node: ListedAuthority, depth: number): void => {
    if (shown.has(node)) return;
    shown.add(node);
    branches.push({ node, depth });
    if (node.kind !== "cross")
      for (const below of authorities) if (below.parent === node.name) add(below, Math.min(depth + 1, 4));
  };
  for (const node of authorities) if (node.kind === "root") add(node, 0);
  for (const node of authorities) if (node.parent === null) add(node, 0);
  for (const node of authorities) add(node, 0);
  return branches;
}

/** The tree with what is asked over all of them: issued, room, next list. On a phone it folds into a picker. */
export function AuthorityTree({ authorities, chosen, texts, viewer, locale }: AuthorityTreeProps) {
  const branches = branchesOf(authorities);
  const at = branches.findIndex(({ node }) => node.name === chosen);
  const tree = <Rows branches={branches} chosen={chosen} texts={texts} viewer={viewer} locale={locale} />;
  return (
    <div className="min-w-0">
      <div className="hidden lg:block">{tree}</div>
      <details className="lg:hidden" open={at < 0}>
        <summary
          className={clsx(
            "flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-control border border-line-control px-3 text-sm",
            "[&::-webkit-details-marker]:hidden",
          )}
        >
          <Landmark className="size-4 flex-none text-subtle" aria-hidden />
          <span className="min-w-0 flex-1 truncate">
            {at < 0
              ? texts.tree
              : fill(texts.choose, { name: branches[at]!.node.commonName, at: at + 1, n: branches.length })}
          </span>
          <ChevronsUpDown className="size-4 flex-none text-subtle" aria-hidden />
        </summary>
        <div className="mt-2">{tree}</div>
      </details>
    </div>
  );
}

function Rows({
  branches,
  chosen,
  texts,
  viewer,
  locale,
}: Pick<AuthorityTreeProps, "chosen" | "texts" | "viewer" | "locale"> & { readonly branches: readonly Branch[] }) {
  const { columns } = texts;
  return (
    <>
      <div className="overflow-clip rounded-card border">
        <table aria-label={texts.tree} className="w-full table-fixed">
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col" className="w-16 text-end!">
                {columns.issued}
              </th>
              <th scope="col" className="w-14 text-end! max-md:hidden">
                {columns.path}
              </th>
              <th scope="col" className="w-24 text-end!">
                {columns.list}
              </th>
            </tr>
          </thead>
          <tbody>
            {branches.map(({ node, depth }) => (
              <Row
                key={node.sha256}
                node={node}
                depth={depth}
                isChosen={node.name === chosen}
                texts={texts}
                viewer={viewer}
                locale={locale}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-2 text-xs text-subtle">{texts.foot}</p>
    </>
  );
}

interface RowProps {
  readonly node: ListedAuthority;
  readonly depth: number;
  readonly isChosen: boolean;
  readonly texts: UiTexts["authorities"];
  readonly viewer: Viewer;
  readonly locale: Locale;
}

const indents = ["", "pl-5", "pl-10", "pl-14", "pl-16"] as const;

function Row({ node, depth, isChosen, texts, viewer, locale }: RowProps) {
  const isCross = node.kind === "cross";
  const Icon = node.kind === "root" ? ShieldCheck : isCross ? Link2 : Landmark;
  const note = noteOf(node, texts);
  const list = listOf(node, texts, viewer);
  return (
    <tr aria-selected={isChosen}>
      <td className="py-2! align-top">
        <div className={clsx("flex min-w-0 gap-2", indents[depth])}>
          <Icon className={clsx("mt-0.5 size-4 flex-none", isCross ? "text-subtle" : "text-muted")} aria-hidden />
          <div className="min-w-0">
            <Link
              className="block font-medium text-ink wrap-anywhere"
              href={`/authorities?name=${encodeURIComponent(node.name)}`}
              prefetch={false}
              aria-current={isChosen ? "true" : undefined}
            >
              {node.commonName}
            </Link>
            <span className={clsx("block text-xs", note.tone)}>{note.text}</span>
            {node.generations.length === 0 ? null : (
              <span className="block text-xs text-subtle">{count(locale, texts.older, node.generations.length)}</span>
            )}
          </div>
        </div>
      </td>
      <td className="py-2! text-end! align-top tabular-nums">
        {isCross ? "" : `${node.issued.total.toLocaleString(locale)}${node.issued.isAtLeast ? "+" : ""}`}
      </td>
      <td className="py-2! text-end! align-top tabular-nums max-md:hidden">{node.room ?? texts.anyPath}</td>
      <td className={clsx("py-2! text-end! align-top text-sm", list.tone)}>{list.text}</td>
    </tr>
  );
}

/** The one thing that matters most: its end, then trust, then its key. */
function noteOf(node: ListedAuthority, texts: UiTexts["authorities"]): { text: string; tone: string } {
  const key = node.openUntil === null ? texts.keys[node.key] : texts.keys.open;
  const state = node.state === "valid" ? null : texts.states[node.state];
  const mark = node.trust === null ? null : texts.marks[node.trust.mark];
  const first = node.kind === "cross" ? texts.kinds.cross : (mark ?? texts.kinds[node.kind]);
  const orphan = node.parent === null && node.kind !== "root" ? texts.elsewhere : null;
  const tone =
    node.state === "expired" || node.state === "revoked" || node.trust?.mark === "distrusted"
      ? toneText.danger
      : node.state === "ends-soon" || node.trust?.mark === "unasked"
        ? toneText.warn
        : "text-subtle";
  return { text: [first, orphan, state, node.kind === "cross" ? null : key].filter(Boolean).join(", "), tone };
}

function listOf(node: ListedAuthority, texts: UiTexts["authorities"], viewer: Viewer): { text: string; tone: string } {
  if (node.kind === "cross") return { text: texts.above, tone: "text-subtle" };
  if (node.nextUpdate === null) return { text: texts.noList, tone: "text-subtle" };
  const at = new Date(node.nextUpdate);
  if (at < viewer.now) return { text: texts.late, tone: toneText.danger };
  return { text: relativeTime(viewer, at), tone: daysUntil(viewer, at) < 1 ? toneText.warn : "" };
}
