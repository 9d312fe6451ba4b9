import type { TemplateRefusal } from "../../../pki/templates/decision.ts";
import type { RuleProblem } from "../../../pki/templates/rule-faults.ts";
import type { NameKind, PublishedThing } from "../../../pki/templates/decision.ts";

const kinds: Readonly<Record<NameKind, string>> = {
  dns: "DNS",
  ip: "IP",
  email: "e-mail",
  uri: "URI",
  upn: "UPN",
  rid: "registered ID",
};

const things: Readonly<Record<PublishedThing, string>> = {
  lists: "the revocation list",
  ocsp: "the OCSP responder",
  issuer: "the issuer's certificate",
};

/** A rule that stands against a request, with what to ask for instead. */
export function templateRefusal(refusal: TemplateRefusal): string {
  switch (refusal.code) {
    case "template.attribute-refused":
      return `${refusal.attribute}=${refusal.value} is not allowed here; ask without it.`;
    case "template.attribute-missing":
      return `The subject needs ${refusal.attribute}.`;
    case "template.attribute-misfit":
      return `${refusal.attribute}=${refusal.value} does not fit ${refusal.patterns.join(" or ")}.`;
    case "template.kind-refused":
      return `${kinds[refusal.kind]}:${refusal.value} is a kind of name that is not allowed here; ask without it.`;
    case "template.name-misfit":
      return `${kinds[refusal.kind]}:${refusal.value} does not fit ${refusal.patterns.join(" or ")}.`;
    case "template.names-few":
      return `${refusal.count} names of the kind ${kinds[refusal.kind]}, and at least ${refusal.minimum} are needed.`;
    case "template.names-many":
      return `${refusal.count} names of the kind ${kinds[refusal.kind]}, and ${refusal.maximum} are allowed.`;
    case "template.key-refused":
      return `The key is ${refusal.label}; allowed: ${refusal.allowed.join(", ")}.`;
    case "template.days-many":
      return `${refusal.days} days are more than ${refusal.maximum}; ask for ${refusal.maximum} or fewer.`;
    case "template.path-long":
      return `A path length of ${refusal.pathLength} is more than ${refusal.maximum}.`;
    case "template.sid-refused":
      return `The request carries the Windows account ${refusal.sid}, which is not allowed here.`;
    case "template.sid-missing":
      return "The request carries no security identifier (SID) of a Windows account.";
    case "template.address-missing":
      return `The template wants the certificate to say where ${things[refusal.thing]} is, and the console has no address for it; an administrator sets one.`;
  }
}

/** What is wrong with a rule of a template. */
export const ruleProblems: Readonly<Record<RuleProblem, string>> = {
  "bad-value": "this text may not stand in this attribute",
  "empty-pattern": "a pattern is empty",
  "not-a-network": "this is no network such as 10.20.0.0/16",
  "least-above-most": "the least is above the most",
  "no-key-left": "no key is allowed",
  "weak-key": "RSA keys below 2048 bits are never certified",
  "no-usage": "a certificate needs a key usage",
  "usage-without-authority": "keyCertSign is for authorities",
  "authority-without-signing": "an authority needs keyCertSign",
  "not-an-oid": "this is no object identifier",
  "default-above-most": "the default is above the most",
  "not-a-subtree": "this is none of DNS:, IP:, email: and URI: with a name or network",
  "empty-constraints": "name constraints without a name",
  "not-a-statement": "the statement needs an address that begins with http:// or https://",
  "not-an-address":
    "this is no address that begins with http://, https:// or ldap://; {base} and {ca} may stand in it, and at least one is needed",
  "known-extension": "this extension is written by a rule of its own",
  "extension-twice": "this extension is there twice",
  "not-a-value": "this is neither DER in hexadecimal nor a type with a value such as UTF8:core",
  "nothing-to-name": "neither a subject nor a name is allowed",
};
