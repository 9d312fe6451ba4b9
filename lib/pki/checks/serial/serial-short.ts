import { serialHex } from "../../x509/certificate.ts";
import { certificateCheck, when } from "../check.ts";

/**
 * Counted serial numbers (01, 1000) make a collision attack on the digest easier, and repeat when a CA is set up again.
 */
export const serialShort = certificateCheck({
  code: "serial.short",
  severity: "warn",
  citation: "CA/B BR §7.1",
  find(certificate) {
    const serial = serialHex(certificate);
    const isPositive = !serial.startsWith("-") && !/^0+$/.test(serial);
    return when(isPositive && serial.length < 16, { serial, bits: serial.length * 4 });
  },
});
