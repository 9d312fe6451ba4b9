"use server";
import { sentenceOfFinding, sentenceOfNote, sentenceOfRefusal } from "@/lib/i18n/sentences/sentences.ts";
import { uiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { currentLocale, read, runAction } from "@/lib/server/gate/action.ts";
import { shownUses } from "@/components/files/uses-sentences";
import { requireForm } from "@/lib/server/gate/form-data.ts";
import { readFormFile } from "@/lib/server/gate/form-file.ts";
import { readChoices } from "../../person";

export async function removeFile(input: unknown) {
  return runAction("remove", input);
}

/** What would miss each of these names, in sentences. */
export async function readUses(input: unknown) {
  const [answer, { texts, viewer, locale }] = await Promise.all([runAction("uses", input), readChoices()]);
  if (!answer.ok) return answer;
  const rows = answer.value.rows.map((uses) => shownUses(uses, { texts: texts.uses, viewer, locale }));
  return { ok: true as const, value: { rows } };
}

export async function rebuildBundle(input: unknown) {
  return runAction("rebuild", input);
}

export async function renameItem(input: unknown) {
  return runAction("rename", input);
}

export async function restoreGeneration(input: unknown) {
  return runAction("restore", input);
}

/** One chosen or dropped file; what was refused inside of it (a zip holds several) comes back as sentences. */
export async function uploadFile(sent: FormData) {
  const [answer, locale] = await Promise.all([runAction("upload", () => readUpload(sent)), currentLocale()]);
  if (!answer.ok) return answer;
  const refused = answer.value.refused.map((refusal) => ({
    fileName: refusal.fileName,
    code: refusal.code,
    message: sentenceOfRefusal(refusal, locale),
  }));
  const notes = answer.value.notes.map(({ fileName, note }) => ({ fileName, message: sentenceOfNote(note, locale) }));
  const stored = answer.value.stored.map(({ keyFindings, ...report }) => ({
    ...report,
    warnings: keyFindings.map((finding) => sentenceOfFinding(finding, locale)),
  }));
  return { ok: true as const, value: { stored, refused, notes } };
}

async function readUpload(sent: unknown) {
  const form = requireForm(sent);
  const [file, passphrase] = [form.get("file"), form.get("passphrase")];
  return {
    files: file instanceof File ? [await readFormFile(file, form.get("name"))] : [],
    // Whether a self-signed certificate is trusted is asked behind it.
    trust: "stored",
    ...(form.get("replace") === "true" ? { replace: true } : {}),
    ...(typeof passphrase === "string" && passphrase !== "" ? { passphrase } : {}),
  };
}

export async function readFacets() {
  const answer = await read("facets", {});
  return answer.ok ? answer.value : { issuers: [], keyAlgorithms: [], labels: [] };
}

export async function saveView(input: unknown) {
  return runAction("view-save", input);
}

export async function removeView(input: unknown) {
  return runAction("view-remove", input);
}

/** What the dialog for files says: no part of a page until something is dropped on it. */
export async function readUploadTexts() {
  return uiTexts(await currentLocale()).upload;
}

/** What the acts on many names say: no part of the page until a name is selected. */
export async function readBulkTexts() {
  const texts = uiTexts(await currentLocale());
  return { bulk: texts.bulk, show: texts.form.showPassphrase };
}
