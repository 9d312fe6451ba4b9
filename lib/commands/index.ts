import type { Command } from "./command.ts";
import { audit } from "./audit.ts";
import { bundle } from "./bundle.ts";
import { batchCancel } from "./batch-cancel.ts";
import { batchCollect } from "./batch-collect.ts";
import { batchLinks } from "./batch-links.ts";
import { batchLinksRevoke } from "./batch-links-revoke.ts";
import { batchList } from "./batch-list.ts";
import { batchRenew } from "./batch-renew.ts";
import { batchRepack } from "./batch-repack.ts";
import { batchResume } from "./batch-resume.ts";
import { batchSheet } from "./batch-sheet.ts";
import { batchStatus } from "./batch-status.ts";
import { clientBatch } from "./client-batch.ts";
import { clientBatchCheck } from "./client-batch-check.ts";
import { complete } from "./complete.ts";
import { csr } from "./csr.ts";
import { download } from "./download.ts";
import { exportIdentity } from "./export.ts";
import { facets } from "./facets.ts";
import { importChosen } from "./import.ts";
import { importReview } from "./import-review.ts";
import { inspect } from "./inspect.ts";
import { item } from "./item.ts";
import { list } from "./list.ts";
import { match } from "./match.ts";
import { overview } from "./overview.ts";
import { pack } from "./pack.ts";
import { passwordChange } from "./password-change.ts";
import { pkcs12ToSsh } from "./pkcs12-to-ssh.ts";
import { preflight } from "./preflight.ts";
import { rehearse } from "./rehearse.ts";
import { rebuild } from "./rebuild.ts";
import { remove } from "./remove.ts";
import { request } from "./request.ts";
import { renewal } from "./renewal.ts";
import { restore } from "./restore.ts";
import { selfsigned } from "./selfsigned.ts";
import { service } from "./service.ts";
import { serviceMend } from "./service-mend.ts";
import { serviceRemove } from "./service-remove.ts";
import { serviceSave } from "./service-save.ts";
import { serviceTick } from "./service-tick.ts";
import { services } from "./services.ts";
import { sign } from "./sign.ts";
import { targets } from "./targets.ts";
import { tokenCreate } from "./token-create.ts";
import { tokenList } from "./token-list.ts";
import { tokenRevoke } from "./token-revoke.ts";
import { unlock } from "./unlock.ts";
import { upload } from "./upload.ts";
import { usage } from "./usage.ts";
import { userChange } from "./user-change.ts";
import { userCreate } from "./user-create.ts";
import { userList } from "./user-list.ts";
import { verify } from "./verify.ts";

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
  pkcs12ToSsh,
  // bundles: no word of the appliance
  bundle,
  rebuild,
  // files in and out
  upload,
  importReview,
  importChosen,
  download,
  exportIdentity,
  remove,
  restore,
  // client certificates for many people
  clientBatch,
  clientBatchCheck,
  batchStatus,
  batchList,
  batchCancel,
  batchResume,
  batchRenew,
  batchSheet,
  batchRepack,
  batchLinks,
  batchLinksRevoke,
  batchCollect,
  // what the pages read
  overview,
  facets,
  item,
  request,
  complete,
  // services
  targets,
  preflight,
  rehearse,
  pack,
  services,
  service,
  serviceSave,
  serviceRemove,
  serviceMend,
  serviceTick,
  renewal,
  // the house
  audit,
  userList,
  userCreate,
  userChange,
  passwordChange,
  tokenList,
  tokenCreate,
  tokenRevoke,
] as const;

export type AnyCommand = (typeof commands)[number];
export type CommandName = AnyCommand["name"];

type Named<Name extends CommandName> = Extract<AnyCommand, { readonly name: Name }>;
/** What a caller gives: fields with a default may be left out. */
export type InputOf<Name extends CommandName> = Parameters<Named<Name>["audit"]>[0];
export type OutputOf<Name extends CommandName> = Awaited<ReturnType<Named<Name>["run"]>>;

const byName: ReadonlyMap<string, AnyCommand> = new Map(commands.map((each) => [each.name, each]));

export function findCommand(name: string): Command<string, unknown, unknown> | undefined {
  return byName.get(name) as Command<string, unknown, unknown> | undefined;
}
