import { Oid } from "../../asn1/oid.ts";
import { equalOctets } from "../../asn1/octets.ts";
import type { PathFacts } from "../../path/facts.ts";
import type { PeerName } from "../../path/options.ts";
import { readIpText } from "../../x509/ip-text.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { javaAltNames } from "./certificate.ts";

/** sun.security.util.HostnameChecker for TLS: the common name counts where no dNSName is listed. */
export function peerNameProblem(facts: PathFacts, name: PeerName): ReceiverReason | null {
  const listed = (javaAltNames(facts) ?? []).filter(({ kind }) => kind === name.kind);
  const values = listed.flatMap((each) => ("value" in each ? [each.value] : []));
  const mismatch = (all: readonly string[]): ReceiverReason =>
    reasonOf("receiver.name-mismatch", facts, { name: name.value, names: all.slice(0, 10).join(", ") });
  if (name.kind === "ip") {
    const wanted = readIpText(name.value);
    const isListed =
      "octets" in wanted && listed.some((each) => each.kind === "ip" && equalOctets(each.octets, wanted.octets));
    return isListed ? null : mismatch(values);
  }
  if (!isServerName(name.value)) return mismatch(values);
  if (values.length > 0) return values.some((each) => isMatched(name.value, each)) ? null : mismatch(values);
  const commonName = facts.certificate.subject.rdns.flat().findLast(({ type }) => type === Oid.commonName)?.value;
  return commonName !== undefined && isMatched(name.value, commonName) ? null : mismatch([commonName ?? ""]);
}

/** javax.net.ssl.SNIHostName: letters, digits and hyphens; a dot at the end is none of it. */
const isServerName = (text: string): boolean =>
  text !== "" &&
  !text.endsWith(".") &&
  text.split(".").every((label) => /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(label));

function isMatched(name: string, template: string): boolean {
  if (template === "*" || template === "*.") return false;
  const star = template.lastIndexOf("*");
  if (star >= 0 && !template.slice(star).includes(".")) return false;
  if (!isServerName(template.replaceAll("*", "z"))) return false;
  const [host, pattern] = [name.toLowerCase().split("."), template.toLowerCase().split(".")];
  return host.length === pattern.length && pattern.every((label, index) => matchesLabel(host[index]!, label));
}

/** Stars anywhere in a label. */
function matchesLabel(label: string, pattern: string): boolean {
  if (!pattern.includes("*")) return label === pattern;
  const expression = pattern
    .split("*")
    .map((part) => part.replace(/[^a-z0-9]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${expression}$`).test(label);
}
