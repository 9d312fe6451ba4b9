import { readSubjectAltName } from "../../x509/extension-values.ts";
import { formatGeneralName } from "../../x509/general-name.ts";
import { isFailure } from "../../failure.ts";
import { Oid } from "../../asn1/oid.ts";
import { nameCheck } from "../check.ts";

/** More than one list of alternative names: programs read one of them, and not all the same one. */
export const secondListOfNames = nameCheck({
  code: "name.second-list",
  severity: "danger",
  citation: "RFC 5280 §4.2",
  find: ({ extensions }) =>
    extensions
      .filter(({ oid }) => oid === Oid.subjectAltName)
      .slice(1)
      .map(({ value }) => ({ names: namesOf(value) })),
});

function namesOf(value: Uint8Array): string {
  try {
    return readSubjectAltName(value).slice(0, 20).map(formatGeneralName).join(", ");
  } catch (error) {
    if (isFailure(error, "der.malformed")) return "";
    throw error;
  }
}
