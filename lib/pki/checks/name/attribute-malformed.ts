import { abbreviationOf } from "../../x509/name-attribute.ts";
import { nameCheck } from "../check.ts";

export const attributeMalformed = nameCheck({
  code: "name.attribute-malformed",
  severity: "warn",
  citation: "RFC 5280 §4.1.2.4",
  find: ({ subject }) =>
    subject.rdns
      .flat()
      .filter((attribute) => attribute.isMalformed)
      .map(({ type }) => ({ attribute: abbreviationOf(type) ?? type })),
});
