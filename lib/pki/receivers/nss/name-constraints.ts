import { Oid } from "../../asn1/oid.ts";
import { isFailure } from "../../failure.ts";
import type { PathFacts } from "../../path/facts.ts";
import { type NameConstraints, readNameConstraints } from "../../x509/extension-policy.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { commonNameOf, isEmptyName } from "../../x509/name.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { namesAsNss } from "./name.ts";

/** The constraints of `issuer`, held against one certificate below it. `isHost`: its common name may stand for a host. */
export function nameConstraintProblem(facts: PathFacts, issuer: PathFacts, isHost: boolean): ReceiverReason | null {
  const extension = issuer.certificate.extensions.find(({ oid }) => oid === Oid.nameConstraints);
  if (extension === undefined) return null;
  let limits: NameConstraints;
  try {
    limits = readNameConstraints(extension.value);
  } catch (error) {
    if (!isFailure(error, "der.malformed")) throw error;
    return reasonOf("receiver.constraint-unsupported", facts, { form: "", constrainedBy: issuer.reference.subject });
  }
  const bad = namesOf(facts, isHost).find((name) => !isAllowed(name, limits));
  if (bad === undefined) return null;
  const name = "value" in bad ? bad.value : facts.reference.subject;
  return reasonOf("receiver.name-not-permitted", facts, { name, constrainedBy: issuer.reference.subject });
}

function namesOf(facts: PathFacts, isHost: boolean): GeneralName[] {
  const { subject } = facts.certificate;
  const names: GeneralName[] = isEmptyName(subject) ? [] : [{ kind: "directory", name: subject }];
  for (const { type, value } of subject.rdns.flat())
    if (type === Oid.emailAddress) names.push({ kind: "email", value });
  // An empty directory name is held against nothing, wherever it stands.
  names.push(...(facts.altNames ?? []).filter((name) => name.kind !== "directory" || !isEmptyName(name.name)));
  const commonName = commonNameOf(subject);
  if (isHost && commonName !== null && !names.some(({ kind }) => kind === "dns" || kind === "ip"))
    names.push({ kind: "dns", value: commonName });
  return names;
}

function isAllowed(name: GeneralName, { permitted, excluded }: NameConstraints): boolean {
  const same = (list: NameConstraints["permitted"]) =>
    list.map(({ base }) => base).filter(({ kind }) => kind === name.kind);
  if (name.kind === "other" || name.kind === "upn" || name.kind === "rid") return true;
  if (same(excluded).some((base) => isWithin(name, base))) return false;
  const own = same(permitted);
  return own.length === 0 || own.some((base) => isWithin(name, base));
}

function isWithin(name: GeneralName, base: GeneralName): boolean {
  if (name.kind === "directory" && base.kind === "directory") {
    const [own, prefix] = [namesAsNss(name.name), namesAsNss(base.name)];
    return prefix.length <= own.length && prefix.every((each, index) => each === own[index]);
  }
  if (name.kind === "ip" && base.kind === "ip") {
    if (name.octets.length * 2 !== base.octets.length) return false;
    return name.octets.every((octet, i) => ((octet ^ base.octets[i]!) & base.octets[i + name.octets.length]!) === 0);
  }
  if (!("value" in name) || !("value" in base)) return false;
  const [text, limit] = [name.value.toLowerCase(), base.value.toLowerCase()];
  switch (name.kind) {
    case "dns":
      return isHostWithin(text, limit);
    case "email": {
      if (limit === "" || limit === ".") return true;
      if (limit.includes("@")) return text === limit;
      const host = text.slice(text.lastIndexOf("@") + 1);
      return limit.startsWith(".") ? host.endsWith(limit) && host.length > limit.length : host === limit;
    }
    case "uri": {
      const [, host = ""] = /^[^:]*:\/\/(?:[^@/?#]*@)?([^:/?#]*)/.exec(text) ?? [];
      return limit.startsWith(".") ? host.endsWith(limit) && host.length > limit.length : host === limit;
    }
    default:
      return false;
  }
}

function isHostWithin(text: string, limit: string): boolean {
  if (limit === "" || text === limit) return true;
  if (!text.endsWith(limit)) return false;
  return limit.startsWith(".") || text[text.length - limit.length - 1] === ".";
}
