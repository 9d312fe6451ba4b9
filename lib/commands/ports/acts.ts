/**
 * The acts of the audit log, without words: which kind of act a command is, and which of its audited facts its sentence
 * may name (`lib/i18n/{en,ko}/sentences/acts.ts`). Facts that no sentence names are seen in the details of an entry.
 */

/** What the log is filtered by; in the order of the choice. */
export const actKinds = [
  "issue",
  "request",
  "key",
  "store",
  "hand-out",
  "delete",
  "service",
  "access",
  "read",
] as const;
export type ActKind = (typeof actKinds)[number];

/**
 * What a fact is, so that its name can lead to it: the name of an item, a file of one, names of items, a service, the id
 * of a batch, the e-mail address of a person. A `text`, `texts`, `number` and `role` lead nowhere.
 */
export type ActFactKind =
  "item" | "items" | "file" | "service" | "batch" | "person" | "role" | "text" | "texts" | "number";

export interface Act {
  readonly kind: ActKind;
  readonly facts: Readonly<Record<string, ActFactKind>>;
}

/** Each command, and what is logged without one: signing in, the scripts of the host. */
export const acts = {
  // keys, requests and certificates
  csr: { kind: "request", facts: { name: "item", commonName: "text" } },
  selfsigned: { kind: "issue", facts: { name: "item", commonName: "text" } },
  sign: { kind: "issue", facts: { request: "file", issuer: "file" } },
  renew: { kind: "issue", facts: { name: "item", issuer: "file" } },
  unlock: { kind: "key", facts: { key: "file" } },
  "key-passphrase": { kind: "key", facts: { key: "file" } },
  "key-open": { kind: "key", facts: { key: "file", minutes: "number" } },
  "key-lock": { kind: "key", facts: { key: "file" } },
  "pkcs12-to-ssh": { kind: "request", facts: { username: "item" } },

  // authorities
  "authority-create": { kind: "issue", facts: { name: "item", issuer: "file", commonName: "text" } },
  "authority-renew": { kind: "issue", facts: { name: "item", issuer: "file" } },
  "authority-cross-sign": { kind: "issue", facts: { certificate: "file", issuer: "file" } },
  "authority-rights": { kind: "access", facts: { name: "item" } },
  trust: { kind: "access", facts: { name: "item", mark: "text" } },

  // certificates taken back
  revoke: { kind: "issue", facts: { certificates: "texts" } },
  release: { kind: "issue", facts: { certificate: "file" } },
  crl: { kind: "issue", facts: { authority: "file" } },

  // authorities whose key is not here
  "offline-request": { kind: "issue", facts: { authority: "file", request: "file" } },
  "offline-answer": { kind: "issue", facts: {} },
  "offline-list": { kind: "read", facts: {} },
  "offline-page": { kind: "read", facts: {} },
  "offline-package": { kind: "hand-out", facts: {} },
  "offline-withdraw": { kind: "issue", facts: {} },

  // files in
  upload: { kind: "store", facts: { files: "texts", count: "number" } },
  "import-review": { kind: "store", facts: { files: "texts" } },
  import: { kind: "store", facts: { names: "items", count: "number" } },
  bundle: { kind: "store", facts: { store: "item" } },
  rebuild: { kind: "store", facts: { bundle: "file" } },
  rename: { kind: "store", facts: { name: "item", to: "item" } },
  restore: { kind: "store", facts: { name: "item", generation: "number" } },
  label: { kind: "store", facts: { names: "items", count: "number", add: "texts", remove: "texts" } },
  note: { kind: "store", facts: { name: "item" } },
  archive: { kind: "store", facts: { names: "items", count: "number" } },
  unarchive: { kind: "store", facts: { names: "items", count: "number" } },
  remove: { kind: "delete", facts: { file: "file" } },
  "example-load": { kind: "store", facts: {} },
  "example-remove": { kind: "delete", facts: {} },
  "template-save": { kind: "issue", facts: { name: "text", basedOn: "number" } },
  "view-save": { kind: "store", facts: { name: "text" } },
  "view-remove": { kind: "delete", facts: { name: "text" } },

  // files out
  download: { kind: "hand-out", facts: { file: "file" } },
  export: { kind: "hand-out", facts: { name: "item", batch: "batch" } },
  "inventory-csv": { kind: "hand-out", facts: { service: "service" } },
  "audit-csv": { kind: "hand-out", facts: {} },
  pack: { kind: "hand-out", facts: { service: "service" } },

  // client certificates for many people
  "client-batch": {
    kind: "issue",
    facts: { people: "number", issuer: "file", title: "text", name: "item", batch: "batch" },
  },
  "client-batch-preview": { kind: "issue", facts: { issuer: "file" } },
  "batch-list": { kind: "read", facts: {} },
  "batch-status": { kind: "read", facts: { batch: "batch" } },
  "batch-cancel": { kind: "issue", facts: { batch: "batch" } },
  "batch-resume": { kind: "issue", facts: { batch: "batch" } },
  "batch-renew": { kind: "issue", facts: { batch: "batch" } },
  "batch-passphrases": { kind: "hand-out", facts: { batch: "batch" } },
  "batch-repack": { kind: "hand-out", facts: { batch: "batch" } },
  "batch-links": { kind: "hand-out", facts: { batch: "batch", people: "number", days: "number" } },
  "batch-links-revoke": { kind: "hand-out", facts: { batch: "batch", people: "number" } },
  "batch-collect": { kind: "hand-out", facts: {} },

  // services
  targets: { kind: "read", facts: {} },
  services: { kind: "read", facts: {} },
  service: { kind: "read", facts: { service: "service" } },
  preflight: { kind: "service", facts: {} },
  rehearse: { kind: "service", facts: { service: "service" } },
  "service-save": { kind: "service", facts: { name: "service", previous: "service" } },
  "service-remove": { kind: "delete", facts: { service: "service" } },
  "service-apply-fix": { kind: "service", facts: { service: "service" } },
  "service-read-screen": { kind: "service", facts: { service: "service" } },
  "service-mark-step": { kind: "service", facts: { service: "service" } },
  "service-adopt": { kind: "service", facts: { service: "service", names: "items" } },
  "service-make-requests": { kind: "service", facts: { service: "service", requests: "texts" } },
  "service-sign-requests": { kind: "issue", facts: { service: "service", requests: "texts", issuer: "file" } },

  // people, tokens, sessions
  "sign-in": { kind: "access", facts: { email: "person" } },
  "sign-out": { kind: "access", facts: {} },
  "set-up": { kind: "access", facts: { email: "person" } },
  "password-change": { kind: "access", facts: {} },
  "session-list": { kind: "access", facts: {} },
  "session-end": { kind: "access", facts: { email: "person" } },
  "user-list": { kind: "access", facts: {} },
  "user-create": { kind: "access", facts: { email: "person", role: "role" } },
  "user-change": { kind: "access", facts: { email: "person", role: "role" } },
  "token-list": { kind: "access", facts: {} },
  "token-create": { kind: "access", facts: { name: "text", role: "role", days: "number" } },
  "token-revoke": { kind: "access", facts: { name: "text", token: "text" } },
  "unlock-account": { kind: "access", facts: { email: "person" } },
  rewrap: { kind: "key", facts: {} },
  "addresses-save": { kind: "access", facts: { base: "text" } },
  "addresses-check": { kind: "read", facts: {} },
  "crl-save": { kind: "access", facts: { authority: "file" } },

  // the console itself
  backup: { kind: "hand-out", facts: { file: "text" } },
  move: { kind: "store", facts: { rows: "number" } },
  "audit-export": { kind: "hand-out", facts: { file: "text" } },
  "backup-restore": { kind: "store", facts: { file: "text" } },

  // what is read; of most, refusals alone are logged
  addresses: { kind: "read", facts: {} },
  usage: { kind: "read", facts: {} },
  terminal: { kind: "read", facts: {} },
  template: { kind: "read", facts: { name: "text" } },
  "template-list": { kind: "read", facts: {} },
  "authority-list": { kind: "read", facts: {} },
  authority: { kind: "read", facts: { name: "item" } },
  "template-try": { kind: "read", facts: { template: "text", request: "file" } },
  list: { kind: "read", facts: {} },
  inspect: { kind: "read", facts: { file: "file" } },
  match: { kind: "read", facts: { certificate: "file", key: "file" } },
  compare: { kind: "read", facts: { first: "file", second: "file" } },
  verify: { kind: "read", facts: { file: "file" } },
  overview: { kind: "read", facts: {} },
  metrics: { kind: "read", facts: {} },
  counts: { kind: "read", facts: {} },
  facets: { kind: "read", facts: {} },
  views: { kind: "read", facts: {} },
  item: { kind: "read", facts: { name: "item" } },
  request: { kind: "read", facts: { request: "file" } },
  "request-like": { kind: "read", facts: { file: "file" } },
  renewal: { kind: "read", facts: { name: "item" } },
  "renew-preview": { kind: "read", facts: {} },
  "revoke-preview": { kind: "read", facts: {} },
  staple: { kind: "read", facts: { certificate: "file" } },
  complete: { kind: "read", facts: {} },
  suggest: { kind: "read", facts: {} },
  find: { kind: "read", facts: {} },
  "key-list": { kind: "read", facts: { only: "text" } },
  uses: { kind: "read", facts: { count: "number" } },
  audit: { kind: "read", facts: {} },
} as const satisfies Readonly<Record<string, Act>>;

export type ActName = keyof typeof acts;

/**
 * Acts that one command is, by its facts: a key that left in clear is another sentence than one under a passphrase. The
 * first that is so names the act; else the command itself does.
 */
export const actVariants = {
  "renew:request": { of: "renew", isSo: ({ request }) => request === true },
  "key-passphrase:remove": { of: "key-passphrase", isSo: ({ remove }) => remove === true },
  "key-lock:all": { of: "key-lock", isSo: ({ key }) => key === null },
  "upload:replace": { of: "upload", isSo: ({ replace }) => replace === true },
  "import:replace": { of: "import", isSo: ({ replace }) => replace === true },
  "bundle:made": { of: "bundle", isSo: ({ store }) => store === null },
  "label:remove": { of: "label", isSo: ({ add }) => Array.isArray(add) && add.length === 0 },
  "note:remove": { of: "note", isSo: ({ length }) => length === 0 },
  "export:clear": { of: "export", isSo: ({ unencrypted, batch }) => unencrypted === true && batch === undefined },
  "export:batch": { of: "export", isSo: ({ batch }) => typeof batch === "string" },
  "export:key": { of: "export", isSo: ({ underPassphrase }) => underPassphrase === true },
  "pack:clear": { of: "pack", isSo: ({ unencrypted }) => unencrypted === true },
  "inventory-csv:service": { of: "inventory-csv", isSo: ({ service }) => typeof service === "string" },
  "client-batch:row": { of: "client-batch", isSo: ({ row }) => typeof row === "number" },
  "service-save:change": {
    of: "service-save",
    isSo: ({ name, previous }) => typeof previous === "string" && previous === name,
  },
  "service-save:rename": { of: "service-save", isSo: ({ previous }) => typeof previous === "string" },
  "service-mark-step:undo": { of: "service-mark-step", isSo: ({ done }) => done === false },
  "service-make-requests:preview": { of: "service-make-requests", isSo: ({ confirm }) => confirm === false },
  "service-sign-requests:preview": { of: "service-sign-requests", isSo: ({ confirm }) => confirm === false },
  "session-end:one": { of: "session-end", isSo: ({ session }) => typeof session === "string" },
  "token-revoke:host": { of: "token-revoke", isSo: ({ token }) => typeof token === "string" },
  "user-change:disable": { of: "user-change", isSo: ({ isDisabled }) => isDisabled === true },
  "user-change:enable": { of: "user-change", isSo: ({ isDisabled }) => isDisabled === false },
  "user-change:password": { of: "user-change", isSo: ({ newPassword }) => newPassword === true },
} as const satisfies Readonly<
  Record<string, { of: ActName; isSo: (facts: Readonly<Record<string, unknown>>) => boolean }>
>;

export type ActVariant = keyof typeof actVariants;

/** What has a sentence of its own. */
export type SentenceName = ActName | ActVariant;

const knownActs: ReadonlySet<string> = new Set(Object.keys(acts));

/** Null for a command that an earlier version logged and this one has not. */
export function actOf(command: string): ActName | null {
  return knownActs.has(command) ? (command as ActName) : null;
}

/** Facts of kind `texts` that hold names of files. */
const fileFacts: ReadonlySet<string> = new Set(["files", "certificates", "requests"]);

/** The items that an act names: those that its sentence may name, and the items of files. */
export function itemsOfAct(act: ActName, facts: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries<ActFactKind>(acts[act].facts).flatMap(([fact, kind]) => {
    const names = [facts[fact]].flat().filter((each) => typeof each === "string");
    if (kind === "item" || kind === "items") return names;
    return kind === "file" || (kind === "texts" && fileFacts.has(fact)) ? names.map(basenameOf) : [];
  });
}

/** Which sentence tells an act with these facts. */
export function sentenceNameOf(act: ActName, facts: Readonly<Record<string, unknown>>): SentenceName {
  const found = Object.entries(actVariants).find(([, { of, isSo }]) => of === act && isSo(facts));
  return found === undefined ? act : (found[0] as ActVariant);
}

/** The name of the item whose file, or which itself, is meant. */
export function basenameOf(name: string): string {
  return name.replace(/\.[^.]+$/, "");
}
