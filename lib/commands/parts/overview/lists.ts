import { isFailure } from "../../error-codes.ts";
import { readCrl } from "../../../pki/x509/crl.ts";
import { commonNameOf, formatName } from "../../../pki/x509/name.ts";
import type { Store } from "../../ports/store.ts";

/** A stored revocation list, by whom and until when. */
export interface ListLife {
  readonly fileName: string;
  readonly basename: string;
  /** Subject of its authority, as lists show it. */
  readonly issuer: string;
  /** Common name of its authority. */
  readonly authority: string;
  /** Null: it does not say. */
  readonly nextUpdate: Date | null;
}

/** More lists than that are not looked at. */
const mostLists = 50;

/** Lists may have megabytes: they are read again only when anything stored has changed. */
const kept: { stamp: string; lists: readonly ListLife[] } = { stamp: "", lists: [] };

/** The stored revocation lists that can be read, with their end. */
export async function listLives(store: Store): Promise<readonly ListLife[]> {
  const stamp = await store.stamp();
  if (kept.stamp === stamp) return kept.lists;
  const { rows } = await store.list({ kind: "crl", limit: mostLists });
  const names = rows.flatMap(({ files }) => files.flatMap((file) => (file.kind === "crl" ? [file.fileName] : [])));
  const files = names.length === 0 ? [] : await store.filesNamed(names.slice(0, mostLists));
  const lists = files.flatMap(({ fileName, basename, bytes }): ListLife[] => {
    try {
      const { issuer, nextUpdate } = readCrl(bytes);
      const subject = formatName(issuer);
      return [{ fileName, basename, issuer: subject, authority: commonNameOf(issuer) ?? subject, nextUpdate }];
    } catch (error) {
      if (isFailure(error)) return [];
      throw error;
    }
  });
  kept.stamp = stamp;
  kept.lists = lists;
  return lists;
}
