import type { CommandName } from "./index.ts";

/** Where a command is met: its page, and the browser journey that walks it. The completeness test looks for both on disk. */
export interface Place {
  /** Folder of `app/(console)` with the page that uses it. */
  readonly page: string;
  /** File of `e2e`. */
  readonly spec: string;
}

export const places: Readonly<Record<CommandName, Place>> = {
  "usage": { page: "terminal", spec: "terminal.spec.ts" },
  "list": { page: "files", spec: "list.spec.ts" },
  "inspect": { page: "inspect", spec: "inspect.spec.ts" },
  "match": { page: "match", spec: "match.spec.ts" },
  "verify": { page: "verify", spec: "verify.spec.ts" },
  "unlock": { page: "unlock", spec: "unlock.spec.ts" },
  "csr": { page: "request", spec: "csr.spec.ts" },
  "selfsigned": { page: "selfsigned", spec: "selfsigned.spec.ts" },
  "sign": { page: "sign", spec: "sign.spec.ts" },
  "pkcs12-to-ssh": { page: "pkcs12-to-ssh", spec: "pkcs12-to-ssh.spec.ts" },
  "upload": { page: "files", spec: "upload.spec.ts" },
  "download": { page: "files", spec: "export.spec.ts" },
  "export": { page: "files", spec: "export.spec.ts" },
  "remove": { page: "files", spec: "remove.spec.ts" },
  "restore": { page: "files", spec: "restore.spec.ts" },
  "overview": { page: "", spec: "overview.spec.ts" },
  "facets": { page: "files", spec: "list.spec.ts" },
  "item": { page: "files", spec: "list.spec.ts" },
  "request": { page: "sign", spec: "sign.spec.ts" },
  "complete": { page: "terminal", spec: "terminal.spec.ts" },
  "audit": { page: "activity", spec: "audit.spec.ts" },
  "user-list": { page: "settings/users", spec: "users.spec.ts" },
  "user-create": { page: "settings/users", spec: "users.spec.ts" },
  "user-change": { page: "settings/users", spec: "users.spec.ts" },
  "token-list": { page: "settings/tokens", spec: "tokens.spec.ts" },
  "token-create": { page: "settings/tokens", spec: "tokens.spec.ts" },
  "token-revoke": { page: "settings/tokens", spec: "tokens.spec.ts" },
};
