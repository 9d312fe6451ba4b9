import type { Actor, Role, TokenLimits } from "../permission.ts";

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

export interface SessionRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Where the sign-in came from; null: not known. */
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  /** Accurate to a minute. */
  readonly lastSeenAt: Date;
  /** At the latest; earlier when it is not used. */
  readonly expiresAt: Date;
}

export interface TokenRow {
  readonly id: string;
  /** Unique among the tokens that are not revoked. */
  readonly name: string;
  readonly role: Role;
  /** E-mail of the person or name of the token that made it, `npm run token` when it was made on the host. */
  readonly createdBy: string;
  /** E-mail of the person behind it, through any number of tokens; null: the host. */
  readonly owner: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** It rests: the person behind it is disabled, or may less than it does. */
  readonly isSuspended: boolean;
  readonly limits: TokenLimits;
  /** Accurate to a minute. */
  readonly lastUsedAt: Date | null;
}

/** People and API tokens. Users are named by e-mail address, tokens by name or id. */
export interface Accounts {
  users(): Promise<readonly UserRow[]>;
  /** @throws Failure `user.exists`, `password.too-short`, `password.too-long`, `password.breached`, `password.too-weak`. */
  createUser(user: { email: string; name: string; role: Role; password: string }): Promise<UserRow>;
  /**
   * Role, name, or disabled or not; a disabled person loses every session at once.
   * @throws Failure `user.unknown`, `user.last-administrator`.
   */
  changeUser(email: string, change: { role?: Role; name?: string; isDisabled?: boolean }): Promise<UserRow>;
  /**
   * Ends every session of the person. `role`: the one that they are to have. @throws Failure `user.unknown`, `password.…`.
   */
  resetPassword(email: string, password: string, role?: Role): Promise<void>;
  /**
   * Requires the present password; ends every session of the person but the one that asks.
   * @throws Failure `password.wrong`, `password.…` as above, `rate.limited` after ten failures.
   */
  changeOwnPassword(
    person: { readonly id: string; readonly sessionId?: string },
    current: string,
    password: string,
  ): Promise<void>;
  /** When sessions end by themselves. */
  readonly sessionLimits: { readonly idleMinutes: number; readonly perPerson: number };
  /** Live sessions, those used last first: of one person by e-mail address, or of all. @throws Failure `user.unknown`. */
  sessions(email: string | null): Promise<readonly SessionRow[]>;
  /**
   * Ends one session of a person, or all of theirs but one. Returns how many ended.
   * @throws Failure `user.unknown`; `session.unknown` when the one is not theirs.
   */
  endSessions(of: {
    readonly email: string;
    readonly session: string | null;
    readonly except: string | null;
  }): Promise<number>;
  tokens(): Promise<readonly TokenRow[]>;
  /**
   * The token in clear is in this answer and nowhere else. What a token makes belongs to the same person, ends no later
   * and may no more than that token. `commands` and `authorities` (names): null is all.
   * @throws Failure `token.name-in-use`, `token.name-of-person`, `token.no-authority`, `token.beyond-maker`,
   *   `command.unknown`.
   */
  createToken(token: {
    name: string;
    role: Role;
    expiresAt: Date;
    commands: readonly string[] | null;
    authorities: readonly string[] | null;
    mayDelegate: boolean;
    maker: Actor | "host";
  }): Promise<{ token: string; row: TokenRow }>;
  /** Revokes every token that it made, too. @throws Failure `token.unknown`. */
  revokeToken(nameOrId: string): Promise<TokenRow>;
}
