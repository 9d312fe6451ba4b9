import "server-only";
import { hashPassword as scrypt, verifyPassword } from "better-auth/crypto";
import type { Role } from "../../commands/permission.ts";
import { Failure } from "../error-codes.ts";
import { leastPasswordLength, passwordLength } from "../../env.ts";

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly role: Role;
  readonly email: string;
  readonly name: string;
}

/**
 * The scrypt hash of a password that is good enough for its owner.
 * @throws Failure `password.too-short`, `password.too-long`, `password.breached`, `password.too-weak`.
 */
export async function hashPassword(password: string, { role, email, name }: PasswordOwner): Promise<string> {
  const { maximum } = passwordLength;
  const minimum = leastPasswordLength(role);
  const length = [...password].length;
  if (length < minimum) throw new Failure("password.too-short", { length, minimum });
  if (password.length > maximum) throw new Failure("password.too-long", { length: password.length, maximum });
  // Two megabytes of words, which a console needs when a password is set and at no other time.
  const { leastScore, strengthOf } = await import("./password-strength.ts");
  const { score, isBreached } = strengthOf(password, [email, name]);
  if (isBreached) throw new Failure("password.breached", {});
  if (score < leastScore) throw new Failure("password.too-weak", { score, wanted: leastScore });
  return scrypt(password);
}

export function passwordMatches(password: string, hash: string): Promise<boolean> {
  return verifyPassword({ hash, password });
}
