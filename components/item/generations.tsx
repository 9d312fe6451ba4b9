"use client";
import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import type { GenerationRow } from "@/lib/commands/ports/files.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { exactInstant, shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useConfirmedAction } from "../form/use-confirmed-action";
import { Banner } from "../ui/banner";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { notify } from "../ui/notices";
import { cardClass } from "../styles/card";

const generationClass =
  "grid grid-cols-[28px_minmax(0,1fr)_auto] items-center gap-x-3 border-t px-4 py-3 text-sm first:border-0";

interface GenerationsProps {
  /** The name to restore, or the file of a bundle. */
  readonly name: string;
  readonly fileName: string;
  readonly rows: readonly GenerationRow[];
  readonly restore:
    ((input: { name: string; generation: number; confirm: true }) => Promise<ActionState<unknown>>) | null;
  /** The services that change with it, as a sentence; null without any. */
  readonly changes: string | null;
  readonly texts: UiTexts["item"]["generations"];
  readonly unreachable: string;
  readonly viewer: Viewer;
}

/** Every content that this name has had; the live one can be changed back. */
export function Generations({ name, fileName, rows, restore, changes, texts, unreachable, viewer }: GenerationsProps) {
  const router = useRouter();
  const { asked, ask, close, isBusy, error, act } = useConfirmedAction<GenerationRow>(unreachable);
  const live = rows.find((row) => row.isLive);
  const sorted = [...rows].sort((one, other) => other.number - one.number);
  /** Describes a certificate by its validity; a key, a request or a list by the day on which it was stored. */
  const said = (row: GenerationRow): { readonly line: string; readonly exact: string; readonly confirm: string } => {
    const [from, to] = [row.notBefore, row.notAfter];
    const facts = { n: row.number, name: fileName };
    if (from === null || to === null) {
      const on = shortDate(viewer, row.createdAt);
      return {
        line: fill(texts.stored, { on }),
        exact: exactInstant(viewer, row.createdAt),
        confirm: fill(texts.confirmStored, { ...facts, on }),
      };
    }
    const span = { from: shortDate(viewer, from), to: shortDate(viewer, to) };
    return {
      line: fill(texts.since, span),
      exact: `${exactInstant(viewer, from)} – ${exactInstant(viewer, to)}`,
      confirm: fill(texts.confirmText, { ...facts, ...span }),
    };
  };
  return (
    <section aria-labelledby="generations">
      <h2 className="text-section mb-3" id="generations">
        {texts.title}
      </h2>
      <ol className={cardClass}>
        {sorted.map((row) => {
          const isOtherKey = live !== undefined && row.spkiSha256 !== live.spkiSha256;
          return (
            <li key={row.id} className={generationClass}>
              <span
                className={clsx(
                  "grid size-7 place-items-center rounded-full border text-xs/5 font-semibold",
                  row.isLive ? "border-accent bg-accent text-on-accent" : "border-line-strong",
                )}
              >
                {row.number}
              </span>
              <div>
                <b className={row.isLive ? "font-semibold" : "font-medium"}>{row.isLive ? texts.live : texts.kept}</b>
                <div className="text-subtle text-xs" title={said(row).exact}>
                  {said(row).line}
                  {isOtherKey ? `, ${texts.otherKey}` : ""}
                </div>
              </div>
              {row.isLive ? (
                <Badge tone="accent">{texts.live}</Badge>
              ) : restore === null ? null : (
                <Button size="sm" aria-label={fill(texts.act, { n: row.number })} onClick={() => ask(row)}>
                  {texts.restore}
                </Button>
              )}
            </li>
          );
        })}
        {rows.length === 1 ? <li className="border-t px-4 py-2.5 text-xs/[18px] text-subtle">{texts.none}</li> : null}
      </ol>
      {asked === null || restore === null ? null : (
        <Confirm
          isOpen
          onClose={close}
          title={fill(texts.confirmTitle, { n: asked.number })}
          keepLabel={texts.keep}
          actLabel={fill(texts.act, { n: asked.number })}
          isBusy={isBusy}
          isFinal={false}
          error={error}
          onAct={() =>
            act(
              () => restore({ name, generation: asked.number, confirm: true }),
              () => {
                notify({ text: fill(texts.done, { n: asked.number }) });
                router.refresh();
              },
            )
          }
        >
          <p>{said(asked).confirm}</p>
          {changes === null ? <p>{texts.readers}</p> : <Banner tone="warn">{changes}</Banner>}
          {live !== undefined && asked.notAfter !== null && asked.spkiSha256 !== live.spkiSha256 ? (
            <Banner tone="warn">{fill(texts.otherKeyText, { n: asked.number })}</Banner>
          ) : null}
        </Confirm>
      )}
    </section>
  );
}
