"use client";
import { clsx } from "clsx";
import { CircleCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId } from "react";
import type { SessionRow } from "@/lib/commands/ports/accounts.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useConfirmedAction } from "../form/use-confirmed-action";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Relative } from "../ui/instant";
import { notify } from "../ui/notices";
import { browserName } from "./browser-name";

type ShownSession = SessionRow & { readonly isCurrent: boolean };

interface SessionTableProps {
  readonly sessions: readonly ShownSession[];
  readonly title: string;
  readonly end: (input: {
    session?: string;
    email?: string;
    confirm: true;
  }) => Promise<ActionState<{ readonly ended: number }>>;
  /** Of the person who looks; else of others, named in the first column. */
  readonly isOwn: boolean;
  readonly texts: UiTexts["settings"]["sessions"];
  readonly unreachable: string;
  readonly viewer: Viewer;
}

/** Where people are signed in, each session with the way to end it. */
export function SessionTable({ sessions, title, end, isOwn, texts, unreachable, viewer }: SessionTableProps) {
  const router = useRouter();
  const heading = useId();
  const { asked, ask, close, isBusy, error, act } = useConfirmedAction<ShownSession | "others">(unreachable);
  const named = ({ userAgent, address }: SessionRow) => ({
    browser: browserName(userAgent) ?? texts.unknown,
    address: address ?? texts.unknown,
  });
  const endAsked = (question: ShownSession | "others"): void =>
    act(
      () =>
        end({
          confirm: true,
          ...(question === "others" ? {} : { session: question.id, ...(isOwn ? {} : { email: question.email }) }),
        }),
      ({ ended }) => {
        notify({ text: question === "others" ? fill(texts.endedMany, { n: ended }) : texts.ended });
        router.refresh();
      },
    );
  return (
    <section className="grid grid-cols-1 content-start gap-3" aria-labelledby={heading}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-section" id={heading}>
          {title}
        </h2>
        {isOwn && sessions.some(({ isCurrent }) => !isCurrent) ? (
          <Button size="sm" onClick={() => ask("others")}>
            {texts.endOthers}
          </Button>
        ) : null}
      </div>
      {asked === null && error !== undefined ? (
        <Banner tone="danger" role="alert">
          {error}
        </Banner>
      ) : null}
      {sessions.length === 0 ? (
        <p className="text-subtle">{texts.othersEmpty}</p>
      ) : (
        <div className={clsx(tableBoxClass, rowsOnPhoneClass)}>
          <table aria-label={title}>
            <thead>
              <tr>
                {isOwn ? null : <th scope="col">{texts.columns.person}</th>}
                <th scope="col">{texts.columns.browser}</th>
                <th scope="col">{texts.columns.address}</th>
                <th scope="col">{texts.columns.seen}</th>
                <th scope="col">{texts.columns.since}</th>
                <th scope="col">
                  <span className="sr-only">{texts.columns.action}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => (
                <tr key={session.id}>
                  {isOwn ? null : (
                    <td>
                      <b className="font-semibold">{session.name}</b>
                      <div className="text-xs text-subtle wrap-anywhere">{session.email}</div>
                    </td>
                  )}
                  <td title={session.userAgent ?? undefined}>{named(session).browser}</td>
                  <td className="mono wrap-anywhere">{named(session).address}</td>
                  <td>
                    <span className="text-subtle md:hidden">{texts.columns.seen} </span>
                    <Relative at={session.lastSeenAt} viewer={viewer} />
                  </td>
                  <td>
                    <span className="text-subtle md:hidden">{texts.columns.since} </span>
                    <Relative at={session.createdAt} viewer={viewer} />
                  </td>
                  <td className="text-right">
                    {session.isCurrent ? (
                      <span className="status" data-tone="ok">
                        <CircleCheck aria-hidden />
                        {texts.current}
                      </span>
                    ) : (
                      <Button
                        size="sm"
                        variant="danger"
                        aria-label={fill(texts.endLabel, named(session))}
                        onClick={() => ask(session)}
                      >
                        {texts.end}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asked === null ? null : (
        <Confirm
          isOpen
          onClose={close}
          title={asked === "others" ? texts.endOthersTitle : texts.endTitle}
          keepLabel={texts.keep}
          actLabel={asked === "others" ? texts.endOthers : texts.end}
          isBusy={isBusy}
          error={error}
          onAct={() => endAsked(asked)}
        >
          <p>{asked === "others" ? texts.endOthersText : fill(texts.endText, named(asked))}</p>
        </Confirm>
      )}
    </section>
  );
}
