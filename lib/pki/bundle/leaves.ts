import type { Certificate } from "../x509/certificate.ts";
import { type PathFacts, pathFactsOf } from "../path/facts.ts";
import type { IssuerGraph } from "../path/issuer-graph.ts";
import { compareCertificates } from "../path/link.ts";

/**
 * Where chains begin: the end entities; without any, the authorities that issued nothing here; without any, the roots.
 * A self-signed certificate is an end entity only when it says so.
 */
export function leavesOf(graph: IssuerGraph): Certificate[] {
  const childless = graph.input.filter((each) => !graph.hasIssued(each));
  const isEndEntity = (each: Certificate): boolean => {
    const { basicConstraints } = pathFactsOf(each);
    return graph.isSelfSigned(each)
      ? basicConstraints !== null && !basicConstraints.isCa
      : basicConstraints?.isCa !== true;
  };
  const endEntities = childless.filter(isEndEntity);
  const issuedByOthers = childless.filter((each) => !graph.isSelfSigned(each));
  const leaves = endEntities.length > 0 ? endEntities : issuedByOthers.length > 0 ? issuedByOthers : childless;
  // A circle of cross-signed authorities has no end to begin at: any will do, as long as it is always the same.
  const some = leaves.length > 0 ? leaves : [...graph.input].sort(compareCertificates).slice(0, 1);
  return [...some].sort(bySubject);
}

function bySubject(a: Certificate, b: Certificate): number {
  const [left, right]: [PathFacts, PathFacts] = [pathFactsOf(a), pathFactsOf(b)];
  if (left.reference.subject !== right.reference.subject)
    return left.reference.subject < right.reference.subject ? -1 : 1;
  return left.reference.sha256 < right.reference.sha256 ? -1 : 1;
}
