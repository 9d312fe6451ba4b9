import { subjectAltNames } from "../../x509/certificate.ts";
import { nameCheck } from "../check.ts";

export const underscore = nameCheck({
  code: "name.underscore",
  severity: "info",
  citation: "RFC 5280 §4.2.1.6, RFC 1034 §3.5",
  find: (named) =>
    subjectAltNames(named).flatMap((name) =>
      name.kind === "dns" && name.value.includes("_") ? [{ name: name.value }] : [],
    ),
});
