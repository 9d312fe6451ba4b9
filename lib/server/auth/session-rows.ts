import "server-only";
import { createHash } from "node:crypto";
import type { DatabaseClient } from "../database/db.ts";

/**
 * The client as better-auth sees it: the token of a session is stored as its SHA-256 only, so that a reader of the
 * database (a backup, a dump) holds no half of a cookie. better-auth looks sessions up by equality alone, which a hash
 * serves.
 */
export function withHashedSessions(client: DatabaseClient): DatabaseClient {
  return new Proxy(client, {
    get(target, property) {
      if (property === "session") return hashing(target.session as unknown as Delegate);
      if (property === "$transaction") {
        return (work: (transaction: DatabaseClient) => Promise<unknown>, options?: object) =>
          target.$transaction((transaction) => work(withHashedSessions(transaction as DatabaseClient)), options);
      }
      return Reflect.get(target, property, target) as unknown;
    },
  });
}

type Delegate = Readonly<Record<string, (call: Call) => Promise<unknown>>>;
type Plain = { readonly [field: string]: unknown };
interface Call {
  readonly where?: unknown;
  readonly data?: unknown;
}

function hashing(delegate: Delegate): Delegate {
  return new Proxy(delegate, {
    get(target, method: string) {
      const original = target[method];
      if (typeof original !== "function") return original;
      return async (call: Call = {}) => {
        const given: { token?: string } = {};
        const hashed = {
          ...call,
          ...("where" in call ? { where: hashedIn(call.where, given) } : {}),
          ...("data" in call ? { data: hashedIn(call.data, given) } : {}),
        };
        const result = await original.call(target, hashed);
        // The caller gets its token back as it gave it; no other caller can.
        return given.token !== undefined && isRow(result) ? { ...result, token: given.token } : result;
      };
    },
  });
}

function isRow(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "token" in value;
}

/** The same filter or record with every `token` hashed: plain, `{ equals }`, `{ in: […] }`, below AND and OR. */
function hashedIn(value: unknown, given: { token?: string }): unknown {
  if (Array.isArray(value)) return value.map((item) => hashedIn(item, given));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => {
      if (field === "token") return [field, hashedToken(inner, given)];
      return [field, field === "AND" || field === "OR" || field === "NOT" ? hashedIn(inner, given) : inner];
    }),
  );
}

function hashedToken(value: unknown, given: { token?: string }): unknown {
  if (typeof value === "string") {
    if (isHash(value)) return value;
    given.token = value;
    return createHash("sha256").update(value).digest("hex");
  }
  if (Array.isArray(value)) return value.map((item) => hashedToken(item, {}));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([operator, inner]) => [operator, hashedToken(inner, given)]));
}

/**
 * True for a value that was read from the database and is a hash already (a list of sessions to end): it is not hashed
 * again.
 */
function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
