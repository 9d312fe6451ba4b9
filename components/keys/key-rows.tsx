import { clsx } from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, shortTime, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { DateOnly } from "../ui/instant";
import { Glyph } from "../ui/glyph";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";

type Row = OutputOf<"key-list">["rows"][number];

interface KeyRowsProps {
  readonly rows: readonly Row[];
  readonly mayUnlock: boolean;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

const signs = {
  usable: { glyph: "circle-check", tone: "ok" },
  locked: { glyph: "lock", tone: "warn" },
  "own-passphrase": { glyph: "lock", tone: "info" },
  "kept-open": { glyph: "lock-open", tone: "info" },
} as const;

/** One line for each key; arrows move from name to name. */
export function KeyRows({ rows, mayUnlock, texts, viewer }: KeyRowsProps) {
  const text = texts.keys;
  return (
    <div
      className={clsx(tableBoxClass, rowsOnPhoneClass, "max-md:-mx-4 max-md:rounded-none max-md:border-x-0")}
      data-list=""
    >
      <table aria-label={text.title} className="w-full table-fixed max-md:table-auto">
        <thead>
          <tr>
            <th scope="col" className="w-[24%]">
              {text.columns.key}
            </th>
            <th scope="col" className="w-[104px]">
              {text.columns.algorithm}
            </th>
            <th scope="col" className="w-[22%]">
              {text.columns.state}
            </th>
            <th scope="col">{text.columns.used}</th>
            <th scope="col" className="w-[112px]">
              {text.columns.since}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.name} ${row.publicKeyId ?? row.fileName ?? ""}`} className="align-top">
              <td className="whitespace-normal">
                <Link
                  className="font-semibold wrap-anywhere"
                  href={`/files/${encodeURIComponent(row.name)}`}
                  prefetch={false}
                >
                  {row.fileName ?? row.name}
                </Link>
              </td>
              <td>{row.algorithm}</td>
              <td className="whitespace-normal">
                <State row={row} mayUnlock={mayUnlock} texts={texts} viewer={viewer} />
              </td>
              <td className="whitespace-normal">
                <Uses row={row} texts={texts} viewer={viewer} />
              </td>
              <td>
                <DateOnly at={row.createdAt} viewer={viewer} className="text-subtle" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function State({ row, mayUnlock, texts, viewer }: Omit<KeyRowsProps, "rows"> & { readonly row: Row }) {
  const text = texts.keys;
  const { glyph, tone } = signs[row.state];
  const time = row.keptUntil === null ? "" : shortTime(viewer, row.keptUntil);
  return (
    <>
      <span className="status" data-tone={tone} title={text.stateHelp[row.state]}>
        <Glyph name={glyph} />
        {fill(text.states[row.state], { time })}
      </span>
      {row.state === "locked" && mayUnlock && row.fileName !== null ? (
        <Link
          className="ml-2 text-sm underline"
          href={`/unlock?key=${encodeURIComponent(row.fileName)}`}
          aria-label={`${text.unlock} ${row.fileName}`}
          prefetch={false}
        >
          {text.unlock}
        </Link>
      ) : null}
    </>
  );
}

function Uses({ row, texts, viewer }: { readonly row: Row; readonly texts: UiTexts; readonly viewer: Viewer }) {
  const text = texts.keys;
  const lines: readonly (readonly [string, ReactNode])[] = [
    ...(row.services.length === 0
      ? []
      : [
          [
            text.services,
            <Links key="s" names={row.services} to={(name) => `/services/${encodeURIComponent(name)}`} />,
          ] as const,
        ]),
    ...(row.certificates.length === 0
      ? []
      : [[text.certificate, <Links key="c" names={row.certificates} to={pageOf} />] as const]),
    ...(row.requests.length === 0 ? [] : [[text.request, <Links key="r" names={row.requests} to={pageOf} />] as const]),
    ...row.batches.map(
      ({ batch, title }) => [text.batches, <Links key="b" names={[title]} to={() => `/batches/${batch}`} />] as const,
    ),
  ];
  const notes = [
    ...(row.issued === 0 ? [] : [count(viewer.locale, text.issued, row.issued)]),
    ...(row.waitsSince === null ? [] : [fill(text.waits, { date: shortDate(viewer, row.waitsSince) })]),
    ...(row.fileName === null ? [fill(text.waitsBeside, { name: row.name })] : []),
    ...(row.isUnused ? [text.unused] : []),
    ...(row.publicKeyId === null && lines.length === 0 ? [text.unknown] : []),
  ];
  return (
    <div className="grid gap-0.5 text-sm">
      {lines.map(([label, names]) => (
        <p key={label} className="wrap-anywhere">
          <span className="text-subtle">{label}</span> {names}
        </p>
      ))}
      {notes.map((note) => (
        <p key={note} className={row.isUnused ? "text-warn" : "text-muted"}>
          {note}
        </p>
      ))}
    </div>
  );
}

const pageOf = (fileName: string): string =>
  `/files/${encodeURIComponent(fileName.replace(/\.[^.]+$/, ""))}?file=${encodeURIComponent(fileName)}`;

const mostShown = 5;

function Links({ names, to }: { readonly names: readonly string[]; readonly to: (name: string) => string }) {
  return (
    <>
      {names.slice(0, mostShown).map((name, index) => (
        <span key={name}>
          {index === 0 ? "" : ", "}
          <Link className="underline" href={to(name)} prefetch={false}>
            {name}
          </Link>
        </span>
      ))}
      {names.length > mostShown ? ` +${names.length - mostShown}` : ""}
    </>
  );
}
