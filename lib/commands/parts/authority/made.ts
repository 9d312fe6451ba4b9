import { serialHex, readCertificate } from "../../../pki/x509/certificate.ts";
import { formatName } from "../../../pki/x509/name.ts";
import { writePem } from "../../../pki/asn1/pem.ts";
import type { PrepareNote } from "../../../pki/issue/prepare.ts";
import { authorityFactsOf } from "../../../pki/issue/authority-facts.ts";

/** A new certificate of an authority, as an answer tells it. */
export function toldCertificate(der: Uint8Array, notes: readonly PrepareNote[]) {
  const certificate = readCertificate(der);
  const { pathLength, nameConstraints, purposes, policies } = authorityFactsOf(certificate, []);
  return {
    subject: formatName(certificate.subject),
    issuer: formatName(certificate.issuer),
    serial: serialHex(certificate),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    pathLength,
    nameConstraints,
    purposes,
    policies,
    notes: notes.flatMap((note) =>
      note.code === "validity-cut"
        ? [{ code: note.code, asked: note.asked.toISOString(), notAfter: note.notAfter.toISOString() }]
        : [],
    ),
    pem: writePem("CERTIFICATE", der),
  };
}
