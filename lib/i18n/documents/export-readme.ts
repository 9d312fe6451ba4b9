import { readmeWords as english } from "../en/documents/export-readme.ts";
import { readmeWords as korean } from "../ko/documents/export-readme.ts";
import type { Locale } from "../locale.ts";

/** What a file of a zip is; the README in it says so in the person's language. */
export type ReadmeEntry =
  | "certificate-pem"
  | "certificate-der"
  | "chain-pem"
  | "pkcs7-pem"
  | "key-locked"
  | "key-clear"
  | "pkcs12"
  | "ssh-public-key"
  | "jwk"
  | "csr"
  | "other";

export interface ReadmeWords {
  readonly title: (name: string) => string;
  readonly entries: Readonly<Record<ReadmeEntry, (name: string) => string>>;
  readonly passphrase: string;
  readonly clear: string;
  readonly java: (name: string) => string;
}

/** The README: plain text, CR LF because the Notepad of Windows Server 2016 knows no other line. */
export function writeReadme(
  locale: Locale,
  name: string,
  files: readonly { readonly fileName: string; readonly entry: ReadmeEntry }[],
): string {
  const words = locale === "ko" ? korean : english;
  const has = (entry: ReadmeEntry): boolean => files.some((file) => file.entry === entry);
  const lines = [words.title(name), ""];
  for (const { fileName, entry } of files) lines.push(fileName, `    ${words.entries[entry](name)}`, "");
  if (has("key-locked") || has("pkcs12")) lines.push(words.passphrase);
  if (has("key-clear")) lines.push(words.clear);
  if (has("pkcs12")) lines.push(words.java(name));
  return `${lines.join("\r\n")}\r\n`;
}
