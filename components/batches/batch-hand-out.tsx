"use client";
import { clsx } from "clsx";
import { BookOpenText, FileArchive, KeyRound, Link2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useRef, useState, type ReactNode } from "react";
import type { BatchSummary, SheetRow } from "@/lib/commands/ports/batch.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
import { useConfirmedAction } from "../form/use-confirmed-action";
import { SelectField } from "../form/select-field";
import { Banner } from "../ui/banner";
import { Button, buttonClass } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { notify } from "../ui/notices";
import { BatchLinks, type ShownLink } from "./batch-links";
import { PassphraseSheet } from "./passphrase-sheet";
import { fetchFile } from "../ui/save-file";
import { cardClass } from "../styles/card";

const handOutClass = "grid grid-cols-[repeat(auto-fit,minmax(232px,1fr))] gap-4";

interface BatchHandOutProps {
  readonly summary: Pick<BatchSummary, "batch" | "title" | "sheet" | "sheetTakenAt" | "sheetTakenBy">;
  readonly acts: {
    readonly takeSheet: (
      batch: string,
    ) => Promise<ActionState<{ readonly rows: readonly SheetRow[]; readonly csv: string }>>;
    readonly repack: (batch: string) => Promise<ActionState<unknown>>;
    readonly makeLinks: (input: {
      batch: string;
      days: number;
    }) => Promise<ActionState<{ readonly links: readonly ShownLink[] }>>;
    readonly revokeLinks: (batch: string) => Promise<ActionState<{ readonly revoked: number }>>;
  };
  readonly mayExport: boolean;
  readonly texts: UiTexts["batch"];
  readonly common: { readonly unreachable: string; readonly copied: string };
  readonly viewer: Viewer;
}

const terms = [1, 3, 7, 14, 30];

/** Three things that go three ways: the files, the passphrases, and how to take them in. */
export function BatchHandOut({ summary, acts, mayExport, texts, common, viewer }: BatchHandOutProps) {
  const router = useRouter();
  const question = useConfirmedAction<"sheet" | "repack" | "revoke">(common.unreachable);
  const download = useAction(common.unreachable);
  const linking = useAction(common.unreachable);
  const [sheet, setSheet] = useState<{ readonly rows: readonly SheetRow[]; readonly csv: string } | null>(null);
  const [links, setLinks] = useState<readonly ShownLink[] | null>(null);
  const [days, setDays] = useState("7");
  const { batch, title } = summary;
  const head = useRef<HTMLHeadingElement>(null);

  /** Goes on after the sheet or the links were hidden: their button is gone with them. */
  function hidden(): void {
    head.current?.focus();
    router.refresh();
  }
  const { asked, ask, close, isBusy, error, act } = question;
  const pageError = (asked === null ? error : undefined) ?? download.error?.message ?? linking.error?.message;
  const install = (
    <Part icon={<BookOpenText aria-hidden />} title={texts.install} text={texts.installText}>
      <Link className={buttonClass()} href="/install" target="_blank" prefetch={false}>
        {texts.openInstall}
      </Link>
    </Part>
  );
  if (!mayExport || summary.sheet === "none")
    return summary.sheet === "none" ? null : (
      <section className={handOutClass} data-hand-out="">
        {install}
      </section>
    );
  return (
    <section className="grid grid-cols-1 content-start gap-4" aria-labelledby="hand-out">
      <h2 className="text-section" id="hand-out" tabIndex={-1} ref={head}>
        {texts.handOut}
      </h2>
      {pageError === undefined ? null : (
        <Banner tone="danger" role="alert">
          {pageError}
        </Banner>
      )}
      {sheet === null ? null : (
        <PassphraseSheet
          title={title}
          rows={sheet.rows}
          csv={sheet.csv}
          texts={texts}
          onClose={() => {
            setSheet(null);
            hidden();
          }}
        />
      )}
      {links === null ? null : (
        <BatchLinks
          title={title}
          links={links}
          texts={texts}
          copied={common.copied}
          onClose={() => {
            setLinks(null);
            hidden();
          }}
        />
      )}
      <div className={handOutClass} data-hand-out="">
        <Part icon={<FileArchive aria-hidden />} title={texts.files} text={texts.filesText}>
          <Button
            variant="primary"
            isBusy={download.isBusy}
            onClick={() => void download.run(() => fetchFile({ batch, format: "zip" }))}
          >
            {texts.download}
          </Button>
        </Part>
        <Part
          icon={<KeyRound aria-hidden />}
          title={texts.sheet}
          text={
            summary.sheet === "taken" && summary.sheetTakenAt !== null
              ? fill(texts.sheetTaken, {
                  date: shortDate(viewer, summary.sheetTakenAt),
                  person: summary.sheetTakenBy ?? "",
                })
              : texts.sheetText
          }
        >
          {summary.sheet === "taken" || sheet !== null ? (
            <Button onClick={() => ask("repack")} blocked={sheet === null ? null : texts.repackBlocked}>
              {texts.repack}
            </Button>
          ) : (
            <Button onClick={() => ask("sheet")}>{texts.takeSheet}</Button>
          )}
        </Part>
        <Part icon={<Link2 aria-hidden />} title={texts.links} text={texts.linksText}>
          <SelectField
            id="link-days"
            label={texts.linksDays}
            value={days}
            onChange={setDays}
            options={terms.map((term) => ({ value: String(term), label: count(viewer.locale, texts.linksDay, term) }))}
          />
          <div className="flex items-center gap-2 flex-wrap">
            <Button
              isBusy={linking.isBusy}
              onClick={() =>
                void linking.run(
                  () => acts.makeLinks({ batch, days: Number(days) }),
                  (made) => setLinks(made.links),
                )
              }
            >
              {texts.makeLinks}
            </Button>
            <Button variant="danger" onClick={() => ask("revoke")}>
              {texts.revoke}
            </Button>
          </div>
        </Part>
        {install}
      </div>
      <Confirm
        isOpen={asked === "sheet"}
        onClose={close}
        title={fill(texts.sheetTitle, { title })}
        keepLabel={texts.sheetKeep}
        actLabel={texts.sheetAct}
        isBusy={isBusy}
        isFinal={false}
        error={error}
        onAct={() => act(() => acts.takeSheet(batch), setSheet)}
      >
        <p>{texts.sheetAsk}</p>
      </Confirm>
      <Confirm
        isOpen={asked === "repack"}
        onClose={close}
        title={fill(texts.repackTitle, { title })}
        keepLabel={texts.repackKeep}
        actLabel={texts.repack}
        isBusy={isBusy}
        error={error}
        onAct={() =>
          act(
            () => acts.repack(batch),
            () => router.refresh(),
          )
        }
      >
        <p>{texts.repackText}</p>
      </Confirm>
      <Confirm
        isOpen={asked === "revoke"}
        onClose={close}
        title={fill(texts.revokeTitle, { title })}
        keepLabel={texts.revokeKeep}
        actLabel={texts.revoke}
        isBusy={isBusy}
        error={error}
        onAct={() =>
          act(
            () => acts.revokeLinks(batch),
            ({ revoked }) => {
              notify({ text: count(viewer.locale, texts.revoked, revoked) });
              setLinks(null);
              router.refresh();
            },
          )
        }
      >
        <p>{texts.revokeText}</p>
      </Confirm>
    </section>
  );
}

function Part({
  icon,
  title,
  text,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={clsx(cardClass, "grid grid-cols-1 grid-rows-[auto_1fr] content-stretch gap-3 p-4")}>
      <h3 className="flex items-center gap-2 font-semibold">
        {icon}
        {title}
      </h3>
      <p className="text-sm text-muted grow">{text}</p>
      {children}
    </div>
  );
}
