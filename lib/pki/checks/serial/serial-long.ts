import { certificateCheck, when } from "../check.ts";

export const serialLong = certificateCheck({
  code: "serial.long",
  severity: "warn",
  citation: "RFC 5280 §4.1.2.2",
  find: ({ serialNumber }) => when(serialNumber.length > 20, { octets: serialNumber.length }),
});
