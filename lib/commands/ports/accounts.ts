import type { Role } from "../permission.ts";

export interface UserRow {
  readonly id: string;
  /** Lower case; what a person signs in with. Unique. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
}

export interface TokenRow {
  readonly id: string;
  /** Unique among the tokens that are not revoked. */
  readonly name: string;
  readonly role: Role;
  /** E-mail of the person who made it, `npm run token` when it was made on the host. */
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** It rests: the person who made it is disabled, or was its administrator and is none any more. */
  readonly isSuspended: boolean;
  /** Accurate to a minute. */
  readonly lastUsedAt: Date | null;
}

/** People and API tokens. Users are named by e-mail address, tokens by name or id. */
export interface Accounts {
  users(): Promise<readonly UserRow[]>;
  /** @throws Failure `user.exists`, `password.too-short`, `password.too-long`. */
  createUser(user: { email: string; name: string; role: Role; password: string }): Promise<UserRow>;
  /**
   * Role, name, or disabled or not; a disabled person loses every session at once.
   * @throws Failure `user.unknown`, `user.last-administrator`.
   */
  changeUser(email: string, change: { role?: Role; name?: string; isDisabled?: boolean }): Promise<UserRow>;
  /** Ends every session of the person. @throws Failure `user.unknown`, `password.too-short`, `password.too-long`. */
  resetPassword(email: string, password: string): Promise<void>;
  /**
   * Requires the present password; ends every session of the person but the one that asks.
   * @throws Failure `password.wrong`, `password.too-short`, `password.too-long`, `rate.limited` after ten attempts.
   */
  changeOwnPassword(
    person: { readonly id: string; readonly sessionId?: string },
    current: string,
    password: string,
  ): Promise<void>;
  tokens(): Promise<readonly TokenRow[]>;
  /** The token in clear is in this answer and nowhere else. @throws Failure `token.name-in-use`. */
  createToken(token: {
    name: string;
    role: Role;
    expiresAt: Date | null;
    createdBy: string;
  }): Promise<{ token: string; row: TokenRow }>;
  /** @throws Failure `token.unknown`. */
  revokeToken(nameOrId: string): Promise<TokenRow>;
}
