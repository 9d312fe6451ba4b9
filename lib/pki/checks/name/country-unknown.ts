import { isCountryCode } from "../../x509/country.ts";
import { Oid } from "../../asn1/oid.ts";
import { nameCheck } from "../check.ts";

export const countryUnknown = nameCheck({
  code: "name.country-unknown",
  severity: "info",
  citation: "RFC 5280 appendix A.1, ISO 3166-1",
  find: ({ subject }) =>
    subject.rdns
      .flat()
      .filter(({ type, value }) => type === Oid.countryName && !isCountryCode(value))
      .map(({ value }) => ({ value })),
});
