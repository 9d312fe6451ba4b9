import { extensionOf, isAuthority } from "../../x509/certificate.ts";
import { isEmptyName } from "../../x509/name.ts";
import { Oid } from "../../asn1/oid.ts";
import { certificateCheck, when } from "../check.ts";

/** An authority needs a subject; others need one, or alternative names. */
export const emptySubject = certificateCheck({
  code: "name.empty-subject",
  severity: "danger",
  citation: "RFC 5280 §4.1.2.6",
  find(certificate) {
    const hasNames = extensionOf(certificate, Oid.subjectAltName) !== undefined;
    return when(isEmptyName(certificate.subject) && (isAuthority(certificate) || !hasNames), {});
  },
});
