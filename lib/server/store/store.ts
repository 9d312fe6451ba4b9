import "server-only";
import type { Store } from "../../commands/ports/store.ts";
import { readCounts, readFacets } from "../inventory/counters.ts";
import { storeOfflineRequests } from "../offline/requests.ts";
import { release, revoke } from "../revocation/revoke.ts";
import { authorityKeyOf, certificatesOfIssuers, ownListsOf, saveListSettings } from "../revocation/own-lists.ts";
import { certificateStatusOf, crlIssuerOf, handedOut, revocationsOf } from "../revocation/status.ts";
import { issuedUnder } from "../revocation/issued-under.ts";
import { listedAuthorities } from "../revocation/listed-authorities.ts";
import { readAskers, readAudit, readAuditActors, readLastEvent } from "./audit.ts";
import { readAuthorities } from "./authorities.ts";
import { storeAuthorityRows } from "./authority-rows.ts";
import { storeRights } from "./authority-rights.ts";
import { storeTrust } from "./trust-marks.ts";
import { storeBundles } from "./bundles.ts";
import { storeGenerations } from "./generations.ts";
import { listKeys } from "../inventory/keys.ts";
import { readDue } from "../inventory/due.ts";
import { readEndings } from "../inventory/endings.ts";
import { listItems } from "../inventory/list.ts";
import { findSuggestions } from "../inventory/suggestions.ts";
import { archiveItems, labelItems, noteItem } from "./labels.ts";
import { readUses } from "./uses.ts";
import { readViews, removeView, saveView } from "./views.ts";
import { storeTemplates } from "./templates.ts";
import { storeServices } from "./services.ts";
import { storeSettings } from "./settings.ts";
import { storeExample } from "./example.ts";
import { storeReads } from "./read.ts";
import { removeFile } from "./remove.ts";
import { renameItem } from "./rename.ts";
import { isAwaited, renewFiles } from "./renewal.ts";
import { readCertificateFacts } from "./certificate-facts.ts";
import { completeIntent, dropIntent, recordIntent, requireUncertified } from "./sign.ts";
import { storeWrites } from "./write.ts";
import type { StoreBinding } from "../database/transaction.ts";

/**
 * The inventory as one running command sees it: each of its changes ends the command's audit event in its own
 * transaction.
 */
export function createStore(binding: StoreBinding): Store {
  const { database, clock } = binding;
  return {
    ...storeReads(database, () => clock.now()),
    ...storeWrites(binding),
    ...storeBundles(binding),
    ...storeGenerations(binding),
    ...storeServices(binding),
    ...storeSettings(binding),
    stamp: () => database.stamp(),
    ...storeExample(binding),
    ...storeOfflineRequests(binding),
    list: (query) => listItems(database, query, clock.now()),
    suggestions: (query) => findSuggestions(database, query, clock.now()),
    endings: (from, until) => readEndings(database, from, until),
    due: (now) => readDue(database, now),
    counts: () => readCounts(database),
    facets: () => readFacets(database),
    lastEvent: () => readLastEvent(database),
    audit: (query) => readAudit(database, query),
    auditActors: () => readAuditActors(database),
    askers: (requests) => readAskers(database, requests),
    keys: (query) => listKeys(database, query),
    uses: (names, options) => readUses(database, names, options),
    authorities: (names) => readAuthorities(database, names),
    label: (basenames, wanted) => labelItems(binding, basenames, wanted),
    note: (basename, note) => noteItem(binding, basename, note),
    archive: (basenames, isArchived) => archiveItems(binding, basenames, isArchived),
    ...storeTemplates(binding),
    ...storeAuthorityRows(binding),
    ...storeTrust(binding),
    ...storeRights(binding),
    views: (userId) => readViews(database, userId),
    saveView: (userId, view) => saveView(binding, userId, view),
    removeView: (userId, name) => removeView(binding, userId, name),
    remove: (fileName) => removeFile(binding, fileName),
    recordIntent: (intent) => recordIntent(binding, intent),
    dropIntent: (intentId) => dropIntent(binding, intentId),
    completeIntent: (...wanted) => completeIntent(binding, ...wanted),
    renew: (renewal) => renewFiles(binding, renewal),
    rename: (...wanted) => renameItem(binding, ...wanted),
    isAwaited: (fileName, certificate) => isAwaited(database.direct, fileName, readCertificateFacts(certificate)),
    certificateStatus: (authority, serialNumber) => certificateStatusOf(database, authority, serialNumber),
    revocationsOf: (sha256s) => revocationsOf(database, sha256s),
    handedOut: (of) => handedOut(database, of),
    issuedUnder: (authority, limit) => issuedUnder(database, authority, limit),
    listedAuthorities: (keys) => listedAuthorities(database, keys),
    crlIssuer: (authority) => crlIssuerOf(database, authority),
    ownLists: (of) => ownListsOf(database, clock.now(), of),
    saveListSettings: (issuer, settings) => saveListSettings(binding, issuer, settings),
    certificatesOfIssuers: () => certificatesOfIssuers(database, clock.now()),
    authorityKey: (authority) => authorityKeyOf(database, authority),
    revoke: (orders) => revoke(binding, orders),
    release: (authority, sha256s, actor) => release(binding, authority, sha256s, actor),
    requireUncertified: (spkiSha256, fileName) => requireUncertified(database.direct, spkiSha256, fileName),
  };
}
