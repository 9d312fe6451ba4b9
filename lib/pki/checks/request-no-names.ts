import { subjectAltNames } from "../x509/certificate.ts";
import { requestCheck, when } from "./check.ts";

export const requestNoNames = requestCheck({
  code: "request.no-names",
  severity: "info",
  citation: "RFC 9525 §6.3",
  find: (request) => when(subjectAltNames(request).length === 0, {}),
});
