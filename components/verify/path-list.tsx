import { ChevronRight, CircleCheck, CircleX } from "lucide-react";
import { sentenceOfPathFinding } from "@/lib/i18n/sentences/path.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { nameIn } from "../chain/inventory-chain";
import { type Path, PathLane } from "./path-lane";

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
    <section className="sec" aria-labelledby="paths">
      <header>
        <h2 id="paths">{text.paths}</h2>
        <span className="small subtle">{count(viewer.locale, text.found, paths.length)}</span>
        <span className="more legend">
          <span>
            <i className="bg-[var(--ok-mark)]" />
            {text.legend.holds}
          </span>
          <span>
            <i className="bg-[var(--danger-mark)]" />
            {text.legend.broken}
          </span>
          <span>
            <i className="border border-dashed border-[var(--danger-mark)]" />
            {text.legend.missing}
          </span>
        </span>
      </header>
      <div className="card paths">
        {paths.length === 0 ? <p className="body muted">{text.noPath}</p> : null}
        {paths.map((path, index) => {
          const label = fill(text.path, { n: index + 1 });
          const lane = <PathLane path={path} label={label} texts={texts} viewer={viewer} />;
          return (
            <details key={index} open={!isMany || index === 0}>
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
      <ChevronRight className="i s" aria-hidden />
      <span className={path.isTrusted ? "st ok" : "st danger"}>
        {path.isTrusted ? <CircleCheck className="i" aria-hidden /> : <CircleX className="i" aria-hidden />}
        {label} · {path.isTrusted ? texts.verify.trusted : texts.verify.notTrusted}
      </span>
      <span className="route wrap-any">
        {path.certificates.map(({ subject }) => nameIn(subject)).join(" → ")}
        {path.reachesAnchor ? "" : " → ?"}
      </span>
      {why === undefined ? null : <span className="reason wrap-any">{sentenceOfPathFinding(why, viewer.locale)}</span>}
    </>
  );
}
