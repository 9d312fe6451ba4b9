import { serialHex } from "../../x509/certificate.ts";
import { certificateCheck, when } from "../check.ts";

export const serialNegative = certificateCheck({
  code: "serial.negative",
  severity: "warn",
  citation: "RFC 5280 §4.1.2.2",
  find: (certificate) => when((certificate.serialNumber[0] ?? 0) >= 0x80, { serial: serialHex(certificate) }),
});
