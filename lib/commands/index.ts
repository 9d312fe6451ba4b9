import type { Command } from "./command.ts";
import { audit } from "./account/audit.ts";
import { auditCsv } from "./account/audit-csv.ts";
import { bundle } from "./trust/bundle.ts";
import { batchCancel } from "./batch/batch-cancel.ts";
import { batchCollect } from "./batch/batch-collect.ts";
import { batchLinks } from "./batch/batch-links.ts";
import { batchLinksRevoke } from "./batch/batch-links-revoke.ts";
import { batchList } from "./batch/batch-list.ts";
import { batchRenew } from "./batch/batch-renew.ts";
import { batchRepack } from "./batch/batch-repack.ts";
import { batchResume } from "./batch/batch-resume.ts";
import { batchPassphrases } from "./batch/batch-passphrases.ts";
import { batchStatus } from "./batch/batch-status.ts";
import { clientBatch } from "./batch/client-batch.ts";
import { clientBatchPreview } from "./batch/client-batch-preview.ts";
import { compare } from "./trust/compare.ts";
import { complete } from "./terminal/complete.ts";
import { csr } from "./keys/csr.ts";
import { download } from "./inventory/download.ts";
import { exportIdentity } from "./inventory/export.ts";
import { facets } from "./inventory/facets.ts";
import { find } from "./inventory/find.ts";
import { importChosen } from "./inventory/import.ts";
import { importReview } from "./inventory/import-review.ts";
import { inspect } from "./trust/inspect.ts";
import { inventoryCsv } from "./inventory/inventory-csv.ts";
import { item } from "./inventory/item.ts";
import { list } from "./inventory/list.ts";
import { archive } from "./inventory/archive.ts";
import { label } from "./inventory/label.ts";
import { note } from "./inventory/note.ts";
import { unarchive } from "./inventory/unarchive.ts";
import { template } from "./templates/template.ts";
import { authority } from "./authority/authority.ts";
import { authorityCreate } from "./authority/authority-create.ts";
import { authorityCrossSign } from "./authority/authority-cross-sign.ts";
import { authorityList } from "./authority/authority-list.ts";
import { authorityRights } from "./authority/authority-rights.ts";
import { trust } from "./authority/trust.ts";
import { authorityRenew } from "./authority/authority-renew.ts";
import { templateList } from "./templates/template-list.ts";
import { templateSave } from "./templates/template-save.ts";
import { templateTry } from "./templates/template-try.ts";
import { viewRemove } from "./inventory/view-remove.ts";
import { viewSave } from "./inventory/view-save.ts";
import { views } from "./inventory/views.ts";
import { match } from "./trust/match.ts";
import { overview } from "./inventory/overview.ts";
import { pack } from "./service/pack.ts";
import { passwordChange } from "./account/password-change.ts";
import { pkcs12ToSsh } from "./keys/pkcs12-to-ssh.ts";
import { preflight } from "./service/preflight.ts";
import { rehearse } from "./service/rehearse.ts";
import { rebuild } from "./trust/rebuild.ts";
import { remove } from "./inventory/remove.ts";
import { request } from "./keys/request.ts";
import { renew } from "./keys/renew.ts";
import { renewPreview } from "./keys/renew-preview.ts";
import { renewal } from "./keys/renewal.ts";
import { rename } from "./inventory/rename.ts";
import { requestLike } from "./keys/request-like.ts";
import { restore } from "./inventory/restore.ts";
import { selfsigned } from "./keys/selfsigned.ts";
import { serviceSignRequests } from "./service/service-sign-requests.ts";
import { service } from "./service/service.ts";
import { serviceAdopt } from "./service/service-adopt.ts";
import { serviceApplyFix } from "./service/service-apply-fix.ts";
import { serviceRemove } from "./service/service-remove.ts";
import { serviceSave } from "./service/service-save.ts";
import { serviceMakeRequests } from "./service/service-make-requests.ts";
import { serviceMarkStep } from "./service/service-mark-step.ts";
import { serviceReadScreen } from "./service/service-read-screen.ts";
import { services } from "./service/services.ts";
import { sessionEnd } from "./account/session-end.ts";
import { sessionList } from "./account/session-list.ts";
import { sign } from "./keys/sign.ts";
import { suggest } from "./inventory/suggest.ts";
import { targets } from "./service/targets.ts";
import { tokenCreate } from "./account/token-create.ts";
import { tokenList } from "./account/token-list.ts";
import { tokenRevoke } from "./account/token-revoke.ts";
import { unlock } from "./keys/unlock.ts";
import { upload } from "./inventory/upload.ts";
import { usage } from "./terminal/usage.ts";
import { userChange } from "./account/user-change.ts";
import { userCreate } from "./account/user-create.ts";
import { userList } from "./account/user-list.ts";
import { verify } from "./trust/verify.ts";
import { keyPassphrase } from "./keys/key-passphrase.ts";
import { keyOpen } from "./keys/key-open.ts";
import { keyList } from "./keys/key-list.ts";
import { keyLock } from "./keys/key-lock.ts";
import { uses } from "./inventory/uses.ts";
import { counts } from "./inventory/counts.ts";
import { exampleLoad } from "./inventory/example-load.ts";
import { exampleRemove } from "./inventory/example-remove.ts";
import { crl } from "./revocation/crl.ts";
import { release } from "./revocation/release.ts";
import { revoke } from "./revocation/revoke.ts";
import { staple } from "./revocation/staple.ts";
import { revokePreview } from "./revocation/revoke-preview.ts";
import { metrics } from "./operate/metrics.ts";
import { addresses } from "./settings/addresses.ts";
import { addressesSave } from "./settings/addresses-save.ts";
import { addressesCheck } from "./settings/addresses-check.ts";
import { crlSave } from "./revocation/crl-save.ts";
import { offlineAnswer } from "./offline/offline-answer.ts";
import { offlineList } from "./offline/offline-list.ts";
import { offlinePage } from "./offline/offline-page.ts";
import { offlinePackage } from "./offline/offline-package.ts";
import { offlineRequest } from "./offline/offline-request.ts";
import { offlineWithdraw } from "./offline/offline-withdraw.ts";

/** Every command there is, by hand: what is not in this list cannot be asked for on any surface. */
export const commands = [
  // the words of the appliance
  usage,
  list,
  inspect,
  match,
  verify,
  unlock,
  csr,
  selfsigned,
  sign,
  renew,
  pkcs12ToSsh,
  // no words of the appliance
  compare,
  bundle,
  rebuild,
  // authorities
  authorityList,
  authority,
  authorityCreate,
  authorityRenew,
  authorityCrossSign,
  authorityRights,
  trust,
  // certificates taken back
  revoke,
  revokePreview,
  staple,
  release,
  crl,
  // files in and out
  upload,
  importReview,
  importChosen,
  download,
  exportIdentity,
  remove,
  rename,
  restore,
  label,
  note,
  archive,
  unarchive,
  // client certificates for many people
  clientBatch,
  clientBatchPreview,
  batchStatus,
  batchList,
  batchCancel,
  batchResume,
  batchRenew,
  batchPassphrases,
  batchRepack,
  batchLinks,
  batchLinksRevoke,
  batchCollect,
  // what the pages read
  overview,
  facets,
  views,
  template,
  templateList,
  templateSave,
  templateTry,
  viewSave,
  viewRemove,
  inventoryCsv,
  item,
  request,
  requestLike,
  complete,
  suggest,
  find,
  // services
  targets,
  preflight,
  rehearse,
  pack,
  services,
  service,
  serviceSave,
  serviceRemove,
  serviceApplyFix,
  serviceMarkStep,
  serviceReadScreen,
  serviceAdopt,
  serviceMakeRequests,
  serviceSignRequests,
  renewal,
  renewPreview,
  // people, tokens and the audit log
  audit,
  auditCsv,
  userList,
  userCreate,
  userChange,
  passwordChange,
  sessionList,
  sessionEnd,
  tokenList,
  tokenCreate,
  tokenRevoke,
  keyPassphrase,
  keyOpen,
  keyList,
  keyLock,
  uses,
  counts,
  exampleLoad,
  exampleRemove,
  metrics,
  addresses,
  addressesSave,
  addressesCheck,
  crlSave,
  // authorities whose key is not here
  offlineAnswer,
  offlineList,
  offlinePackage,
  offlinePage,
  offlineRequest,
  offlineWithdraw,
] as const;

export type AnyCommand = (typeof commands)[number];
export type CommandName = AnyCommand["name"];

type Named<Name extends CommandName> = Extract<AnyCommand, { readonly name: Name }>;
/** The input as a caller gives it: fields with a default may be left out. */
export type InputOf<Name extends CommandName> = Parameters<Named<Name>["audit"]>[0];
export type OutputOf<Name extends CommandName> = Awaited<ReturnType<Named<Name>["run"]>>;

const byName: ReadonlyMap<string, AnyCommand> = new Map(commands.map((each) => [each.name, each]));

export function findCommand(name: string): Command<string, unknown, unknown> | undefined {
  return byName.get(name) as Command<string, unknown, unknown> | undefined;
}
