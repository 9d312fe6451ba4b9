import "server-only";
import type { Database } from "../database/db.ts";
import {
  type AttemptKey,
  type AttemptLimit,
  countAttempt,
  forgetAttempts,
  forgetGroup,
  forgiveAttempt,
} from "./attempts.ts";

/**
 * The limits of a sign-in. Failures are counted for each account, but those of a device from which its person has
 * signed in before for that device alone: who tries passwords from elsewhere locks the account for strangers, not for
 * its person (OWASP, device cookies).
 */
const perAccount: AttemptLimit = { name: "sign-in account", attempts: 10, seconds: 15 * 60 };
const perDevice: AttemptLimit = { name: "sign-in device", attempts: 10, seconds: 15 * 60 };
const perAddress: AttemptLimit = { name: "sign-in address", attempts: 50, seconds: 15 * 60 };
/** A person's own password, when they change it. */
export const ownPassword: AttemptLimit = { name: "own password", attempts: 10, seconds: 15 * 60 };

/** Counts the attempt of an address. Returns 0 when it is allowed, else the seconds to wait. */
export function countAddress(database: Database, address: string, now: Date): Promise<number> {
  return countAttempt(database, perAddress, address, now);
}

export function forgiveAddress(database: Database, address: string): Promise<void> {
  return forgiveAttempt(database, perAddress, address);
}

/** `device`: of a valid cookie of this account; null: a device that is not known. */
export function countAccount(database: Database, email: string, device: string | null, now: Date): Promise<number> {
  const [limit, key] = limitFor(email, device);
  return countAttempt(database, limit, key, now);
}

/** The right password came. Failures from elsewhere stay counted when it came from a known device. */
export function forgetAccount(database: Database, email: string, device: string | null): Promise<void> {
  const [limit, key] = limitFor(email, device);
  return forgetAttempts(database, limit, key);
}

function limitFor(email: string, device: string | null): readonly [AttemptLimit, AttemptKey] {
  return device === null ? [perAccount, email] : [perDevice, [email, device]];
}

/** Forgets every failure of a person: at the sign-in, from each of their devices, and at changing the password. */
export async function unlockAccount(database: Database, email: string, userId: string): Promise<void> {
  await forgetAttempts(database, perAccount, email);
  await forgetGroup(database, perDevice, email);
  await forgetAttempts(database, ownPassword, userId);
}
