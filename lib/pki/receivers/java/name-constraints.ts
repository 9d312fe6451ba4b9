import { Oid } from "../../asn1/oid.ts";
import { equalOctets } from "../../asn1/octets.ts";
import type { PathFacts } from "../../path/facts.ts";
import type { NameConstraints } from "../../x509/extension-policy.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { readIpText } from "../../x509/ip-text.ts";
import { commonNameOf, isEmptyName } from "../../x509/name.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { isDnsName, javaAltNames, javaConstraintsIn } from "./certificate.ts";
import { javaRdns } from "./name.ts";

/** Name constraints as Java gathers them on the way down from the anchor, whose own do not count. */
export class JavaConstraints {
  readonly #sources: { readonly facts: PathFacts; readonly limits: NameConstraints }[] = [];

  add(facts: PathFacts): void {
    const extension = facts.certificate.extensions.find(({ oid }) => oid === Oid.nameConstraints);
    if (extension === undefined) return;
    const limits = javaConstraintsIn(extension.value);
    if (limits !== null) this.#sources.push({ facts, limits });
  }

  problemOf(facts: PathFacts): ReceiverReason | null {
    for (const { facts: source, limits } of this.#sources) {
      const bad = namesOf(facts).find((name) => !isAllowed(name, limits));
      if (bad === undefined) continue;
      const name = "value" in bad ? bad.value : facts.reference.subject;
      return reasonOf("receiver.name-not-permitted", facts, { name, constrainedBy: source.reference.subject });
    }
    return null;
  }
}

/** The subject, the alternative names, and what stands in for them where a form is missing. */
function namesOf(facts: PathFacts): GeneralName[] {
  const { subject } = facts.certificate;
  const listed = javaAltNames(facts);
  const names: GeneralName[] = isEmptyName(subject) ? [] : [{ kind: "directory", name: subject }];
  names.push(...(listed ?? []));
  if (listed === null) {
    const mails = subject.rdns.flat().filter(({ type }) => type === Oid.emailAddress);
    names.push(...mails.map(({ value }) => ({ kind: "email", value }) as const));
  }
  const commonName = commonNameOf(subject);
  if (commonName !== null) {
    const address = readIpText(commonName);
    if ("octets" in address) {
      if (!names.some(({ kind }) => kind === "ip"))
        names.push({ kind: "ip", value: commonName, octets: address.octets });
    } else if (isDnsName(commonName) && !names.some(({ kind }) => kind === "dns"))
      names.push({ kind: "dns", value: commonName });
  }
  return names;
}

function isAllowed(name: GeneralName, { permitted, excluded }: NameConstraints): boolean {
  // Java fails where it cannot compare: an empty domain, and names of other types.
  if ([...excluded, ...permitted].some(({ base }) => isIncomparable(base, name))) return false;
  if (excluded.some(({ base }) => relationOf(base, name) === "within")) return false;
  let isOfForm = false;
  for (const { base } of permitted) {
    const relation = relationOf(base, name);
    if (relation === "within") return true;
    if (relation === "outside") isOfForm = true;
  }
  return !isOfForm;
}

/** An IPv4 address against an IPv6 network that its four bytes do not tell from it: Java runs beyond the address. */
const runsBeyond = (base: GeneralName, name: GeneralName): boolean =>
  base.kind === "ip" &&
  name.kind === "ip" &&
  base.octets.length === 32 &&
  name.octets.length === 4 &&
  name.octets.every((octet, i) => (octet & base.octets[i + 16]!) === base.octets[i]);

const isOther = ({ kind }: GeneralName): boolean => kind === "other" || kind === "upn";

const isIncomparable = (base: GeneralName, name: GeneralName): boolean =>
  runsBeyond(base, name) ||
  (isOther(base) && isOther(name)) ||
  (base.kind === "dns" && name.kind === "dns" && base.value === "");

function relationOf(base: GeneralName, name: GeneralName): "within" | "outside" | "other" {
  if (base.kind !== name.kind) return "other";
  const is = (isWithin: boolean) => (isWithin ? "within" : "outside");
  if (base.kind === "directory" && name.kind === "directory") {
    const [prefix, own] = [javaRdns(base.name), javaRdns(name.name)];
    return is(prefix.length <= own.length && prefix.every((key, index) => key === own[index]));
  }
  if (base.kind === "ip" && name.kind === "ip") {
    const [subnet, address] = [base.octets, name.octets];
    if (subnet.length === 4 || subnet.length === 16) return is(equalOctets(subnet, address));
    // As many bytes as the mask has, whatever the length of the address.
    const size = subnet.length / 2;
    return is(subnet.subarray(0, size).every((octet, i) => ((address[i] ?? 0) & subnet[i + size]!) === octet));
  }
  if (!("value" in base) || !("value" in name)) return "other";
  const [limit, text] = [base.value.toLowerCase(), name.value.toLowerCase()];
  switch (base.kind) {
    case "dns":
      return is(isDnsWithin(text, limit));
    case "email":
      return is(isMailWithin(text, limit));
    case "uri":
      return is(isUriWithin(text, limit));
    default:
      return "other";
  }
}

function isDnsWithin(text: string, limit: string): boolean {
  if (text === limit) return true;
  if (!text.endsWith(limit)) return false;
  const before = text[text.length - limit.length - 1];
  return (before === ".") !== limit.startsWith(".");
}

function isMailWithin(text: string, limit: string): boolean {
  if (text === limit) return true;
  if (!text.endsWith(limit) || limit.includes("@")) return false;
  return limit.startsWith(".") || text[text.length - limit.length - 1] === "@";
}

function isUriWithin(uri: string, limit: string): boolean {
  const [, host = ""] = /^[^:]*:\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)/.exec(uri) ?? [];
  if (host === limit) return !limit.startsWith(".");
  return limit.startsWith(".") && isDnsWithin(host, limit);
}
