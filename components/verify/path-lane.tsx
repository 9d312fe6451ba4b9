import { clsx } from "clsx";
import { CircleX } from "lucide-react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { oidNames } from "@/lib/i18n/sentences/oid-names.ts";
import { sentenceOfPathFinding } from "@/lib/i18n/sentences/path.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge } from "../ui/badge";
import { ChainLinks, PlaceIcon, type Place } from "../chain/chain-parts";
import { nameIn } from "../chain/inventory-chain";
import { shortHex } from "../ui/octets";

/* A path lies down; on a phone it stands up: the leaf, then each one below it. */
const edgeClass = [
  "relative grid min-h-31 max-w-80 min-w-34 flex-[1_1_150px] grid-rows-[1fr_16px_1fr] self-center text-center text-xs",
  "max-md:min-h-15 max-md:max-w-none max-md:grid-cols-[36px_minmax(0,1fr)] max-md:grid-rows-[auto_auto]",
  "max-md:content-center max-md:self-stretch max-md:text-left",
].join(" ");
const aboveClass = "self-end px-2 pb-[7px] max-md:p-0 max-md:[grid-area:1/2]";
const belowClass = "row-start-3 px-2 pt-[7px] text-muted max-md:p-0 max-md:[grid-area:2/2]";
const laneNodeClass = [
  "relative grid flex-[0_0_208px] grid-cols-1 items-center gap-1.5 self-center rounded-card border px-3.5 py-3",
  "max-md:flex-none max-md:self-stretch",
].join(" ");
const placeClass = "flex items-center gap-2 text-xs/5 text-muted [&>span]:ml-auto";

export type Path = OutputOf<"verify">["paths"][number];
type Certificate = Path["certificates"][number];
type Edge = Path["edges"][number];
type Finding = Path["findings"][number];

interface PathLaneProps {
  readonly path: Path;
  readonly label: string;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

/**
 * One candidate path, lying down: the certificate at the left, what is trusted at the right; it stands up on a phone.
 */
export function PathLane({ path, label, texts, viewer }: PathLaneProps) {
  const last = path.certificates[path.certificates.length - 1];
  const onEdges = new Set(path.edges.flatMap(({ findings }) => findings));
  const end = path.reachesAnchor
    ? undefined
    : path.findings.find(
        (finding) => finding.severity === "reject" && finding.certificate?.sha256 === last?.sha256 && isEnd(finding),
      );
  const isMissing = end !== undefined && (end.code === "path.no-issuer" || end.code === "path.issuer-key-differs");
  const onNodes = path.findings.filter(
    (finding) => finding.severity === "reject" && !onEdges.has(finding) && finding !== (isMissing ? end : undefined),
  );
  return (
    <div className="overflow-x-auto px-4 pt-1 pb-5" tabIndex={0} role="region" aria-label={label}>
      <ol className="flex items-center max-md:flex-col max-md:items-stretch">
        {path.certificates.map((certificate, index) => {
          const edge = path.edges[index - 1];
          return [
            edge === undefined ? null : <EdgeItem key={`edge ${index}`} edge={edge} texts={texts} viewer={viewer} />,
            <Node
              key={certificate.sha256}
              certificate={certificate}
              isFirst={index === 0}
              wrong={onNodes.filter((finding) => finding.certificate?.sha256 === certificate.sha256)}
              texts={texts}
              viewer={viewer}
            />,
          ];
        })}
        {!isMissing || last === undefined ? null : (
          <>
            <li className={clsx(edgeClass, "text-danger-mark")}>
              <span className={clsx(aboveClass, "font-semibold text-danger")}>
                {end.code === "path.no-issuer" ? texts.verify.noIssuer : sentenceOfPathFinding(end, viewer.locale)}
              </span>
              <ChainLinks way="lying" state="broken" />
              <span className={belowClass}>{wantedKey(end, texts)}</span>
            </li>
            <li className={clsx(laneNodeClass, "border-dashed border-danger-mark bg-danger-soft")}>
              <div className={placeClass}>
                <PlaceIcon place="missing" isSmall />
                {texts.verify.legend.missing}
              </div>
              <div>
                <b className="block text-sm wrap-anywhere">{nameIn(last.issuer)}</b>
              </div>
            </li>
          </>
        )}
      </ol>
    </div>
  );
}

const isEnd = ({ code }: Finding): boolean =>
  ["path.no-issuer", "path.issuer-key-differs", "path.untrusted-root", "path.anchor-key-differs"].includes(code);

function wantedKey({ params }: Finding, texts: UiTexts): string {
  const keyId = "keyId" in params ? String(params.keyId) : "";
  return keyId === "" ? "" : fill(texts.item.chain.keyId, { id: shortHex(keyId) });
}

/** A link of the path: algorithm and key ids; the constraints of the issuer; and, when it breaks, why. */
function EdgeItem({ edge, texts, viewer }: { readonly edge: Edge; readonly texts: UiTexts; readonly viewer: Viewer }) {
  const why = edge.findings.find((finding) => finding.severity === "reject");
  return (
    <li className={clsx(edgeClass, edge.holds ? "text-ok-mark" : "text-danger-mark")}>
      <span className={clsx(aboveClass, edge.holds ? "font-medium text-ink" : "font-semibold text-danger")}>
        {why === undefined ? texts.item.chain.holds : sentenceOfPathFinding(why, viewer.locale)}
      </span>
      <ChainLinks way="lying" state={edge.holds ? "holds" : "broken"} />
      <span className={belowClass}>
        {edge.algorithm}, {texts.verify.keyIds[edge.keyIds]}
        {limitsOf(edge, texts, viewer).map((limit) => (
          <span key={limit} className="block text-subtle wrap-anywhere">
            {limit}
          </span>
        ))}
      </span>
    </li>
  );
}

function limitsOf({ limits }: Edge, texts: UiTexts, viewer: Viewer): string[] {
  const text = texts.verify.limits;
  const { pathLength, purposes, permitted, excluded } = limits;
  return [
    ...(pathLength === null ? [] : [count(viewer.locale, text.pathLength, pathLength)]),
    ...(purposes === null ? [] : [fill(text.purposes, { list: oidNames(purposes.join(", ")) })]),
    ...(permitted.length === 0 ? [] : [fill(text.permitted, { list: permitted.join(", ") })]),
    ...(excluded.length === 0 ? [] : [fill(text.excluded, { list: excluded.join(", ") })]),
  ];
}

interface NodeProps {
  readonly certificate: Certificate;
  readonly isFirst: boolean;
  readonly wrong: readonly Finding[];
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

function Node({ certificate, isFirst, wrong, texts, viewer }: NodeProps) {
  const { chain } = texts.item;
  const place: Exclude<Place, "missing"> = isFirst
    ? "leaf"
    : certificate.isAnchor || certificate.isSelfIssued
      ? "root"
      : "intermediate";
  return (
    <li className={clsx(laneNodeClass, "bg-surface", wrong.length === 0 ? "border-line-strong" : "border-danger-mark")}>
      <div className={placeClass}>
        <PlaceIcon place={place} isSmall />
        {chain[place]}
        {certificate.isAnchor ? (
          <Badge tone="ok">{texts.verify.origins.anchor}</Badge>
        ) : isFirst ? null : (
          <Badge>{texts.verify.origins[certificate.origin]}</Badge>
        )}
      </div>
      <div>
        <b className="block text-sm wrap-anywhere">{nameIn(certificate.subject)}</b>
        <span className="text-xs/[18px] text-subtle">
          {certificate.key}, {fill(chain.ends, { date: shortDate(viewer, new Date(certificate.notAfter)) })}
          {certificate.keyId === "" ? "" : `, ${fill(chain.keyId, { id: shortHex(certificate.keyId) })}`}
        </span>
        {wrong.slice(0, 2).map((finding) => (
          <span
            key={finding.code}
            className="mt-1.5 grid grid-cols-[14px_minmax(0,1fr)] gap-1.5 text-xs wrap-anywhere text-danger icon:mt-px"
          >
            <CircleX className="size-3.5" aria-hidden />
            <span>{sentenceOfPathFinding(finding, viewer.locale)}</span>
          </span>
        ))}
      </div>
    </li>
  );
}
