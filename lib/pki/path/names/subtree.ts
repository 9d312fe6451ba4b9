import { type Element, readElement } from "../../asn1/der.ts";
import { readNameConstraints, type Subtree } from "../../x509/extension-policy.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { formatName, rdnKeysOf } from "../../x509/name.ts";
import { Oid } from "../../asn1/oid.ts";
import { isDnsConstraint, lower } from "./dns-name.ts";
import { isIpConstraint } from "./ip-name.ts";
import { isMailConstraint } from "./mail-name.ts";
import { isUriConstraint } from "./uri-name.ts";

/** One subtree of a nameConstraints extension, prepared for comparing. */
export type PathSubtree = { readonly text: string } & (
  | { readonly kind: "dns" | "email" | "uri" | "unsupported" }
  | { readonly kind: "ip"; readonly octets: Uint8Array }
  | { readonly kind: "directory"; readonly rdns: readonly string[] }
);

/** By the form of name that they speak about. */
export interface PathSubtrees {
  readonly permitted: ReadonlyMap<string, readonly PathSubtree[]>;
  readonly excluded: ReadonlyMap<string, readonly PathSubtree[]>;
}

/**
 * Reads nameConstraints (RFC 5280 §4.2.1.10) for evaluation. A base that does not follow its form is refused, because a
 * constraint that cannot be read must not turn into one that is not applied.
 * @throws Failure `der.malformed`: nothing in it, a minimum other than 0, a maximum, or a malformed base.
 */
export function readPathSubtrees(value: Uint8Array): PathSubtrees {
  const { permitted, excluded } = readNameConstraints(value);
  const outer = readElement(value);
  // Nothing at all where something was meant. One empty list beside a full one is refused by `hasEmptyPart`.
  if (permitted.length + excluded.length === 0) outer.fail("bad-value");
  return { permitted: byForm(permitted, outer), excluded: byForm(excluded, outer) };
}

function byForm(subtrees: readonly Subtree[], outer: Element): Map<string, PathSubtree[]> {
  const forms = new Map<string, PathSubtree[]>();
  for (const { base, minimum, maximum } of subtrees) {
    const subtree = minimum === 0 && maximum === null ? subtreeOf(base) : null;
    if (subtree === null) outer.fail("bad-value");
    const form = formOf(base);
    const others = forms.get(form);
    if (others === undefined) forms.set(form, [subtree]);
    else others.push(subtree);
  }
  return forms;
}

function subtreeOf(base: GeneralName): PathSubtree | null {
  switch (base.kind) {
    case "dns":
      return isDnsConstraint(base.value) ? { kind: "dns", text: lower(base.value) } : null;
    case "email":
      return isMailConstraint(base.value) ? { kind: "email", text: base.value } : null;
    case "uri":
      return isUriConstraint(base.value) ? { kind: "uri", text: lower(base.value) } : null;
    case "ip":
      return isIpConstraint(base.octets) ? { kind: "ip", text: base.value, octets: base.octets } : null;
    case "directory":
      return { kind: "directory", text: formatName(base.name), rdns: rdnKeysOf(base.name) };
    default:
      return { kind: "unsupported", text: formOf(base) };
  }
}

/** Must name the forms as path-name.ts does. */
function formOf(base: GeneralName): string {
  switch (base.kind) {
    case "upn":
      return `otherName ${Oid.userPrincipalName}`;
    case "other":
      return `otherName ${base.type}`;
    case "rid":
      return "registeredID";
    case "x400":
      return "x400Address";
    case "ediparty":
      return "ediPartyName";
    default:
      return base.kind;
  }
}
