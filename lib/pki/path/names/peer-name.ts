import type { GeneralName } from "../../x509/general-name.ts";
import { isFailure } from "../../failure.ts";
import { requireGeneralName } from "../../x509/general-name-text.ts";
import { readIpText } from "../../x509/ip-text.ts";
import type { Collector } from "../collector.ts";
import { isDnsName, matchesDnsName } from "./dns-name.ts";
import type { PathFacts } from "../facts.ts";
import { readMailbox } from "./mail-name.ts";
import { equalOctets } from "../../asn1/octets.ts";
import type { PeerName } from "../options.ts";

const prefixes: readonly (readonly [RegExp, PeerName["kind"]])[] = [
  [/^dns:/i, "dns"],
  [/^ip:/i, "ip"],
  [/^(?:e-?mail|mailto):/i, "email"],
  [/^upn:/i, "upn"],
];

/**
 * Text as a person gives it: a host, an address, one of them with a port or within a URL, something with "@", or any
 * with its kind before it (`UPN:kim@corp.example`). A host in its own script is read as A-labels (RFC 9525 §6.3,
 * RFC 5890); a root dot at its end means nothing more.
 */
export function readPeerName(text: string): PeerName {
  const given = text.trim();
  for (const [prefix, kind] of prefixes) {
    if (!prefix.test(given)) continue;
    const value = given.replace(prefix, "").trim();
    return kind === "dns" || kind === "ip" ? readHost(value) : { kind, value };
  }
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(given);
  if (!isUrl && given.includes("@")) return { kind: "email", value: given };
  // What stands before the host of a URL is a scheme and perhaps a user.
  return readHost(isUrl ? given.replace(/^[^:]*:\/\//, "").replace(/^[^/?#@]*@/, "") : given);
}

/** Without path, query and port. A network (`10.0.0.0/8`) is no host and stays what it is. */
function readHost(text: string): PeerName {
  const [authority = ""] = /^[^/]*\/\d{1,3}$/.test(text) ? [text] : text.split(/[/?#]/, 1);
  const host = /^\[(.*)\](?::\d*)?$/.exec(authority)?.[1] ?? authority.replace(/^([^:]*):\d*$/, "$1");
  const address = readIpText(host);
  if ("octets" in address) return { kind: "ip", value: host };
  return { kind: "dns", value: asALabels(host.replace(/[.\u3002\uff0e\uff61]$/, "")) };
}

/** As it stands when it is no host name: `checkPeerName` says so. */
function asALabels(host: string): string {
  if (/^[\x00-\x7f]*$/.test(host)) return host;
  try {
    return requireGeneralName({ kind: "dns", value: host }).value;
  } catch (error) {
    if (isFailure(error, "san.malformed")) return host;
    throw error;
  }
}

/**
 * The peer must be named in subjectAltName (RFC 9525 §6, RFC 5280 §4.2.1.6). The common name is never looked at: a
 * client that does accepts what a constraint on names would have refused.
 */
export function checkPeerName(facts: PathFacts, name: PeerName, collector: Collector): void {
  const isNamed = matcherOf(name);
  if (isNamed === null) {
    collector.add("path.peer-name-malformed", null, { name: name.value });
    return;
  }
  const names = facts.altNames ?? [];
  if (names.some(isNamed)) return;
  const comparable = names.filter(({ kind }) => kind === name.kind || (name.kind === "email" && kind === "upn"));
  const shown = comparable.slice(0, 10).map((each) => ("value" in each ? each.value : ""));
  collector.add("path.peer-name-mismatch", facts, {
    name: name.value,
    names: shown.join(", "),
    count: comparable.length,
  });
}

function matcherOf({ kind, value }: PeerName): ((name: GeneralName) => boolean) | null {
  switch (kind) {
    case "dns":
      return isDnsName(value, "exact") ? (name) => name.kind === "dns" && matchesDnsName(name.value, value) : null;
    case "ip": {
      const wanted = readIpText(value);
      return "octets" in wanted ? (name) => name.kind === "ip" && equalOctets(name.octets, wanted.octets) : null;
    }
    case "email": {
      const [local = "", host = "", ...more] = value.split("@");
      if (local === "" || host === "" || more.length > 0) return null;
      const mailbox = `${local}@${asALabels(host)}`;
      const wanted = readMailbox(mailbox);
      if (wanted === null && readMailbox(mailbox, "utf8") === null) return null;
      return (name) =>
        (name.kind === "email" && wanted !== null && isSameMailbox(name.value, wanted)) ||
        (name.kind === "upn" && isSamePrincipal(name.value, value));
    }
    case "upn":
      return value === "" ? null : (name) => name.kind === "upn" && isSamePrincipal(name.value, value);
  }
}

/** Directories compare user principal names without regard to case. */
const isSamePrincipal = (one: string, other: string): boolean =>
  one.normalize("NFC").toLowerCase() === other.normalize("NFC").toLowerCase();

function isSameMailbox(presented: string, wanted: { local: string; host: string }): boolean {
  const mailbox = readMailbox(presented);
  return mailbox !== null && mailbox.local === wanted.local && mailbox.host === wanted.host;
}
