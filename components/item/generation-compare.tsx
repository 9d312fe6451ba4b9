"use client";
import { useRouter } from "next/navigation";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useConfirmedAction } from "../form/use-confirmed-action";
import { Banner } from "../ui/banner";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { notify } from "../ui/notices";
import { cardClass } from "../styles/card";

const compareClass = [
  "table-fixed text-sm [&_:is(td,th)]:h-auto [&_:is(td,th)]:border-t [&_:is(td,th)]:px-4",
  "[&_:is(td,th)]:py-2 [&_:is(td,th)]:align-top [&_:is(td,th)]:wrap-anywhere",
  "[&_:is(td,th)]:whitespace-normal [&_th]:font-medium [&_th]:text-muted [&_thead_th]:border-t-0",
  "[&_tbody_th]:w-[22%] max-[761px]:[&_:is(td,th)]:p-2",
].join(" ");

interface GenerationCompareProps {
  readonly name: string;
  readonly live: number;
  readonly other: number;
  readonly rows: readonly {
    readonly field: keyof UiTexts["services"]["renewal"]["fields"];
    readonly live: string | null;
    readonly other: string | null;
    readonly differs: boolean;
  }[];
  readonly restore:
    ((input: { name: string; generation: number; confirm: true }) => Promise<ActionState<unknown>>) | null;
  /** The services that change with it, as a sentence; null without any. */
  readonly changes: string | null;
  readonly texts: UiTexts["services"]["renewal"];
  readonly unreachable: string;
}

const isOctets = (field: GenerationCompareProps["rows"][number]["field"]): boolean =>
  field === "serial" || field === "publicKey" || field === "sha256";

/** Two generations side by side; what differs is marked in words too. */
export function GenerationCompare({
  name,
  live,
  other,
  rows,
  restore,
  changes,
  texts,
  unreachable,
}: GenerationCompareProps) {
  const router = useRouter();
  const { asked, ask, close, isBusy, error, act } = useConfirmedAction(unreachable);
  return (
    <>
      <div className={cardClass}>
        <table className={compareClass}>
          <thead>
            <tr>
              <th scope="col">{texts.field}</th>
              <th scope="col">{fill(texts.before, { n: other })}</th>
              <th scope="col">{fill(texts.live, { n: live })}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.field} className={row.differs ? "[&>td]:bg-warn-soft" : undefined}>
                <th scope="row">
                  {texts.fields[row.field]}{" "}
                  {row.differs ? (
                    <Badge tone="warn">{texts.differs}</Badge>
                  ) : (
                    <span className="sr-only">{texts.same}</span>
                  )}
                </th>
                <td className={isOctets(row.field) ? "mono" : undefined}>{row.other}</td>
                <td className={isOctets(row.field) ? "mono" : undefined}>{row.live}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {restore === null ? null : (
        <div className="mt-3">
          <Button onClick={() => ask(true)}>{fill(texts.undo, { n: other })}</Button>
          <Confirm
            isOpen={asked !== null}
            isFinal={false}
            onClose={close}
            title={fill(texts.undoTitle, { n: other })}
            keepLabel={texts.keep}
            actLabel={fill(texts.undo, { n: other })}
            isBusy={isBusy}
            error={error}
            onAct={() =>
              act(
                () => restore({ name, generation: other, confirm: true }),
                () => {
                  notify({ text: fill(texts.undone, { n: other }) });
                  router.refresh();
                },
              )
            }
          >
            <p>{texts.undoText}</p>
            {changes === null ? null : <Banner tone="warn">{changes}</Banner>}
          </Confirm>
        </div>
      )}
    </>
  );
}
