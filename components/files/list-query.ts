import type { FileKind } from "@/lib/commands/ports/files.ts";
import type { ItemStatus, ListQuery } from "@/lib/commands/ports/items.ts";

/** The address of the list holds its whole state; these are its words. */
export interface ListAddress {
  readonly q?: string;
  readonly kind?: string;
  readonly status?: string;
  readonly within?: string;
  readonly issuer?: string;
  readonly key?: string;
  readonly purpose?: string;
  readonly label?: string;
  readonly batch?: string;
  /** `all` or `archived`; the current names without it. */
  readonly show?: string;
  readonly sort?: string;
  readonly dir?: string;
  readonly cursor?: string;
}

export const statuses: readonly ItemStatus[] = [
  "valid",
  "revoked",
  "no-chain",
  "ends-soon",
  "expired",
  "not-yet-valid",
  "waiting",
  "key-locked",
  "no-key",
  "key-only",
  "bundle",
  "other",
];
export const kinds: readonly (FileKind | "authority")[] = [
  "authority",
  "certificate",
  "csr",
  "key",
  "locked-key",
  "bundle",
  "pkcs7",
  "pkcs12",
  "crl",
  "public-key",
  "ssh-public-key",
];
export const withins = ["7", "30", "90", "365"] as const;
/** What a certificate may be used for, as far as a person looks for it. */
export const purposes = ["server", "client", "server-client", "root", "intermediate"] as const;
export const sorts = ["name", "subject", "ends", "created", "kind", "issuer", "status"] as const;
export type Sort = (typeof sorts)[number];

/** The direction of a column when it is first chosen: names from A, the nearest end, the newest. */
export const firstDirection: Readonly<Record<Sort, "ascending" | "descending">> = {
  name: "ascending",
  subject: "ascending",
  ends: "ascending",
  created: "descending",
  kind: "ascending",
  issuer: "ascending",
  status: "ascending",
};

/** What narrows the list, as a saved view keeps it with its order. */
export const filterNames = ["q", "kind", "purpose", "status", "within", "issuer", "key", "label", "show"] as const;
const names = [...filterNames, "batch", "sort", "dir", "cursor"] as const;

/** Only what the list knows, each once; an unknown word in an address is ignored. */
export function readAddress(given: Readonly<Record<string, string | string[] | undefined>>): ListAddress {
  const entries = names.flatMap((name) => {
    const value = given[name];
    const text = Array.isArray(value) ? value[0] : value;
    return text === undefined || text === "" ? [] : [[name, text.slice(0, 500)] as const];
  });
  return Object.fromEntries(entries);
}

function among<Value extends string>(values: readonly Value[], text: string | undefined): Value | undefined {
  return values.find((value) => value === text);
}

export function sortOf(address: ListAddress): { sort: Sort; direction: "ascending" | "descending" } {
  const sort = among(sorts, address.sort) ?? "name";
  return { sort, direction: among(["ascending", "descending"] as const, address.dir) ?? firstDirection[sort] };
}

export function queryOf(address: ListAddress, limit: number): ListQuery {
  const kind = among(kinds, address.kind);
  const status = among(statuses, address.status);
  const within = among(withins, address.within);
  const purpose = among(purposes, address.purpose);
  return {
    show: among(["all", "archived"] as const, address.show) ?? "current",
    ...(purpose === undefined ? {} : { purpose }),
    ...(address.label === undefined ? {} : { label: address.label.slice(0, 40) }),
    ...(address.batch === undefined ? {} : { batch: address.batch.slice(0, 40) }),
    ...sortOf(address),
    limit,
    ...(address.q === undefined ? {} : { search: address.q.slice(0, 200) }),
    ...(kind === undefined ? {} : { kind }),
    ...(status === undefined ? {} : { status }),
    ...(within === undefined ? {} : { expiresWithinDays: Number(within) }),
    ...(address.issuer === undefined ? {} : { issuer: address.issuer.slice(0, 300) }),
    ...(address.key === undefined ? {} : { keyAlgorithm: address.key.slice(0, 40) }),
    ...(address.cursor === undefined ? {} : { cursor: address.cursor }),
  };
}

/** The address with some words changed; the place in the list is lost unless it is what changes. */
export function addressWith(
  address: ListAddress,
  change: Partial<Record<keyof ListAddress, string | undefined>>,
): string {
  const merged: Record<string, string | undefined> = { ...address, cursor: undefined, ...change };
  const entries = names.flatMap((name) =>
    merged[name] === undefined || merged[name] === "" ? [] : [[name, merged[name]] as [string, string]],
  );
  return entries.length === 0 ? "/files" : `/files?${new URLSearchParams(entries).toString()}`;
}
