import { readmeWords as english } from "../en/documents/export-readme.ts";
import { readmeWords as korean } from "../ko/documents/export-readme.ts";
import type { Locale } from "../locale.ts";
import type { ReadmeEntry } from "./document-words.ts";

const catalogue = { en: english, ko: korean } as const;

/** The README: plain text, CR LF because the Notepad of Windows Server 2016 knows no other line. */
export function writeReadme(
  locale: Locale,
  name: string,
  files: readonly { readonly fileName: string; readonly entry: ReadmeEntry }[],
): string {
  const words = catalogue[locale];
  const has = (entry: ReadmeEntry): boolean => files.some((file) => file.entry === entry);
  const lines = [words.title(name), ""];
  for (const { fileName, entry } of files) lines.push(fileName, `    ${words.entries[entry](name)}`, "");
  if (has("key-locked") || has("pkcs12")) lines.push(words.passphrase);
  if (has("key-clear")) lines.push(words.clear);
  if (has("pkcs12")) lines.push(words.java(name));
  return `${lines.join("\r\n")}\r\n`;
}
