import { abbreviationOf, upperBoundOf } from "../../x509/name-attribute.ts";
import { nameCheck } from "../check.ts";

export const attributeTooLong = nameCheck({
  code: "name.too-long",
  severity: "warn",
  citation: "RFC 5280 appendix A.1, X.520",
  find: ({ subject }) =>
    subject.rdns.flat().flatMap(({ type, value }) => {
      const limit = upperBoundOf(type);
      const length = [...value].length;
      return limit === null || length <= limit ? [] : [{ attribute: abbreviationOf(type) ?? type, length, limit }];
    }),
});
