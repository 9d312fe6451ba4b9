import Link from "next/link";
import type { SavedView } from "@/lib/commands/ports/items.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { tabsClass } from "../styles/tabs";
import { addressWith, filterNames, type ListAddress } from "./list-query";
import { RemoveViewButton, SaveView } from "./save-view";

interface ViewTabsProps {
  readonly address: ListAddress;
  readonly views: readonly SavedView[];
  readonly archived: number;
  readonly save: (input: unknown) => Promise<ActionState<unknown>>;
  readonly remove: (input: unknown) => Promise<ActionState<unknown>>;
  readonly texts: UiTexts["files"]["tabs"];
  readonly unreachable: string;
}

/** The usual questions as tabs, then those that the person saved; what is asked and is none of them can be saved. */
export function ViewTabs({ address, views, archived, save, remove, texts, unreachable }: ViewTabsProps) {
  const usual: readonly { readonly name: string; readonly filters: ListAddress }[] = [
    { name: texts.all, filters: {} },
    { name: texts.ends, filters: { within: "90", sort: "ends" } },
    { name: texts.waiting, filters: { status: "waiting" } },
    ...(archived > 0 ? [{ name: texts.archived, filters: { show: "archived" } }] : []),
  ];
  const now = wordsOf(address);
  const here = [...usual, ...views].find(({ filters }) => wordsOf(filters) === now);
  const own = views.find((view) => view === here);
  return (
    <div className="flex items-end gap-4 mb-4 max-md:flex-wrap max-md:gap-2">
      <nav className={`${tabsClass} min-w-0 grow overflow-x-auto`} aria-label={texts.label}>
        {[...usual, ...views].map((view) => (
          <Link
            key={`${views.includes(view as SavedView) ? "own" : "usual"} ${view.name}`}
            href={addressWith({}, view.filters)}
            prefetch={false}
            aria-current={view === here ? "page" : undefined}
          >
            {view.name}
          </Link>
        ))}
      </nav>
      {own !== undefined ? (
        <RemoveViewButton name={own.name} remove={remove} texts={texts} unreachable={unreachable} />
      ) : here === undefined && address.batch === undefined ? (
        <SaveView
          filters={Object.fromEntries(Object.entries(address).filter(([name]) => name !== "cursor"))}
          save={save}
          texts={texts}
          unreachable={unreachable}
        />
      ) : null}
    </div>
  );
}

/** Two addresses that ask the same; the order counts only where a saved view has one. */
function wordsOf(filters: ListAddress | SavedView["filters"]): string {
  return JSON.stringify(
    [...filterNames, "batch", "sort", "dir"].map((name) => filters[name as keyof typeof filters] ?? ""),
  );
}
