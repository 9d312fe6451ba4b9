import { extensionOf } from "../../x509/certificate.ts";
import { isEmptyName } from "../../x509/name.ts";
import { Oid } from "../../asn1/oid.ts";
import { nameCheck, when } from "../check.ts";

export const emptySubjectNotCritical = nameCheck({
  code: "name.empty-subject-not-critical",
  severity: "warn",
  citation: "RFC 5280 §4.2.1.6",
  find: (named) => when(isEmptyName(named.subject) && extensionOf(named, Oid.subjectAltName)?.critical === false, {}),
});
