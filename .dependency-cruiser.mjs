// The rings of ARCHITECTURE.md as rules. scripts/boundaries.mjs runs them and fails when too few modules were read.

const tests = "\\.test\\.tsx?$";
/** Modules that several commands may share: the types, the permissions, the ports and the schemas of fields. */
const commandShelf =
  "^lib/commands/(command|error-codes|permission|input-issues|index)\\.ts$|^lib/commands/(parts|ports)/";

/** Modules of lib/pki whose exports give a private key in clear; lib/commands/clear-keys.test.ts holds the list against the sources. */
export const clearKeyModules =
  "^lib/pki/(inspect/container|keys/private-key|files/(read-key|read-pkcs12|unpack|unpack-container|locked-key|java-keystore|ms-key)|pkcs12/pkcs12|ssh/openssh-private)\\.ts$";

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
      to: { path: "^(lib/(commands|pki|server)/|app/)", dependencyTypesNot: ["type-only"] },
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
