import { isSelfIssued } from "../../pki/certificate.ts";
import type { PathFix } from "../../pki/path/fixes.ts";
import { adviseOrder } from "../../pki/path/reorder.ts";
import type { Store } from "../ports/store.ts";
import type { Presented } from "./trust-sources.ts";

/** Advice, and what a person would name to follow it: a stored file, or `sha256:…` for one without a file of its own. */
export type TrustFix = PathFix & { readonly fileName: string | null };

/** The advice of the verification with the files that it speaks about, and the order of the file that was presented. */
export async function placeFixes(store: Store, fixes: readonly PathFix[], files: { readonly presented: Presented; readonly bundle: readonly Presented[] }): Promise<TrustFix[]> {
  const placed: TrustFix[] = [];
  for (const fix of fixes) placed.push({ ...fix, fileName: "sha256" in fix.params ? await storedName(store, fix.params.sha256) : null });
  const file = orderedFile(files);
  return file === null ? placed : [...placed, ...adviseOrder(file.certificates).map((fix) => ({ ...fix, fileName: file.fileName }))];
}

async function storedName(store: Store, sha256: string): Promise<string | null> {
  const record = await store.certificateBySha256(sha256);
  return record === null ? null : (record.fileName ?? `sha256:${sha256}`);
}

/** The one file whose order a server would send: that of the certificate, or the one with its intermediates. A list of several roots has no order. */
function orderedFile({ presented, bundle }: { readonly presented: Presented; readonly bundle: readonly Presented[] }): Presented | null {
  if (presented.certificates.length > 1) return presented;
  const [only, ...others] = bundle;
  if (only === undefined || others.length > 0) return null;
  const roots = only.certificates.filter(isSelfIssued).length;
  return roots > 1 || roots === only.certificates.length ? null : only;
}
