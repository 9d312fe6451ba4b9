"use server";
import type { ListQuery } from "@/lib/commands/ports/items.ts";
import { queryOf, readAddress } from "@/components/files/list-query";
import type { BulkItem } from "@/components/files/bulk-item";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortDate } from "@/lib/i18n/ui/time.ts";
import { read, runAction } from "@/lib/server/gate/action.ts";
import { readChoices } from "../../person";

export async function labelNames(input: unknown) {
  return runAction("label", input);
}

export async function noteName(input: unknown) {
  return runAction("note", input);
}

export async function archiveNames(input: unknown) {
  return runAction("archive", input);
}

export async function unarchiveNames(input: unknown) {
  return runAction("unarchive", input);
}

export async function renewName(input: unknown) {
  return runAction("renew", input);
}

/** What a renewal of each of these names would make, or why it would be refused; nothing is made. */
export async function previewRenewals(input: unknown) {
  const [answer, { texts, viewer, locale }] = await Promise.all([runAction("renew-preview", input), readChoices()]);
  if (!answer.ok) return answer;
  const { plans } = texts.bulk;
  const rows = answer.value.rows.map(({ name, issuer, notAfter, problem }) => ({
    name,
    text:
      problem !== null
        ? sentenceOfError(problem, locale)
        : fill(notAfter === null ? plans.requested : plans.renewed, {
            issuer: issuer ?? "",
            date: notAfter === null ? "" : shortDate(viewer, new Date(notAfter)),
          }),
  }));
  return { ok: true as const, value: { rows } };
}

/** Against what is stored, for no purpose in particular. */
export async function verifyName(input: unknown) {
  const answer = await runAction("verify", input);
  return answer.ok ? { ok: true as const, value: { trusted: answer.value.trusted } } : answer;
}

/** How many names one request of a person may be about; what is beyond is said. */
const mostNames = 1000;

/** The names that an address of the list asks for, with what a preview has to say of each. */
export async function collectNames(given: unknown) {
  const address = readAddress(typeof given === "object" && given !== null ? { ...given } : {});
  const { cursor: _cursor, ...asked } = queryOf(address, 200);
  const items: BulkItem[] = [];
  const isCut = await collect(asked, items);
  return { ok: true as const, value: { items, isCut } };
}

/** Adds the rows of a list, and behind the row of a batch its names; true when there are more than can be taken. */
async function collect(asked: ListQuery, items: BulkItem[]): Promise<boolean> {
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await read("list", { ...asked, ...(cursor === undefined ? {} : { cursor }) });
    if (!page.ok) return true;
    for (const { basename, files, usedBy, batch } of page.value.rows) {
      if (items.length >= mostNames) return true;
      if (batch?.isFolded === true) {
        if (await collect({ batch: batch.id, show: "current", limit: 200 }, items)) return true;
      } else items.push({ name: basename, files, usedBy });
    }
    cursor = page.value.next;
  }
  return false;
}
