import { subjectAltNames } from "../../x509/certificate.ts";
import { nameCheck } from "../check.ts";

export const wildcard = nameCheck({
  code: "name.wildcard",
  severity: "info",
  citation: "RFC 9525 §7.1",
  find: (named) =>
    subjectAltNames(named).flatMap((name) =>
      name.kind === "dns" && name.value.includes("*") ? [{ name: name.value }] : [],
    ),
});
