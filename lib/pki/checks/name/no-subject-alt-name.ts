import { extensionOf, isSelfIssued } from "../../x509/certificate.ts";
import { Oid } from "../../asn1/oid.ts";
import { certificateCheck, when } from "../check.ts";
import { isForServers } from "../purpose.ts";

/** Clients of today compare host names with the alternative names alone. A version 1 root is no server. */
export const noSubjectAltName = certificateCheck({
  code: "name.no-subject-alt-name",
  severity: "warn",
  citation: "RFC 9525 §6.3, CA/B BR §7.1.2.7.12",
  find(certificate) {
    const isOldRoot = certificate.version !== 3 && isSelfIssued(certificate);
    const isMissing = extensionOf(certificate, Oid.subjectAltName) === undefined;
    return when(isMissing && !isOldRoot && isForServers(certificate), {});
  },
});
