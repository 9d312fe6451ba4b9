import "server-only";
import { hashPassword as scrypt, verifyPassword } from "better-auth/crypto";
import { Failure } from "../error-codes.ts";
import { passwordLength } from "../../env.ts";

/** @throws Failure `password.too-short`, `password.too-long`. */
export async function hashPassword(password: string): Promise<string> {
  const { minimum, maximum } = passwordLength;
  if (password.length < minimum) throw new Failure("password.too-short", { length: password.length, minimum });
  if (password.length > maximum) throw new Failure("password.too-long", { length: password.length, maximum });
  return scrypt(password);
}

export function passwordMatches(password: string, hash: string): Promise<boolean> {
  return verifyPassword({ hash, password });
}
