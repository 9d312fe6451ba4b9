import type { Material } from "../../../targets/material.ts";
import type { Store } from "../../ports/store.ts";

export interface UsableIssuer {
  readonly name: string;
  readonly fileName: string;
  readonly subject: string;
  readonly notAfter: string | null;
  /** Another authority has signed it: the file of authorities then holds more than one certificate. */
  readonly isIntermediate: boolean;
  /** Its key is under a passphrase. */
  readonly isLocked: boolean;
  /** The service has certificates of it. */
  readonly isOfService: boolean;
}

/** More are not shown beside a plan; the picker of authorities has them all. */
const most = 50;

/** The stored authorities whose key is here, those that a service has certificates of first. */
export async function usableIssuers(
  store: Pick<Store, "list">,
  { identities, now }: Material,
): Promise<UsableIssuer[]> {
  const own = new Set([...identities.values()].flatMap(({ issuerFiles }) => issuerFiles));
  const { rows } = await store.list({ kind: "authority", limit: most });
  return rows
    .flatMap(({ basename, files, subject, notAfter, isSelfSigned }) => {
      const certificate = files.find(({ kind }) => kind === "certificate");
      const key = files.find(({ kind }) => kind === "key" || kind === "locked-key");
      if (certificate === undefined || key === undefined || (notAfter !== null && notAfter <= now)) return [];
      return [
        {
          name: basename,
          fileName: certificate.fileName,
          subject,
          notAfter: notAfter?.toISOString() ?? null,
          isIntermediate: !isSelfSigned,
          isLocked: key.kind === "locked-key",
          isOfService: own.has(certificate.fileName),
        },
      ];
    })
    .toSorted((one, other) => Number(other.isOfService) - Number(one.isOfService));
}
