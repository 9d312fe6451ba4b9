import { z } from "zod";
import { renameStoredNames } from "../../targets/fields.ts";
import { findTarget } from "../../targets/index.ts";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { requireFileName, requireFreeName } from "../parts/names.ts";
import { servicesUsing } from "../parts/services-using.ts";
import { requireItem } from "../parts/stored.ts";
import type { RenamedService, Store } from "../ports/store.ts";

/**
 * Gives a name of the inventory another one: its files and what they were before, the services, batches and waiting
 * requests that use it follow. The audit log keeps the old name.
 */
export const rename = command({
  name: "rename",
  effect: "replace",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    name: field.storedName,
    to: z
      .string()
      .trim()
      .max(200)
      .meta({ description: "New name, without an extension.", examples: ["dbserver-2026"] }),
    confirm: field.confirm,
  }),
  positional: ["name", "to"],
  attributes: { confirm: "confirm" },
  secrets: [],
  affectedServices: (store, { name }) => servicesUsing(store, name),
  on: ({ name }) => [
    ...touchAuthorities("inventory.write", [name]),
    { may: "inventory.write", on: { kind: "service", using: name } },
  ],
  audit: ({ name, to }) => ({ name, to }),
  async run({ store }, input) {
    const { basename } = await requireItem(store, input.name);
    const to = requireFileName(input.to);
    if (to === basename) throw new Failure("rename.same-name", { name: to });
    await requireFreeName(store, to, ["", ".key", ".csr", ".crt"]);
    const files = (await store.filesOf(basename)).map(({ fileName }) => fileName);
    const renamed = (name: string): string => (isOf(name, basename, files) ? to + name.slice(basename.length) : name);
    const services = await rewrittenServices(store, basename, renamed);
    await store.rename(basename, to, services);
    return { name: to, before: basename, files: files.map(renamed), services: services.map(({ name }) => name) };
  },
});

/** A name, one of its files, or a file of it that a service still waits for. */
function isOf(name: string, basename: string, files: readonly string[]): boolean {
  return files.includes(name) || name.replace(/\.(key|csr|crt|cer|pem|crl)$/, "") === basename;
}

async function rewrittenServices(
  store: Store,
  basename: string,
  renamed: (name: string) => string,
): Promise<RenamedService[]> {
  const services: RenamedService[] = [];
  for (const name of await servicesUsing(store, basename)) {
    const service = await store.service(name);
    const fields = findTarget(service?.target ?? "")?.fields;
    if (service === null || fields === undefined) throw new Failure("service.unknown", { service: name });
    services.push({ name, inputs: renameStoredNames(fields, service.inputs, renamed), since: service.updatedAt });
  }
  return services;
}
