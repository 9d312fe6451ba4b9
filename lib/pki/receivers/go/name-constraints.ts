import { Oid } from "../../asn1/oid.ts";
import type { PathFacts } from "../../path/facts.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { constraintsOf, goAltNames, hasExtension, hostOf } from "./certificate.ts";
import { isDomainWithin, labelsOf, readMailbox } from "./domain.ts";

/**
 * The name constraints of one authority, held against the alternative names of the target and of the authority itself;
 * subjects and directory names are not compared.
 */
export function nameConstraintProblem(authority: PathFacts, target: PathFacts): ReceiverReason | null {
  if (!hasExtension(authority, Oid.nameConstraints)) return null;
  const limits = constraintsOf(authority);
  if (limits === null) return null;
  for (const facts of [target, authority]) {
    for (const name of facts.certificate.version === 3 ? (goAltNames(facts) ?? []) : []) {
      if (isAllowed(name, limits.permitted, limits.excluded)) continue;
      return reasonOf("receiver.name-not-permitted", facts, {
        name: "value" in name ? name.value : name.kind,
        constrainedBy: authority.reference.subject,
      });
    }
  }
  return null;
}

function isAllowed(name: GeneralName, permitted: readonly GeneralName[], excluded: readonly GeneralName[]): boolean {
  if (!isReadable(name)) return false;
  const same = (list: readonly GeneralName[]) => list.filter(({ kind }) => kind === name.kind);
  for (const base of same(excluded)) if (isWithin(name, base) !== false) return false;
  let isPermitted = true;
  for (const base of same(permitted)) {
    const verdict = isWithin(name, base);
    if (verdict === null) return false;
    isPermitted = verdict;
    if (isPermitted) break;
  }
  return isPermitted;
}

function isReadable(name: GeneralName): boolean {
  if (name.kind === "email") return readMailbox(name.value) !== null;
  return name.kind !== "dns" || labelsOf(name.value) !== null;
}

/** Null: they cannot be compared, which Go counts as a breach. */
function isWithin(name: GeneralName, base: GeneralName): boolean | null {
  if (name.kind === "dns" && base.kind === "dns") return isDomainWithin(name.value, base.value);
  if (name.kind === "email" && base.kind === "email") {
    const mailbox = readMailbox(name.value);
    if (mailbox === null) return null;
    if (!base.value.includes("@")) return isDomainWithin(mailbox.domain, base.value);
    const wanted = readMailbox(base.value);
    if (wanted === null) return null;
    return mailbox.local === wanted.local && mailbox.domain.toLowerCase() === wanted.domain.toLowerCase();
  }
  if (name.kind === "uri" && base.kind === "uri") {
    const authority = hostOf(name.value);
    if (authority === null || authority === "") return null;
    const host = authority.startsWith("[") ? authority : authority.replace(/:\d*$/, "");
    if (host.startsWith("[") || /^\d+(\.\d+){3}$/.test(host)) return null;
    return isDomainWithin(host, base.value);
  }
  if (name.kind === "ip" && base.kind === "ip") {
    if (name.octets.length * 2 !== base.octets.length) return false;
    return name.octets.every((octet, i) => {
      const mask = base.octets[i + name.octets.length]!;
      return (octet & mask) === (base.octets[i]! & mask);
    });
  }
  return false;
}
