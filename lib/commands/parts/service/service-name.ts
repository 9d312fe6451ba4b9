import { z } from "zod";
import { storedNamesIn } from "../../../targets/fields.ts";
import type { AnyTarget } from "../../../targets/target.ts";
import { Failure } from "../../error-codes.ts";
import type { NewService, ServiceRecord } from "../../ports/services.ts";
import type { Store } from "../../ports/store.ts";

/** The name of a service: letters of any script, digits, spaces and `. _ -`. */
export const serviceName = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u)
  .meta({ description: "Name of a service.", examples: ["Meeting Server"] });

/** @throws Failure `service.unknown`. */
export async function requireService(store: Store, name: string): Promise<ServiceRecord> {
  const found = await store.service(name);
  if (found === null) throw new Failure("service.unknown", { service: name });
  return found;
}

/** Of the database as it was looked at last. */
const kept = { stamp: "", records: new Map<string, Promise<ServiceRecord>>() };

/**
 * The same for what only reads: asked again while nothing at all was stored since, it is the record of before.
 * @throws Failure `service.unknown`.
 */
export async function knownService(store: Store, name: string): Promise<ServiceRecord> {
  const stamp = await store.stamp();
  if (kept.stamp !== stamp) {
    kept.stamp = stamp;
    kept.records.clear();
  }
  const known = kept.records.get(name);
  if (known !== undefined) return known;
  const record = requireService(store, name);
  // A name that there is none of is not kept: it may be any text.
  void record.then(
    () => kept.stamp === stamp && kept.records.size < 100 && kept.records.set(name, record),
    () => undefined,
  );
  return record;
}

/** `webbridge.crt` and `webbridge` are both the item `webbridge`, also while nothing of it is stored. */
export async function usesOf(
  store: Store,
  target: AnyTarget,
  inputs: Readonly<Record<string, unknown>>,
): Promise<NewService["uses"]> {
  const names = storedNamesIn(target.fields, inputs);
  const wanted = [
    ...names.identities.map((name) => ({ kind: "identity", name }) as const),
    ...names.certificates.map((name) => ({ kind: "certificates", name }) as const),
    ...names.crls.map((name) => ({ kind: "crl", name }) as const),
  ];
  return Promise.all(
    wanted.map(async (use) => ({
      ...use,
      basename: (await store.file(use.name))?.basename ?? use.name.replace(/\.(key|csr|crt|cer|pem|crl)$/, ""),
    })),
  );
}
