import { certificateCheck, when } from "../check.ts";

export const serialZero = certificateCheck({
  code: "serial.zero",
  severity: "warn",
  citation: "RFC 5280 §4.1.2.2",
  find: ({ serialNumber }) =>
    when(
      serialNumber.every((octet) => octet === 0),
      {},
    ),
});
