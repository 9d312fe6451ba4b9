import { extensionOf, isSelfIssued } from "../../x509/certificate.ts";
import { Oid } from "../../asn1/oid.ts";
import { certificateCheck, when } from "../check.ts";

export const issuerNoKeyId = certificateCheck({
  code: "issuer.no-key-id",
  severity: "info",
  citation: "RFC 5280 §4.2.1.1",
  find(certificate) {
    const isMissing = extensionOf(certificate, Oid.authorityKeyIdentifier) === undefined;
    return when(certificate.version === 3 && isMissing && !isSelfIssued(certificate), {});
  },
});
