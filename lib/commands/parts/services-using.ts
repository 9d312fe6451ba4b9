import type { Store } from "../ports/store.ts";

/** Names of the services that use a stored name, each once and in order; of `web.crt` those that use `web`. */
export async function servicesUsing(store: Store, name: string): Promise<readonly string[]> {
  const basename = (await store.file(name))?.basename ?? name;
  return [...new Set((await store.serviceUses([basename])).map(({ service }) => service))];
}
