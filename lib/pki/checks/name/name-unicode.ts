import { subjectAltNames } from "../../x509/certificate.ts";
import { isFailure } from "../../failure.ts";
import { type GeneralName, readUnicode } from "../../x509/general-name.ts";
import { requireGeneralName } from "../../x509/general-name-text.ts";
import { nameCheck } from "../check.ts";

/** A DNS name in characters beyond ASCII: clients compare with its A-label, which is offered. */
export const nameUnicode = nameCheck({
  code: "name.unicode",
  severity: "danger",
  citation: "RFC 5280 §7.2, RFC 5890 §2.3.2.1",
  find: (named) => subjectAltNames(named).flatMap(unicodeName),
});

/** The name as it was meant, and as it has to be written; none for an ordinary name. */
export function unicodeName(name: GeneralName): readonly { readonly name: string; readonly ascii: string }[] {
  const text = name.kind === "dns" ? readUnicode(name.value) : null;
  const ascii = text === null ? null : aLabelsOf(text);
  return text === null || ascii === null ? [] : [{ name: text, ascii }];
}

function aLabelsOf(value: string): string | null {
  try {
    return requireGeneralName({ kind: "dns", value }).value;
  } catch (error) {
    if (isFailure(error, "san.malformed")) return null;
    throw error;
  }
}
