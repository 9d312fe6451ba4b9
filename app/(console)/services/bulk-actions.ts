"use server";
import type { BulkAnswer } from "@/components/services/plan/bulk-dialog";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { currentLocale, runAction } from "@/lib/server/gate/action.ts";

/**
 * What a service asks for, done in one go: without `confirm` a preview. The reason of what could not be done is a
 * sentence already.
 */

type Item = Parameters<typeof shown>[0];

function shown(
  item: {
    readonly name: string;
    readonly commonName: string;
    readonly subjectAltNames: readonly string[];
    readonly roles: readonly string[];
  } & (
    | { readonly outcome: "planned" | "done" | "left-out" }
    | { readonly outcome: "failed"; readonly problem: { readonly code: string; readonly params: object } }
  ),
  locale: Awaited<ReturnType<typeof currentLocale>>,
): BulkAnswer["items"][number] {
  const { name, commonName, subjectAltNames, outcome } = item;
  return {
    name,
    names: [commonName, ...subjectAltNames.filter((each) => each !== commonName)],
    isForDatabase: item.roles.some((role) => role.startsWith("database-")),
    outcome,
    problem:
      item.outcome === "failed" ? sentenceOfError(item.problem as Parameters<typeof sentenceOfError>[0], locale) : null,
  };
}

/** Keys and requests. */
export async function makeServiceRequests(input: unknown) {
  const [answer, locale] = await Promise.all([runAction("service-make-requests", input), currentLocale()]);
  if (!answer.ok) return answer;
  const items = answer.value.items.map((item) => shown(item as Item, locale));
  return { ok: true as const, value: { items, issuers: [] } satisfies BulkAnswer };
}

/** Signatures of one stored authority. */
export async function signServiceRequests(input: unknown) {
  const [answer, locale] = await Promise.all([runAction("service-sign-requests", input), currentLocale()]);
  if (!answer.ok) return answer;
  const { items, issuers } = answer.value;
  return {
    ok: true as const,
    value: {
      items: items.map((item) => shown(item as Item, locale)),
      issuers: issuers.map(({ name, isLocked, isIntermediate }) => ({ name, isLocked, isIntermediate })),
    } satisfies BulkAnswer,
  };
}
