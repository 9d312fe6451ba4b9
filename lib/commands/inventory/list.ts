import { z } from "zod";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { type ItemRow, listSorts, purposes } from "../ports/items.ts";

/** `pki list`: every stored file, page by page; searched and filtered in the database. */
export const list = command({
  name: "list",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    search: z
      .string()
      .max(200)
      .optional()
      .meta({ description: "Part of any name: CN, O, OU, SAN, serial, fingerprint, file name, label." }),
    kind: z
      .enum([
        "key",
        "locked-key",
        "csr",
        "certificate",
        "bundle",
        "pkcs7",
        "pkcs12",
        "crl",
        "public-key",
        "ssh-public-key",
        "authority",
      ])
      .optional(),
    status: z
      .enum([
        "valid",
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
      ])
      .optional(),
    expiresWithinDays: z.int().min(0).max(36_500).optional(),
    issuer: z.string().max(300).optional().meta({ description: "Common name of the issuer, exact." }),
    keyAlgorithm: z.string().max(40).optional(),
    purpose: z.enum(purposes).optional().meta({ description: "What it is: a certificate by what it may be used for." }),
    label: z.string().max(40).optional(),
    batch: z.string().max(40).optional().meta({ description: "Id of a batch: its names." }),
    names: z.array(field.storedName).max(200).optional().meta({ description: "These names alone." }),
    show: z.enum(["current", "all", "archived"]).optional().meta({
      description:
        "`current`: without archived names, and without expired certificates of no service; a batch is one row when nothing else is asked. Everything by itself.",
    }),
    sort: z.enum(listSorts).optional(),
    direction: z.enum(["ascending", "descending"]).optional(),
    cursor: z.string().max(500).optional().meta({ description: "`next` or `previous` of another page." }),
    limit: z.int().min(1).max(200).optional(),
  }),
  positional: ["search"],
  secrets: [],
  audit: ({ search, kind, status }) => ({ search: search ?? null, kind: kind ?? null, status: status ?? null }),
  async run({ store, vault }, input) {
    const [page, counts] = await Promise.all([store.list(input), store.counts()]);
    const names = page.rows.map(({ basename }) => basename);
    // One question each for the whole page, whatever the number of services and keys.
    const [uses, locks] = await Promise.all([
      names.length === 0 ? [] : store.serviceUses(names),
      vault.locks(page.rows.filter(mayHaveKey).map(({ basename }) => basename)),
    ]);
    const by = Map.groupBy(uses, ({ basename }) => basename);
    return {
      ...page,
      counts,
      rows: page.rows.map((row) => ({
        ...row,
        /** Of a key under a passphrase of its own; null without one. */
        keyLock: locks.get(row.basename) ?? null,
        usedBy: [...new Set(by.get(row.basename)?.map(({ service }) => service))],
      })),
    };
  },
});

/** A certificate whose key is not here has no lock to be asked for. */
function mayHaveKey({ status }: ItemRow): boolean {
  return !["no-key", "bundle", "other"].includes(status);
}
