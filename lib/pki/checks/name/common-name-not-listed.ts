import { subjectAltNames } from "../../x509/certificate.ts";
import { readIpText } from "../../x509/ip-text.ts";
import { commonNamesOf } from "../../x509/name.ts";
import { nameCheck } from "../check.ts";

const looksLikeHost = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]*$/i;

/** A host in the CN that the alternative names do not repeat is a host that clients do not see. */
export const commonNameNotListed = nameCheck({
  code: "name.common-name-not-listed",
  severity: "warn",
  citation: "RFC 9525 §6.3, CA/B BR §7.1.4.3",
  find(named) {
    const names = subjectAltNames(named);
    const hosts = names.filter((name) => name.kind === "dns" || name.kind === "ip");
    if (hosts.length === 0) return [];
    const listed = new Set(hosts.map((name) => ("value" in name ? name.value.toLowerCase() : "")));
    return commonNamesOf(named.subject).flatMap((commonName) => {
      const address = readIpText(commonName);
      const host = "text" in address ? address.text : looksLikeHost.test(commonName) ? commonName.toLowerCase() : null;
      return host === null || listed.has(host) ? [] : [{ commonName }];
    });
  },
});
