import type { ChainProblem } from "../../../pki/failure.ts";
import type { PathFindingCode } from "../../../pki/path/finding.ts";
import { pathFindings } from "./path.ts";

/** 서명하려는 인증서 위에서 그 인증서를 막는 것, 하나에 한 문장. */
export function chainProblems(problems: readonly ChainProblem[]): string {
  return problems
    .map((problem) => (problem.subject === "" ? sentenceOf(problem) : `${problem.subject}: ${sentenceOf(problem)}`))
    .join(" ");
}

function sentenceOf({ code, params }: ChainProblem): string {
  if (code === "sign.ends-before") {
    const { notAfter, certificateEnds } = params as { notAfter: string; certificateEnds: string };
    return `${notAfter.slice(0, 10)}에 끝나 새 인증서(${certificateEnds.slice(0, 10)})보다 먼저 만료됩니다.`;
  }
  return (pathFindings[code as PathFindingCode] as (facts: object) => string)(params);
}
