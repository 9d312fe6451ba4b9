import type { ChainProblem } from "../../../pki/failure.ts";
import type { PathFindingCode } from "../../../pki/path/finding.ts";
import { pathFindings } from "./path.ts";

/** What stands above a certificate that is about to be signed and would stop it, one sentence a problem. */
export function chainProblems(problems: readonly ChainProblem[]): string {
  return problems
    .map((problem) => (problem.subject === "" ? sentenceOf(problem) : `${problem.subject}: ${sentenceOf(problem)}`))
    .join(" ");
}

function sentenceOf({ code, params }: ChainProblem): string {
  if (code === "sign.ends-before") {
    const { notAfter, certificateEnds } = params as { notAfter: string; certificateEnds: string };
    return `It ends on ${notAfter.slice(0, 10)}, before the certificate does (${certificateEnds.slice(0, 10)}).`;
  }
  return (pathFindings[code as PathFindingCode] as (facts: object) => string)(params);
}
