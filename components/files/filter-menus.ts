import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { FilterMenu } from "./file-filters";
import { kinds, purposes, sorts, sortOf, statuses, withins, type ListAddress } from "./list-query";

/** The menus of the list: what each may be, and what it is now. */
export function filterMenus(address: ListAddress, texts: UiTexts): FilterMenu[] {
  const { filter } = texts.files;
  const any = { value: "", label: filter.any };
  /** The options are asked for when the menu opens; the chosen one is here already. */
  const chosen = (value: string | undefined) => (value === undefined ? [any] : [any, { value, label: value }]);
  return [
    {
      name: "status",
      label: filter.status,
      value: address.status ?? "",
      options: [any, ...statuses.map((value) => ({ value, label: texts.common.status[value] }))],
    },
    {
      name: "kind",
      label: filter.kind,
      value: address.kind ?? "",
      options: [any, ...kinds.map((value) => ({ value, label: kindWord(value, texts) }))],
    },
    {
      name: "within",
      label: filter.ends,
      value: address.within ?? "",
      options: [any, ...withins.map((value) => ({ value, label: fill(filter.days, { n: value }) }))],
    },
    {
      name: "purpose",
      label: filter.purpose,
      value: address.purpose ?? "",
      options: [any, ...purposes.map((value) => ({ value, label: texts.files.purposes[value] }))],
    },
    { name: "label", label: filter.label, value: address.label ?? "", options: chosen(address.label) },
    { name: "issuer", label: filter.issuer, value: address.issuer ?? "", options: chosen(address.issuer) },
    { name: "key", label: filter.key, value: address.key ?? "", options: chosen(address.key) },
    ...(address.sort === undefined
      ? [
          {
            name: "sort",
            label: filter.sort,
            value: "",
            options: [
              { value: "", label: texts.files.sorts[defaultSort(address)] },
              ...sorts.filter((sort) => sort !== "name").map((value) => ({ value, label: texts.files.sorts[value] })),
            ],
          },
        ]
      : []),
  ];
}

function defaultSort(address: ListAddress) {
  return sortOf(address).sort;
}

export function kindWord(kind: string, texts: UiTexts): string {
  return kind === "authority"
    ? texts.files.filter.authority
    : (texts.common.kinds[kind as keyof UiTexts["common"]["kinds"]] ?? kind);
}
