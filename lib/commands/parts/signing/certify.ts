import { issue } from "../../../pki/issue/issue.ts";
import { prepareCertificate, type PrepareNote } from "../../../pki/issue/prepare.ts";
import { sidOf } from "../../../pki/templates/sid.ts";
import type { Template } from "../../../pki/templates/template.ts";
import type { Signer } from "../../../pki/keys/signer.ts";
import { chainsAbove } from "../../../pki/path/issuers.ts";
import { readRequest, type CertificationRequest } from "../../../pki/x509/csr.ts";
import type { Subject } from "../../../pki/x509/name.ts";
import type { Context } from "../../command.ts";
import { type Authority, listIssuerOf } from "../../ports/authority.ts";
import type { StoredFile } from "../../ports/files.ts";
import type { AltNameText } from "../subject/alt-names.ts";
import { reserveSerial, underIntent } from "./serial.ts";
import { namesToCertify } from "./signing.ts";

interface ToCertify {
  readonly file: StoredFile;
  readonly by: Authority;
  /** Asked last, when nothing else stands in the way: a passphrase is not typed for a certificate that cannot be made. */
  readonly signer: () => Promise<Signer>;
  readonly template: Template;
  readonly days: number;
  /** Instead of the request's. */
  readonly subject?: Subject | undefined;
  /** Instead of what the request asks for. */
  readonly names: readonly AltNameText[] | undefined;
  readonly pathLength?: number | undefined;
  readonly isChainAccepted?: boolean;
  /** A second certificate for the key, or another key's under the name, is made on purpose. */
  readonly isConfirmed?: boolean;
}

export interface Certified {
  readonly fileName: string;
  /** DER. */
  readonly certificate: Uint8Array;
  readonly request: CertificationRequest;
  readonly names: ReturnType<typeof namesToCertify>;
  readonly notes: readonly PrepareNote[];
}

/** What is prepared, whether the key that signs it is here or elsewhere. */
export type ToPrepare = Omit<ToCertify, "by" | "signer" | "isConfirmed"> & {
  readonly by: Pick<Authority, "authority" | "certificate">;
  /** Its key is elsewhere: it signs the whole list alone, no part and no delta of it. */
  readonly isElsewhere?: boolean;
};

/** What `prepareCertificate` is asked with, but for the serial number. @throws Failure as `namesToCertify` does */
export async function preparationOf({ store, lists, clock, issuing }: Context, wanted: ToPrepare) {
  const { file, subject } = wanted;
  const { certificate: issuer } = wanted.by;
  const request = readRequest(file.bytes);
  const names = namesToCertify(request, wanted.names, subject === undefined ? undefined : (subject.CN ?? ""));
  const now = clock.now();
  const ancestors = await chainsAbove(store, issuer, now);
  const published = await lists.addresses(listIssuerOf(wanted.by), issuer);
  const addresses =
    published !== null && wanted.isElsewhere === true ? { ...published, parts: 0, hasDeltas: false } : published;
  const prepare = (serialNumber: Uint8Array) =>
    prepareCertificate({
      request,
      subject,
      issuer,
      ancestors,
      template: wanted.template,
      names: [...names.names],
      days: wanted.days,
      now,
      backdating: issuing.backdating,
      serialNumber,
      pathLength: wanted.pathLength,
      addresses,
      sid: sidOf(request),
      isChainAccepted: wanted.isChainAccepted === true,
    });
  return { request, names, addresses, prepare };
}

/**
 * A stored request, certified by a stored authority. The order is a safety property (ARCHITECTURE.md, Signing): what is
 * to be signed is checked, the serial and the intent are stored, then the signature is made, then it is stored. A
 * signature cannot be rolled back, so none may exist of which the store does not know.
 * @throws Failure as `sign` does
 */
export async function certify(context: Context, wanted: ToCertify): Promise<Certified> {
  const { store, lists, random } = context;
  const { file, by, isConfirmed = false } = wanted;
  const { authority } = by;
  const { request, names, addresses, prepare } = await preparationOf(context, wanted);
  const opened: { signer?: Signer } = {};
  // Told before anything is signed; the store asks again when it takes the certificate, since others sign too.
  const permit = async () => {
    if (!isConfirmed) await store.requireUncertified(file.spkiSha256 ?? "", `${file.basename}.crt`);
    opened.signer = await wanted.signer();
    await lists.publish(listIssuerOf(by), addresses, opened.signer);
  };
  const { prepared, intent } = await reserveSerial(store, random, { file, authority, prepare, permit });
  return underIntent(store, intent, async () => {
    const certificate = issue(prepared, opened.signer!);
    const fileName = await store.completeIntent(intent, certificate, file.basename, { isConfirmed });
    return { fileName, certificate, request, names, notes: prepared.notes };
  });
}
