import "server-only";
import type { Store } from "../commands/ports/store.ts";
import { readCounts, readFacets } from "./counters.ts";
import { readAudit } from "./store-audit.ts";
import { storeBundles } from "./store-bundles.ts";
import { storeGenerations } from "./store-generations.ts";
import { listItems } from "./store-list.ts";
import { storeServices } from "./store-services.ts";
import { storeReads } from "./store-read.ts";
import { removeFile } from "./store-remove.ts";
import { completeIntent, dropIntent, recordIntent, requireUncertified } from "./store-sign.ts";
import { storeWrites } from "./store-write.ts";
import type { StoreBinding } from "./transaction.ts";

/** The inventory as one running command sees it: each of its changes ends the command's audit event in its own transaction. */
export function createStore(binding: StoreBinding): Store {
  const { database, clock } = binding;
  return {
    ...storeReads(database, () => clock.now()),
    ...storeWrites(binding),
    ...storeBundles(binding),
    ...storeGenerations(binding),
    ...storeServices(binding),
    list: (query) => listItems(database, query, clock.now()),
    counts: () => readCounts(database),
    facets: () => readFacets(database),
    audit: (query) => readAudit(database, query),
    remove: (fileName) => removeFile(binding, fileName),
    recordIntent: (intent) => recordIntent(binding, intent),
    dropIntent: (intentId) => dropIntent(binding, intentId),
    completeIntent: (...wanted) => completeIntent(binding, ...wanted),
    requireUncertified: (spkiSha256, fileName) => requireUncertified(database.direct, spkiSha256, fileName),
  };
}
