import { Oid } from "../../asn1/oid.ts";
import { isFailure } from "../../failure.ts";
import type { PathFacts } from "../../path/facts.ts";
import { readNameConstraints, type Subtree } from "../../x509/extension-policy.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { isEmptyName } from "../../x509/name.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { isForServers } from "./peer-name.ts";

interface Limits {
  readonly issuer: PathFacts;
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

/** The constraints of every issuer of a path, held against the target alone, as GnuTLS does. */
export function nameConstraintProblem(target: PathFacts, issuers: readonly PathFacts[]): ReceiverReason | null {
  for (const issuer of issuers) {
    const limits = limitsOf(issuer);
    if (limits === "unreadable")
      return reasonOf("receiver.constraint-unsupported", target, {
        form: "",
        constrainedBy: issuer.reference.subject,
      });
    if (limits === null) continue;
    const problem = problemOf(target, limits);
    if (problem !== null) return problem;
  }
  return null;
}

function limitsOf(issuer: PathFacts): Limits | "unreadable" | null {
  const extension = issuer.certificate.extensions.find(({ oid }) => oid === Oid.nameConstraints);
  if (extension === undefined) return null;
  try {
    const { permitted, excluded } = readNameConstraints(extension.value);
    const bases = (subtrees: readonly Subtree[]) => subtrees.map(({ base }) => base);
    const isReadable = [...permitted, ...excluded].every(
      ({ base, minimum, maximum }) => minimum === 0 && maximum === null && isReadableBase(base),
    );
    return isReadable ? { issuer, permitted: bases(permitted), excluded: bases(excluded) } : "unreadable";
  } catch (error) {
    if (isFailure(error, "der.malformed")) return "unreadable";
    throw error;
  }
}

/** Forms that GnuTLS reads; an empty label in a domain, but for a dot in front, is none of them. */
function isReadableBase(base: GeneralName): boolean {
  if (base.kind === "x400" || base.kind === "ediparty" || base.kind === "rid") return false;
  if (base.kind === "dns" || (base.kind === "email" && !base.value.includes("@")))
    return (
      base.value === "" ||
      !base.value
        .replace(/^\.(?=.)/, "")
        .split(".")
        .includes("")
    );
  if (base.kind !== "ip") return true;
  const mask = base.octets.subarray(base.octets.length / 2);
  const bits = [...mask].map((octet) => octet.toString(2).padStart(8, "0")).join("");
  return [8, 32].includes(base.octets.length) && /^1*0*$/.test(bits);
}

/** An empty directory name excludes nothing. */
const isNameless = (base: GeneralName): boolean => base.kind === "directory" && isEmptyName(base.name);

function problemOf(target: PathFacts, limits: Limits): ReceiverReason | null {
  const constrainedBy = limits.issuer.reference.subject;
  for (const kind of ["dns", "email", "ip", "directory", "uri"] as const) {
    const permitted = limits.permitted.filter((base) => base.kind === kind);
    const excluded = limits.excluded.filter((base) => base.kind === kind && !isNameless(base));
    if (permitted.length + excluded.length === 0) continue;
    if (kind === "directory" || kind === "uri") {
      // GnuTLS compares neither: what is excluded refuses, what is permitted says nothing.
      if (excluded.length > 0 && (kind === "directory" || hasUri(target)))
        return reasonOf("receiver.constraint-unsupported", target, { form: kind, constrainedBy });
      continue;
    }
    for (const name of namesOf(target, kind)) {
      const comparable = permitted.filter((base) => isSameFamily(name, base));
      const isExcluded = excluded.some((base) => isWithin(name, base));
      const isPermitted = comparable.length === 0 || comparable.some((base) => isWithin(name, base));
      if (isExcluded || !isPermitted)
        return reasonOf("receiver.name-not-permitted", target, {
          name: "value" in name ? name.value : "",
          constrainedBy,
        });
    }
  }
  return null;
}

const hasUri = ({ altNames }: PathFacts): boolean => (altNames ?? []).some(({ kind }) => kind === "uri");

/** Where no dNSName is listed the common name counts, where no mailbox is the e-mail address of the subject. */
function namesOf(target: PathFacts, kind: "dns" | "email" | "ip"): readonly GeneralName[] {
  const listed = (target.altNames ?? []).filter((name) => name.kind === kind);
  if (listed.length > 0 || kind === "ip" || (kind === "dns" && !isForServers(target))) return listed;
  const type = kind === "dns" ? Oid.commonName : Oid.emailAddress;
  const values = target.certificate.subject.rdns.flat().filter((attribute) => attribute.type === type);
  const [first] = values;
  return first === undefined ? [] : [{ kind, value: first.value }];
}

/** What is permitted of IPv4 says nothing about IPv6. */
const isSameFamily = (name: GeneralName, base: GeneralName): boolean =>
  name.kind !== "ip" || base.kind !== "ip" || name.octets.length * 2 === base.octets.length;

function isWithin(name: GeneralName, base: GeneralName): boolean {
  if (name.kind === "ip" && base.kind === "ip") {
    if (name.octets.length * 2 !== base.octets.length) return false;
    return name.octets.every((octet, i) => ((octet ^ base.octets[i]!) & base.octets[i + name.octets.length]!) === 0);
  }
  if (!("value" in name) || !("value" in base)) return false;
  const [text, limit] = [name.value.toLowerCase(), base.value.toLowerCase()];
  if (name.kind === "dns") return isHostWithin(text, limit);
  if (limit === "") return true;
  const at = text.lastIndexOf("@");
  if (limit.includes("@")) return text === limit;
  const host = text.slice(at + 1);
  return limit.startsWith(".") ? host.endsWith(limit) && host.length > limit.length : host === limit;
}

function isHostWithin(text: string, limit: string): boolean {
  if (limit === "" || text === limit) return true;
  if (!text.endsWith(limit)) return false;
  return limit.startsWith(".") || text[text.length - limit.length - 1] === ".";
}
