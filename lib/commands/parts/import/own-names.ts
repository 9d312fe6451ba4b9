import { certificateCard } from "../../../pki/inspect/card.ts";
import { readCertificate } from "../../../pki/x509/certificate.ts";
import { readUnusualCrl } from "../../../pki/x509/crl.ts";
import { commonNameOf, formatName } from "../../../pki/x509/name.ts";
import type { Context } from "../../command.ts";
import type { NewFile } from "../../ports/files.ts";
import { bareName } from "../file-kinds.ts";

/** A file name out of any text: what a file name cannot have becomes a hyphen. */
export function nameFrom(text: string): string {
  const plain = text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}/\\:*?"<>|]+/gu, "-")
    .replace(/\s+/g, "-")
    .replace(/^[.-]+|[.-]+$/g, "");
  return plain.slice(0, 60);
}

/**
 * True for the names that the web pages of Active Directory Certificate Services give to every answer, `certnew.cer` and
 * `certnew.p7b`, and to every list, `certcrl.crl`, also as a browser numbers the next ones: they say nothing about what
 * is in it.
 */
export function isNameOfEveryAnswer(fileName: string): boolean {
  return /^cert(new|crl) ?(\(\d+\))?$/i.test(bareName(fileName));
}

const mostTries = 30;

/**
 * Each certificate (DER) as a file of its own under its common name, numbered where that is taken. The store moves one
 * whose key or request is here to that name, and leaves one that is here already where it is.
 */
export async function underOwnNames(
  { store, clock }: Context,
  certificates: readonly Uint8Array[],
): Promise<NewFile[]> {
  const given = new Set<string>();
  const files: NewFile[] = [];
  for (const bytes of certificates) {
    const stem = nameFrom(certificateCard(readCertificate(bytes), clock.now()).name) || "imported";
    const names = Array.from({ length: mostTries }, (_, index) => (index === 0 ? stem : `${stem}-${index + 1}`));
    const taken = new Set([...(await store.takenNames(names)), ...given]);
    // With all of them taken the store says so.
    const name = names.find((each) => !taken.has(each)) ?? stem;
    given.add(name);
    files.push({ fileName: `${name}.crt`, kind: "certificate", bytes });
  }
  return files;
}

/** Each revocation list (DER) as a file of its own under the common name of its issuer, numbered where that is taken. */
export async function listsUnderOwnNames({ store }: Context, lists: readonly Uint8Array[]): Promise<NewFile[]> {
  const given = new Set<string>();
  const files: NewFile[] = [];
  for (const bytes of lists) {
    const { issuer } = readUnusualCrl(bytes);
    const stem = nameFrom(commonNameOf(issuer) ?? formatName(issuer)) || "imported";
    const names = Array.from({ length: mostTries }, (_, index) => `${index === 0 ? stem : `${stem}-${index + 1}`}.crl`);
    const taken = new Set([...(await store.filesNamed(names)).map(({ fileName }) => fileName), ...given]);
    const fileName = names.find((each) => !taken.has(each)) ?? names[0]!;
    given.add(fileName);
    files.push({ fileName, kind: "crl", bytes });
  }
  return files;
}
