import { subjectAltNames } from "../../x509/certificate.ts";
import { isFailure } from "../../failure.ts";
import { formatGeneralName, type GeneralName, generalNameInputOf } from "../../x509/general-name.ts";
import { requireGeneralName } from "../../x509/general-name-text.ts";
import { nameCheck } from "../check.ts";
import { unicodeName } from "./name-unicode.ts";

/**
 * An alternative name that its kind forbids: a space or a port in a DNS name, an address of 8 bytes, an e-mail without
 * @.
 */
export const alternativeNameMalformed = nameCheck({
  code: "name.malformed",
  severity: "warn",
  citation: "RFC 5280 §4.2.1.6",
  find: (named) =>
    subjectAltNames(named).flatMap((name) => (isMalformed(name) ? [{ name: formatGeneralName(name) }] : [])),
});

function isMalformed(name: GeneralName): boolean {
  const input = generalNameInputOf(name);
  if (input === null || unicodeName(name).length > 0) return false;
  if (name.kind !== "upn" && /[^\x21-\x7e]/.test(input.value)) return true;
  try {
    requireGeneralName(input);
    return false;
  } catch (error) {
    if (isFailure(error, "san.malformed")) return true;
    throw error;
  }
}
