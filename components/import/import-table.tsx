"use client";
import { clsx } from "clsx";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import type { ReviewItem } from "@/lib/commands/parts/import/describe.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState, ActionError, FieldErrors } from "../form/action-state";
import { ErrorSummary } from "../form/error-summary";
import { useAction } from "../form/use-action";
import { FormDone, NextStep } from "../form/form-done";
import { Banner } from "../ui/banner";
import { Button, LinkButton } from "../ui/button";
import { ImportRow } from "./import-row";
import { RootQuestion } from "./root-question";
import { shownServices } from "../ui/service-names";
import { formFootClass } from "../form/layout";
import { cardClass } from "../styles/card";
import { tableBoxClass, rowsOnPhoneClass } from "../styles/table";

/* The columns: its box, what it is, what it fits, its state, its name. On a phone the box stands before the lines. */
const reviewClass = [
  "[&_.status]:whitespace-normal [&_td]:py-2.5 [&_td]:align-top [&_td:nth-child(1)]:w-10",
  "[&_td:nth-child(2)]:w-[34%] [&_td:nth-child(3)]:w-[26%] [&_td:nth-child(5)]:w-[220px]",
  "max-[721px]:[&_tr]:relative max-[721px]:[&_tbody_tr]:pl-11 max-[721px]:[&_tbody_td]:w-auto max-[721px]:[&_td]:py-0.5",
  "max-[721px]:[&_td:nth-child(1)]:absolute max-[721px]:[&_td:nth-child(1)]:top-3",
  "max-[721px]:[&_td:nth-child(1)]:left-3.5 max-[721px]:[&_td:nth-child(5)]:pt-1.5",
].join(" ");

interface StoredItem {
  readonly storedAs: string;
  readonly basename: string;
  readonly outcome: "stored" | "identical" | "replaced" | "paired";
  readonly roots: Parameters<typeof RootQuestion>[0]["roots"];
}

interface ImportTableProps {
  readonly review: string;
  readonly items: readonly ReviewItem[];
  readonly store: (input: {
    review: string;
    items: { item: string; name?: string }[];
    replace?: boolean;
  }) => Promise<ActionState<{ readonly stored: readonly StoredItem[] }>>;
  readonly texts: UiTexts["import"];
  readonly more: Pick<UiTexts["files"], "usedByMore">;
  readonly unreachable: string;
  readonly viewer: Viewer;
}

/**
 * The row that a refusal names: the last one with this name, since a name that stands twice is refused at its second
 * place.
 */
function refusedItem(
  { params }: ActionError,
  chosen: readonly ReviewItem[],
  names: Readonly<Record<string, string>>,
): string | null {
  const { fileName, name } = params as { fileName?: unknown; name?: unknown };
  const refused = typeof fileName === "string" ? fileName : typeof name === "string" ? name : null;
  const stem = (text: string): string =>
    text
      .trim()
      .normalize("NFC")
      .replace(/\.[^.]{1,4}$/, "");
  const mine = (item: ReviewItem): string => names[item.item] ?? item.fileName;
  const found =
    chosen.findLast((item) => !item.follows && mine(item) === refused) ??
    chosen.findLast((item) => !item.follows && refused !== null && stem(mine(item)) === stem(refused));
  return found?.item ?? null;
}

/** One refusal, or each of several. */
function faultsOf(error: ActionError): readonly ActionError[] {
  if (error.code !== "input.several") return [error];
  return (error.params as { readonly faults: readonly ActionError[] }).faults;
}

function refusedItems(
  error: ActionError,
  chosen: readonly ReviewItem[],
  names: Readonly<Record<string, string>>,
): FieldErrors {
  return Object.fromEntries(
    faultsOf(error).map((fault) => [refusedItem(fault, chosen, names) ?? "", fault.message] as const),
  );
}

const mayReplace = (code: string): boolean => code === "file.name-in-use" || code === "name.in-use";

/** The second step: what was found, what it belongs to, what of it is stored and as what. */
export function ImportTable({ review, items, store, texts, more, unreachable, viewer }: ImportTableProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(items.filter(({ outcome }) => outcome === "new").map(({ item }) => item)),
  );
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const { isBusy, error, run } = useAction(unreachable);
  /** Of the rows whose names were refused, and of "" what concerns none of them. */
  const [refused, setRefused] = useState<FieldErrors>({});
  const [failures, setFailures] = useState(0);
  const [stored, setStored] = useState<readonly StoredItem[] | null>(null);

  async function submit(replace: boolean): Promise<void> {
    setRefused({});
    const picked = items.filter(({ item }) => chosen.has(item));
    const asked = picked.map(({ item, follows }) => ({
      item,
      ...(follows || names[item] === undefined ? {} : { name: names[item] }),
    }));
    const reply = await run(
      () => store({ review, items: asked, ...(replace ? { replace } : {}) }),
      (value) => setStored(value.stored),
    );
    if (reply?.ok !== false) return;
    setRefused(refusedItems(reply.error, picked, names));
    setFailures((known) => known + 1);
  }
  function toggle(item: string): void {
    setChosen((known) => new Set(known.has(item) ? [...known].filter((each) => each !== item) : [...known, item]));
  }

  if (stored !== null) return <Stored stored={stored} texts={texts} viewer={viewer} />;
  if (items.length === 0) return <Banner tone="warn" title={texts.empty} />;
  return (
    <form
      className="grid grid-cols-1 content-start gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(false);
      }}
    >
      <ErrorSummary
        title={texts.failed}
        errors={refused}
        failures={failures}
        fields={Object.fromEntries(
          items.map((item) => [item.item, { label: names[item.item] ?? item.fileName, id: `name-${item.item}` }]),
        )}
        actions={
          error !== null && faultsOf(error).every(({ code }) => mayReplace(code)) ? (
            <Button size="sm" isBusy={isBusy} onClick={() => void submit(true)}>
              {texts.replace}
            </Button>
          ) : undefined
        }
      />
      <div className={clsx(rowsOnPhoneClass, reviewClass)}>
        <div className={tableBoxClass}>
          <table aria-label={texts.table}>
            <thead>
              <tr>
                <th>
                  <input
                    className="checkbox"
                    type="checkbox"
                    aria-label={texts.chooseAll}
                    checked={chosen.size === items.length}
                    onChange={(event) => setChosen(new Set(event.target.checked ? items.map(({ item }) => item) : []))}
                  />
                </th>
                <th>{texts.columns.what}</th>
                <th>{texts.columns.fits}</th>
                <th>{texts.columns.state}</th>
                <th>{texts.columns.name}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <ImportRow
                  key={item.item}
                  item={item}
                  all={items}
                  isChosen={chosen.has(item.item)}
                  onToggle={() => toggle(item.item)}
                  name={names[item.item] ?? item.fileName}
                  services={shownServices(item.services, more)}
                  error={refused[item.item] ?? null}
                  onName={(name) => setNames((known) => ({ ...known, [item.item]: name }))}
                  texts={texts}
                  viewer={viewer}
                />
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <div className={formFootClass}>
        <Button
          type="submit"
          variant="primary"
          isBusy={isBusy}
          blocked={chosen.size === 0 ? texts.chooseOneFirst : null}
        >
          {chosen.size === 0 ? texts.storeNone : count(viewer.locale, texts.store, chosen.size)}
        </Button>
      </div>
    </form>
  );
}

function Stored({
  stored,
  texts,
  viewer,
}: {
  readonly stored: readonly StoredItem[];
  readonly texts: UiTexts["import"];
  readonly viewer: Viewer;
}) {
  const [first, ...others] = new Set(stored.map(({ basename }) => basename));
  const to =
    first === undefined || others.length > 0
      ? { href: "/files", label: texts.toFiles }
      : { href: `/files/${encodeURIComponent(first)}`, label: fill(texts.open, { name: first }) };
  return (
    <FormDone
      title={count(viewer.locale, texts.stored, stored.length)}
      isPart
      made={
        <ul className={cardClass} aria-label={texts.table}>
          {stored.map(({ storedAs, basename, outcome, roots }) => (
            <li key={storedAs} className="finding">
              <span className="text-ok-mark">
                <CircleCheck aria-hidden />
              </span>
              <div className="min-w-0">
                <a className="wrap-anywhere" href={`/files/${encodeURIComponent(basename)}`}>
                  {fill(texts.outcomes[outcome], { name: storedAs })}
                </a>
                <RootQuestion roots={roots} basename={roots.length === 1 ? basename : null} texts={texts} />
              </div>
            </li>
          ))}
        </ul>
      }
      next={
        <NextStep
          word={texts.next}
          title={texts.nextTitle}
          actions={
            <LinkButton variant="primary" href={to.href}>
              {to.label}
            </LinkButton>
          }
        >
          {texts.nextText}
        </NextStep>
      }
    />
  );
}
