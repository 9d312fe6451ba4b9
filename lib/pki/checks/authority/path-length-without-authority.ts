import { basicConstraintsOf } from "../../x509/certificate.ts";
import { certificateCheck, when } from "../check.ts";

export const pathLengthWithoutAuthority = certificateCheck({
  code: "use.path-length-without-authority",
  severity: "warn",
  citation: "RFC 5280 §4.2.1.9",
  find(certificate) {
    const constraints = basicConstraintsOf(certificate);
    return when(constraints !== null && !constraints.isCa && constraints.pathLength !== null, {});
  },
});
