"use client";
import { CircleCheck, CircleX, Hourglass, TriangleAlert } from "lucide-react";
import { clsx } from "clsx";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { useAction } from "../form/use-action";
import { DropZone } from "../pickers/drop-zone";
import { formOf, type SendReview } from "./import-start";
import { PasteBox } from "./paste-box";
import { RootQuestion } from "./root-question";
import {
  largest,
  totalSize,
  useUploads,
  type SendFiles,
  type StoredReport,
  type UploadLine,
} from "../pickers/upload-state";
import { cardClass } from "../styles/card";

interface UploadDialogProps {
  readonly send: SendFiles;
  readonly review: SendReview;
  readonly first: readonly File[];
  readonly texts: UiTexts["upload"];
  readonly common: { readonly unreachable: string; readonly close: string };
  readonly locale: Locale;
  readonly onClose: () => void;
}

export function UploadDialog({ send, review, first, texts, common, locale, onClose }: UploadDialogProps) {
  const router = useRouter();
  const { error, run, refuse } = useAction(common.unreachable);
  const [looking, setLooking] = useState<string | null>(null);
  async function look(files: readonly File[]): Promise<void> {
    if (totalSize(files) > largest) return refuse(texts.tooLargeTogether);
    setLooking(files.map(({ name }) => name).join(", "));
    const reply = await run(
      () => review(formOf(files)),
      (value) => router.push(`/import?review=${value.review}`),
    );
    if (reply?.ok === false) setLooking(null);
  }
  const { lines, add, replace } = useUploads({
    send,
    review: (files) => void look(files),
    tooLarge: (size) => fill(texts.tooLarge, { size }),
    unreachable: common.unreachable,
  });
  const started = useRef(false);
  useEffect(() => {
    if (started.current || first.length === 0) return;
    started.current = true;
    void add(first);
  });
  const taken = lines.filter((line) => line.state === "done").length;
  function close(): void {
    onClose();
    if (taken > 0) router.refresh();
  }
  return (
    <Dialog
      isOpen
      onClose={close}
      title={texts.title}
      description={texts.lede}
      closeLabel={common.close}
      isWide
      footer={
        <Button variant={taken > 0 ? "primary" : "plain"} onClick={close}>
          {taken > 0 ? texts.done : common.close}
        </Button>
      }
    >
      <DropZone isMany text={texts.drop} chooseLabel={texts.choose} onFiles={(files) => void add(files)} />
      {error === null ? null : (
        <p className="text-danger text-sm" role="alert">
          {error.message}
        </p>
      )}
      {looking === null ? null : (
        <p className="text-muted text-sm wrap-anywhere" role="status">
          {fill(texts.looking, { name: looking })}
        </p>
      )}
      <PasteBox texts={texts} onTake={(file) => void add([file])} />
      {lines.length === 0 ? null : (
        <ul className={clsx(cardClass, "max-h-66 overflow-y-auto")} aria-label={texts.results}>
          {lines.map((line) => (
            <Line key={line.id} line={line} texts={texts} onReplace={() => void replace(line)} onGo={close} />
          ))}
        </ul>
      )}
      <p className="sr-only" role="status">
        {taken > 0 ? count(locale, texts.summary, taken) : ""}
      </p>
    </Dialog>
  );
}

function Line({
  line,
  texts,
  onReplace,
  onGo,
}: {
  readonly line: UploadLine;
  readonly texts: UiTexts["upload"];
  readonly onReplace: () => void;
  readonly onGo: () => void;
}) {
  const isPartial = line.stored.length > 0 && line.refused.length > 0;
  return (
    <li className="finding">
      <span
        className={
          isPartial
            ? "text-warn-mark"
            : line.state === "done"
              ? "text-ok-mark"
              : line.state === "refused"
                ? "text-danger-mark"
                : "text-info-mark"
        }
      >
        {isPartial ? (
          <TriangleAlert aria-hidden />
        ) : line.state === "done" ? (
          <CircleCheck aria-hidden />
        ) : line.state === "refused" ? (
          <CircleX aria-hidden />
        ) : (
          <Hourglass aria-hidden />
        )}
      </span>
      <div className="min-w-0">
        <b className="wrap-anywhere">{line.file.name}</b>
        {line.state === "waiting" ? <p>{texts.waiting}</p> : null}
        {line.state === "adding" ? <p>{texts.adding}</p> : null}
        {line.stored.map((report) => (
          <div key={`${report.from} ${report.storedAs}`}>
            <p>{reportSentence(report, texts)}</p>
            <p className="flex flex-wrap gap-x-4">
              <Link href={`/files/${encodeURIComponent(report.basename)}`} prefetch={false} onClick={onGo}>
                {fill(texts.open, { name: report.basename })}
              </Link>
              {report.kind === "certificate" && report.outcome !== "identical" && report.pairedWith.length > 0 ? (
                <Link href={`/bundle?file=${encodeURIComponent(report.storedAs)}`} prefetch={false} onClick={onGo}>
                  {fill(texts.bundle, { name: report.storedAs })}
                </Link>
              ) : null}
            </p>
            {report.lockedKeys.length === 0 ? null : <LockedKeys names={report.lockedKeys} texts={texts} />}
            <RootQuestion
              roots={report.roots}
              basename={report.kind === "certificate" ? report.basename : null}
              texts={texts}
              onGo={onGo}
            />
            {report.warnings.map((warning) => (
              <p key={warning} className="text-danger">
                {warning}
              </p>
            ))}
          </div>
        ))}
        {line.notes.map(({ fileName, message }) => (
          <p key={fileName + message} className="text-muted">
            {fileName === line.file.name ? message : `${fileName}: ${message}`}
          </p>
        ))}
        {line.refused.map((refusal) => (
          <p key={refusal.fileName + refusal.message} className="text-danger">
            {refusal.fileName === line.file.name ? refusal.message : `${refusal.fileName}: ${refusal.message}`}
          </p>
        ))}
        {line.canReplace ? <p>{texts.replaceText}</p> : null}
      </div>
      {line.canReplace ? (
        <Button size="sm" onClick={onReplace}>
          {texts.replace}
        </Button>
      ) : null}
    </li>
  );
}

function LockedKeys({ names, texts }: { readonly names: readonly string[]; readonly texts: UiTexts["upload"] }) {
  return (
    <p className="text-warn">
      {fill(names.length === 1 ? texts.lockedKey : texts.lockedKeys, { names: names.join(", ") })}{" "}
      {names.map((name, index) => (
        <span key={name}>
          {index === 0 ? "" : " · "}
          <a href={`/unlock?key=${encodeURIComponent(name)}`}>{fill(texts.openKey, { name })}</a>
        </span>
      ))}
    </p>
  );
}

function reportSentence(report: StoredReport, texts: UiTexts["upload"]): string {
  const parts = [
    fill(texts.outcomes[report.outcome], { name: report.storedAs }),
    ...(report.pairedWith.length > 0 ? [fill(texts.pairedWith, { names: report.pairedWith.join(", ") })] : []),
    ...(report.issuers.length > 0 ? [fill(texts.issuers, { names: report.issuers.join(", ") })] : []),
  ];
  return `${parts.join(", ")}.${report.isUnpaired && report.lockedKeys.length === 0 ? ` ${texts.alone}` : ""}${report.isPart ? ` ${texts.part}` : ""}`;
}
