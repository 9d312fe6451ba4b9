import { Failure } from "../../pki/failure.ts";
import type { Store } from "../ports/store.ts";
import { servicesReading } from "./services-using.ts";

/**
 * Nothing is ever overwritten by a new key: the appliance does, and breaks the service that uses the old one.
 * The unique index of the store is what holds against a race; this names what is there.
 * @throws Failure `name.in-use`
 */
export async function requireFreeName(store: Store, name: string, extensions: readonly string[]): Promise<void> {
  const files = await store.filesOf(name);
  const fileNames = files.map((file) => file.fileName);
  const isTaken =
    fileNames.length > 0 || (await store.firstFile(extensions.map((extension) => name + extension))) !== null;
  if (!isTaken) return;
  throw new Failure("name.in-use", { name, fileNames, services: await servicesReading(store, name) });
}
