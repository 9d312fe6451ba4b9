"use client";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import type { ReviewItem } from "@/lib/commands/parts/review-describe.ts";
import { count, fill } from "@/lib/i18n/ui-text.ts";
import type { Viewer } from "@/lib/i18n/ui-time.ts";
import type { UiWords } from "@/lib/i18n/ui-words.ts";
import type { Reply } from "../forms/reply";
import { Banner } from "../ui/banner";
import { Button, LinkButton } from "../ui/button";
import { ImportRow } from "./import-row";

interface StoredItem {
  readonly storedAs: string;
  readonly basename: string;
  readonly outcome: "stored" | "identical" | "replaced" | "paired";
}

interface ImportTableProps {
  readonly review: string;
  readonly items: readonly ReviewItem[];
  readonly store: (input: { review: string; items: { item: string; name?: string }[]; replace?: boolean }) => Promise<Reply<{ readonly stored: readonly StoredItem[] }>>;
  readonly words: UiWords["import"];
  readonly unreachable: string;
  readonly viewer: Viewer;
}

const mayReplace = (code: string): boolean => code === "file.name-in-use" || code === "name.in-use";

/** The second step: what was found, what it belongs to, what of it is stored and as what. */
export function ImportTable({ review, items, store, words, unreachable, viewer }: ImportTableProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(items.filter(({ outcome }) => outcome === "new").map(({ item }) => item)));
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ code: string; message: string } | null>(null);
  const [stored, setStored] = useState<readonly StoredItem[] | null>(null);

  async function submit(replace: boolean): Promise<void> {
    setBusy(true);
    setProblem(null);
    const picked = items.filter(({ item }) => chosen.has(item)).map(({ item, follows }) => ({ item, ...(follows || names[item] === undefined ? {} : { name: names[item] }) }));
    try {
      const reply = await store({ review, items: picked, ...(replace ? { replace } : {}) });
      if (reply.ok) setStored(reply.value.stored);
      else setProblem({ code: reply.error.code, message: reply.error.message });
    } catch {
      setProblem({ code: "", message: unreachable });
    }
    setBusy(false);
  }
  function toggle(item: string): void {
    setChosen((known) => new Set(known.has(item) ? [...known].filter((each) => each !== item) : [...known, item]));
  }

  if (stored !== null) return <Stored stored={stored} words={words} viewer={viewer} />;
  if (items.length === 0) return <Banner tone="warn" title={words.empty} />;
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); void submit(false); }}>
      {problem === null ? null : (
        <Banner tone="danger" role="alert" title={words.failed} actions={mayReplace(problem.code) ? <Button size="sm" isBusy={isBusy} onClick={() => void submit(true)}>{words.replace}</Button> : undefined}>
          {problem.message}
        </Banner>
      )}
      <div className="import rows">
        <div className="tbl">
          <table aria-label={words.table}>
            <thead>
              <tr>
                <th><input type="checkbox" aria-label={words.chooseAll} checked={chosen.size === items.length} onChange={(event) => setChosen(new Set(event.target.checked ? items.map(({ item }) => item) : []))} /></th>
                <th>{words.columns.what}</th>
                <th>{words.columns.fits}</th>
                <th>{words.columns.state}</th>
                <th>{words.columns.name}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <ImportRow key={item.item} item={item} all={items} isChosen={chosen.has(item.item)} onToggle={() => toggle(item.item)} name={names[item.item] ?? item.fileName} onName={(name) => setNames((known) => ({ ...known, [item.item]: name }))} words={words} viewer={viewer} />
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <div className="formfoot">
        <Button type="submit" variant="primary" isBusy={isBusy} disabled={chosen.size === 0}>
          {chosen.size === 0 ? words.storeNone : count(viewer.locale, words.store, chosen.size)}
        </Button>
      </div>
    </form>
  );
}

function Stored({ stored, words, viewer }: { readonly stored: readonly StoredItem[]; readonly words: UiWords["import"]; readonly viewer: Viewer }) {
  return (
    <section className="stack">
      <Banner tone="ok" role="status" title={count(viewer.locale, words.stored, stored.length)} actions={<LinkButton size="sm" href="/files">{words.toFiles}</LinkButton>} />
      <ul className="card" aria-label={words.table}>
        {stored.map(({ storedAs, basename, outcome }) => (
          <li key={storedAs} className="find-i">
            <span className="ok"><CircleCheck className="i" aria-hidden /></span>
            <a className="wrap-any" href={`/files/${encodeURIComponent(basename)}`}>{fill(words.outcomes[outcome], { name: storedAs })}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
