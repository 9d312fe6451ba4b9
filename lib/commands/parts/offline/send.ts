import {
  base64,
  offlineDigest,
  type OfflineBody,
  voiceGroups,
  writeOfflineBody,
  writeOfflinePackage,
} from "../../../pki/offline/package.ts";
import type { Context } from "../../command.ts";
import type { Authority } from "../../ports/authority.ts";

type Own = "id" | "made" | "by" | "authority" | "toBeSigned";
type Asked = OfflineBody extends infer Body ? (Body extends OfflineBody ? Omit<Body, Own> : never) : never;

export interface Sent {
  readonly sha256: string;
  /** Sixteen groups of four digits, to be read aloud. */
  readonly groups: readonly string[];
  /** The file that goes out. */
  readonly package: Uint8Array;
}

/** Writes the package of a request and signs it with the console's key. `tbs`: TBSCertificate or TBSCertList, DER. */
export async function packageOf(
  { clock, actor, offline }: Context,
  wanted: {
    readonly id: string;
    readonly by: Pick<Authority, "authority" | "certificate">;
    readonly tbs: Uint8Array;
    readonly asked: Asked;
  },
): Promise<Sent> {
  const { authority, certificate } = wanted.by;
  const body = writeOfflineBody({
    id: wanted.id,
    made: clock.now().toISOString(),
    by: actor.label,
    authority: { name: authority.basename, certificate: base64(certificate.der) },
    toBeSigned: base64(wanted.tbs),
    ...wanted.asked,
  });
  const sha256 = offlineDigest(body);
  return { sha256, groups: voiceGroups(sha256), package: writeOfflinePackage(body, await offline.sign(body)) };
}

/** The name of the file: `devices-1.request` of what it asks for. */
export const packageName = (name: string): string => `${name}.request`;
