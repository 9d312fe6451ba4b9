"use server";
import { redirect } from "next/navigation";
import type { FoundName } from "@/components/frame/palette";
import { read } from "@/lib/server/action.ts";
import { signOut as endSession } from "@/lib/server/sign-in.ts";
import { readChoices } from "../person";

/** The palette: the first names that have the text in any of their names. */
export async function searchNames(query: string): Promise<readonly FoundName[]> {
  const [answer, { words }] = await Promise.all([read("list", { search: query, limit: 8 }), readChoices()]);
  if (!answer.ok) return [];
  return answer.value.rows.map((row) => ({ basename: row.basename, subject: row.commonName, status: words.common.status[row.status] }));
}

/** File names for the fields that ask for one. */
export async function suggestFiles(query: string, kinds: readonly string[]): Promise<readonly string[]> {
  const answer = await read("list", query === "" ? { limit: 50, sort: "name" } : { search: query, limit: 50 });
  if (!answer.ok) return [];
  return answer.value.rows
    .flatMap((row) => row.files.map((file) => ({ ...file, isAuthority: row.isAuthority })))
    .filter((file) => kinds.length === 0 || kinds.includes(file.kind) || (kinds.includes("authority") && file.isAuthority && file.kind === "certificate"))
    .map((file) => file.fileName)
    .slice(0, 20);
}

export async function signOut(): Promise<void> {
  await endSession();
  redirect("/sign-in");
}
