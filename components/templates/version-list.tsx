import Link from "next/link";
import type { OutputOf } from "@/lib/commands/index.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { sectionHeadClass } from "../styles/section";
import { DateOnly } from "../ui/instant";

interface VersionListProps {
  readonly name: string;
  readonly versions: OutputOf<"template">["versions"];
  readonly shown: number;
  readonly against: number | undefined;
  readonly differences: OutputOf<"template">["differences"];
  readonly texts: UiTexts["templates"];
  readonly viewer: Viewer;
}

/** The versions, the one in use first, and what the shown one changed against another. */
export function VersionList({ name, versions, shown, against, differences, texts, viewer }: VersionListProps) {
  const text = texts.versions;
  return (
    <section aria-labelledby="versions">
      <div className={sectionHeadClass}>
        <h2 id="versions">{text.title}</h2>
      </div>
      <ol className="grid gap-3">
        {versions.map((each) => (
          <li key={each.version} className="rounded-card border px-3 py-2.5 text-sm">
            <div className="font-medium">
              <Link href={`/templates/${name}?version=${each.version}`} prefetch={false}>
                {fill(texts.version, { version: each.version })}
              </Link>
            </div>
            {each.note === "" ? null : <div className="wrap-anywhere">{each.note}</div>}
            <div className="text-muted">
              {each.createdBy}, <DateOnly at={new Date(each.createdAt)} viewer={viewer} />.{" "}
              {fill(text.issued, { count: each.issued })}
            </div>
            {each.version === shown ? null : (
              <Link href={`/templates/${name}?version=${shown}&against=${each.version}`} prefetch={false}>
                {fill(text.compare, { version: each.version })}
              </Link>
            )}
          </li>
        ))}
      </ol>
      {against === undefined ? null : (
        <div className="mt-4 text-sm">
          <h3 className="mb-1 font-medium">{fill(text.changed, { version: against })}</h3>
          {differences.length === 0 ? text.same : null}
          <dl className="font-mono text-xs wrap-anywhere">
            {differences.map(({ path, before, after }) => (
              <div key={path} className="mb-2">
                <dt>{path}</dt>
                <dd className="text-danger">
                  {text.was}: {before ?? "–"}
                </dd>
                <dd className="text-ok">
                  {text.is}: {after ?? "–"}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </section>
  );
}
