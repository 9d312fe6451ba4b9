/**
 * The permissions of each role. The table is exhaustive: a new permission does not compile until every role answers for
 * it.
 */
export const roles = ["administrator", "operator", "auditor"] as const;
export type Role = (typeof roles)[number];

/** Who holds a permission: a role, a person or a token, the latter two by their ids. */
export type Who = { readonly role: Role } | { readonly person: string } | { readonly token: string };

/** A role as the database has it. An unknown one is no role at all: fail closed. */
export function readRole(text: string): Role | null {
  return roles.find((role) => role === text) ?? null;
}

export const permissions = [
  /** list, inspect, match, verify, and fetching what is public (certificates, requests, bundles). */
  "inventory.read",
  /** csr, selfsigned, upload, unlock, pkcs12-to-ssh, restore a generation. */
  "inventory.write",
  /** sign with a stored CA. */
  "certificate.sign",
  /** sign with an authority that a stored list revokes. */
  "certificate.sign-revoked",
  /** make another authority with a stored one: CA:TRUE with or without a path length, cross-certificates included. */
  "certificate.sign-authority",
  /** take a certificate back, put it on hold, release it, sign a revocation list. */
  "certificate.revoke",
  /** take the certificate of another authority back, and with it all below. */
  "certificate.revoke-authority",
  /** write a version of a template. */
  "template.write",
  /** say which self-signed certificates are trusted here. */
  "authority.trust",
  /** say who may do what with an authority. */
  "authority.rights",
  /** delete a file. */
  "inventory.delete",
  /** take a private key away sealed by a passphrase (PKCS#8, PKCS#12). */
  "key.export",
  /** take a private key away in clear: CMS wants it so. */
  "key.export-clear",
  /** take the private key of an authority away, whatever its form; beside one of the two above. */
  "key.export-authority",
  "audit.read",
  /** make API tokens. */
  "token.make",
  /** list and revoke API tokens. */
  "token.manage",
  "user.manage",
  /** what is set for the whole console and for its authorities: addresses, how lists are kept. */
  "setting.manage",
  /** one's own password. */
  "account.own",
] as const;
export type Permission = (typeof permissions)[number];

const allowed: Readonly<Record<Role, Readonly<Record<Permission, boolean>>>> = {
  administrator: {
    "inventory.read": true,
    "inventory.write": true,
    "certificate.sign": true,
    "certificate.sign-revoked": true,
    "certificate.sign-authority": true,
    "certificate.revoke": true,
    "certificate.revoke-authority": true,
    "template.write": true,
    "authority.trust": true,
    "authority.rights": true,
    "inventory.delete": true,
    "key.export": true,
    "key.export-clear": true,
    "key.export-authority": true,
    "audit.read": true,
    "token.make": true,
    "token.manage": true,
    "user.manage": true,
    "setting.manage": true,
    "account.own": true,
  },
  operator: {
    "inventory.read": true,
    "inventory.write": true,
    "certificate.sign": true,
    "certificate.sign-revoked": false,
    "certificate.sign-authority": false,
    "certificate.revoke": true,
    "certificate.revoke-authority": false,
    "template.write": false,
    "authority.trust": false,
    "authority.rights": false,
    "inventory.delete": true,
    "key.export": true,
    "key.export-clear": false,
    "key.export-authority": false,
    "audit.read": false,
    "token.make": false,
    "token.manage": false,
    "user.manage": false,
    "setting.manage": false,
    "account.own": true,
  },
  auditor: {
    "inventory.read": true,
    "inventory.write": false,
    "certificate.sign": false,
    "certificate.sign-revoked": false,
    "certificate.sign-authority": false,
    "certificate.revoke": false,
    "certificate.revoke-authority": false,
    "template.write": false,
    "authority.trust": false,
    "authority.rights": false,
    "inventory.delete": false,
    "key.export": false,
    "key.export-clear": false,
    "key.export-authority": false,
    "audit.read": true,
    "token.make": false,
    "token.manage": false,
    "user.manage": false,
    "setting.manage": false,
    "account.own": true,
  },
};

/** True when a role has a permission, on everything that there is. */
export function may(role: Role, permission: Permission): boolean {
  return allowed[role][permission];
}

/** True when whatever `other` may, `role` may too: a token of the one is worth no more than a person of the other. */
export function covers(role: Role, other: Role): boolean {
  return permissions.every((permission) => allowed[role][permission] || !allowed[other][permission]);
}

/**
 * Permissions that outlive the token that uses them: what is made with them (a token, a person) stays when the token is
 * revoked. A token has them only when that was said at its making.
 */
export const delegating: ReadonlySet<Permission> = new Set(["token.make", "user.manage"]);

/** What narrows a token below its role. */
export interface TokenLimits {
  /** Names of commands; null: every one that its role may. */
  readonly commands: readonly string[] | null;
  /** The authorities that it may touch; null: all. */
  readonly authorities: readonly ScopedAuthority[] | null;
  /** It may make tokens and people (`delegating`). */
  readonly mayDelegate: boolean;
}

/** An authority by its public key, which no renaming changes, and its name when the token was made. */
export interface ScopedAuthority {
  /** SHA-256 of SubjectPublicKeyInfo, hex. */
  readonly id: string;
  readonly name: string;
}

/**
 * The actor of a request: a signed-in person, the bearer of an API token, or of a one-time link (which may fetch its
 * file, no more).
 */
export interface Actor {
  readonly kind: "user" | "token" | "link";
  readonly id: string;
  /** E-mail address of the person, name of the token, or whose link it is: what the audit log shows. */
  readonly label: string;
  readonly role: Role;
  /** The session of the browser that asks; absent for tokens. */
  readonly sessionId?: string;
  /** Of a token: the e-mail address of the person whose it is. */
  readonly owner?: string;
  /** Of a token; absent: it is worth its whole role. */
  readonly limits?: TokenLimits;
}
