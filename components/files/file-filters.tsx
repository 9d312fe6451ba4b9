"use client";
import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition, type FormEvent } from "react";
import { Glyph } from "../ui/glyph";
import {
  fieldClass,
  fieldWithClass,
  selectClass,
  selectBoxClass,
  controlClass,
  fieldLabelClass,
} from "../form/controls";
import { chipClass } from "../styles/chip";
import { menuBoxClass } from "../styles/menu";
import { filterLineClass } from "../form/layout";

export interface FilterMenu {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

interface FileFiltersProps {
  readonly search: string;
  readonly menus: readonly FilterMenu[];
  /** Issuers and kinds of key that there are: asked for when the menu opens. */
  readonly loadFacets: () => Promise<{
    readonly issuers: readonly string[];
    readonly keyAlgorithms: readonly string[];
    readonly labels: readonly string[];
  }>;
  readonly hidden: Readonly<Record<string, string>>;
  readonly texts: { readonly search: string; readonly searchHint: string; readonly filters: string };
  readonly status: string;
}

/** Search and filters are one form whose address is the list: the search works before any script does. */
export function FileFilters({ search, menus, loadFacets, hidden, texts, status }: FileFiltersProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const [facets, setFacets] = useState<Readonly<Record<string, readonly string[]>> | null>(null);
  // Forty choices behind a closed menu are no part of the page that is sent: what is chosen is a hidden field until it
  // opens.
  const [isMenuDrawn, setMenuDrawn] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // A person who opens a file while the list has yet to follow what was typed goes there: the list does not come back
  // for them.
  useEffect(() => {
    const leave = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest("a[href]") !== null) clearTimeout(timer.current);
    };
    document.addEventListener("click", leave, { capture: true });
    return () => {
      document.removeEventListener("click", leave, { capture: true });
      clearTimeout(timer.current);
    };
  }, []);
  // A link may have taken the search away; what a person is typing right now is left alone.
  useEffect(() => {
    const input = form.current?.elements.namedItem("q");
    if (input instanceof HTMLInputElement && document.activeElement !== input) input.value = search;
  }, [search]);

  function go(): void {
    if (form.current === null) return;
    clearTimeout(timer.current);
    const given = [...new FormData(form.current)].filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
    );
    const address = new URLSearchParams(given).toString();
    startTransition(() => router.replace(address === "" ? "/files" : `/files?${address}`, { scroll: false }));
  }
  function open(): void {
    setMenuDrawn(true);
    if (facets !== null) return;
    void loadFacets().then(
      ({ issuers, keyAlgorithms, labels }) => setFacets({ issuer: issuers, key: keyAlgorithms, label: labels }),
      () => undefined,
    );
  }
  function onInput(event: FormEvent): void {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== "search") return;
    clearTimeout(timer.current);
    timer.current = setTimeout(go, 250);
  }
  return (
    <form
      ref={form}
      className={filterLineClass}
      action="/files"
      role="search"
      onInput={onInput}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
      aria-busy={isPending || undefined}
    >
      <span className={fieldWithClass}>
        <Glyph name="search" />
        <input
          className={controlClass()}
          type="search"
          name="q"
          defaultValue={search}
          aria-label={texts.search}
          placeholder={texts.searchHint}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
        />
      </span>
      <details
        className="relative [&>summary]:list-none"
        onToggle={open}
        onBlur={(event) =>
          event.currentTarget.contains(event.relatedTarget) ? undefined : (event.currentTarget.open = false)
        }
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.currentTarget.open = false;
          event.currentTarget.querySelector("summary")?.focus();
        }}
      >
        <summary className={chipClass("add")}>
          <Glyph name="list-filter" className="size-3.5" />
          {texts.filters}
        </summary>
        <div className={clsx(menuBoxClass, "absolute top-[calc(100%+4px)] left-0 grid w-66 gap-3 p-3")}>
          {!isMenuDrawn
            ? null
            : menus.map((menu) => (
                <label key={menu.name} className={fieldClass}>
                  <span className={fieldLabelClass}>{menu.label}</span>
                  <span className={selectBoxClass}>
                    <select
                      className={selectClass}
                      name={menu.name}
                      defaultValue={menu.value}
                      key={menu.value}
                      onChange={go}
                    >
                      {withFacets(menu, facets).map((option) => (
                        <option key={option.value} value={option.value}>
                          {option.label}
                        </option>
                      ))}
                    </select>
                    <Glyph name="chevron-down" />
                  </span>
                </label>
              ))}
        </div>
      </details>
      {isMenuDrawn
        ? null
        : menus.map(({ name, value }) =>
            value === "" ? null : <input key={name} type="hidden" name={name} value={value} />,
          )}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <span role="status" className="ml-auto text-sm text-subtle max-md:ml-0 max-md:basis-full">
        {status}
      </span>
    </form>
  );
}

function withFacets(
  menu: FilterMenu,
  facets: Readonly<Record<string, readonly string[]>> | null,
): FilterMenu["options"] {
  const more = (facets?.[menu.name] ?? []).filter((value) => value !== menu.value);
  return [...menu.options, ...more.map((value) => ({ value, label: value }))];
}
