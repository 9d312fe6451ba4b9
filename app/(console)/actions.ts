"use server";
import { redirect } from "next/navigation";
import type { FoundName } from "@/components/frame/palette";
import { read } from "@/lib/server/gate/action.ts";
import { signOut as endSession } from "@/lib/server/gate/sign-in.ts";
import { readChoices } from "../person";

/** The palette: the first names that have the text in any of their names. */
export async function searchNames(query: string): Promise<readonly FoundName[]> {
  const [answer, { texts }] = await Promise.all([read("list", { search: query, limit: 8 }), readChoices()]);
  if (!answer.ok) return [];
  return answer.value.rows.map((row) => ({
    basename: row.basename,
    subject: row.commonName,
    status: texts.common.status[row.status],
  }));
}

const mostSuggestions = 20;
const mostKinds = 10;

/**
 * File names for the fields that ask for one: kind by kind, so that a rare one is not lost among the first names of the
 * rest.
 */
export async function suggestFiles(query: string, sentKinds: readonly string[]): Promise<readonly string[]> {
  // A client may send anything; no field asks for more kinds than there are.
  const kinds = Array.isArray(sentKinds) ? (sentKinds as readonly string[]).slice(0, mostKinds) : [];
  const asked = query === "" ? { limit: 50, sort: "name" } : { search: query, limit: 50 };
  const answers = await Promise.all(
    (kinds.length === 0 ? [{}] : kinds.map((kind) => ({ kind }))).map((filter) =>
      read("list", { ...asked, ...filter }),
    ),
  );
  const names = answers
    .flatMap((answer) => (answer.ok ? answer.value.rows : []))
    .flatMap((row) => row.files.map((file) => ({ ...file, isAuthority: row.isAuthority })))
    .filter(
      (file) =>
        kinds.length === 0 ||
        kinds.includes(file.kind) ||
        (kinds.includes("authority") && file.isAuthority && file.kind === "certificate"),
    )
    .map((file) => file.fileName);
  return [...new Set(names)].slice(0, mostSuggestions);
}

export async function signOut(): Promise<void> {
  await endSession();
  redirect("/sign-in");
}
