import { type Asked, type Denial, deny, type Grant, isHeldBy, roleGrants } from "./access.ts";
import type { Actor, Permission } from "./permission.ts";
import { type Holder, type StoredRights, usualRights } from "./ports/rights.ts";

/**
 * The one place where the rights on an authority are held against someone: who may sign with it and with which templates,
 * who may make authorities below it, who may take its key. The gate asks it for each authority that an input touches, and
 * the pages ask it for their buttons.
 */

/** The permissions that rights on an authority narrow or give. */
export function isOfRights(permission: Permission): boolean {
  return (
    permission === "certificate.sign" ||
    permission === "certificate.sign-authority" ||
    permission === "key.export-authority"
  );
}

export interface AskedOfAuthority extends Asked {
  /** What a signature is made by; absent: not by templates, as a renewal is not. */
  readonly templates?: readonly string[] | undefined;
}

/** Null when the actor may; else why not. */
export function denyOnAuthority(
  actor: Actor,
  asked: AskedOfAuthority,
  rights: StoredRights = usualRights,
): Denial | null {
  const { on, may } = asked;
  if (on?.kind !== "authority" || !isOfRights(may)) return deny(actor, asked);
  if (may === "key.export-authority" && rights.neverLeaves)
    return deny(actor, asked) ?? { code: "authority.key-never-leaves", facts: { authority: on.name } };
  const holders = holdersOf(may, rights);
  if (holders === null) return deny(actor, asked);
  if (!holders.some(({ who }) => isHeldBy(who, actor)))
    return deny(actor, asked) ?? { code: rightCodes[may as keyof typeof rightCodes], facts: { authority: on.name } };
  const beyond = deny(actor, asked, withGrants(may, holders));
  if (beyond !== null) return beyond;
  if (may !== "certificate.sign") return null;
  const own = (rights.sign ?? []).filter(({ who }) => isHeldBy(who, actor));
  const left = (asked.templates ?? []).find(
    (template) => !own.some(({ templates }) => templates === null || templates.includes(template)),
  );
  return left === undefined
    ? null
    : { code: "authority.template-not-yours", facts: { authority: on.name, template: left } };
}

const rightCodes = {
  "certificate.sign": "authority.not-yours-to-sign",
  "certificate.sign-authority": "authority.not-yours-to-extend",
  "key.export-authority": "authority.key-stays",
} as const;

function holdersOf(may: Permission, { sign, makeAuthorities, exportKey }: StoredRights): readonly Holder[] | null {
  if (may === "certificate.sign") return sign;
  return may === "certificate.sign-authority" ? makeAuthorities : exportKey;
}

/** What the roles may, with these in the place of those who may this one thing. */
function withGrants(may: Permission, holders: readonly Holder[]): readonly Grant[] {
  return [
    ...roleGrants.filter((grant) => grant.may !== may),
    ...holders.map(({ who }): Grant => ({ who, may, on: "all" })),
  ];
}
