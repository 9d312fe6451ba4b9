import { clsx } from "clsx";
import { CircleCheck, CircleX, Minus } from "lucide-react";
import type { ReactNode } from "react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { sentenceOfPathFinding } from "@/lib/i18n/sentences/path.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { nameIn } from "../chain/inventory-chain";
import { type Check, checkOf } from "./verify-checks";
import { sectionClass, sectionHeadClass } from "../styles/section";
import { tableBoxClass } from "../styles/table";

const checksClass = [
  "overflow-x-auto [&_td]:min-w-[170px] [&_td]:pt-2 [&_td]:align-top [&_th[scope=row]]:h-auto",
  "[&_th[scope=row]]:min-w-[150px] [&_th[scope=row]]:border-r [&_th[scope=row]]:bg-transparent",
  "[&_th[scope=row]]:py-2 [&_th[scope=row]]:align-top [&_th[scope=row]]:text-sm/[18px]",
  "[&_th[scope=row]]:whitespace-normal [&_th[scope=row]]:text-ink",
].join(" ");
const marks = { ok: "text-ok icon:text-ok-mark", danger: "text-danger", subtle: "text-subtle" } as const;

type Answer = OutputOf<"verify">;
type Path = Answer["paths"][number];

interface PathChecksProps {
  readonly value: Answer;
  readonly asked: { readonly purpose: string; readonly name: string; readonly profile: string };
  readonly texts: UiTexts["verify"];
  readonly viewer: Viewer;
}

const mostColumns = 4;

/** One row a rule, one column a path: where the paths differ stands side by side. */
export function PathChecks({ value, asked, texts, viewer }: PathChecksProps) {
  const paths = value.paths.slice(0, mostColumns);
  const checks = (Object.keys(texts.checks) as Check[]).filter((check) => check !== "web" || asked.profile === "web");
  return (
    <section className={sectionClass} aria-labelledby="checked">
      <header className={sectionHeadClass}>
        <h2 id="checked">{texts.checked}</h2>
        {value.paths.length > mostColumns ? (
          <span className="text-sm text-subtle">{fill(texts.moreColumns, { n: mostColumns })}</span>
        ) : null}
      </header>
      <div className={clsx(tableBoxClass, checksClass)} tabIndex={0} role="region" aria-labelledby="checked">
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.check}</th>
              {paths.map((_, index) => (
                <th scope="col" key={index}>
                  {fill(texts.path, { n: index + 1 })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {checks.map((check) => (
              <tr key={check}>
                <th scope="row">
                  {texts.checks[check].title}
                  <span className="block text-xs font-normal text-subtle">{texts.checks[check].rule}</span>
                </th>
                {paths.map((path, index) => (
                  <td key={index}>
                    <Cell
                      path={path}
                      check={check}
                      good={goodText(check, path, value, asked, texts, viewer)}
                      open={openText(check, path, value, texts)}
                      viewer={viewer}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface CellProps {
  readonly path: Path;
  readonly check: Check;
  /** The sentence when it holds; null where it was not asked. */
  readonly good: string | null;
  /** The words where it was not asked. */
  readonly open: string;
  readonly viewer: Viewer;
}

function Cell({ path, check, good, open, viewer }: CellProps) {
  const wrong = path.findings.find((finding) => finding.severity === "reject" && checkOf(finding) === check);
  if (wrong !== undefined) {
    return (
      <Mark tone="danger" icon={<CircleX className="size-3.5" aria-hidden />}>
        {sentenceOfPathFinding(wrong, viewer.locale)}
      </Mark>
    );
  }
  if (good === null)
    return (
      <Mark tone="subtle" icon={<Minus className="size-3.5" aria-hidden />}>
        {open}
      </Mark>
    );
  return (
    <Mark tone="ok" icon={<CircleCheck className="size-3.5" aria-hidden />}>
      {good}
    </Mark>
  );
}

function Mark({
  tone,
  icon,
  children,
}: {
  readonly tone: "ok" | "danger" | "subtle";
  readonly icon: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span className={clsx("grid grid-cols-[14px_minmax(0,1fr)] gap-2 wrap-anywhere icon:mt-0.5", marks[tone])}>
      {icon}
      <span>{children}</span>
    </span>
  );
}

/** The sentence of a check that holds; null when it was not asked, or when the path ends before it could be tried. */
function goodText(
  check: Check,
  path: Path,
  value: Answer,
  asked: PathChecksProps["asked"],
  texts: UiTexts["verify"],
  viewer: Viewer,
): string | null {
  const { cells } = texts;
  // Of a chain that ends at its first certificate nothing above is known.
  const isAlone = path.edges.length === 0 && !path.reachesAnchor;
  switch (check) {
    case "building":
      return path.reachesAnchor ? fill(cells.reaches, { root: nameIn(path.certificates.at(-1)!.subject) }) : null;
    case "signatures":
      return isAlone ? null : count(viewer.locale, cells.signatures, path.edges.length);
    case "dates": {
      const ends = Math.min(...path.certificates.map(({ notAfter }) => Date.parse(notAfter)));
      return fill(cells.dates, { date: shortDate(viewer, new Date(ends)) });
    }
    case "authorities":
    case "policies":
      return isAlone ? null : cells[check];
    case "constraints":
      if (isAlone) return null;
      return path.edges.some(({ limits }) => limits.permitted.length + limits.excluded.length > 0)
        ? cells.constraints
        : cells.noConstraints;
    case "purpose":
      return asked.purpose === "any" ? null : cells.purpose;
    case "name":
      return asked.name === "" ? null : cells.name;
    case "revocation":
      return (value.revocationLists ?? 0) + value.ocspResponses === 0 ||
        path.findings.some((finding) => checkOf(finding) === "revocation")
        ? null
        : cells.revocation;
    default:
      return cells[check];
  }
}

/** Why a check has no answer. Without a list nothing is known of revocation, whether it was asked about or not. */
function openText(check: Check, path: Path, value: Answer, { cells }: UiTexts["verify"]): string {
  if (!path.reachesAnchor) return cells.notReached;
  return check === "revocation" && value.revocationLists === 0 ? cells.noList : cells.notAsked;
}
