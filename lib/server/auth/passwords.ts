import "server-only";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { Failure } from "../../pki/failure.ts";
import { passwordLength } from "../../env.ts";

/** @throws Failure `password.too-short`, `password.too-long`. */
export async function sealPassword(password: string): Promise<string> {
  const { minimum, maximum } = passwordLength;
  if (password.length < minimum) throw new Failure("password.too-short", { length: password.length, minimum });
  if (password.length > maximum) throw new Failure("password.too-long", { length: password.length, maximum });
  return hashPassword(password);
}

export function isPassword(password: string, sealed: string): Promise<boolean> {
  return verifyPassword({ hash: sealed, password });
}
