import { type Certificate, extensionOf, isAuthority, valueOf } from "../x509/certificate.ts";
import { readExtendedKeyUsage } from "../x509/extension-values.ts";
import { Oid } from "../asn1/oid.ts";

/** True when servers may present it: it says serverAuth, or it says no purpose at all and is no authority. */
export function isForServers(certificate: Certificate): boolean {
  if (isAuthority(certificate)) return false;
  if (extensionOf(certificate, Oid.extendedKeyUsage) === undefined) return true;
  return valueOf(certificate, Oid.extendedKeyUsage, readExtendedKeyUsage)?.includes(Oid.serverAuth) ?? false;
}

/** Whole days between two moments, rounded down. */
export function daysBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 86_400_000);
}
