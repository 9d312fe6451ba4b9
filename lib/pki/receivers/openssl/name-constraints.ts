import { Oid } from "../../asn1/oid.ts";
import { Tag } from "../../asn1/der.ts";
import { isFailure } from "../../failure.ts";
import type { PathFacts } from "../../path/facts.ts";
import { lower } from "../../path/names/dns-name.ts";
import { type NameConstraints, readNameConstraints, type Subtree } from "../../x509/extension-policy.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { isEmptyName } from "../../x509/name.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { isSelfIssued } from "./facts.ts";
import { canonicalRdns } from "./name.ts";

const constraintsOf = (facts: PathFacts): NameConstraints | null => {
  const extension = facts.certificate.extensions.find(({ oid }) => oid === Oid.nameConstraints);
  if (extension === undefined) return null;
  try {
    return readNameConstraints(extension.value);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
};

/** OpenSSL's check_name_constraints over a whole chain, the target first. */
export function nameConstraintProblem(chain: readonly PathFacts[]): ReceiverReason | null {
  const constraints = chain.map((facts) => (facts.has(Oid.nameConstraints) ? constraintsOf(facts) : null));
  if (constraints.every((each) => each === null)) return null;
  for (let index = chain.length - 1; index >= 0; index--) {
    const facts = chain[index]!;
    if (index > 0 && isSelfIssued(facts)) continue;
    for (let above = chain.length - 1; above > index; above--) {
      const limits = constraints[above];
      if (limits === null || limits === undefined) continue;
      const found = verdictOf(facts, limits) ?? (index === 0 ? commonNameVerdict(facts, limits) : null);
      if (found === null) continue;
      const constrainedBy = chain[above]!.reference.subject;
      return found.verdict === "unsupported"
        ? reasonOf("receiver.constraint-unsupported", facts, { form: found.name, constrainedBy })
        : reasonOf("receiver.name-not-permitted", facts, { name: found.name, constrainedBy });
    }
  }
  return null;
}

type Verdict = "violated" | "unsupported";
type Found = { readonly verdict: Verdict; readonly name: string };

function verdictOf(facts: PathFacts, limits: NameConstraints): Found | null {
  const { subject } = facts.certificate;
  if (!isEmptyName(subject)) {
    const found = matchAll({ kind: "directory", name: subject }, limits, facts.reference.subject);
    if (found !== null) return found;
    for (const { type, tag, value } of subject.rdns.flat()) {
      if (type !== Oid.emailAddress) continue;
      if (tag !== Tag.ia5String) return { verdict: "unsupported", name: value };
      const mail = matchAll({ kind: "email", value }, limits, value);
      if (mail !== null) return mail;
    }
  }
  for (const name of facts.altNames ?? []) {
    const found = matchAll(name, limits, "value" in name ? name.value : name.kind);
    if (found !== null) return found;
  }
  return null;
}

/** Where no dNSName is listed, common names that look like a host are held against the constraints. */
function commonNameVerdict(facts: PathFacts, limits: NameConstraints): Found | null {
  if ((facts.altNames ?? []).some(({ kind }) => kind === "dns")) return null;
  for (const { type, value } of facts.certificate.subject.rdns.flat()) {
    if (type !== Oid.commonName || !isHostLike(value)) continue;
    const found = matchAll({ kind: "dns", value }, limits, value);
    if (found !== null) return found;
  }
  return null;
}

/** Letters, digits, hyphens and underscores with a dot between them. */
const isHostLike = (text: string): boolean => {
  if (!text.includes(".") || !/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(text)) return false;
  return !/[.-]$|\.\.|-\.|\.-/.test(text);
};

function matchAll(name: GeneralName, limits: NameConstraints, text: string): Found | null {
  const permitted = limits.permitted.filter((subtree) => isSameForm(name, subtree));
  let isPermitted = permitted.length === 0;
  for (const subtree of permitted) {
    if (isPermitted) continue;
    const verdict = matchOne(name, subtree);
    if (verdict === "unsupported") return { verdict, name: text };
    isPermitted = verdict === "within";
  }
  if (!isPermitted) return { verdict: "violated", name: text };
  for (const subtree of limits.excluded.filter((each) => isSameForm(name, each))) {
    const verdict = matchOne(name, subtree);
    if (verdict === "unsupported") return { verdict, name: text };
    if (verdict === "within") return { verdict: "violated", name: text };
  }
  return null;
}

function isSameForm(name: GeneralName, { base }: Subtree): boolean {
  const isOther = (each: GeneralName): boolean => each.kind === "other" || each.kind === "upn";
  if (isOther(name) && isOther(base)) return typeOf(name) === typeOf(base);
  return name.kind === base.kind;
}

const typeOf = (name: GeneralName): string =>
  name.kind === "other" ? name.type : name.kind === "upn" ? Oid.userPrincipalName : "";

function matchOne(name: GeneralName, { base, minimum, maximum }: Subtree): "within" | "outside" | "unsupported" {
  if (minimum !== 0 || maximum !== null) return "unsupported";
  const is = (isWithin: boolean) => (isWithin ? "within" : "outside");
  if (name.kind === "directory" && base.kind === "directory") {
    const [own, prefix] = [canonicalRdns(name.name), canonicalRdns(base.name)];
    return is(prefix.length <= own.length && prefix.every((key, index) => key === own[index]));
  }
  if (name.kind === "ip" && base.kind === "ip") {
    const [address, subtree] = [name.octets, base.octets];
    if (![4, 16].includes(address.length) || ![8, 32].includes(subtree.length)) return "unsupported";
    if (address.length * 2 !== subtree.length) return "outside";
    return is(address.every((octet, i) => ((octet ^ subtree[i]!) & subtree[i + address.length]!) === 0));
  }
  if (!("value" in name) || !("value" in base)) return "unsupported";
  switch (name.kind) {
    case "dns":
      return is(isDnsWithin(lower(name.value), lower(base.value)));
    case "email":
      return isMailWithin(name.value, base.value);
    case "uri":
      return isUriWithin(name.value, base.value);
    default:
      return "unsupported";
  }
}

function isDnsWithin(name: string, base: string): boolean {
  if (base === "") return true;
  if (name.length > base.length && !base.startsWith(".") && name[name.length - base.length - 1] !== ".") return false;
  return name.endsWith(base);
}

function isMailWithin(mail: string, base: string): "within" | "outside" | "unsupported" {
  const at = mail.lastIndexOf("@");
  if (at < 0) return "unsupported";
  const is = (isWithin: boolean) => (isWithin ? "within" : "outside");
  const baseAt = base.indexOf("@");
  if (baseAt < 0 && base.startsWith("."))
    return is(mail.length - at - 1 > base.length && lower(mail).endsWith(lower(base)));
  if (baseAt > 0 && base.slice(0, baseAt) !== mail.slice(0, at)) return "outside";
  return is(lower(mail.slice(at + 1)) === lower(base.slice(baseAt + 1)));
}

function isUriWithin(uri: string, base: string): "within" | "outside" | "unsupported" {
  const [, host] = /^[^:]*:\/\/([^:/]*)/.exec(uri) ?? [];
  if (host === undefined || host === "") return "unsupported";
  if (base.startsWith("."))
    return host.length > base.length && lower(host).endsWith(lower(base)) ? "within" : "outside";
  return lower(host) === lower(base) ? "within" : "outside";
}
