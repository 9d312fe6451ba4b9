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

/** One candidate path, lying down: the certificate at the left, what is trusted at the right; it stands up on a phone. */
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
    <div className="lanes" tabIndex={0} role="region" aria-label={label}>
      <ol className="lane">
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
            <li className="hedge broken">
              <span className="up">
                {end.code === "path.no-issuer" ? texts.verify.noIssuer : sentenceOfPathFinding(end, viewer.locale)}
              </span>
              <ChainLinks way="lying" state="broken" />
              <span className="dn">{wantedKey(end, texts)}</span>
            </li>
            <li className="node v miss">
              <div className="hd">
                <PlaceIcon place="missing" isSmall />
                {texts.verify.legend.missing}
              </div>
              <div>
                <b className="wrap-any">{nameIn(last.issuer)}</b>
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
    <li className={edge.holds ? "hedge" : "hedge broken"}>
      <span className="up">
        {why === undefined ? texts.item.chain.holds : sentenceOfPathFinding(why, viewer.locale)}
      </span>
      <ChainLinks way="lying" state={edge.holds ? "holds" : "broken"} />
      <span className="dn">
        {edge.algorithm}, {texts.verify.keyIds[edge.keyIds]}
        {limitsOf(edge, texts, viewer).map((limit) => (
          <span key={limit} className="limit wrap-any">
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
    <li className={wrong.length === 0 ? "node v" : "node v bad"}>
      <div className="hd">
        <PlaceIcon place={place} isSmall />
        {chain[place]}
        {certificate.isAnchor ? (
          <Badge tone="ok">{texts.verify.origins.anchor}</Badge>
        ) : isFirst ? null : (
          <Badge>{texts.verify.origins[certificate.origin]}</Badge>
        )}
      </div>
      <div>
        <b className="wrap-any">{nameIn(certificate.subject)}</b>
        <span className="d">
          {certificate.key}, {fill(chain.ends, { date: shortDate(viewer, new Date(certificate.notAfter)) })}
          {certificate.keyId === "" ? "" : `, ${fill(chain.keyId, { id: shortHex(certificate.keyId) })}`}
        </span>
        {wrong.slice(0, 2).map((finding) => (
          <span key={finding.code} className="wrong wrap-any">
            <CircleX className="i s" aria-hidden />
            <span>{sentenceOfPathFinding(finding, viewer.locale)}</span>
          </span>
        ))}
      </div>
    </li>
  );
}
