import { certificateCheck, when } from "../check.ts";
import { daysBetween, isForServers } from "../purpose.ts";

/** Apple's limit for every TLS server certificate, of private authorities too; public ones are held to far less. */
const limit = 825;

export const validityLong = certificateCheck({
  code: "validity.long",
  severity: "info",
  citation: "Apple 103769, CA/B BR §6.3.2",
  find(certificate) {
    const days = daysBetween(certificate.notBefore, certificate.notAfter);
    return when(days > limit && isForServers(certificate) && certificate.version === 3, { days, limit });
  },
});
