import { clsx } from "clsx";
import Link from "next/link";
import type { OutputOf } from "@/lib/commands/index.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";
import { Badge } from "../ui/badge";
import { DateOnly } from "../ui/instant";

interface TemplateListProps {
  readonly rows: readonly OutputOf<"template-list">["templates"][number][];
  readonly texts: UiTexts["templates"];
  readonly viewer: Viewer;
}

/** One line for each template: what it is for, how long what it makes lives, and how much it has made. */
export function TemplateList({ rows, texts, viewer }: TemplateListProps) {
  const { columns } = texts;
  return (
    <div className={clsx(tableBoxClass, rowsOnPhoneClass, "max-md:-mx-4 max-md:rounded-none max-md:border-x-0")}>
      <table aria-label={texts.title} className="w-full table-fixed max-md:table-auto">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.uses}</th>
            <th scope="col" className="w-40">
              {columns.days}
            </th>
            <th scope="col" className="w-28">
              {columns.issued}
            </th>
            <th scope="col">{columns.changed}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <td className="font-medium">
                <Link href={`/templates/${row.name}`} prefetch={false}>
                  {row.name}
                </Link>
              </td>
              <td className="text-muted">{row.isOfAuthorities ? texts.authority : row.purposes.join(", ")}</td>
              <td>{fill(texts.upTo, { days: row.days.byDefault, most: row.days.maximum })}</td>
              <td>
                <span className="text-muted md:sr-only">{columns.issued}: </span>
                {row.issued}
              </td>
              <td className="text-muted">
                {row.createdAt === null ? (
                  <Badge>{texts.builtIn}</Badge>
                ) : (
                  <>
                    {fill(texts.version, { version: row.version })}, {row.createdBy},{" "}
                    <DateOnly at={new Date(row.createdAt)} viewer={viewer} />
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
