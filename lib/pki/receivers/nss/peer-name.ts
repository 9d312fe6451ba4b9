import { equalOctets } from "../../asn1/octets.ts";
import type { PathFacts } from "../../path/facts.ts";
import type { PeerName } from "../../path/options.ts";
import { readIpText } from "../../x509/ip-text.ts";
import { commonNameOf } from "../../x509/name.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";

/**
 * CERT_VerifyCertName: the common name counts where no name of the asked kind is listed; for an address neither a dNSName
 * may be.
 */
export function peerNameProblem(facts: PathFacts, name: PeerName): ReceiverReason | null {
  const listed = facts.altNames ?? [];
  const hosts = listed.flatMap((each) => (each.kind === "dns" ? [each.value] : []));
  const addresses = listed.filter((each) => each.kind === "ip");
  const wanted = name.kind === "ip" ? readIpText(name.value) : null;
  const isListed =
    wanted === null
      ? hosts.some((pattern) => matchesHost(pattern, name.value))
      : "octets" in wanted && addresses.some((each) => equalOctets(each.octets, wanted.octets));
  if (isListed) return null;
  const isCommonNameAsked = hosts.length === 0 && (wanted === null || addresses.length === 0);
  const commonName = commonNameOf(facts.certificate.subject);
  if (isCommonNameAsked && commonName !== null) {
    const isSame =
      wanted === null ? matchesHost(commonName, name.value) : commonName.toLowerCase() === name.value.toLowerCase();
    if (isSame) return null;
  }
  return reasonOf("receiver.name-mismatch", facts, { name: name.value, names: hosts.slice(0, 10).join(", ") });
}

/** A star may be the last character of the first of at least three labels. */
function matchesHost(pattern: string, host: string): boolean {
  const [left, right] = [pattern.toLowerCase(), host.toLowerCase()];
  if (left === right) return true;
  const star = left.indexOf("*");
  if (star < 0 || star !== left.lastIndexOf("*")) return false;
  const dot = left.indexOf(".");
  const second = left.indexOf(".", dot + 1);
  const hostDot = right.indexOf(".");
  if (dot - star !== 1 || second - dot < 2 || second + 1 >= left.length || hostDot < 0) return false;
  if (right.startsWith("xn--") && star !== 0) return false;
  return right.startsWith(left.slice(0, star)) && left.slice(dot) === right.slice(hostDot);
}
