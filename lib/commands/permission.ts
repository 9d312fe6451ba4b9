/**
 * The permissions of each role. The table is exhaustive: a new permission does not compile until every role answers for
 * it.
 */
export const roles = ["administrator", "operator", "auditor"] as const;
export type Role = (typeof roles)[number];

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
  /** delete a file. */
  "inventory.delete",
  /** take a private key away sealed by a passphrase (PKCS#8, PKCS#12). */
  "key.export",
  /** take a private key away in clear: CMS wants it so. */
  "key.export-clear",
  "audit.read",
  "token.manage",
  "user.manage",
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
    "inventory.delete": true,
    "key.export": true,
    "key.export-clear": true,
    "audit.read": true,
    "token.manage": true,
    "user.manage": true,
    "account.own": true,
  },
  operator: {
    "inventory.read": true,
    "inventory.write": true,
    "certificate.sign": true,
    "certificate.sign-revoked": false,
    "inventory.delete": true,
    "key.export": true,
    "key.export-clear": false,
    "audit.read": false,
    "token.manage": false,
    "user.manage": false,
    "account.own": true,
  },
  auditor: {
    "inventory.read": true,
    "inventory.write": false,
    "certificate.sign": false,
    "certificate.sign-revoked": false,
    "inventory.delete": false,
    "key.export": false,
    "key.export-clear": false,
    "audit.read": true,
    "token.manage": false,
    "user.manage": false,
    "account.own": true,
  },
};

export function may(role: Role, permission: Permission): boolean {
  return allowed[role][permission];
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
}
