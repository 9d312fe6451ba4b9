import { Failure } from "../../pki/error.ts";
import type { Store } from "../ports/store.ts";

/**
 * Nothing is ever overwritten by a new key: the appliance does, and breaks the service that uses the old one.
 * The unique index of the store is what holds against a race; this names what is there.
 * @throws Failure `name.in-use`
 */
export async function requireFreeName(store: Store, name: string, extensions: readonly string[]): Promise<void> {
  const files = await store.filesOf(name);
  const fileNames = files.map((file) => file.fileName);
  const isTaken = fileNames.length > 0 || (await anyExists(store, name, extensions));
  if (!isTaken) return;
  const services = (await store.serviceUses([name])).map(({ service }) => service);
  throw new Failure("name.in-use", { name, fileNames, services: [...new Set(services)] });
}

async function anyExists(store: Store, name: string, extensions: readonly string[]): Promise<boolean> {
  for (const extension of extensions) if ((await store.file(name + extension)) !== null) return true;
  return false;
}
