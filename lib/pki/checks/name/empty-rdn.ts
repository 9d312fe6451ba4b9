import { nameCheck, when } from "../check.ts";

export const emptyRdn = nameCheck({
  code: "name.empty-part",
  severity: "warn",
  citation: "RFC 5280 §4.1.2.4, X.501 §9.3",
  find: ({ subject }) =>
    when(
      subject.rdns.some((rdn) => rdn.length === 0),
      {},
    ),
});
