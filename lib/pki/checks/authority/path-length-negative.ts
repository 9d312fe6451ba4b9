import { basicConstraintsOf } from "../../x509/certificate.ts";
import { certificateCheck } from "../check.ts";

export const pathLengthNegative = certificateCheck({
  code: "authority.path-length-negative",
  severity: "danger",
  citation: "RFC 5280 §4.2.1.9",
  find(certificate) {
    const pathLength = basicConstraintsOf(certificate)?.pathLength ?? 0;
    return pathLength < 0 ? [{ pathLength }] : [];
  },
});
