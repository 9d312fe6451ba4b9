import type { CommandErrorFacts } from "./error-codes.ts";
import { type Actor, delegating, may, type Permission, permissions, roles, type Who } from "./permission.ts";

/**
 * Who may do what on what. A grant gives a permission to a role, a person or a token, on one thing or on all; the gate
 * asks for each thing that a parsed input mentions. What a token may is narrowed by its limits after that.
 */

export type ResourceKind = "authority" | "template" | "service";

/** A thing that permissions can be given on. */
export interface Resource {
  readonly kind: ResourceKind;
  /** SHA-256 of an authority's SubjectPublicKeyInfo (hex); the name of a template or a service. */
  readonly id: string;
  readonly name: string;
}

export interface Grant {
  readonly who: Who;
  readonly may: Permission;
  readonly on: "all" | Pick<Resource, "kind" | "id">;
}

/** What each role may, it may on all. */
export const roleGrants: readonly Grant[] = roles.flatMap((role) =>
  permissions.filter((permission) => may(role, permission)).map((each) => ({ who: { role }, may: each, on: "all" })),
);

/**
 * How an input mentions things: an authority by a stored name (of the item or of one of its files), as the issuer of a
 * batch or of a renewal, as the signer of a certificate, as the top of a tree, or among the identities of a service; a service by its own name or by a stored name that it
 * uses, a template by its own.
 */
export type Mention =
  | { readonly kind: "authority"; readonly named: string }
  /** The authority, where the template of this name makes authorities. */
  | { readonly kind: "authority"; readonly named: string; readonly whereMadeBy: string }
  | { readonly kind: "authority"; readonly issuerOfBatch: string }
  /** Of a request to an authority whose key is elsewhere, by its id. */
  | { readonly kind: "authority"; readonly askedBy: string }
  /** Those of the example inventory, whatever they are called now. */
  | { readonly kind: "authority"; readonly ofExample: true }
  | { readonly kind: "authority"; readonly identitiesOf: ServiceMention }
  | { readonly kind: "authority"; readonly issuerOfRenewal: RenewalMention }
  /** `ofAuthority`: only where the certificate is an authority's. */
  | { readonly kind: "authority"; readonly signersOf: string; readonly ofAuthority?: boolean }
  /** This authority and every one below it. */
  | { readonly kind: "authority"; readonly treeOf: string }
  | { readonly kind: "service" | "template"; readonly named: string }
  | { readonly kind: "service"; readonly using: string };

/** A kept service, or one that is only described. */
export interface ServiceMention {
  readonly service?: string | undefined;
  readonly target?: string | undefined;
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
}

/** A stored name that is to be renewed, by the authority of its certificate or by another one. */
export interface RenewalMention {
  readonly name: string;
  readonly issuer?: string | undefined;
  /** Mentions the issuer only where the certificate of the name is an authority's. */
  readonly ofAuthority?: boolean;
}

/** A thing that an input touches, and the permission on it that this takes. */
export interface Touch {
  readonly may: Permission;
  readonly on: Mention;
  /** The templates that it signs by: who may sign with an authority may do so by some of them alone. */
  readonly templates?: readonly string[];
}

/** Mentions an authority by the names that are given; those that are absent are left out. */
export function touchAuthorities(
  permission: Permission,
  names: readonly (string | undefined)[],
  templates?: readonly string[],
): readonly Touch[] {
  return names.flatMap((named) =>
    named === undefined
      ? []
      : [
          {
            may: permission,
            on: { kind: "authority", named } as const,
            ...(templates === undefined ? {} : { templates }),
          },
        ],
  );
}

/** Mentions a kept service; nothing when it is absent. */
export function touchService(permission: Permission, named: string | undefined): readonly Touch[] {
  return named === undefined ? [] : [{ may: permission, on: { kind: "service", named } }];
}

/** Mentions a template that is to be signed by; nothing when it is absent. */
export function touchTemplate(named: string | undefined): readonly Touch[] {
  return named === undefined ? [] : [{ may: "certificate.sign", on: { kind: "template", named } }];
}

/** The authority that the certificates of a batch are signed by. */
export function issuerOf(batch: string): Mention {
  return { kind: "authority", issuerOfBatch: batch };
}

export interface Asked {
  /** Name of the command. */
  readonly command: string;
  readonly may: Permission;
  /** Absent: on anything at all, before it is known on what. */
  readonly on?: Resource;
}

type DenialCode =
  | "actor.forbidden"
  | "token.out-of-scope"
  | "token.may-not-delegate"
  | "authority.not-yours-to-sign"
  | "authority.not-yours-to-extend"
  | "authority.template-not-yours"
  | "authority.key-stays"
  | "authority.key-never-leaves";
export type Denial = {
  readonly [C in DenialCode]: { readonly code: C; readonly facts: CommandErrorFacts[C] };
}[DenialCode];

/** Null when the actor may; else why not. */
export function deny(actor: Actor, asked: Asked, grants: readonly Grant[] = roleGrants): Denial | null {
  const { limits } = actor;
  if (limits !== undefined && limits.commands !== null && !limits.commands.includes(asked.command))
    return { code: "token.out-of-scope", facts: { token: actor.label, what: "command", name: asked.command } };
  if (!grants.some((grant) => isHeldBy(grant.who, actor) && grant.may === asked.may && reaches(grant, asked.on)))
    return { code: "actor.forbidden", facts: { permission: asked.may, role: actor.role } };
  if (limits === undefined) return null;
  if (!limits.mayDelegate && delegating.has(asked.may))
    return { code: "token.may-not-delegate", facts: { token: actor.label, permission: asked.may } };
  const { on } = asked;
  if (on?.kind === "authority" && limits.authorities !== null && !limits.authorities.some(({ id }) => id === on.id))
    return { code: "token.out-of-scope", facts: { token: actor.label, what: "authority", name: on.name } };
  return null;
}

/** True when the answer is the same whatever the thing is: nothing has to be looked up for it. */
export function mayOnAll(actor: Actor, permission: Permission, grants: readonly Grant[] = roleGrants): boolean {
  const narrowed = actor.limits !== undefined && actor.limits.authorities !== null;
  return (
    !narrowed && grants.some(({ who, may: held, on }) => on === "all" && held === permission && isHeldBy(who, actor))
  );
}

export function isHeldBy(who: Who, { kind, id, role }: Actor): boolean {
  if ("role" in who) return who.role === role;
  return "person" in who ? kind === "user" && who.person === id : kind === "token" && who.token === id;
}

function reaches({ on }: Grant, wanted: Resource | undefined): boolean {
  return on === "all" || wanted === undefined || (on.kind === wanted.kind && on.id === wanted.id);
}
