import { clsx } from "clsx";
import { X } from "lucide-react";
import Link from "next/link";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { kindWord } from "./filter-menus";
import { addressWith, type ListAddress } from "./list-query";
import { chipButtonClass, chipClass } from "../styles/chip";

/** The active filters of the list, each with a link that removes it. */
export function ActiveFilters({
  address,
  batch,
  texts,
}: {
  readonly address: ListAddress;
  /** Title of the batch whose names are shown. */
  readonly batch: string | undefined;
  readonly texts: UiTexts;
}) {
  const { filter } = texts.files;
  const status =
    address.status === undefined
      ? undefined
      : (texts.common.status[address.status as keyof UiTexts["common"]["status"]] ?? address.status);
  const chips = [
    { name: "status", label: filter.status, value: status },
    { name: "kind", label: filter.kind, value: address.kind === undefined ? undefined : kindWord(address.kind, texts) },
    {
      name: "within",
      label: filter.ends,
      value: address.within === undefined ? undefined : fill(filter.days, { n: address.within }),
    },
    {
      name: "purpose",
      label: filter.purpose,
      value: texts.files.purposes[address.purpose as keyof UiTexts["files"]["purposes"]],
    },
    { name: "label", label: filter.label, value: address.label },
    { name: "batch", label: filter.batch, value: address.batch === undefined ? undefined : (batch ?? address.batch) },
    { name: "issuer", label: filter.issuer, value: address.issuer },
    { name: "key", label: filter.key, value: address.key },
  ].filter((chip) => chip.value !== undefined);
  if (chips.length === 0) return null;
  return (
    <ul className="flex items-center gap-2 flex-wrap mb-3" aria-label={texts.files.filters}>
      {chips.map((chip) => (
        <li key={chip.name} className={chipClass("pick")}>
          <span className="text-muted">{chip.label}</span>
          <span className="truncate font-medium">{chip.value}</span>
          <Link
            className={clsx(chipButtonClass, "text-muted")}
            href={addressWith(address, { [chip.name]: undefined })}
            prefetch={false}
            aria-label={fill(filter.clear, { name: chip.label })}
          >
            <X className="size-3.5" aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}
