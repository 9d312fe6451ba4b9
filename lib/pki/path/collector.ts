import type { PathFacts } from "./facts.ts";
import {
  findingOf,
  type PathFinding,
  type PathFindingCode,
  type PathFindingFacts,
  type PathSeverity,
} from "./finding.ts";

/** Where the checks of one path put what they find. */
export class Collector {
  readonly findings: PathFinding[] = [];

  add<C extends PathFindingCode>(
    code: C,
    at: PathFacts | null,
    params: PathFindingFacts[C],
    severity: PathSeverity = "reject",
  ): void {
    this.findings.push(findingOf(code, at === null ? null : at.reference, params, severity));
  }

  get rejects(): boolean {
    return this.findings.some((finding) => finding.severity === "reject");
  }
}
