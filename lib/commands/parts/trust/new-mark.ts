import { z } from "zod";
import { presentedIn } from "./sources.ts";
import { isFailure } from "../../error-codes.ts";
import { isSelfIssued, sha256Hex } from "../../../pki/x509/certificate.ts";
import { commonNameOf, formatName } from "../../../pki/x509/name.ts";
import { type Actor, may } from "../../permission.ts";
import type { NewFile } from "../../ports/files.ts";
import type { Store } from "../../ports/store.ts";
import type { KnownMark, NewMark } from "../../ports/trust.ts";

/** What a self-signed certificate that comes in is taken for. */

export const trustField = z.enum(["trusted", "stored"]).optional().meta({
  description:
    "Of self-signed certificates: `trusted`, paths may end in them (for administrators); `stored`, they are kept and no more. Absent: `stored`; where an administrator's token does not say, they are trusted as they were before there was a question, and shown as not asked.",
});

/** The mark of what this actor brings. A page always says which; without a word only an administrator's file is trusted. */
export function newMark(actor: Actor, said: "trusted" | "stored" | undefined): NewMark {
  if (said === "trusted") return { mark: "trusted", by: actor.label };
  const isTrusted = said === undefined && may(actor.role, "authority.trust");
  return { mark: isTrusted ? "unasked" : "stored", by: null };
}

/** A self-signed certificate that was stored, and what it is taken for. */
export interface MarkedRoot {
  readonly sha256: string;
  readonly name: string;
  readonly mark: KnownMark;
}

/** The self-signed certificates in each of these files, as they are marked now. */
export async function newRoots(
  store: Pick<Store, "trustMarks">,
  files: readonly NewFile[],
): Promise<ReadonlyMap<NewFile, readonly MarkedRoot[]>> {
  const found = files.map((file) => ({ file, roots: rootsIn(file) }));
  const marks = await store.trustMarks([...new Set(found.flatMap(({ roots }) => roots.map(({ sha256 }) => sha256)))]);
  return new Map(
    found.map(({ file, roots }) => [
      file,
      roots.map((root) => ({ ...root, mark: marks.get(root.sha256)?.mark ?? ("stored" as const) })),
    ]),
  );
}

function rootsIn({ kind, bytes, fileName }: NewFile): { readonly sha256: string; readonly name: string }[] {
  if (kind !== "certificate" && kind !== "bundle" && kind !== "pkcs7") return [];
  try {
    return presentedIn(bytes, fileName)
      .certificates.filter(isSelfIssued)
      .map(({ der, subject }) => ({ sha256: sha256Hex(der), name: commonNameOf(subject) ?? formatName(subject) }));
  } catch (error) {
    // What cannot be read is no anchor, and was said where it was stored.
    if (isFailure(error)) return [];
    throw error;
  }
}
