"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition, type FormEvent } from "react";
import { Glyph } from "../ui/glyph";

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
  // Forty choices behind a closed menu are no part of the page that is sent: what is chosen is a hidden field until it opens.
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
      ({ issuers, keyAlgorithms }) => setFacets({ issuer: issuers, key: keyAlgorithms }),
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
      className="filters"
      action="/files"
      role="search"
      onInput={onInput}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
      aria-busy={isPending || undefined}
    >
      <span className="with">
        <Glyph name="search" />
        <input
          className="in"
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
        className="more-filters"
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
        <summary className="chip add">
          <Glyph name="list-filter" className="i s" />
          {texts.filters}
        </summary>
        <div className="pop menu-form">
          {!isMenuDrawn
            ? null
            : menus.map((menu) => (
                <label key={menu.name} className="field">
                  <span className="lab">{menu.label}</span>
                  <span className="pick-one">
                    <select
                      className="select"
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
      <span role="status" className="small subtle ml-auto">
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
