import { isSelfSigned } from "../../../pki/path/issuers.ts";
import { type Certificate, sha256Hex } from "../../../pki/x509/certificate.ts";
import { commonNameOf, formatName } from "../../../pki/x509/name.ts";
import type { Store } from "../../ports/store.ts";
import { isAnchorMark, type KnownMark } from "../../ports/trust.ts";

/** A self-signed certificate of the inventory that no path may end in. */
export interface UntrustedRoot {
  readonly sha256: string;
  readonly name: string;
  readonly mark: Exclude<KnownMark, "trusted" | "unasked">;
}

/** The self-signed certificates among these that are trusted here, and those that are not. */
export async function anchorsAmong(
  store: Pick<Store, "trustMarks">,
  certificates: readonly Certificate[],
): Promise<{ readonly anchors: readonly Certificate[]; readonly untrusted: readonly UntrustedRoot[] }> {
  const roots = certificates.filter(isSelfSigned);
  const marks = await store.trustMarks(roots.map(({ der }) => sha256Hex(der)));
  const marked = roots.map((certificate) => {
    const sha256 = sha256Hex(certificate.der);
    return { certificate, sha256, mark: marks.get(sha256)?.mark ?? ("stored" as const) };
  });
  return {
    anchors: marked.filter(({ mark }) => isAnchorMark(mark)).map(({ certificate }) => certificate),
    untrusted: marked.flatMap(({ certificate, sha256, mark }) =>
      mark === "stored" || mark === "distrusted"
        ? [{ sha256, name: commonNameOf(certificate.subject) ?? formatName(certificate.subject), mark }]
        : [],
    ),
  };
}
