import { issue } from "../../../pki/issue/issue.ts";
import { prepareCertificate } from "../../../pki/issue/prepare.ts";
import type { ProfileName } from "../../../pki/issue/profile.ts";
import type { Signer } from "../../../pki/keys/signer.ts";
import { chainsAbove } from "../../../pki/path/issuers.ts";
import { readRequest } from "../../../pki/x509/csr.ts";
import type { Context } from "../../command.ts";
import type { Authority } from "../../ports/authority.ts";
import type { StoredFile } from "../../ports/files.ts";
import type { AltNameText } from "../subject/alt-names.ts";
import { reserveSerial, underIntent } from "./serial.ts";
import { namesToCertify } from "./signing.ts";

interface ToCertify {
  readonly file: StoredFile;
  readonly by: Authority;
  /** Opened last, when nothing else stands in the way. */
  readonly signer: () => Promise<Signer>;
  readonly profile: ProfileName;
  readonly days: number;
  /** Instead of what the request asks for. */
  readonly names: readonly AltNameText[] | undefined;
}

/**
 * A stored request, certified by a stored authority under a profile of leaves, in the order of a signature
 * (ARCHITECTURE.md): checked, intended, made, stored. Returns the file of the certificate.
 * @throws Failure as `sign` does
 */
export async function certify(
  { store, clock, random, issuing }: Context,
  { file, by: { authority, certificate: issuer }, signer: openSigner, profile, days, names }: ToCertify,
): Promise<{ readonly fileName: string; readonly certificate: Uint8Array }> {
  const request = readRequest(file.bytes);
  const { names: certified } = namesToCertify(request, names);
  const now = clock.now();
  const ancestors = await chainsAbove(store, issuer, now);
  const { backdating } = issuing;
  const prepare = (serialNumber: Uint8Array) =>
    prepareCertificate({
      request,
      subject: undefined,
      issuer,
      ancestors,
      profile,
      names: [...certified],
      days,
      now,
      backdating,
      serialNumber,
      pathLength: undefined,
      isChainAccepted: false,
    });
  const permit = () => store.requireUncertified(file.spkiSha256 ?? "", `${file.basename}.crt`);
  const { prepared, intent } = await reserveSerial(store, random, { file, authority, prepare, permit });
  return underIntent(store, intent, async () => {
    const certificate = issue(prepared, await openSigner());
    const fileName = await store.completeIntent(intent, certificate, file.basename, { isConfirmed: false });
    return { certificate, fileName };
  });
}
