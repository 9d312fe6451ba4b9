import { isAuthority, valueOf } from "../../x509/certificate.ts";
import { readKeyUsage } from "../../x509/extension-values.ts";
import { Oid } from "../../asn1/oid.ts";
import { certificateCheck, when } from "../check.ts";

export const authorityMayNotSign = certificateCheck({
  code: "authority.may-not-sign",
  severity: "warn",
  citation: "RFC 5280 §4.2.1.3",
  find(certificate) {
    const usage = valueOf(certificate, Oid.keyUsage, readKeyUsage);
    return when(isAuthority(certificate) && usage !== null && !usage.has("keyCertSign"), {});
  },
});
