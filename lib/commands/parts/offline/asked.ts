import { publicKeyId } from "../../../pki/keys/public-key.ts";
import type { AskedCertificate, AskedList } from "../../../pki/offline/package.ts";
import { basicConstraintsOf, type Certificate, serialHex, subjectAltNames } from "../../../pki/x509/certificate.ts";
import type { GeneralName } from "../../../pki/x509/general-name.ts";
import type { LaidOutList } from "../../ports/offline.ts";

/** What a package says is asked for, read from what is to be signed. */

export function askedCertificate(certificate: Certificate): AskedCertificate {
  const constraints = basicConstraintsOf(certificate);
  return {
    subject: certificate.subject.rdns.flat().map(({ type, value }) => [type, value] as const),
    serialNumber: serialHex(certificate),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    publicKey: publicKeyId(certificate.spki),
    isAuthority: constraints?.isCa ?? false,
    pathLength: constraints?.pathLength ?? null,
    names: subjectAltNames(certificate).map(nameOf),
    extensions: certificate.extensions.map(({ oid }) => oid),
  };
}

const nameOf = (name: GeneralName) => ({ kind: name.kind, value: "value" in name ? String(name.value) : "" });

export function askedList({ number, thisUpdate, nextUpdate, entries }: LaidOutList): AskedList {
  return { number, thisUpdate: thisUpdate.toISOString(), nextUpdate: nextUpdate.toISOString(), entries };
}
