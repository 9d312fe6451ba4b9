import type { InputOf } from "@/lib/commands/index.ts";
import type { ActKind } from "@/lib/commands/ports/acts.ts";
import type { AuditRow } from "@/lib/commands/ports/audit.ts";
import { startOfDay, type Viewer } from "@/lib/i18n/ui/time.ts";

export const outcomes = ["done", "refused", "failed", "unfinished"] as const satisfies readonly AuditRow["outcome"][];

/** In the order of the choice. */
export const kindsOfAct = [
  "issue",
  "request",
  "key",
  "store",
  "hand-out",
  "delete",
  "service",
  "access",
  "read",
] as const satisfies readonly ActKind[];

/** In an address, for callers whose name in the log is empty. */
export const unknownCaller = "-";

/** What the address of the page narrows the log to. Days are the person's own, `to` included. */
export interface ActivityAddress {
  readonly q: string;
  readonly actor: string;
  readonly act: string;
  readonly outcome: string;
  readonly from: string;
  readonly to: string;
  readonly cursor: string;
}

/** What an address says, without what no filter has. */
export function readActivityAddress(given: Readonly<Record<string, string | string[] | undefined>>): ActivityAddress {
  const text = (name: keyof ActivityAddress): string => {
    const value = given[name];
    return typeof value === "string" ? value.slice(0, 254) : "";
  };
  const day = (name: "from" | "to"): string => (/^\d{4}-\d\d-\d\d$/.test(text(name)) ? text(name) : "");
  return {
    q: text("q").slice(0, 200),
    actor: text("actor"),
    act: kindsOfAct.find((kind) => kind === text("act")) ?? "",
    outcome: outcomes.find((outcome) => outcome === text("outcome")) ?? "",
    from: day("from"),
    to: day("to"),
    cursor: text("cursor"),
  };
}

export function activityPath(address: Partial<ActivityAddress>, path = "/activity"): string {
  const entries = Object.entries(address).filter(([, value]) => value !== "");
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries).toString()}`;
}

export function isNarrowed({ cursor: _, ...filters }: ActivityAddress): boolean {
  return Object.values(filters).some((value) => value !== "");
}

/** The filters of an address, as the commands take them. */
export function filtersOf(
  { q, actor, act, outcome, from, to }: ActivityAddress,
  viewer: Viewer,
): Pick<InputOf<"audit">, "search" | "actor" | "act" | "outcome" | "from" | "to"> {
  const begin = startOfDay(viewer, from);
  const end = startOfDay(viewer, to, 1);
  return {
    ...(q === "" ? {} : { search: q }),
    ...(actor === "" ? {} : { actor: actor === unknownCaller ? "" : actor }),
    ...(act === "" ? {} : { act: act as ActKind }),
    ...(outcome === "" ? {} : { outcome: outcome as AuditRow["outcome"] }),
    ...(begin === null ? {} : { from: begin.toISOString() }),
    ...(end === null ? {} : { to: end.toISOString() }),
  };
}
