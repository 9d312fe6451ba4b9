"use client";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useConfirmedAction } from "../form/use-confirmed-action";
import { sectionClass, sectionHeadClass } from "../styles/section";
import { Button, buttonClass } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { VoiceGroups } from "./voice-groups";

interface OutRow {
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  readonly groups: readonly string[];
  readonly since: ReactNode;
  readonly by: string;
}

interface OutRequestsProps {
  readonly rows: readonly OutRow[];
  /** Null for who may not. */
  readonly withdraw: ((input: Readonly<Record<string, unknown>>) => Promise<ActionState<unknown>>) | null;
  readonly texts: { readonly page: UiTexts["offline"]; readonly unreachable: string };
}

/** What was asked of authorities elsewhere and has not come back. */
export function OutRequests({ rows, withdraw, texts }: OutRequestsProps) {
  const { page } = texts;
  const router = useRouter();
  const question = useConfirmedAction<OutRow>(texts.unreachable);
  const { asked } = question;
  return (
    <section className={sectionClass} aria-labelledby="out">
      <div className={sectionHeadClass}>
        <h2 id="out">{page.out}</h2>
      </div>
      {rows.length === 0 ? <p className="text-muted">{page.nothingOut}</p> : null}
      <ul className="grid gap-3">
        {rows.map((row) => (
          <li key={row.id} className="grid gap-2 rounded-card border bg-surface px-4 py-3 text-sm">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
              <b className="font-medium">{row.title}</b>
              <span className="text-muted">
                {fill(page.askedOf, { authority: row.authority, who: row.by })} {row.since}
              </span>
              <span className="ml-auto flex gap-2 max-md:ml-0">
                <a className={buttonClass({ size: "sm" })} href={`/download/offline?id=${row.id}`} download>
                  {page.download}
                </a>
                {withdraw === null ? null : (
                  <Button size="sm" variant="ghost" onClick={() => question.ask(row)}>
                    {page.withdraw}
                  </Button>
                )}
              </span>
            </div>
            <details>
              <summary className="cursor-pointer text-muted">{page.groups}</summary>
              <div className="pt-2">
                <VoiceGroups groups={row.groups} label={page.groupsLabel} />
              </div>
            </details>
          </li>
        ))}
      </ul>
      {withdraw === null ? null : (
        <Confirm
          isOpen={asked !== null}
          title={fill(page.withdrawTitle, { name: asked?.title ?? "" })}
          keepLabel={page.keep}
          actLabel={page.withdraw}
          isBusy={question.isBusy}
          error={question.error}
          onClose={question.close}
          onAct={() => {
            if (asked !== null)
              question.act(
                () => withdraw({ id: asked.id, confirm: true }),
                () => router.refresh(),
              );
          }}
        >
          {page.withdrawText}
        </Confirm>
      )}
    </section>
  );
}
