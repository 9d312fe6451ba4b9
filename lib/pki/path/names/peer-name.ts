import type { GeneralName } from "../../x509/general-name.ts";
import { readIpText } from "../../x509/ip-text.ts";
import type { Collector } from "../collector.ts";
import { isDnsName, matchesDnsName } from "./dns-name.ts";
import type { PathFacts } from "../facts.ts";
import { readMailbox } from "./mail-name.ts";
import { equalOctets } from "../../asn1/octets.ts";
import type { PeerName } from "../options.ts";

/** Text as a person gives it: an address, something with "@", else a host. A root dot at the end means nothing more. */
export function readPeerName(text: string): PeerName {
  if ("octets" in readIpText(text)) return { kind: "ip", value: text };
  return text.includes("@") ? { kind: "email", value: text } : { kind: "dns", value: text.replace(/\.$/, "") };
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
  const comparable = names.filter((each) => each.kind === name.kind);
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
      const wanted = readMailbox(value);
      return wanted === null ? null : (name) => name.kind === "email" && isSameMailbox(name.value, wanted);
    }
  }
}

function isSameMailbox(presented: string, wanted: { local: string; host: string }): boolean {
  const mailbox = readMailbox(presented);
  return mailbox !== null && mailbox.local === wanted.local && mailbox.host === wanted.host;
}
