import { Oid } from "../../asn1/oid.ts";
import { equalOctets } from "../../asn1/octets.ts";
import type { PathFacts } from "../../path/facts.ts";
import type { PeerName } from "../../path/options.ts";
import { readIpText } from "../../x509/ip-text.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";

/**
 * gnutls_x509_crt_check_hostname2: the common name counts where neither a dNSName nor an address is listed, and there is
 * only one.
 */
export function peerNameProblem(facts: PathFacts, name: PeerName): ReceiverReason | null {
  const listed = facts.altNames ?? [];
  const hosts = listed.flatMap((each) => (each.kind === "dns" ? [each.value] : []));
  const mismatch = (all: readonly string[]): ReceiverReason =>
    reasonOf("receiver.name-mismatch", facts, { name: name.value, names: all.slice(0, 10).join(", ") });
  const wanted = name.kind === "ip" ? readIpText(name.value) : null;
  const isAddressListed =
    wanted !== null &&
    "octets" in wanted &&
    listed.some((each) => each.kind === "ip" && equalOctets(each.octets, wanted.octets));
  if (isAddressListed) return null;
  if (wanted !== null) return mismatch(hosts);
  if (hosts.some((pattern) => matchesHost(pattern, name.value))) return null;
  const names = facts.certificate.subject.rdns
    .flat()
    .filter(({ type }) => type === Oid.commonName)
    .map(({ value }) => value);
  const isCommonNameAsked = hosts.length === 0 && isForServers(facts) && !listed.some(({ kind }) => kind === "ip");
  if (isCommonNameAsked && names.length === 1 && matchesHost(names[0]!, name.value)) return null;
  return mismatch(hosts);
}

/** Only a certificate that may be a server's is known by its common name. */
export function isForServers({ extendedKeyUsage: allowed }: PathFacts): boolean {
  if (allowed === null || allowed.length === 0) return true;
  return allowed.includes(Oid.serverAuth) || allowed.includes(Oid.anyExtendedKeyUsage);
}

/** A star at the beginning stands for the beginning of the first label, where two dots follow. */
function matchesHost(pattern: string, host: string): boolean {
  const [left, right] = [pattern.toLowerCase(), host.toLowerCase()];
  if (left === right) return true;
  if (!left.startsWith("*") || left.includes("*", 1)) return false;
  const rest = left.slice(1);
  if (rest.endsWith(".") || rest.indexOf(".") === rest.lastIndexOf(".")) return false;
  if (!right.endsWith(rest)) return false;
  return !right.slice(0, right.length - rest.length).includes(".");
}
