import type { SanProblem } from "../pki/failure.ts";
import { type GeneralNameInput, hostForList, parseGeneralNameText } from "../pki/x509/general-name-text.ts";

/** A subject alternative name while a person types it: what it is, or why it is none. */
export type AltNameReading =
  | { readonly isName: true; readonly kind: GeneralNameInput["kind"]; readonly value: string }
  | { readonly isName: false; readonly reason: SanProblem; readonly part: string; readonly position: number };

/** Reads one name with the code that the server uses too; never throws. */
export function readAltName(text: string): AltNameReading {
  try {
    const { kind, value } = parseGeneralNameText(text);
    return { isName: true, kind, value };
  } catch (error) {
    const facts = (error as { facts?: { reason: SanProblem; part: string; position: number } }).facts;
    return { isName: false, reason: facts?.reason ?? "empty", part: facts?.part ?? "", position: facts?.position ?? 0 };
  }
}

/** Whether the server will put the common name among these names: the rule of `hostForList`; never throws. */
export function isCommonNameAdded(commonName: string, names: readonly string[]): boolean {
  const readings = names.map(readAltName).flatMap((reading) => (reading.isName ? [reading] : []));
  return hostForList(commonName, readings) !== null;
}

/** Splits a pasted list at commas and line breaks; empty items fall away. */
export function splitAltNames(text: string): string[] {
  return text
    .split(/[,;\r\n]+/)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
