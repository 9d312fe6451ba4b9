import type { FileKind } from "@/lib/commands/ports.ts";
import { fill } from "@/lib/i18n/ui-text.ts";
import type { UiWords } from "@/lib/i18n/ui-words.ts";

export type Format = "certificate-pem" | "certificate-der" | "chain-pem" | "csr" | "key-locked" | "key-clear" | "pkcs12" | "zip" | "file";

export interface DownloadChoice {
  readonly format: Format;
  readonly label: string;
  readonly hint: string;
  readonly fileName: string;
  readonly inside: string;
  readonly encryption: string;
  readonly needsPassphrase: boolean;
}

export interface DownloadOf {
  readonly name: string;
  readonly files: readonly { readonly fileName: string; readonly kind: FileKind }[];
  readonly mayExport: boolean;
  readonly mayExportClear: boolean;
}

/** What can be taken away of a name, by what it holds and by what the role may. */
export function downloadChoices({ name, files, mayExport, mayExportClear }: DownloadOf, words: UiWords["item"]["download"]): DownloadChoice[] {
  const find = (kind: FileKind) => files.find((file) => file.kind === kind);
  const certificate = find("certificate");
  const request = find("csr");
  const key = find("key");
  const secret: readonly FileKind[] = ["key", "locked-key", "pkcs12"];
  const own: readonly FileKind[] = ["certificate", "csr", ...secret];
  const choice = (format: Format, label: string, hint: string, fileName: string, inside: string, encryption = words.encPublic, needsPassphrase = false): DownloadChoice => ({ format, label, hint, fileName, inside, encryption, needsPassphrase });
  const choices: DownloadChoice[] = [];
  if (certificate !== undefined) {
    choices.push(choice("certificate-pem", words.crt, fill(words.crtHint, { name: certificate.fileName }), certificate.fileName, words.insideCrt));
    choices.push(choice("chain-pem", words.chain, words.chainHint, `${name}-chain.pem`, words.insideChain));
    choices.push(choice("certificate-der", words.der, `${name}.der`, `${name}.der`, words.insideCrt));
  }
  if (request !== undefined) choices.push(choice("csr", words.csr, words.csrHint, request.fileName, words.insideCsr));
  if (key !== undefined && mayExport) {
    choices.push(choice("key-locked", words.keyLocked, words.keyLockedHint, key.fileName, words.insideKey, words.encP8, true));
    if (certificate !== undefined) choices.push(choice("pkcs12", words.p12, words.p12Hint, `${name}.p12`, words.insideP12, words.encP12, true));
    if (mayExportClear) choices.push(choice("key-clear", words.keyClear, words.keyClearHint, key.fileName, words.insideKey, words.encNone));
  }
  for (const file of files) if (!own.includes(file.kind)) choices.push(choice("file", file.fileName, words.fileHint, file.fileName, words.insideFile));
  const isLockedZip = key !== undefined && mayExport;
  if (files.length > 1) choices.push(choice("zip", words.zip, isLockedZip ? words.zipHint : words.zipPublicHint, `${name}.zip`, words.insideZip, isLockedZip ? words.encP8 : words.encPublic, isLockedZip));
  return choices;
}
