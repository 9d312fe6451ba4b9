import type { CommandName } from "./index.ts";

/** Where a command is met. The completeness test looks for the page on disk, and for a browser journey that goes there. */
export interface Place {
  /** Folder of `app/(console)` with the page that uses it; empty for the first page. */
  readonly page: string;
  /** What a journey of `e2e` that goes there also has to mention: a word of the act, where one page has several. */
  readonly act?: string;
}

export const places: Readonly<Record<CommandName, Place>> = {
  "usage": { page: "terminal" },
  "list": { page: "files" },
  "inspect": { page: "inspect" },
  "match": { page: "match" },
  "verify": { page: "verify" },
  "unlock": { page: "unlock" },
  "csr": { page: "request" },
  "selfsigned": { page: "selfsigned" },
  "sign": { page: "sign" },
  "pkcs12-to-ssh": { page: "pkcs12-to-ssh" },
  "bundle": { page: "bundle" },
  "rebuild": { page: "files", act: "rebuild" },
  "upload": { page: "files", act: "upload" },
  "import-review": { page: "import" },
  "import": { page: "import", act: "store" },
  "download": { page: "files", act: "download" },
  "export": { page: "files", act: "pkcs12" },
  "remove": { page: "files", act: "delete" },
  "restore": { page: "files", act: "restore" },
  "client-batch": { page: "batches", act: "issue" },
  "client-batch-check": { page: "batches", act: "preview" },
  "batch-status": { page: "batches" },
  "batch-list": { page: "batches" },
  "batch-cancel": { page: "batches", act: "cancel" },
  "batch-resume": { page: "batches", act: "resume" },
  "batch-renew": { page: "batches", act: "renew" },
  "batch-sheet": { page: "batches", act: "sheet" },
  "batch-repack": { page: "batches", act: "new passphrases" },
  "batch-links": { page: "batches", act: "links" },
  "batch-links-revoke": { page: "batches", act: "revoke" },
  "batch-collect": { page: "batches", act: "collect" },
  "overview": { page: "" },
  "facets": { page: "files" },
  "item": { page: "files" },
  "request": { page: "sign" },
  "complete": { page: "terminal" },
  "targets": { page: "terminal" },
  "preflight": { page: "terminal" },
  "rehearse": { page: "rehearsal" },
  "pack": { page: "rehearsal", act: "pack" },
  "audit": { page: "activity" },
  "user-list": { page: "settings/users" },
  "user-create": { page: "settings/users" },
  "user-change": { page: "settings/users" },
  "password-change": { page: "settings", act: "password" },
  "token-list": { page: "settings/tokens" },
  "token-create": { page: "settings/tokens" },
  "token-revoke": { page: "settings/tokens", act: "revoke" },
};
