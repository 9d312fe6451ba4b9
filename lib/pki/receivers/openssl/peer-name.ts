import type { PathFacts } from "../../path/facts.ts";
import { lower } from "../../path/names/dns-name.ts";
import type { PeerName } from "../../path/options.ts";
import { Oid } from "../../asn1/oid.ts";
import { equalOctets } from "../../asn1/octets.ts";
import { readIpText } from "../../x509/ip-text.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";

/**
 * OpenSSL's X509_check_host and X509_check_ip with their defaults: the common names count when no name of the asked kind
 * is listed, and a wildcard may be a part of the first label.
 */
export function peerNameProblem(facts: PathFacts, name: PeerName): ReceiverReason | null {
  const listed = (facts.altNames ?? []).filter((each) => each.kind === name.kind);
  const mismatch = (names: readonly string[]): ReceiverReason =>
    reasonOf("receiver.name-mismatch", facts, { name: name.value, names: names.slice(0, 10).join(", ") });
  if (name.kind === "ip") {
    const wanted = readIpText(name.value);
    const isListed =
      "octets" in wanted && listed.some((each) => each.kind === "ip" && equalOctets(each.octets, wanted.octets));
    return isListed ? null : mismatch(listed.map((each) => ("value" in each ? each.value : "")));
  }
  const values = listed.flatMap((each) => ("value" in each ? [each.value] : []));
  if (name.kind === "email") {
    const mails = facts.certificate.subject.rdns.flat().filter(({ type }) => type === Oid.emailAddress);
    const all = values.length > 0 ? values : mails.map(({ value }) => value);
    return all.some((each) => isSameMailbox(each, name.value)) ? null : mismatch(all);
  }
  const all = values.length > 0 ? values : commonNames(facts);
  return all.some((pattern) => matchesHost(pattern, name.value)) ? null : mismatch(all);
}

const commonNames = (facts: PathFacts): string[] =>
  facts.certificate.subject.rdns
    .flat()
    .filter(({ type }) => type === Oid.commonName)
    .map(({ value }) => value);

/** The local part as it is, the host without regard to case. */
function isSameMailbox(a: string, b: string): boolean {
  const [left, right] = [a.lastIndexOf("@"), b.lastIndexOf("@")];
  return a.slice(0, left) === b.slice(0, right) && lower(a.slice(left)) === lower(b.slice(right));
}

/** OpenSSL's equal_wildcard. */
function matchesHost(pattern: string, host: string): boolean {
  const star = validStar(pattern);
  if (star === null || host.startsWith(".")) return lower(pattern) === lower(host);
  const [before, after] = [lower(pattern.slice(0, star)), lower(pattern.slice(star + 1))];
  const subject = lower(host);
  if (subject.length < before.length + after.length) return false;
  if (!subject.startsWith(before) || !subject.endsWith(after)) return false;
  const middle = subject.slice(before.length, subject.length - after.length);
  const isWholeLabel = before === "" && after.startsWith(".");
  if (isWholeLabel && middle === "") return false;
  // A part of a label must not be filled up inside of an internationalised one.
  if (!isWholeLabel && subject.startsWith("xn--")) return false;
  return middle === "*" || /^[a-z0-9-]*$/.test(middle);
}

/** The place of the one star of a pattern that may be one: in the first label, at its beginning or its end. */
function validStar(pattern: string): number | null {
  const star = pattern.indexOf("*");
  if (star < 0 || pattern.includes("*", star + 1)) return null;
  const labels = pattern.split(".");
  if (labels.length < 3 || !labels[0]!.includes("*")) return null;
  const [first, ...rest] = labels;
  const isAtEdge = first!.startsWith("*") || first!.endsWith("*");
  if (!isAtEdge || (first !== "*" && lower(first!).startsWith("xn--"))) return null;
  const isLabel = (label: string): boolean => /^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$/.test(label);
  return rest.every(isLabel) && /^[A-Za-z0-9_-]*\*[A-Za-z0-9_-]*$/.test(first!) ? star : null;
}
