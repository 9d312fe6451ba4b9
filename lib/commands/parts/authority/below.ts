import type { Store } from "../../ports/store.ts";
import { servicesUsing } from "../services-using.ts";

/** What stands below an authority: what it issued, the services that use it, and the bundles that hold its certificate. */
export interface Below {
  readonly names: readonly { readonly name: string; readonly services: readonly string[] }[];
  readonly count: number;
  readonly bundles: readonly string[];
}

/** More names are counted and not told. */
const mostNamed = 100;

export async function belowOf(store: Store, basename: string): Promise<Below> {
  const rows = await store.issuedBy(basename, mostNamed);
  const names: { name: string; services: readonly string[] }[] = [];
  for (const { basename: name } of rows) {
    if (name === basename) continue;
    names.push({ name, services: await servicesUsing(store, name) });
  }
  const uses = (await store.uses([basename], { areTogether: false })).get(basename);
  return { names, count: uses?.issued.count ?? names.length, bundles: uses?.bundles.names ?? [] };
}
