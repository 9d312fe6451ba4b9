import { subjectAltNames } from "../../pki/x509/certificate.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import { formatGeneralName, type GeneralName } from "../../pki/x509/general-name.ts";
import { commonNamesOf } from "../../pki/x509/name.ts";
import { readIpText } from "../../pki/x509/ip-text.ts";
import { matchesDnsName } from "../../pki/path/names/dns-name.ts";
import { equalOctets } from "../../pki/asn1/octets.ts";
import { demandOf, renewFix, roleRule } from "./check.ts";

/** A subject alternative name matches, wildcards included; the common name is never looked at (RFC 9525 §6.3). */
export function isCovered(names: readonly GeneralName[], wanted: string): boolean {
  const address = readIpText(wanted);
  return names.some((name) => {
    if ("octets" in address) return name.kind === "ip" && equalOctets(name.octets, address.octets);
    return name.kind === "dns" && matchesDnsName(name.value, wanted);
  });
}

export const coversName = (certificate: Certificate, wanted: string): boolean =>
  isCovered(subjectAltNames(certificate), wanted);

/** The name stands in the common name, and there are no alternative names that would take its place. */
export const isCommonNameAlone = (certificate: Certificate, name: string): boolean =>
  subjectAltNames(certificate).length === 0 && commonNamesOf(certificate.subject).includes(name);

export const nameCovered = roleRule({
  code: "name.covered",
  citation: "RFC 9525 §6.3",
  confirmation: "vendor",
  find(view) {
    const { identity, role } = view;
    if (!identity?.leaf || role.names.length === 0) return [];
    const { leaf } = identity;
    const by = { citation: `RFC 9525 §6.3; ${role.citation}`, confirmation: demandOf(view).confirmation };
    const missing = role.names.filter(({ value }) => !coversName(leaf, value)).map(({ value }) => value);
    if (missing.length === 0)
      return [{ status: "pass", params: { names: role.names.map(({ value }) => value).join(", ") }, by }];
    const names = subjectAltNames(leaf);
    if (role.commonNameCounts && missing.every((name) => isCommonNameAlone(leaf, name))) {
      return [{ status: "warn", params: { names: missing.join(", ") }, fix: renewFix(view, missing), by }];
    }
    const found = names.slice(0, 12).map(formatGeneralName).join(", ");
    return [{ status: "fail", params: { missing: missing.join(", "), found }, fix: renewFix(view, missing), by }];
  },
});
