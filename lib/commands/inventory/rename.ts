import { z } from "zod";
import { renameStoredNames } from "../../targets/fields.ts";
import { findTarget } from "../../targets/index.ts";
import { touchAuthorities } from "../access.ts";
import { command, type Context } from "../command.ts";
import { planFor } from "../parts/service/plan.ts";
import { Failure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { requireFileName, requireFreeName } from "../parts/names.ts";
import { servicesUsing } from "../parts/services-using.ts";
import { requireItem } from "../parts/stored.ts";
import type { ServiceRecord } from "../ports/services.ts";
import type { RenamedService } from "../ports/store.ts";

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
  async run(context, input) {
    const { store } = context;
    const { basename } = await requireItem(store, input.name);
    const to = requireFileName(input.to);
    if (to === basename) throw new Failure("rename.same-name", { name: to });
    await requireFreeName(store, to, ["", ".key", ".csr", ".crt"]);
    const files = (await store.filesOf(basename)).map(({ fileName }) => fileName);
    const renamed = (name: string): string => (isOf(name, basename, files) ? to + name.slice(basename.length) : name);
    const services = await rewrittenServices(context, basename, renamed);
    await store.rename(basename, to, services);
    return { name: to, before: basename, files: files.map(renamed), services: services.map(({ name }) => name) };
  },
});

/** A name, one of its files, or a file of it that a service still waits for. */
function isOf(name: string, basename: string, files: readonly string[]): boolean {
  return files.includes(name) || name.replace(/\.(key|csr|crt|cer|pem|crl)$/, "") === basename;
}

async function rewrittenServices(
  context: Context,
  basename: string,
  renamed: (name: string) => string,
): Promise<RenamedService[]> {
  const { store } = context;
  const services: RenamedService[] = [];
  for (const name of await servicesUsing(store, basename)) {
    const service = await store.service(name);
    const fields = findTarget(service?.target ?? "")?.fields;
    if (service === null || fields === undefined) throw new Failure("service.unknown", { service: name });
    const inputs = renameStoredNames(fields, service.inputs, renamed);
    const steps = await renamedSteps(context, service, { basename, renamed });
    services.push({ name, inputs, steps, since: service.updatedAt });
  }
  return services;
}

/**
 * The marked steps whose ids speak of a file of the name (`verify-webadmin.crt@cms1`), with their ids under the next one:
 * what a person has done stays done. A step of which no line names such a file keeps its id.
 */
async function renamedSteps(
  context: Context,
  { target, inputs, marks }: ServiceRecord,
  { basename, renamed }: { readonly basename: string; readonly renamed: (name: string) => string },
): Promise<RenamedService["steps"]> {
  if (marks.length === 0) return [];
  const { plan } = await planFor(context, target, inputs);
  return marks.flatMap(({ stepId }) => {
    const lines = plan.steps.find(({ id }) => id === stepId)?.lines ?? [];
    const words = lines.flatMap((line) => line.split(" "));
    const file = words.find((word) => word.startsWith(`${basename}.`) && stepId.includes(word));
    return file === undefined ? [] : [{ from: stepId, to: stepId.replace(file, renamed(file)) }];
  });
}
