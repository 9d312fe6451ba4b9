import { isAuthority, isSelfIssued } from "../../pki/x509/certificate.ts";
import { formatName } from "../../pki/x509/name.ts";
import { trustRule } from "./check.ts";

/** For lists that judge client certificates: an end entity in one admits only itself. */
export const trustAuthorities = trustRule({
  code: "trust.authorities",
  citation: "RFC 5280 §4.2.1.9",
  confirmation: "vendor",
  find({ list }) {
    if (list.certificates.length === 0 || list.judges !== "client") return [];
    const other = list.certificates.find((each) => !isAuthority(each) && !(each.version !== 3 && isSelfIssued(each)));
    return other === undefined
      ? [{ status: "pass", params: { certificates: list.certificates.length } }]
      : [{ status: "fail", params: { subject: formatName(other.subject) } }];
  },
});
