import { extensionOf, isAuthority } from "../../x509/certificate.ts";
import { Oid } from "../../asn1/oid.ts";
import { certificateCheck, when } from "../check.ts";

export const noPurpose = certificateCheck({
  code: "use.no-purpose",
  severity: "info",
  citation: "RFC 5280 §4.2.1.12, CA/B BR §7.1.2.7.6",
  find(certificate) {
    const saysNothing = extensionOf(certificate, Oid.extendedKeyUsage) === undefined;
    return when(certificate.version === 3 && saysNothing && !isAuthority(certificate), {});
  },
});
