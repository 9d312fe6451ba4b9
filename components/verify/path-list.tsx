import { clsx } from "clsx";
import { ChevronRight, CircleCheck, CircleX } from "lucide-react";
import { sentenceOfPathFinding } from "@/lib/i18n/sentences/path.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { nameIn } from "../chain/inventory-chain";
import { type Path, PathLane } from "./path-lane";
import { sectionClass, sectionHeadClass, legendClass } from "../styles/section";
import { cardClass } from "../styles/card";

const reasonClass = "col-start-3 text-xs/[18px] wrap-anywhere text-danger group-open/path:hidden max-md:col-start-2";

const pathsClass = [
  "[&>details]:border-t [&>details:first-of-type]:border-t-0 [&_summary]:grid [&_summary]:cursor-pointer",
  "[&_summary]:grid-cols-[14px_max-content_minmax(0,1fr)] [&_summary]:items-start [&_summary]:gap-x-2.5",
  "[&_summary]:gap-y-0.5 [&_summary]:px-4 [&_summary]:py-3 [&_summary]:text-sm [&_summary:hover]:bg-hover",
  "[&_summary>svg]:mt-[3px] [&_summary>svg]:text-subtle [&_details[open]>summary>svg]:rotate-90",
  "max-md:[&_summary]:grid-cols-[14px_minmax(0,1fr)]",
].join(" ");

interface PathListProps {
  readonly paths: readonly Path[];
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

/** Two paths are read at a glance. Of more, the first is drawn and each of the others is a line that opens. */
const mostDrawn = 2;

export function PathList({ paths, texts, viewer }: PathListProps) {
  const text = texts.verify;
  const isMany = paths.length > mostDrawn;
  return (
    <section className={sectionClass} aria-labelledby="paths">
      <header className={sectionHeadClass}>
        <h2 id="paths">{text.paths}</h2>
        <span className="text-sm text-subtle">{count(viewer.locale, text.found, paths.length)}</span>
        <span className={clsx(legendClass, "ml-auto max-md:mt-1.5 max-md:ml-0 max-md:w-full")}>
          <span>
            <i className="bg-ok-mark" />
            {text.legend.holds}
          </span>
          <span>
            <i className="bg-danger-mark" />
            {text.legend.broken}
          </span>
          <span>
            <i className="border border-dashed border-danger-mark" />
            {text.legend.missing}
          </span>
        </span>
      </header>
      <div className={clsx(cardClass, pathsClass)}>
        {paths.length === 0 ? <p className="p-4 text-muted">{text.noPath}</p> : null}
        {paths.map((path, index) => {
          const label = fill(text.path, { n: index + 1 });
          const lane = <PathLane path={path} label={label} texts={texts} viewer={viewer} />;
          return (
            <details key={index} className="group/path" open={!isMany || index === 0}>
              <summary>
                <PathLine path={path} label={label} texts={texts} viewer={viewer} />
              </summary>
              {lane}
            </details>
          );
        })}
      </div>
    </section>
  );
}

/** `Path 2 · leaf → Issuing CA → Root` and the first reason against it. */
function PathLine({
  path,
  label,
  texts,
  viewer,
}: {
  readonly path: Path;
  readonly label: string;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}) {
  const why = path.findings.find(({ severity }) => severity === "reject");
  return (
    <>
      <ChevronRight className="size-3.5" aria-hidden />
      <span className="status" data-tone={path.isTrusted ? "ok" : "danger"}>
        {path.isTrusted ? <CircleCheck aria-hidden /> : <CircleX aria-hidden />}
        {label} · {path.isTrusted ? texts.verify.trusted : texts.verify.notTrusted}
      </span>
      <span className="wrap-anywhere text-muted max-md:col-start-2">
        {path.certificates.map(({ subject }) => nameIn(subject)).join(" → ")}
        {path.reachesAnchor ? "" : " → ?"}
      </span>
      {why === undefined ? null : <span className={reasonClass}>{sentenceOfPathFinding(why, viewer.locale)}</span>}
    </>
  );
}
