import type { OutputOf } from "@/lib/commands/index.ts";
import { sentenceOfPathFinding } from "@/lib/i18n/path-sentences.ts";
import { fill } from "@/lib/i18n/ui-text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui-time.ts";
import type { UiWords } from "@/lib/i18n/ui-words.ts";
import { Badge } from "../ui/badge";
import { LyingLinks, PlaceIcon, type Place } from "./chain-parts";
import { nameIn } from "./inventory-chain";
import { shortHex } from "./octets";

type Path = OutputOf<"verify">["paths"][number];
type Certificate = Path["certificates"][number];

interface PathLaneProps {
  readonly path: Path;
  readonly number: number;
  readonly words: UiWords;
  readonly viewer: Viewer;
}

/** One candidate path, lying down: the certificate at the left, what is trusted at the right; it stands up on a phone. */
export function PathLane({ path, number, words, viewer }: PathLaneProps) {
  const text = words.verify;
  const { chain } = words.item;
  const last = path.certificates[path.certificates.length - 1];
  const gap = path.reachesAnchor ? undefined : path.findings.find((finding) => finding.severity === "reject");
  return (
    <div className="lane-box">
      <p className="lane-h">
        {fill(text.path, { n: number })} · {path.isTrusted ? text.trusted : text.notTrusted}
      </p>
      <ol className="lane">
        {path.certificates.map((certificate, index) => {
          const edge = path.edges[index - 1];
          const why = edge?.findings.find((finding) => finding.severity === "reject");
          return [
            edge === undefined ? null : (
              <li key={`edge ${index}`} className={edge.holds ? "hedge" : "hedge broken"}>
                <span className="up">{why === undefined ? chain.holds : sentenceOfPathFinding(why, viewer.locale)}</span>
                <LyingLinks state={edge.holds ? "holds" : "broken"} />
                <span className="dn">{edge.algorithm}</span>
              </li>
            ),
            <Node key={certificate.sha256} certificate={certificate} isFirst={index === 0} words={words} viewer={viewer} />,
          ];
        })}
        {path.reachesAnchor || last === undefined ? null : (
          <>
            <li className="hedge broken">
              <span className="up">{gap === undefined ? text.noIssuer : shortReason(gap.code, text.noIssuer, sentenceOfPathFinding(gap, viewer.locale))}</span>
              <LyingLinks state="broken" />
              <span className="dn" />
            </li>
            <li className="node v miss">
              <div className="hd">
                <PlaceIcon place="missing" isSmall />
                {text.legend.missing}
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

/** In the picture the short words; the whole sentence stands below it. */
function shortReason(code: string, short: string, whole: string): string {
  return code === "path.no-issuer" ? short : whole;
}

function Node({ certificate, isFirst, words, viewer }: { readonly certificate: Certificate; readonly isFirst: boolean; readonly words: UiWords; readonly viewer: Viewer }) {
  const { chain } = words.item;
  const place: Exclude<Place, "missing"> = isFirst ? "leaf" : certificate.isAnchor || certificate.isSelfIssued ? "root" : "intermediate";
  const isOver = new Date(certificate.notAfter) < viewer.now;
  return (
    <li className="node v">
      <div className="hd">
        <PlaceIcon place={place} isSmall />
        {chain[place]}
        {certificate.isAnchor ? <Badge tone="ok">{words.verify.trusted}</Badge> : isOver ? <Badge tone="danger">{words.common.status.expired}</Badge> : null}
      </div>
      <div>
        <b className="wrap-any">{nameIn(certificate.subject)}</b>
        <span className="d">
          {certificate.key}, {fill(chain.ends, { date: shortDate(viewer, new Date(certificate.notAfter)) })}
          {certificate.keyId === "" ? "" : `, ${fill(chain.keyId, { id: shortHex(certificate.keyId) })}`}
        </span>
      </div>
    </li>
  );
}
