import { subjectAltNames } from "../../x509/certificate.ts";
import { commonNameOf, isEmptyName } from "../../x509/name.ts";
import { hostOf } from "../../x509/general-name-text.ts";
import { requestCheck, when } from "../check.ts";

/** Said where a client would look for a host, or where nothing else names the subject. */
export const requestNoNames = requestCheck({
  code: "request.no-names",
  severity: "info",
  citation: "RFC 9525 §6.3",
  find(request) {
    const isLookedFor = isEmptyName(request.subject) || hostOf(commonNameOf(request.subject) ?? "") !== null;
    return when(isLookedFor && subjectAltNames(request).length === 0, {});
  },
});
