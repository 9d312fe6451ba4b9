"use client";
import { clsx } from "clsx";
import { Archive, ArchiveRestore, Ban, FolderDown, RefreshCw, ShieldCheck, Tag, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
import { Button } from "../ui/button";
import { useFollowedLinks } from "../ui/follow-links";
import { has, type BulkAct, type BulkItem } from "./bulk-item";
import type { BulkActions } from "./bulk-steps";
import { FileHead, type HeadTexts } from "./file-head";
import type { RowView } from "./file-row-view";
import { FileRows, type RowTexts } from "./file-rows";
import type { ListAddress } from "./list-query";
import { tableBoxClass } from "../styles/table";

const BulkDialog = dynamic(() => import("./bulk-dialog").then((module) => module.BulkDialog), { ssr: false });

export interface BulkSelection {
  readonly items: readonly BulkItem[];
  readonly isCut: boolean;
}

interface FileTableProps {
  readonly address: ListAddress;
  /** `RowView[]` as JSON: one text, where React would write and read each of 500 values by itself. */
  readonly rows: string;
  /** Number of all rows that match; null when it is not known. */
  readonly total: number | null;
  readonly label: string;
  readonly texts: RowTexts & HeadTexts & Pick<UiTexts["files"], "selected" | "bulk" | "clear">;
  readonly statusTexts: UiTexts["common"]["status"];
  /** The acts that the person may do, in their order. */
  readonly acts: readonly BulkAct[];
  readonly mayRevoke: boolean;
  readonly actions: BulkActions;
  readonly collect: (address: unknown) => Promise<ActionState<BulkSelection>>;
  /** The texts of the acts, asked for when the first name is selected. */
  readonly loadTexts: () => Promise<{ readonly bulk: UiTexts["bulk"]; readonly show: string }>;
  readonly unreachable: string;
  readonly locale: Locale;
}

/** As many names as the address of the next page holds. */
const mostRevoked = 100;

const icons: Readonly<Record<BulkAct, ReactNode>> = {
  renew: <RefreshCw aria-hidden />,
  export: <FolderDown aria-hidden />,
  verify: <ShieldCheck aria-hidden />,
  label: <Tag aria-hidden />,
  archive: <Archive aria-hidden />,
  unarchive: <ArchiveRestore aria-hidden />,
  delete: <Trash2 aria-hidden />,
};

/** One listener for all rows: arrows move, x selects, Enter opens (the link does), the bar acts on what is selected. */
export function FileTable({
  address,
  rows,
  total,
  label,
  texts,
  statusTexts,
  acts,
  mayRevoke,
  actions,
  collect,
  loadTexts,
  unreachable,
  locale,
}: FileTableProps) {
  const router = useRouter();
  const drawn = useMemo(() => JSON.parse(rows) as readonly RowView[], [rows]);
  const follow = useFollowedLinks();
  const box = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<readonly RowView[]>([]);
  /** Every name that the address asks for, once a person wants more than this page. */
  const [all, setAll] = useState<BulkSelection | null>(null);
  const [doing, setDoing] = useState<{ readonly act: BulkAct; readonly selection: BulkSelection } | null>(null);
  const [bulkTexts, setBulkTexts] = useState<Awaited<ReturnType<typeof loadTexts>> | null>(null);
  const { isBusy, error, run, refuse } = useAction(unreachable);

  const checks = (): HTMLInputElement[] => [
    ...(box.current?.querySelectorAll<HTMLInputElement>('input[name="pick"]') ?? []),
  ];
  function readPicked(): void {
    const boxes = checks();
    for (const check of boxes) check.closest("tr")?.setAttribute("aria-selected", String(check.checked));
    const every = box.current?.querySelector<HTMLInputElement>('input[name="pick-all"]');
    const chosen = drawn.filter((_, index) => boxes[index]?.checked === true);
    if (every !== null && every !== undefined) {
      every.checked = chosen.length > 0 && chosen.length === boxes.length;
      every.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
    }
    setAll(null);
    setPicked(chosen);
    if (chosen.length > 0 && bulkTexts === null) void loadTexts().then(setBulkTexts, () => undefined);
  }
  function setEvery(isChecked: boolean): void {
    for (const check of checks()) check.checked = isChecked;
    readPicked();
  }
  function onChange(target: EventTarget): void {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.name === "pick-all") setEvery(target.checked);
    else if (target.name === "pick") readPicked();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    const row = event.target.closest("tbody tr");
    if (row === null || !(box.current?.contains(row) ?? false)) return;
    const steps: Readonly<Record<string, Element | null | undefined>> = {
      ArrowDown: row.nextElementSibling,
      ArrowUp: row.previousElementSibling,
      Home: row.parentElement?.firstElementChild,
      End: row.parentElement?.lastElementChild,
    };
    if (event.key in steps) {
      event.preventDefault();
      steps[event.key]?.querySelector<HTMLElement>("a")?.focus();
    } else if (event.key === "x") {
      const check = row.querySelector<HTMLInputElement>('input[name="pick"]');
      if (check === null) return;
      check.checked = !check.checked;
      readPicked();
    }
  }
  /** The names of the selected rows; those behind the row of a batch are asked for now. */
  async function selected(): Promise<ActionState<BulkSelection>> {
    if (all !== null) return { ok: true, value: all };
    const items: BulkItem[] = [];
    let isCut = false;
    for (const row of picked) {
      if (row.batch === null) items.push({ name: row.name, files: row.files, usedBy: row.usedBy?.names ?? [] });
      else {
        const behind = await collect({ batch: row.batch.id });
        if (!behind.ok) return behind;
        items.push(...behind.value.items);
        isCut ||= behind.value.isCut;
      }
    }
    return { ok: true, value: { items, isCut } };
  }
  /** On a page of its own, which says what goes down; its address holds the names. */
  function revokeSelected(): void {
    void run(selected, ({ items, isCut }) => {
      const names = items.filter((item) => has(item, "certificate")).map(({ name }) => name);
      if (isCut || names.length === 0 || names.length > mostRevoked) {
        refuse(fill(bulkTexts?.bulk.revokeSome ?? "", { n: mostRevoked }));
        return;
      }
      router.push(`/revoke?${new URLSearchParams(names.map((name) => ["certificate", name])).toString()}`);
    });
  }
  const isWhole = picked.length === drawn.length && (total === null ? drawn.length >= 25 : total > drawn.length);

  return (
    <div
      className={clsx(tableBoxClass, "file-rows max-md:-mx-4 max-md:rounded-none max-md:border-x-0")}
      ref={box}
      data-list=""
      onKeyDown={onKeyDown}
      onClick={follow}
      onChange={(event) => onChange(event.target)}
    >
      <table aria-label={label}>
        <FileHead address={address} texts={texts} />
        <tbody>
          <FileRows rows={drawn} texts={texts} statusTexts={statusTexts} />
        </tbody>
      </table>
      {picked.length === 0 || bulkTexts === null ? null : (
        <div
          className={clsx(
            "sticky bottom-0 z-2 flex flex-wrap items-center gap-2 border-t border-accent-line bg-accent-soft",
            "px-3 py-[9px]",
          )}
          role="toolbar"
          aria-label={texts.bulk}
        >
          <b role="status" className="mr-1.5 text-sm whitespace-nowrap">
            {count(locale, texts.selected, all?.items.length ?? picked.length)}
          </b>
          {acts.map((act) => (
            <Button
              key={act}
              size="sm"
              variant={act === "delete" ? "danger" : "plain"}
              icon={icons[act]}
              aria-haspopup="dialog"
              isBusy={isBusy}
              onClick={() => void run(selected, (selection) => setDoing({ act, selection }))}
            >
              {bulkTexts.bulk.acts[act]}
            </Button>
          ))}
          {mayRevoke ? (
            <Button size="sm" variant="danger" icon={<Ban aria-hidden />} isBusy={isBusy} onClick={revokeSelected}>
              {bulkTexts.bulk.revoke}
            </Button>
          ) : null}
          {isWhole && all === null ? (
            <Button size="sm" variant="ghost" isBusy={isBusy} onClick={() => void run(() => collect(address), setAll)}>
              {total === null ? bulkTexts.bulk.allUnknown : count(locale, bulkTexts.bulk.all, total)}
            </Button>
          ) : null}
          {error === null ? null : (
            <span role="alert" className="text-sm text-danger">
              {error.message}
            </span>
          )}
          <span className="grow" />
          <Button size="sm" variant="ghost" onClick={() => setEvery(false)}>
            {texts.clear}
          </Button>
        </div>
      )}
      {doing === null || bulkTexts === null ? null : (
        <BulkDialog
          act={doing.act}
          items={doing.selection.items}
          isCut={doing.selection.isCut}
          actions={actions}
          texts={bulkTexts}
          unreachable={unreachable}
          locale={locale}
          onClose={(isChanged) => {
            setDoing(null);
            if (!isChanged) return;
            setEvery(false);
            router.refresh();
          }}
        />
      )}
    </div>
  );
}
