// The rings of ARCHITECTURE.md as rules. scripts/boundaries.mjs runs them and fails when too few modules were read.

const tests = "\\.test\\.tsx?$";
/** Modules that several commands may share: the types, the permissions, the ports and the schemas of fields. */
const commandShelf =
  "^lib/commands/(access|rights|command|error-codes|permission|input-issues|bytes-field|index)\\.ts$|^lib/commands/(parts|ports)/";

/**
 * Modules of lib/pki whose exports give a private key in clear; lib/commands/clear-keys.test.ts holds the list against
 * the sources.
 */
export const clearKeyModules =
  "^lib/pki/(inspect/container|keys/private-key|files/(read-key|read-pkcs12|unpack|unpack-container|locked-key|java-keystore|ms-key)|pkcs12/pkcs12|ssh/openssh-private)\\.ts$";

/** What the server takes of the commands: the registry, the types and the ports, never the parts of a command. */
const commandsForServer =
  "^lib/commands/((access|rights|command|error-codes|mentions|permission|input-issues|bytes-field|index)\\.ts$|ports/)";
/** Pure modules below the shelves that the browser runs as well. */
const browserRuns = "^lib/(pki/pkcs12/receivers|commands/parts/csv)\\.ts$";

/** The rooms of lib/pki, lowest first: a room imports those before it and never one behind it. */
export const roomsOfPki = [
  "asn1",
  "encryption",
  "keys",
  "ssh",
  "x509",
  "ocsp",
  "pkcs12",
  "archive",
  "files",
  "path",
  "receivers",
  "checks",
  "inspect",
  "bundle",
  "templates",
  "issue",
  "offline",
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-circular",
      comment: "Types count too: what two files share goes into the lower one.",
      severity: "error",
      from: { pathNot: "^(node_modules|prisma/generated)" },
      to: { circular: true },
    },
    {
      name: "pki-stands-alone",
      comment: "lib/pki is mathematics: it imports nothing above it.",
      severity: "error",
      from: { path: "^lib/pki/", pathNot: tests },
      to: { path: "^(lib/(?!pki/)|app/|components/|prisma/|scripts/|bench/|conformance/|test/|testdata/)" },
    },
    {
      name: "pki-does-no-io",
      severity: "error",
      from: { path: "^lib/pki/", pathNot: tests },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?(crypto|buffer|util|zlib)$" },
    },
    {
      name: "pki-knows-no-framework",
      severity: "error",
      from: { path: "^lib/pki/", pathNot: tests },
      to: { path: "node_modules/", pathNot: "node_modules/(@noble|iconv-lite|@types)/" },
    },
    ...roomsOfPki.slice(0, -1).map((room, index) => ({
      name: `pki-rooms-above-${room}`,
      comment: "The rooms of lib/pki have an order.",
      severity: "error",
      from: { path: `^lib/pki/${room}/`, pathNot: tests },
      to: { path: `^lib/pki/(${roomsOfPki.slice(index + 1).join("|")})/` },
    })),
    {
      name: "pki-room-without-a-place",
      comment: "A new room gets its place in roomsOfPki.",
      severity: "error",
      from: { path: "^lib/pki/" },
      to: { path: `^lib/pki/(?!(${roomsOfPki.join("|")})/)[^/]+/` },
    },
    {
      name: "targets-below-commands",
      comment: "lib/targets knows certificates and services, and no console.",
      severity: "error",
      from: { path: "^lib/targets/", pathNot: tests },
      to: { path: "^(lib/(?!targets/|pki/)|app/|components/|prisma/|scripts/|node_modules/)" },
    },
    {
      name: "serve-stands-alone",
      comment: "lib/serve is the HTTP server around Next: it runs before there is a console.",
      severity: "error",
      from: { path: "^lib/serve/", pathNot: tests },
      to: { path: "^(lib/(?!serve/)|app/|components/|prisma/)" },
    },
    {
      name: "commands-below-shell",
      comment: "lib/shell encodes commands; what both need lies in lib/commands/parts or lib/pki.",
      severity: "error",
      from: { path: "^lib/commands/", pathNot: tests },
      to: { path: "^lib/shell/" },
    },
    {
      name: "commands-write-documents-alone",
      comment:
        "A command gives facts; words are its business only in the documents that it writes into a pack or an export.",
      severity: "error",
      from: { path: "^lib/commands/", pathNot: tests },
      to: { path: "^lib/i18n/", pathNot: "^lib/i18n/(documents/|locale\\.ts$)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "ports-below-parts",
      comment: "A port is what the world offers to commands; it knows none of their parts.",
      severity: "error",
      from: { path: "^lib/commands/ports/" },
      to: { path: "^lib/commands/(?!ports/|(permission|error-codes)\\.ts$)" },
    },
    {
      name: "server-takes-ports",
      comment: "The server runs commands through the registry and serves their ports; parts belong to commands.",
      severity: "error",
      from: { path: "^lib/server/", pathNot: tests },
      to: { path: "^lib/commands/", pathNot: commandsForServer },
    },
    {
      name: "production-without-tests",
      comment: "What runs at a customer's knows neither test support nor fixtures.",
      severity: "error",
      from: { path: "^(lib|app|components|prisma)/", pathNot: tests },
      to: { path: "^(test|testdata|e2e|bench|conformance)/|\\.test\\.tsx?$" },
    },
    {
      name: "commands-below-server",
      severity: "error",
      from: { path: "^lib/commands/" },
      to: { path: "^(lib/server/|app/|components/|prisma/)" },
    },
    {
      name: "commands-do-not-import-each-other",
      comment: "What two commands share goes down into lib/pki.",
      severity: "error",
      from: { path: "^lib/commands/(?!parts/|ports/)", pathNot: [tests, "^lib/commands/(index|completeness)"] },
      to: { path: "^lib/commands/", pathNot: commandShelf },
    },
    {
      name: "shelves-are-pure",
      comment: "lib/shell and lib/i18n run in the browser too.",
      severity: "error",
      from: { path: "^lib/(shell|i18n)/", pathNot: tests },
      to: { path: "^(lib/server/|app/|components/|prisma/)", pathNot: "^lib/server/error-codes\\.ts$" },
    },
    {
      name: "sentences-know-the-codes-of-the-server",
      comment: "lib/i18n has a sentence for each error code; the map of codes is types alone.",
      severity: "error",
      from: { path: "^lib/(shell|i18n)/", pathNot: tests },
      to: { path: "^lib/server/error-codes\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "shelves-do-no-io",
      severity: "error",
      from: { path: "^lib/(shell|i18n)/", pathNot: tests },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "server-below-app",
      severity: "error",
      from: { path: "^lib/server/", pathNot: tests },
      to: { path: "^(app/|components/)" },
    },
    {
      name: "crypto-libraries-only-in-pki",
      severity: "error",
      from: { pathNot: ["^lib/pki/", "^node_modules", "^test/support/", tests] },
      to: { path: "node_modules/(@peculiar|pkijs|asn1js)" },
    },
    {
      name: "node-crypto-only-in-pki-and-server",
      severity: "error",
      from: { path: "^(lib/(commands|shell|i18n)|app|components)/", pathNot: tests },
      to: { dependencyTypes: ["core"], path: "^(node:)?crypto$" },
    },
    {
      name: "clear-keys-only-in-the-vault",
      comment: "Types included: what cannot name a key in clear holds a SealedKey.",
      severity: "error",
      from: { path: "^(lib|app|components)/", pathNot: ["^lib/pki/", "^lib/server/vault/", tests] },
      to: { path: clearKeyModules },
    },
    {
      name: "prisma-only-in-server",
      severity: "error",
      from: { pathNot: ["^lib/server/", "^prisma/", "^node_modules", "^scripts/", "^bench/", "^test/", tests] },
      to: { path: "(node_modules/(@prisma|prisma|@libsql)|^prisma/generated)" },
    },
    {
      name: "generated-clients-only-in-database",
      comment:
        "SQL is written with lib/server/database/sql.ts; no other file knows that there are two generated clients.",
      severity: "error",
      from: { pathNot: ["^lib/server/database/", "^prisma/generated/"] },
      to: { path: "^prisma/generated" },
    },
    {
      name: "components-take-types-only",
      severity: "error",
      from: { path: "^components/" },
      to: {
        path: "^(lib/(commands|pki|targets|server)/|app/)",
        pathNot: browserRuns,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "components-know-no-server",
      comment: "Plain data is what a component takes: not even its type comes from lib/server.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^lib/server/" },
    },
    {
      name: "components-import-nothing-from-app",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^app/" },
    },
    {
      name: "app-does-not-reach-the-store",
      comment:
        "A page reads through the gate; only the gate, the session and the files that serve a page are its business.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^lib/server/(store|vault|database|inventory|batch|workers|rehearsal)/|^lib/server/gate/audit" },
    },
    {
      name: "app-runs-no-command",
      comment: "The gate is the only caller of run.",
      severity: "error",
      from: { path: "^app/" },
      to: {
        path: "^lib/(commands|pki)/",
        dependencyTypesNot: ["type-only"],
        pathNot: "^lib/commands/permission\\.ts$",
      },
    },
    {
      name: "no-development-package-at-run-time",
      severity: "error",
      from: { path: "^(lib|app|components)/", pathNot: tests },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "npm"], pathNot: "node_modules/@types/" },
    },
    {
      name: "not-to-unresolvable",
      severity: "error",
      from: { pathNot: "^node_modules" },
      to: { couldNotResolve: true },
    },
  ],
  required: [
    {
      name: "actions-pass-the-gate",
      severity: "error",
      module: { path: "^app/(?!\\(auth\\)/).*actions\\.ts$" },
      to: { path: "^lib/server/gate/(action|execute)\\.ts$" },
    },
    {
      name: "routes-pass-the-gate",
      comment: "health answers without a token, auth is the library's own door, openapi prints the schemas.",
      severity: "error",
      module: { path: "^app/.*route\\.ts$", pathNot: "^app/api/(v1/(health|openapi\\.json)|auth/.*)/route\\.ts$" },
      to: { path: "^lib/server/(gate/(action|execute)|http/[a-z-]+)\\.ts$" },
    },
    {
      name: "server-files-say-server-only",
      severity: "error",
      module: { path: "^lib/server/.*\\.ts$", pathNot: tests },
      to: { path: "server-only" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|^prisma/generated" },
    exclude: { path: "^(\\.next|data|\\.cache|test-results)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      conditionNames: ["react-server", "import", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
