/** How the words of a typed line fill a command's input. Plain data, so that a browser can hold it. */
export interface Grammar {
  readonly name: string;
  readonly positional?: readonly string[] | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly secrets: readonly string[];
}

/** The typed form of each command that has one. */
export interface Typed {
  readonly usage: string;
  /** Names of the words, as the usage line has them. */
  readonly words: readonly string[];
  /** How many of the words have to be there. */
  readonly least: number;
  /** One word alone is the last one (`pki match <certificate>`). */
  readonly fillsFromRight?: boolean;
  /** The last word may stand any number of times; they become a list. */
  readonly takesMany?: boolean;
  /** What follows is one text, with or without quotes. */
  readonly isText?: true;
  /** Which of the words are names of stored files, and of which extensions. */
  readonly completes: readonly (readonly string[] | null)[];
  /** A secret that the command cannot do without; it is asked for, never typed. */
  readonly secret?: "passphrase";
  /** A key is made: `lock:yes` puts it under a passphrase, which is asked for twice. */
  readonly locks?: true;
  /** Attributes and the values that they may have, for completion. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

const bundles = [".pem", ".crt", ".p7b"] as const;
const certificates = [".crt", ".cer", ".pem"] as const;
const keys = ["rsa-2048", "rsa-3072", "rsa-4096", "p-256", "p-384", "p-521", "ed25519"] as const;
const subject =
  "CN:<value> [OU:<value>] [O:<value>] [L:<value>] [ST:<value>] [C:<value>] [emailAddress:<value>] [subjectAltName:<value>,…]";

export const typed: Readonly<Record<string, Typed>> = {
  usage: { usage: "pki", words: [], least: 0, completes: [] },
  find: { usage: "pki find <text>", words: ["<text>"], least: 1, completes: [null], isText: true },
  list: { usage: "pki list [<text>]", words: ["<text>"], least: 0, completes: [null] },
  "key-list": {
    usage: "pki key-list [<text>] [only:unused|waiting|locked]",
    words: ["<text>"],
    least: 0,
    completes: [null],
    values: { only: ["unused", "waiting", "locked"] },
  },
  label: {
    usage: "pki label <name> [<name>…] [add:<label>,…] [remove:<label>,…]",
    words: ["<name>"],
    least: 1,
    takesMany: true,
    completes: [[]],
  },
  note: { usage: "pki note <name> <text>", words: ["<name>", "<text>"], least: 2, completes: [[], null] },
  archive: {
    usage: "pki archive <name> [<name>…]",
    words: ["<name>"],
    least: 1,
    takesMany: true,
    completes: [[]],
  },
  unarchive: {
    usage: "pki unarchive <name> [<name>…]",
    words: ["<name>"],
    least: 1,
    takesMany: true,
    completes: [[]],
  },
  inspect: {
    usage: "pki inspect <filename> [serial:<number>]",
    words: ["<filename>"],
    least: 1,
    completes: [[]],
  },
  match: {
    usage: "pki match [<key>] <certificate>",
    words: ["<key>", "<certificate>"],
    least: 1,
    fillsFromRight: true,
    completes: [[".key"], [...certificates, ".csr"]],
  },
  verify: {
    usage:
      "pki verify <cert> <cert bundle/CA cert> [<CA cert>] [purpose:server|client] [name:<host>] [at:<instant>] [profile:strict|web] [revocation:if-present]",
    words: ["<cert>", "<cert bundle/CA cert>", "<CA cert>"],
    least: 1,
    completes: [certificates, certificates, certificates],
    values: {
      purpose: ["server", "client", "any"],
      profile: ["standard", "strict", "web"],
      revocation: ["given", "off", "if-present", "require"],
    },
  },
  compare: {
    usage: "pki compare <certificate or request> <certificate or request>",
    words: ["<certificate or request>", "<certificate or request>"],
    least: 2,
    completes: [
      [...certificates, ".csr"],
      [...certificates, ".csr"],
    ],
  },
  unlock: {
    usage: "pki unlock <key>",
    words: ["<key>"],
    least: 1,
    completes: [[".key", ".pem"]],
    secret: "passphrase",
  },
  "key-open": {
    usage: "pki key-open <key>",
    words: ["<key>"],
    least: 1,
    completes: [[".key", ".pem"]],
    secret: "passphrase",
  },
  "key-lock": { usage: "pki key-lock [<key>]", words: ["<key>"], least: 0, completes: [[".key", ".pem"]] },
  csr: {
    usage: `pki csr <key/cert basename> ${subject} [key:<kind or stored key>] [lock:yes]`,
    words: ["<key/cert basename>"],
    least: 1,
    completes: [null],
    values: { key: keys, lock: ["yes"] },
    locks: true,
  },
  selfsigned: {
    usage: `pki selfsigned <key/cert basename> ${subject} [key:<kind>] [profile:root-ca|server] [days:<number>] [pathLength:<number>] [lock:yes]`,
    words: ["<key/cert basename>"],
    least: 1,
    completes: [null],
    values: { key: keys, profile: ["root-ca", "server"], lock: ["yes"] },
    locks: true,
  },
  sign: {
    usage:
      "pki sign <csr/cert basename> <CA key/cert basename> [profile:<kind>] [days:<number>] [subjectAltName:<value>,…] [pathLength:<number>] [chain:accept] [confirm:yes]",
    words: ["<csr/cert basename>", "<CA key/cert basename>"],
    least: 2,
    completes: [[".csr"], certificates],
    values: { profile: ["server", "client", "server-client", "sub-ca"], chain: ["accept"], confirm: ["yes"] },
  },
  renew: {
    usage:
      "pki renew <cert basename> [key:new|same] [issuer:<CA key/cert basename>] [days:<number>] [request:yes] [subjectAltName:<value>,…] [chain:accept] [confirm:yes]",
    words: ["<cert basename>"],
    least: 1,
    completes: [certificates],
    values: { key: ["new", "same"], request: ["yes"], chain: ["accept"], confirm: ["yes"] },
  },
  staple: {
    usage: "pki staple <cert basename>",
    words: ["<cert basename>"],
    least: 1,
    completes: [certificates],
    values: {},
  },
  revoke: {
    usage:
      "pki revoke <cert basename> [<cert basename>…] [reason:<reason>] [at:<instant>] [below:yes] [reissue:yes] [confirm:yes]",
    words: ["<cert basename>"],
    least: 1,
    takesMany: true,
    completes: [certificates],
    values: {
      below: ["yes"],
      reissue: ["yes"],
      reason: [
        "keyCompromise",
        "affiliationChanged",
        "superseded",
        "cessationOfOperation",
        "certificateHold",
        "privilegeWithdrawn",
        "cACompromise",
        "unspecified",
      ],
      confirm: ["yes"],
    },
  },
  release: { usage: "pki release <cert basename>", words: ["<cert basename>"], least: 1, completes: [certificates] },
  "authority-list": { usage: "pki authorities", words: [], least: 0, completes: [] },
  authority: {
    usage: "pki authority <CA basename>",
    words: ["<CA basename>"],
    least: 1,
    completes: [certificates],
  },
  "authority-create": {
    usage: `pki authority-create <key/cert basename> ${subject.replace(" [subjectAltName:<value>,…]", "")} [issuer:<CA key/cert basename>] [request:yes] [key:<kind>] [days:<number>] [template:<name>] [pathLength:<number>] [permitted:<name>,…] [excluded:<name>,…] [purposes:<usage>,…] [policies:<OID>,…] [chain:accept]`,
    words: ["<key/cert basename>"],
    least: 1,
    completes: [null],
    values: { key: keys, request: ["yes"], chain: ["accept"] },
  },
  "authority-renew": {
    usage:
      "pki authority-renew <CA basename> [key:same|new] [issuer:<CA key/cert basename>] [days:<number>] [request:yes] [chain:accept] [confirm:yes]",
    words: ["<CA basename>"],
    least: 1,
    completes: [certificates],
    values: { key: ["same", "new"], request: ["yes"], chain: ["accept"], confirm: ["yes"] },
  },
  "authority-cross-sign": {
    usage:
      "pki authority-cross-sign <CA certificate> <CA key/cert basename> [name:<cert basename>] [days:<number>] [template:<name>] [pathLength:<number>] [permitted:<name>,…] [excluded:<name>,…] [purposes:<usage>,…] [policies:<OID>,…] [chain:accept]",
    words: ["<CA certificate>", "<CA key/cert basename>"],
    least: 2,
    completes: [certificates, certificates],
    values: { chain: ["accept"] },
  },
  trust: {
    usage: "pki trust <CA basename> <mark>",
    words: ["<CA basename>", "<mark>"],
    least: 2,
    completes: [certificates, null],
  },
  crl: {
    usage: "pki crl <CA key/cert basename>",
    words: ["<CA key/cert basename>"],
    least: 1,
    completes: [certificates],
  },
  "offline-request": {
    usage:
      "pki offline-request <CA cert basename> [<CSR basename>] [list:yes] [profile:server|client|server-client|sub-ca] [days:<n>] [pathLength:<n>] [confirm:yes]",
    words: ["<CA cert basename>", "<CSR basename>"],
    least: 1,
    completes: [certificates, [".csr"]],
    values: { list: ["yes"], profile: ["server", "client", "server-client", "sub-ca"], confirm: ["yes"] },
  },
  "offline-list": {
    usage: "pki offline-list [<CA cert basename>] [state:out|answered|withdrawn|all]",
    words: ["<CA cert basename>"],
    least: 0,
    completes: [certificates],
    values: { state: ["out", "answered", "withdrawn", "all"] },
  },
  "offline-withdraw": {
    usage: "pki offline-withdraw <request id> [confirm:yes]",
    words: ["<request id>"],
    least: 1,
    completes: [null],
    values: { confirm: ["yes"] },
  },
  rename: {
    usage: "pki rename <name> <new name> [confirm:yes]",
    words: ["<name>", "<new name>"],
    least: 2,
    completes: [[], null],
    values: { confirm: ["yes"] },
  },
  preflight: { usage: "pki preflight <target> [<input>:<value>]...", words: ["<target>"], least: 1, completes: [null] },
  rehearse: { usage: "pki rehearse <target> [<input>:<value>]...", words: ["<target>"], least: 1, completes: [null] },
  pack: {
    usage: "pki pack <target> [<input>:<value>]... [language:en|ko]",
    words: ["<target>"],
    least: 1,
    completes: [null],
    values: { language: ["en", "ko"] },
  },
  targets: { usage: "pki targets", words: [], least: 0, completes: [] },
  "client-batch": {
    usage:
      'pki client-batch <CA key/cert basename> person:"<name> <<e-mail>>" … [template:<name>] [days:<number>] [key:<kind>] [profile:modern|compatible|none] [title:<text>] [existing:skip|issue] [invalid:skip] [chain:accept] [root:<name>]',
    words: ["<CA key/cert basename>"],
    least: 1,
    completes: [certificates],
    values: {
      key: keys,
      profile: ["modern", "compatible", "none"],
      existing: ["skip", "issue"],
      invalid: ["skip"],
      chain: ["accept"],
    },
  },
  "batch-status": { usage: "pki batch-status <batch>", words: ["<batch>"], least: 1, completes: [null] },
  "pkcs12-to-ssh": {
    usage: "pki pkcs12-to-ssh <username>",
    words: ["<username>"],
    least: 1,
    completes: [[".pub", ".p12", ".pfx"]],
    secret: "passphrase",
  },
  bundle: {
    usage:
      "pki bundle <filename> [<filename> …] [kind:full-chain|chain|ca-bundle|anchors|pkcs7] [store:<filename>] [leaf:<SHA-256>] [root:<name>]",
    words: ["<filename>"],
    least: 1,
    takesMany: true,
    completes: [[".crt", ".cer", ".pem", ".p7b"]],
    values: { kind: ["full-chain", "chain", "ca-bundle", "anchors", "pkcs7"] },
  },
  rebuild: {
    usage: "pki rebuild <bundle> [root:<name>] [confirm:yes]",
    words: ["<bundle>"],
    least: 1,
    completes: [bundles],
    values: { confirm: ["yes"] },
  },
};

/** Another word for a command. */
export const otherWords: Readonly<Record<string, string>> = { authorities: "authority-list" };

/** Words after `pki`, in the order of the help. */
export const typedNames: readonly string[] = Object.keys(typed).filter((name) => name !== "usage");
