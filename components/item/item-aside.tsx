import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Download } from "lucide-react";
import Link from "next/link";
import type { GenerationRow } from "@/lib/commands/ports/files.ts";
import type { ItemRow } from "@/lib/commands/ports/items.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { EquivalentsPanel, type EquivalentTexts } from "../equivalents/equivalents-panel";
import type { ActionState } from "../form/action-state";
import { Generations } from "./generations";
import { ItemNotes, type ItemNotesProps } from "./item-notes";
import type { ItemFile } from "./item-plan";
import { tabAddress, type Tab } from "./item-tabs";
import { shownServices } from "../ui/service-names";
import { typedEquivalents, type TypedIssuers } from "./typed-equivalents";
import { cardClass, fileListClass } from "../styles/card";
import { iconButtonClass } from "../ui/button";

interface ItemAsideProps {
  readonly row: ItemRow;
  readonly files: readonly ItemFile[];
  readonly shown: ItemFile;
  readonly tab: Tab;
  /** Of the certificate of this name, or of the bundle that is shown. */
  readonly generations: { readonly of: string; readonly fileName: string; readonly rows: readonly GenerationRow[] };
  /** Of the certificate, nearest first. */
  readonly issuers: TypedIssuers;
  /** Names of the services that use it. */
  readonly usedBy: readonly string[];
  readonly restore:
    ((input: { name: string; generation: number; confirm: true }) => Promise<ActionState<unknown>>) | null;
  readonly notes: ItemNotesProps["actions"];
  readonly texts: UiTexts;
  readonly equivalents: EquivalentTexts;
  readonly viewer: Viewer;
  /** What only some names have, behind the generations. */
  readonly children?: ReactNode;
}

/** The rest are in the renewal plan. */
const mostServices = 10;
const secret = ["key", "locked-key", "pkcs12"];

/** Beside the page: its files, its generations, who uses it, and what one would type. */
export function ItemAside({
  row,
  files,
  shown,
  tab,
  generations,
  issuers,
  usedBy,
  restore,
  notes,
  texts,
  equivalents,
  viewer,
  children,
}: ItemAsideProps) {
  const text = texts.item;
  const find = (kind: string) => files.find((file) => file.kind === kind)?.fileName ?? null;
  return (
    <aside>
      <section aria-labelledby="files-of">
        <h2 className="text-section mb-3" id="files-of">
          {text.files}
        </h2>
        <ul className={clsx(cardClass, fileListClass)}>
          {files.map((file) => (
            <li key={file.fileName}>
              <a
                className="grow min-w-0 wrap-anywhere"
                href={tabAddress(row.basename, tab, file.fileName)}
                aria-current={file.fileName === shown.fileName ? "true" : undefined}
              >
                {file.fileName}
              </a>
              <span className="text-xs/5 text-subtle">{texts.common.kinds[file.kind]}</span>
              {secret.includes(file.kind) ? (
                <span className={iconButtonClass} />
              ) : (
                <a
                  className={iconButtonClass}
                  href={`/download?file=${encodeURIComponent(file.fileName)}`}
                  download
                  aria-label={fill(texts.form.download, { name: file.fileName })}
                >
                  <Download className="size-3.5" aria-hidden />
                </a>
              )}
            </li>
          ))}
        </ul>
      </section>
      <ItemNotes
        name={row.basename}
        labels={row.labels}
        note={row.note}
        isArchived={row.archivedAt !== null}
        actions={notes}
        texts={text.labelsAndNote}
        unreachable={texts.common.unreachable}
      />
      {generations.rows.length === 0 ? null : (
        <Generations
          name={generations.of}
          fileName={generations.fileName}
          rows={generations.rows}
          restore={restore}
          changes={
            usedBy.length === 0 ? null : fill(text.usedBy.changes, { names: shownServices(usedBy, texts.files) })
          }
          texts={text.generations}
          unreachable={texts.common.unreachable}
          viewer={viewer}
        />
      )}
      {children}
      <section aria-labelledby="used-by">
        <h2 className="text-section mb-3" id="used-by">
          {text.usedBy.title}
        </h2>
        {usedBy.length === 0 ? (
          <p className={clsx(cardClass, "p-4 text-sm text-muted")}>{text.usedBy.none}</p>
        ) : (
          <ul className={clsx(cardClass, fileListClass)}>
            {usedBy.slice(0, mostServices).map((service) => (
              <li key={service}>
                <Link className="grow wrap-anywhere" href={`/services/${encodeURIComponent(service)}`} prefetch={false}>
                  {service}
                </Link>
              </li>
            ))}
            <li>
              <Link
                className="text-sm"
                href={`/renew?certificate=${encodeURIComponent(row.basename)}`}
                prefetch={false}
              >
                {usedBy.length > mostServices
                  ? fill(text.usedBy.renewalOfAll, { n: usedBy.length })
                  : text.usedBy.renewal}
              </Link>
            </li>
          </ul>
        )}
      </section>
      <section aria-labelledby="typed">
        <h2 className="text-section mb-3" id="typed">
          {equivalents.title}
        </h2>
        <EquivalentsPanel
          equivalents={typedEquivalents({
            file: shown.fileName,
            kind: shown.kind,
            key: find("key"),
            certificate: find("certificate"),
            request: find("csr"),
            issuers,
          })}
          http={{ command: "inspect", body: { file: shown.fileName } }}
          texts={equivalents}
          isLive={false}
        />
      </section>
    </aside>
  );
}
