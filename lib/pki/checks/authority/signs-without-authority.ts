import { isAuthority, valueOf } from "../../x509/certificate.ts";
import { readKeyUsage } from "../../x509/extension-values.ts";
import { Oid } from "../../asn1/oid.ts";
import { certificateCheck, when } from "../check.ts";

export const signsWithoutAuthority = certificateCheck({
  code: "use.signs-without-authority",
  severity: "danger",
  citation: "RFC 5280 §4.2.1.3, §4.2.1.9",
  find(certificate) {
    const usage = valueOf(certificate, Oid.keyUsage, readKeyUsage);
    return when(usage !== null && usage.has("keyCertSign") && !isAuthority(certificate), {});
  },
});
