import "server-only";
import type { KeyAlgorithm } from "../pki/public-key.ts";
import type { BatchVault, FreshKey } from "./vault-batch.ts";

/** Keys for a batch, always some ahead of what is needed, so that the threads that make them never wait for the database. */
export interface KeySupply {
  /** Waits until so many are there. */
  take(count: number): Promise<FreshKey[]>;
  /** Wipes what was made and not taken. */
  close(): Promise<void>;
}

/** RSA keys come one by one, since one takes as long as hundreds of the others. */
const unitOf = (algorithm: KeyAlgorithm): number => (algorithm.startsWith("rsa") ? 1 : 16);
const unitsAhead = 6;

/** `needed` in all: no key is made that nobody will have. */
export function createKeySupply(vault: BatchVault, algorithm: KeyAlgorithm, needed: number): KeySupply {
  const unit = unitOf(algorithm);
  const coming: Promise<FreshKey[]>[] = [];
  const ready: FreshKey[] = [];
  let asked = 0;

  function askAhead(): void {
    while (coming.length < unitsAhead && asked < needed) {
      const count = Math.min(unit, needed - asked);
      const making = vault.generate(algorithm, count);
      making.catch(() => undefined); // said when it is taken
      coming.push(making);
      asked += count;
    }
  }

  return {
    async take(count) {
      askAhead();
      while (ready.length < count) {
        const making = coming.shift();
        if (making === undefined) throw new Error(`${count} keys were asked for and ${ready.length} are left`);
        askAhead();
        ready.push(...(await making));
      }
      return ready.splice(0, count);
    },
    async close() {
      for (const making of coming.splice(0)) ready.push(...(await making.catch(() => [])));
      for (const key of ready.splice(0)) key.drop();
    },
  };
}
