import { FileKey, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { Refusal } from "@/components/ui/refusal";
import { ActiveFilters } from "@/components/files/active-filters";
import { FileFilters } from "@/components/files/file-filters";
import { rowView } from "@/components/files/file-row-view";
import { FileTable } from "@/components/files/file-table";
import { filterMenus } from "@/components/files/filter-menus";
import type { BulkAct } from "@/components/files/bulk-item";
import { HiddenNames } from "@/components/files/hidden-names";
import { addressWith, queryOf, readAddress, sortOf, type Sort } from "@/components/files/list-query";
import { ViewTabs } from "@/components/files/view-tabs";
import { Pager } from "@/components/ui/pager";
import { UploadButton } from "@/components/import/upload-button";
import { Banner } from "@/components/ui/banner";
import { LinkButton, buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Glyph } from "@/components/ui/glyph";
import { PageHead } from "@/components/ui/page-head";
import { may } from "@/lib/commands/permission.ts";
import { languageTags } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";
import {
  archiveNames,
  collectNames,
  labelNames,
  previewRenewals,
  renewName,
  unarchiveNames,
  verifyName,
} from "./bulk-actions";
import { readBulkTexts, readFacets, readUses, removeFile, removeView, saveView, uploadFile } from "./actions";
import { reviewFiles } from "../import/actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.files.title };
}

/** Short enough to be read, long enough that a small inventory is one page. */
const rowsPerPage = 25;

interface FilesPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function FilesPage({ searchParams }: FilesPageProps) {
  const address = readAddress(await searchParams);
  const [person, choices, page, saved] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("list", queryOf(address, rowsPerPage)),
    read("views", {}),
  ]);
  const { texts, viewer, locale } = choices;
  const text = texts.files;
  if (!page.ok) return <Refusal error={page.error} title={text.title} texts={texts.common} />;
  const { rows, total, isCapped, next, previous, counts } = page.value;
  const { sort, direction } = sortOf(address);
  const mayWrite = may(person.role, "inventory.write");
  const acts: readonly BulkAct[] = [
    ...(mayWrite ? (["renew"] as const) : []),
    "export",
    "verify",
    ...(mayWrite ? (["label", address.show === "archived" ? "unarchive" : "archive"] as const) : []),
    ...(may(person.role, "inventory.delete") ? (["delete"] as const) : []),
  ];
  const isEmpty = counts.names === 0;
  const { cursor: _place, sort: _sort, dir: _dir, ...filters } = address;
  const isFiltered = Object.keys(filters).length > 0;
  const common = { unreachable: texts.common.unreachable, close: texts.common.close };
  const upload = (label: string, isPrimary: boolean) => (
    <UploadButton
      send={uploadFile}
      review={reviewFiles}
      label={label}
      isPrimary={isPrimary}
      texts={texts.upload}
      common={common}
      locale={locale}
    />
  );
  const number = (n: number): string => n.toLocaleString(languageTags[locale]);

  return (
    <div>
      <PageHead
        title={text.title}
        command="pki list"
        lede={
          isEmpty
            ? undefined
            : [
                fill(text.counts, {
                  names: number(counts.names),
                  certificates: number(counts.certificates),
                  keys: number(counts.keys),
                  requests: number(counts.requests),
                }),
                ...(counts.inBatches > 0 ? [count(locale, text.folded, counts.inBatches)] : []),
              ].join(" ")
        }
        actions={
          isEmpty ? undefined : (
            <>
              <a
                className={buttonClass({})}
                href={addressWith(address, {}).replace("/files", "/download/inventory")}
                title={text.csvHelp}
                download
              >
                {text.csv}
              </a>
              {mayWrite ? upload(text.add, false) : null}
              {mayWrite ? (
                <LinkButton href="/request" variant="primary" icon={<Glyph name="plus" />}>
                  {text.newRequest}
                </LinkButton>
              ) : null}
            </>
          )
        }
      />
      {isEmpty ? (
        <Empty
          icon={<FileKey />}
          title={text.empty.title}
          actions={
            mayWrite ? (
              <>
                {upload(text.empty.choose, true)}
                <LinkButton href="/request">{text.empty.start}</LinkButton>
              </>
            ) : undefined
          }
          example={
            <>
              {text.empty.example} <code className="mono">pki csr cmscore1 CN:cmscore1.example.com</code>
            </>
          }
        >
          {text.empty.text}
        </Empty>
      ) : (
        <>
          <ViewTabs
            address={address}
            views={saved.ok ? saved.value.views : []}
            archived={counts.archived}
            save={saveView}
            remove={removeView}
            texts={text.tabs}
            unreachable={texts.common.unreachable}
          />
          <FileFilters
            search={address.q ?? ""}
            menus={filterMenus(address, texts)}
            loadFacets={readFacets}
            hidden={address.sort === undefined ? {} : { sort, dir: direction }}
            texts={{ search: text.search, searchHint: text.searchHint, filters: text.filters }}
            status={total === null ? "" : count(locale, text.found, total)}
          />
          <ActiveFilters address={address} batch={rows[0]?.batch?.title} texts={texts} />
          <HiddenNames address={address} counts={counts} texts={text.hidden} locale={locale} />
          {isCapped ? (
            <div className="mb-3">
              <Banner title={rows.length === 0 ? text.cut.title : text.capped.title} role="status">
                {rows.length === 0 ? text.cut.text : text.capped.text}
              </Banner>
            </div>
          ) : null}
          {rows.length === 0 ? (
            <Empty
              icon={<SearchX />}
              title={text.nothing.title}
              actions={isFiltered ? <LinkButton href="/files">{text.nothing.clear}</LinkButton> : undefined}
            >
              {address.q === undefined ? text.nothing.filtered : fill(text.nothing.text, { search: address.q })}
            </Empty>
          ) : (
            <>
              <FileTable
                address={address}
                rows={JSON.stringify(rows.map((row) => rowView(row, viewer, text, texts.common.example)))}
                total={total}
                label={text.title}
                texts={tableTexts(text)}
                statusTexts={texts.common.status}
                acts={acts}
                mayRevoke={may(person.role, "certificate.revoke")}
                actions={bulkActions}
                collect={collectNames}
                loadTexts={readBulkTexts}
                unreachable={texts.common.unreachable}
                locale={locale}
              />
              <Pager
                texts={text}
                note={text.sorts[sortName(sort, direction)]}
                previous={previous === null ? null : addressWith(address, { cursor: previous })}
                next={next === null ? null : addressWith(address, { cursor: next })}
              />
            </>
          )}
        </>
      )}
    </div>
  );
}

const bulkActions = {
  label: labelNames,
  archive: archiveNames,
  unarchive: unarchiveNames,
  renew: renewName,
  previewRenewals,
  verify: verifyName,
  readUses,
  remove: removeFile,
};

function sortName(sort: Sort, direction: "ascending" | "descending") {
  if (sort === "created") return direction === "descending" ? "created" : "created-ascending";
  return direction === "ascending" ? sort : (`${sort}-descending` as const);
}

/** The texts of the table, and no more: all of it travels to the browser. */
function tableTexts(text: UiTexts["files"]) {
  const { selected, bulk, clear, select, locked, usedBy, moreNames, selfSigned, life } = text;
  const { noCertificate, columns, selectAll, sortBy } = text;
  return {
    selected,
    bulk,
    clear,
    select,
    locked,
    usedBy,
    moreNames,
    selfSigned,
    life,
    noCertificate,
    columns,
    selectAll,
    sortBy,
  };
}
