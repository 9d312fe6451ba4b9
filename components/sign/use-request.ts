"use client";
import { useEffect, useState } from "react";
import type { RequestFacts } from "./request-summary";
import type { ActionState } from "../form/action-state";

const prefixes: Readonly<Record<string, string>> = { email: "email:", uri: "URI:", upn: "UPN:", rid: "RID:" };

/** Reads the chosen request, and keeps the names that will be certified: its own until a person changes them. */
export function useRequest(
  request: string,
  ask: (request: string) => Promise<ActionState<RequestFacts>>,
  start: { readonly request: string; readonly names: readonly string[] },
) {
  const [answer, setAnswer] = useState<{ request: string; asked: RequestFacts } | null>(null);
  const [edited, setEdited] = useState<{ request: string; names: readonly string[] } | null>(
    start.names.length === 0 ? null : { request: start.request.trim(), names: start.names },
  );
  const wanted = request.trim();
  useEffect(() => {
    if (wanted === "") return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      ask(wanted).then(
        (reply) => (isCurrent ? setAnswer(reply.ok ? { request: wanted, asked: reply.value } : null) : undefined),
        () => (isCurrent ? setAnswer(null) : undefined),
      );
    }, 200);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [wanted, ask]);
  const asked = answer !== null && answer.request === wanted ? answer.asked : null;
  // Until the next answer is here the one before keeps its place, so that a button below does not move away from a
  // click.
  const isPassing = asked === null && answer !== null && wanted !== "";
  const own =
    (asked ?? (isPassing ? answer.asked : null))?.subjectAltNames.map(
      (name) => `${prefixes[name.kind] ?? ""}${name.value}`,
    ) ?? [];
  const isEdited = edited !== null && edited.request === wanted && asked !== null;
  return {
    asked,
    isPassing,
    names: isEdited ? edited.names : own,
    isEdited,
    setNames: (names: readonly string[]) => setEdited({ request: wanted, names }),
  };
}
