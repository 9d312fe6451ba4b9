import { isFailure } from "../failure.ts";
import { nameOfOid } from "../asn1/oid.ts";
import { nameCheck } from "./check.ts";
import { extensionReaders } from "./extension-readers.ts";

/** The value of a standard extension that is not what its definition says; `offset` counts inside the value. */
export const extensionMalformed = nameCheck({
  code: "extension.malformed",
  severity: "danger",
  citation: "RFC 5280 §4.2",
  find({ extensions }) {
    return extensions.flatMap(({ oid, value }) => {
      try {
        extensionReaders.get(oid)?.(value);
        return [];
      } catch (error) {
        if (!isFailure(error, "der.malformed")) throw error;
        return [{ name: nameOfOid(oid) ?? oid, offset: error.facts.offset }];
      }
    });
  },
});
