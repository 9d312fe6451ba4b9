import { extensionOf } from "../../x509/certificate.ts";
import { Oid } from "../../asn1/oid.ts";
import { certificateCheck, when } from "../check.ts";

/** What an authority sends to the logs before it issues: every client refuses it, by its critical poison. */
export const precertificate = certificateCheck({
  code: "use.precertificate",
  severity: "danger",
  citation: "RFC 6962 §3.1",
  find: (certificate) => when(extensionOf(certificate, Oid.precertificatePoison) !== undefined, {}),
});
