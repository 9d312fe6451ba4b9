import "server-only";
import type { ItemStatus } from "../../commands/ports/items.ts";
import { sql, type SqlFragment } from "../database/sql.ts";

/** A certificate that ends within so many days "ends soon". */
export const endsSoonDays = 30;
const day = 86_400_000;

export interface StatusCells {
  readonly state: string;
  readonly notBefore: Date | null;
  readonly notAfter: Date | null;
  readonly revokedAt: Date | null;
}

/** The status of a row at an instant. What stops a service first is what is said. */
export function statusOf({ state, notBefore, notAfter, revokedAt }: StatusCells, now: Date): ItemStatus {
  if (revokedAt !== null) return "revoked";
  switch (state) {
    case "certificate":
    case "certificate-no-chain":
    case "certificate-locked":
    case "certificate-no-key":
      if (notAfter !== null && notAfter < now) return "expired";
      if (notBefore !== null && notBefore > now) return "not-yet-valid";
      if (notAfter !== null && notAfter < endsSoonLimit(now)) return "ends-soon";
      return lastingStatus[state];
    case "waiting":
    case "key-locked":
    case "key-only":
    case "bundle":
      return state;
    default:
      return "other";
  }
}

/** Of a certificate that is valid for more than some days. */
const lastingStatus = {
  certificate: "valid",
  "certificate-no-chain": "no-chain",
  "certificate-locked": "key-locked",
  "certificate-no-key": "no-key",
} as const satisfies Readonly<Record<string, ItemStatus>>;

/** The states in the order of the sort by status, behind what is over or ends soon: what a person has to see to comes first. */
export const stateOrder = [
  "certificate-no-chain",
  "certificate-locked",
  "key-locked",
  "waiting",
  "certificate",
  "certificate-no-key",
  "bundle",
  "key-only",
  "other",
] as const;

/** Before this instant a certificate is over or ends soon. */
export function endsSoonLimit(now: Date): Date {
  return new Date(now.getTime() + endsSoonDays * day);
}

/** The same as a condition on the alias `i`. */
export function statusCondition(status: ItemStatus, now: Date): SqlFragment {
  return status === "revoked"
    ? sql`i."revokedAt" IS NOT NULL`
    : sql`(i."revokedAt" IS NULL AND ${unrevokedCondition(status, now)})`;
}

function unrevokedCondition(status: Exclude<ItemStatus, "revoked">, now: Date): SqlFragment {
  const soon = endsSoonLimit(now);
  const lasting = sql`(i."notAfter" >= ${soon} AND i."notBefore" <= ${now})`;
  switch (status) {
    case "expired":
      return sql`i."notAfter" < ${now}`;
    case "not-yet-valid":
      return sql`(i."notAfter" >= ${now} AND i."notBefore" > ${now})`;
    case "ends-soon":
      return sql`(i."notAfter" >= ${now} AND i."notAfter" < ${soon} AND i."notBefore" <= ${now})`;
    case "valid":
      return sql`(i."state" = 'certificate' AND ${lasting})`;
    case "no-chain":
      return sql`(i."state" = 'certificate-no-chain' AND ${lasting})`;
    case "no-key":
      return sql`(i."state" = 'certificate-no-key' AND ${lasting})`;
    case "key-locked":
      return sql`(i."state" = 'key-locked' OR (i."state" = 'certificate-locked' AND ${lasting}))`;
    case "waiting":
    case "key-only":
    case "bundle":
    case "other":
      return sql`i."state" = ${status}`;
  }
}

/** A wider condition that one index answers: where to look for candidates. */
export function statusProbe(status: ItemStatus, now: Date): SqlFragment {
  switch (status) {
    case "revoked":
      return sql`i."revokedAt" IS NOT NULL`;
    case "valid":
      return sql`i."state" = 'certificate'`;
    case "no-chain":
      return sql`i."state" = 'certificate-no-chain'`;
    case "no-key":
      return sql`i."state" = 'certificate-no-key'`;
    case "key-locked":
      return sql`i."state" IN ('key-locked', 'certificate-locked')`;
    default:
      return statusRange(status, now) ?? sql`i."state" = ${status}`;
  }
}

/** The condition of a status on the end of validity alone; null when there is none. */
export function statusRange(status: ItemStatus, now: Date): SqlFragment | null {
  const soon = endsSoonLimit(now);
  switch (status) {
    case "expired":
      return sql`i."notAfter" < ${now}`;
    case "ends-soon":
      return sql`i."notAfter" >= ${now} AND i."notAfter" < ${soon}`;
    case "not-yet-valid":
      return sql`i."notAfter" >= ${now}`;
    case "valid":
    case "no-chain":
    case "no-key":
      return sql`i."notAfter" >= ${soon}`;
    default:
      return null;
  }
}

/** Certificates that end within so many days from now, expired and revoked ones excluded. */
export function endsWithin(days: number, now: Date): SqlFragment {
  return sql`(i."notAfter" >= ${now} AND i."notAfter" < ${new Date(now.getTime() + days * day)} AND i."revokedAt" IS NULL)`;
}
