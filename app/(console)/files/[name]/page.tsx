import { TrustCard } from "@/components/authorities/trust-card";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { setTrust } from "../../authorities/actions";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExampleBadge } from "@/components/ui/example-badge";
import { PageHead } from "@/components/ui/page-head";
import { Kinds } from "@/components/ui/kinds";
import { Status } from "@/components/ui/status";
import { toneOf } from "@/components/ui/tones";
import { LinkButton } from "@/components/ui/button";
import { DownloadButton } from "@/components/download/download-button";
import { ItemAside } from "@/components/item/item-aside";
import { ItemMenu } from "@/components/item/item-menu";
import { ItemSentence } from "@/components/item/item-sentence";
import { isTab, ItemTabs } from "@/components/item/item-tabs";
import { ItemDetails } from "@/components/item/item-details";
import { itemActions, shownFile, waitingFile } from "@/components/item/item-plan";
import { WaitingRequest } from "@/components/item/waiting-request";
import { shownServices } from "@/components/ui/service-names";
import { KeyLockStrip } from "@/components/key-passphrase/key-lock-strip";
import { AuthorityLists } from "@/components/revocation/authority-lists";
import { RevokedStrip } from "@/components/revocation/revoked-strip";
import { shownList } from "@/components/revocation/shown-list";
import { Refusal } from "@/components/ui/refusal";
import { may } from "@/lib/commands/permission.ts";
import { daysUntil, relativeTime, shortDate } from "@/lib/i18n/ui/time.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { formTexts } from "../../form-texts";
import {
  readUploadTexts,
  readUses,
  rebuildBundle,
  removeFile,
  renameItem,
  restoreGeneration,
  uploadFile,
} from "../actions";
import { reviewFiles } from "../../import/actions";
import { keepKeyOpen, lockKey } from "../../key-passphrase/actions";
import { signList } from "../../revoke/actions";
import { archiveNames, labelNames, noteName, unarchiveNames } from "../bulk-actions";
import { splitClass } from "@/components/styles/section";

interface ItemPageProps {
  readonly params: Promise<{ readonly name: string }>;
  readonly searchParams: Promise<{ readonly tab?: string; readonly file?: string; readonly root?: string }>;
}

export async function generateMetadata({ params }: ItemPageProps): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

/** An authority that has not answered within so many days should be asked. */
const daysToAnswer = 7;

export default async function ItemPage({ params, searchParams }: ItemPageProps) {
  const name = decodeURIComponent((await params).name);
  const { tab: wantedTab, file: wantedFile, root } = await searchParams;
  const tab = isTab(wantedTab) ? wantedTab : "summary";
  const [person, { texts, viewer, locale }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("item", { name, ...(typeof root === "string" && root !== "" ? { root } : {}) }),
  ]);
  const text = texts.item;
  if (!answer.ok) {
    if (answer.error.code === "file.not-found") notFound();
    return <Refusal error={answer.error} title={name} texts={texts.common} />;
  }
  const {
    row,
    files,
    issuers,
    chain,
    issued,
    usedBy,
    askedBy,
    fileGenerations,
    keyLock,
    revocation,
    lists,
    formerLists,
    hasEveryList,
    hasStaple,
  } = answer.value;
  const file = shownFile(files, wantedFile);
  const mayWrite = may(person.role, "inventory.write");
  const mayTakeKey = answer.value.keyDenied === null;
  const ofFile = fileGenerations[file.fileName];
  const generations =
    ofFile === undefined
      ? { of: row.basename, fileName: `${row.basename}.crt`, rows: answer.value.generations }
      : { of: file.fileName, fileName: file.fileName, rows: ofFile };
  const waiting = waitingFile(files);
  const isHistory = tab === "history" && may(person.role, "audit.read");
  const [inspected, requested, history] = await Promise.all([
    read("inspect", { file: file.fileName }),
    waiting === null ? null : read("download", { file: waiting.fileName }),
    isHistory ? read("audit", { item: row.basename, limit: 50 }) : null,
  ]);
  const actions = itemActions({
    row,
    files,
    texts: text.actions,
    mayWrite,
    maySign: may(person.role, "certificate.sign"),
    isUnderPassphrase: keyLock !== null,
    hasStaple,
    mayRevoke: may(person.role, row.isAuthority ? "certificate.revoke-authority" : "certificate.revoke"),
  });
  const days = row.notAfter === null ? null : daysUntil(viewer, row.notAfter);
  const { equivalents, copied } = formTexts(texts);
  const common = { unreachable: texts.common.unreachable, close: texts.common.close, show: texts.form.showPassphrase };
  return (
    <>
      <PageHead
        title={row.basename}
        crumb={{ label: texts.files.title, href: "/files", navLabel: text.back }}
        command={`pki inspect ${file.fileName}`}
        beside={
          <>
            <Kinds kinds={files.map(({ kind }) => kind)} lockedWord={texts.files.locked} />
            {row.status === "bundle" ? null : (
              <Status status={row.status} tone={toneOf(row.status, days)} texts={texts.common.status} />
            )}
            {row.isExample ? <ExampleBadge texts={texts.common} /> : null}
          </>
        }
        lede={
          inspected.ok ? (
            <ItemSentence
              inspection={inspected.value.inspection}
              pairedWith={inspected.value.pairedWith}
              files={files}
              status={row.status}
              texts={text}
              viewer={viewer}
            />
          ) : undefined
        }
        actions={
          <>
            <DownloadButton
              of={{
                name: row.basename,
                files,
                keyLabel: row.keyAlgorithm,
                ends: chain === null ? [] : [chain.end, ...chain.otherEnds],
                mayExport: may(person.role, "key.export") && mayTakeKey,
                mayExportClear: may(person.role, "key.export-clear") && mayTakeKey,
                language: locale,
              }}
              texts={texts.download}
              common={common}
            />
            {actions.first === null ? null : <LinkButton href={actions.first.href}>{actions.first.label}</LinkButton>}
            <ItemMenu
              name={row.basename}
              links={actions.more}
              files={files.map(({ fileName }) => fileName)}
              remove={may(person.role, "inventory.delete") ? removeFile : null}
              readUses={readUses}
              renaming={
                mayWrite
                  ? {
                      rename: renameItem,
                      services: usedBy.length === 0 ? "" : shownServices(usedBy, texts.files),
                      label: text.actions.rename,
                      close: texts.common.close,
                      texts: text.rename,
                    }
                  : null
              }
              label={fill(text.actions.more, { name: row.basename })}
              removeLabel={text.actions.remove}
              texts={texts.remove}
              unreachable={common.unreachable}
              locale={locale}
            />
          </>
        }
      />
      {revocation === null ? null : (
        <RevokedStrip name={row.basename} revocation={revocation} texts={texts.revoke} viewer={viewer} />
      )}
      {answer.value.keyDenied === null || row.isAuthority === false ? null : (
        <p className="mb-3 text-sm text-subtle">
          {sentenceOfError(
            { code: answer.value.keyDenied.code, params: answer.value.keyDenied.facts } as never,
            locale,
          )}
        </p>
      )}
      {keyLock === null ? null : (
        <KeyLockStrip
          lock={keyLock}
          mayUse={may(person.role, "certificate.sign")}
          mayChange={mayWrite}
          open={keepKeyOpen}
          close={lockKey}
          texts={texts.keyPassphrase.strip}
          unreachable={common.unreachable}
          locale={locale}
        />
      )}
      {waiting === null || requested?.ok !== true ? null : (
        <WaitingRequest
          fileName={waiting.fileName}
          pem={new TextDecoder().decode(requested.value.bytes)}
          title={fill(text.waiting.title, { since: relativeTime(viewer, waiting.createdAt) })}
          sentences={[
            fill(text.waiting.since, { date: shortDate(viewer, waiting.createdAt), request: waiting.fileName }),
            ...(usedBy.length === 0
              ? []
              : [fill(text.waiting.services, { names: shownServices(usedBy, texts.files) })]),
            ...(askedBy === null ? [] : [fill(text.waiting.askedBy, { who: askedBy })]),
            row.notAfter === null
              ? text.waiting.anyAuthority
              : fill(text.waiting.renewal, {
                  issuer: row.issuer,
                  date: shortDate(viewer, row.notAfter),
                }),
          ]}
          isLate={daysUntil(viewer, waiting.createdAt) <= -daysToAnswer}
          upload={mayWrite ? { send: uploadFile, review: reviewFiles, readTexts: readUploadTexts } : null}
          texts={text.waiting}
          download={fill(texts.form.download, { name: waiting.fileName })}
          pemTexts={texts.pem}
          common={common}
          locale={locale}
        />
      )}
      {answer.value.trust === null ? null : (
        <div className="mb-6">
          <TrustCard
            key={answer.value.trust}
            name={row.basename}
            mark={answer.value.trust}
            said={null}
            mayMark={may(person.role, "authority.trust")}
            set={setTrust}
            texts={{ trust: texts.authorities.trust, marks: texts.authorities.marks }}
            unreachable={common.unreachable}
          />
        </div>
      )}
      <ItemTabs name={row.basename} file={wantedFile} tab={tab} texts={text.tabs} />
      <div className={splitClass}>
        <div className="grid grid-cols-1 content-start gap-8">
          {inspected.ok ? (
            <ItemDetails
              tab={tab}
              inspected={inspected.value}
              rebuild={mayWrite ? rebuildBundle : null}
              issuers={issuers}
              chain={chain}
              issued={issued}
              isAuthority={row.isAuthority}
              history={history}
              texts={texts}
              copied={copied}
              viewer={viewer}
            />
          ) : (
            <Refusal error={inspected.error} title={file.fileName} texts={texts.common} />
          )}
        </div>
        <ItemAside
          row={row}
          files={files}
          shown={file}
          tab={tab}
          generations={generations}
          usedBy={usedBy}
          issuers={issuers}
          restore={mayWrite ? restoreGeneration : null}
          notes={
            mayWrite ? { label: labelNames, note: noteName, archive: archiveNames, unarchive: unarchiveNames } : null
          }
          texts={texts}
          equivalents={equivalents}
          viewer={viewer}
        >
          {row.isAuthority ? (
            <>
              <AuthorityLists
                authority={row.basename}
                list={shownList(lists, !row.isSelfSigned && hasEveryList, texts, viewer)}
                sign={may(person.role, "certificate.revoke") ? signList : null}
                texts={texts.revoke}
                copied={copied}
                unreachable={common.unreachable}
              />
              {formerLists.map((former) => (
                <AuthorityLists
                  key={former.publishedName}
                  id={`lists-${former.publishedName}`}
                  title={fill(texts.revoke.formerLists, { name: former.publishedName })}
                  authority={former.authority}
                  list={shownList(former, false, texts, viewer)}
                  sign={may(person.role, "certificate.revoke") && former.key !== "absent" ? signList : null}
                  texts={texts.revoke}
                  copied={copied}
                  unreachable={common.unreachable}
                />
              ))}
            </>
          ) : null}
        </ItemAside>
      </div>
    </>
  );
}
