"use client";
import { clsx } from "clsx";
import { Download, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { useFollowedLinks } from "../ui/follow-links";
import { FileHead, type HeadTexts } from "./file-head";
import type { RowView } from "./file-row-view";
import { FileRows, type RowTexts } from "./file-rows";
import type { ListAddress } from "./list-query";
import type { RemoveFile } from "./remove-dialog";
import { tableBoxClass } from "../styles/table";

const RemoveDialog = dynamic(() => import("./remove-dialog").then((module) => module.RemoveDialog), { ssr: false });

interface FileTableProps {
  readonly address: ListAddress;
  /** `RowView[]` as JSON: one text, where React would write and read each of 500 values by itself. */
  readonly rows: string;
  readonly label: string;
  readonly texts: RowTexts & HeadTexts & Pick<UiTexts["files"], "selected" | "bulk" | "download" | "remove" | "clear">;
  readonly statusTexts: UiTexts["common"]["status"];
  readonly removeTexts: UiTexts["remove"];
  readonly remove: RemoveFile | null;
  readonly unreachable: string;
  readonly locale: Locale;
}

interface Picked {
  readonly name: string;
  readonly files: readonly string[];
}

/** One listener for all rows: arrows move, x selects, Enter opens (the link does), the bar acts on what is selected. */
export function FileTable({
  address,
  rows,
  label,
  texts,
  statusTexts,
  removeTexts,
  remove,
  unreachable,
  locale,
}: FileTableProps) {
  const router = useRouter();
  const drawn = useMemo(() => JSON.parse(rows) as readonly RowView[], [rows]);
  const follow = useFollowedLinks();
  const box = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const [isRemoving, setRemoving] = useState(false);

  const checks = (): HTMLInputElement[] => [
    ...(box.current?.querySelectorAll<HTMLInputElement>('input[name="pick"]') ?? []),
  ];
  function readPicked(): void {
    const all = checks();
    for (const check of all) check.closest("tr")?.setAttribute("aria-selected", String(check.checked));
    const chosen = all.filter((check) => check.checked);
    const every = box.current?.querySelector<HTMLInputElement>('input[name="pick-all"]');
    if (every !== null && every !== undefined) {
      every.checked = chosen.length > 0 && chosen.length === all.length;
      every.indeterminate = chosen.length > 0 && chosen.length < all.length;
    }
    setPicked(
      chosen.map((check) => ({ name: check.value, files: (check.dataset["files"] ?? "").split("/").filter(Boolean) })),
    );
  }
  function setAll(isChecked: boolean): void {
    for (const check of checks()) check.checked = isChecked;
    readPicked();
  }
  function onChange(target: EventTarget): void {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.name === "pick-all") setAll(target.checked);
    else if (target.name === "pick") readPicked();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    const row = event.target.closest("tbody tr");
    if (row === null) return;
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
  function download(): void {
    picked.forEach(({ name }, index) => setTimeout(() => void postForDownload(name), index * 150));
  }

  return (
    <div
      className={clsx(tableBoxClass, "file-rows max-md:-mx-4 max-md:rounded-none max-md:border-x-0")}
      ref={box}
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
      {picked.length === 0 ? null : (
        <div
          className={clsx(
            "sticky bottom-0 z-2 flex items-center gap-2 border-t border-accent-line bg-accent-soft",
            "px-3 py-[9px]",
          )}
          role="toolbar"
          aria-label={texts.bulk}
        >
          <b role="status" className="mr-1.5 text-sm whitespace-nowrap">
            {count(locale, texts.selected, picked.length)}
          </b>
          <Button size="sm" icon={<Download aria-hidden />} onClick={download}>
            {texts.download}
          </Button>
          {remove === null ? null : (
            <Button
              size="sm"
              variant="danger"
              icon={<Trash2 aria-hidden />}
              aria-haspopup="dialog"
              onClick={() => setRemoving(true)}
            >
              {texts.remove}
            </Button>
          )}
          <span className="grow" />
          <Button size="sm" variant="ghost" onClick={() => setAll(false)}>
            {texts.clear}
          </Button>
        </div>
      )}
      {isRemoving && remove !== null ? (
        <RemoveDialog
          files={picked.flatMap(({ files }) => files)}
          title={
            picked.length === 1
              ? fill(removeTexts.titleFile, { name: picked[0]?.name ?? "" })
              : count(locale, removeTexts.title, picked.length)
          }
          remove={remove}
          texts={removeTexts}
          unreachable={unreachable}
          locale={locale}
          onClose={() => setRemoving(false)}
          onDone={() => {
            setRemoving(false);
            setAll(false);
            router.refresh();
          }}
        />
      ) : null}
    </div>
  );
}

/**
 * The public files of a name as a zip: the way that the browser takes for a form, so a key never goes in an address.
 */
async function postForDownload(name: string): Promise<void> {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/download";
  for (const [field, value] of [
    ["name", name],
    ["format", "zip"],
  ] as const) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = field;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}
