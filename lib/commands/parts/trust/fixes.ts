import { isSelfIssued, sha256Hex } from "../../../pki/x509/certificate.ts";
import type { PathFix } from "../../../pki/path/fixes.ts";
import { writePem } from "../../../pki/asn1/pem.ts";
import { adviseOrder } from "../../../pki/bundle/reorder.ts";
import type { Store } from "../../ports/store.ts";
import type { Former } from "./inventory.ts";
import { type Reissue, reissueOf } from "./reissue.ts";
import type { Presented } from "./sources.ts";

/**
 * Advice, and what a person would name to follow it: a stored file, or `sha256:…` for one without a file of its own.
 */
export type TrustFix = PathFix & {
  readonly fileName: string | null;
  /** The certificate itself as PEM, where it was given and is not stored: there is no other name for it. */
  readonly text: string | null;
  /** It is no current certificate: which generation of which name, and the year in which it begins. */
  readonly former: { readonly name: string; readonly generation: number; readonly year: number } | null;
  /** The values with which a form issues it again. */
  readonly reissue: Reissue | null;
};

interface Known {
  readonly presented: Presented;
  readonly bundle: readonly Presented[];
  readonly given: readonly Presented[];
  readonly former: readonly Former[];
  /** The instant that the question is about. */
  readonly at: Date;
}

/** The advice of the verification with the files that it speaks about, and the order of the file that was presented. */
export async function placeFixes(store: Store, fixes: readonly PathFix[], known: Known): Promise<TrustFix[]> {
  const placed: TrustFix[] = [];
  for (const fix of fixes) placed.push(await placeFix(store, fix, known));
  const file = orderedFile(known);
  return file === null
    ? placed
    : [
        ...placed,
        ...adviseOrder(file.certificates, known.at).map((fix) => ({
          ...fix,
          fileName: file.fileName,
          text: null,
          former: null,
          reissue: null,
        })),
      ];
}

async function placeFix(store: Store, fix: PathFix, known: Known): Promise<TrustFix> {
  const sha256 = "sha256" in fix.params ? fix.params.sha256 : null;
  const fileName = sha256 === null ? null : await storedName(store, sha256);
  const generation = known.former.find((each) => each.sha256 === sha256);
  const isReissue = fix.code === "reissue" || fix.code === "reissue-for-purpose" || fix.code === "reissue-with-name";
  return {
    ...fix,
    fileName,
    text: sha256 === null || fileName !== null ? null : textOf(sha256, known),
    former:
      generation === undefined
        ? null
        : {
            name: generation.name,
            generation: generation.generation,
            year: generation.certificate.notBefore.getUTCFullYear(),
          },
    reissue: isReissue ? await reissueOf(store, known.presented.certificates[0]!, fix) : null,
  };
}

function textOf(sha256: string, { presented, bundle, given }: Known): string | null {
  const found = [presented, ...bundle, ...given]
    .flatMap(({ certificates }) => certificates)
    .find(({ der }) => sha256Hex(der) === sha256);
  return found === undefined ? null : writePem("CERTIFICATE", found.der);
}

async function storedName(store: Store, sha256: string): Promise<string | null> {
  const record = await store.certificateBySha256(sha256);
  return record === null ? null : (record.fileName ?? `sha256:${sha256}`);
}

/**
 * The one file whose order a server would send: that of the certificate, or the one with its intermediates. A list of
 * several roots has no order.
 */
function orderedFile({ presented, bundle }: Known): Presented | null {
  if (presented.certificates.length > 1) return presented;
  const [only, ...others] = bundle;
  if (only === undefined || others.length > 0) return null;
  const roots = only.certificates.filter(isSelfIssued).length;
  return roots > 1 || roots === only.certificates.length ? null : only;
}
