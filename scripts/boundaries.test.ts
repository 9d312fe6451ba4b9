import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import config, { roomsOfPki } from "../.dependency-cruiser.mjs";

/** The boundary check itself is tried: each rule is broken once in a folder of its own, and must be named. */

const root = process.cwd();
const folder = (mkdirSync(join(root, ".cache"), { recursive: true }), mkdtempSync(join(root, ".cache", "boundaries-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const broken: Readonly<Record<string, { files: Readonly<Record<string, string>> }>> = {
  "pki-stands-alone": { files: { "lib/pki/up.ts": 'import "../commands/any.ts";' } },
  "pki-does-no-io": {
    files: { "lib/pki/io.ts": 'import { readFileSync } from "node:fs"; export const read = readFileSync;' },
  },
  "pki-knows-no-framework": { files: { "lib/pki/framework.ts": 'import { z } from "zod"; export const any = z;' } },
  ...Object.fromEntries(
    roomsOfPki.slice(0, -1).map((room, index) => {
      const above = roomsOfPki[index + 1]!;
      const files = {
        [`lib/pki/${room}/up.ts`]: `import type { any } from "../${above}/any.ts"; export type Up = typeof any;`,
        [`lib/pki/${above}/any.ts`]: "export const any = 1;",
      };
      return [`pki-rooms-above-${room}`, { files }];
    }),
  ),
  "pki-room-without-a-place": {
    files: {
      "lib/pki/x509/attic.ts": 'import { any } from "../attic/any.ts"; export const one = any;',
      "lib/pki/attic/any.ts": "export const any = 1;",
    },
  },
  "targets-below-commands": {
    files: { "lib/targets/up.ts": 'import type { any } from "../commands/any.ts"; export type Up = typeof any;' },
  },
  "serve-stands-alone": { files: { "lib/serve/up.ts": 'import "../server/marked.ts";' } },
  "commands-below-shell": {
    files: {
      "lib/commands/parts/typed.ts": 'import { any } from "../../shell/any.ts"; export const one = any;',
      "lib/shell/any.ts": "export const any = 1;",
    },
  },
  "commands-write-documents-alone": {
    files: {
      "lib/commands/parts/words.ts": 'import { any } from "../../i18n/sentences/any.ts"; export const one = any;',
      "lib/i18n/sentences/any.ts": "export const any = 1;",
    },
  },
  "ports-below-parts": {
    files: {
      "lib/commands/ports/up.ts": 'import type { any } from "../parts/any.ts"; export type Up = typeof any;',
      "lib/commands/parts/any.ts": "export const any = 1;",
    },
  },
  "server-takes-ports": {
    files: {
      "lib/server/parts.ts":
        'import "server-only"; import { any } from "../commands/parts/any.ts"; export const one = any;',
    },
  },
  "production-without-tests": {
    files: {
      "lib/server/fixture.ts": 'import "server-only"; import { any } from "../../test/any.ts"; export const one = any;',
      "test/any.ts": "export const any = 1;",
    },
  },
  "components-know-no-server": {
    files: { "components/server.tsx": 'import type {} from "../lib/server/marked.ts"; export type One = 1;' },
  },
  "sentences-know-the-codes-of-the-server": {
    files: {
      "lib/i18n/codes.ts": 'import { codes } from "../server/error-codes.ts"; export const any = codes;',
      "lib/server/error-codes.ts": 'import "server-only"; export const codes = 1;',
    },
  },
  "commands-below-server": { files: { "lib/commands/up.ts": 'import "../server/marked.ts";' } },
  "commands-do-not-import-each-other": { files: { "lib/commands/other.ts": 'import "./any.ts";' } },
  "shelves-are-pure": { files: { "lib/shell/up.ts": 'import "../server/marked.ts";' } },
  "shelves-do-no-io": {
    files: { "lib/i18n/io.ts": 'import { readFileSync } from "node:fs"; export const read = readFileSync;' },
  },
  "server-below-app": { files: { "lib/server/up.ts": 'import "server-only"; import "../../app/page.ts";' } },
  "server-files-say-server-only": { files: { "lib/server/unmarked.ts": "export const one = 1;" } },
  "crypto-libraries-only-in-pki": {
    files: {
      "lib/shell/crypto.ts": 'import { X509Certificate } from "@peculiar/x509"; export const any = X509Certificate;',
    },
  },
  "node-crypto-only-in-pki-and-server": {
    files: { "app/hash.ts": 'import { createHash } from "node:crypto"; export const any = createHash;' },
  },
  "clear-keys-only-in-the-vault": {
    files: {
      "lib/pki/keys/private-key.ts": "export interface PrivateKeyReading { readonly pkcs8: Uint8Array }",
      "lib/commands/keys/clear.ts":
        'import type { PrivateKeyReading } from "../../pki/keys/private-key.ts"; export type Key = PrivateKeyReading;',
    },
  },
  "prisma-only-in-server": {
    files: {
      "lib/commands/prisma.ts":
        'import { PrismaLibSql } from "@prisma/adapter-libsql"; export const any = PrismaLibSql;',
    },
  },
  "generated-clients-only-in-database": {
    files: {
      "lib/server/reach.ts":
        'import "server-only"; import { any } from "../../prisma/generated/any.ts"; export { any };',
      "prisma/generated/any.ts": "export const any = 1;",
    },
  },
  "components-take-types-only": {
    files: { "components/runs.tsx": 'import { any } from "../lib/pki/any.ts"; export const one = any;' },
  },
  "components-import-nothing-from-app": { files: { "components/page.tsx": 'import "../app/page.ts";' } },
  "app-does-not-reach-the-store": {
    files: {
      "app/store.ts": 'import "../lib/server/store/store.ts";',
      "lib/server/store/store.ts": 'import "server-only";',
    },
  },
  "app-runs-no-command": {
    files: { "app/run.ts": 'import { any } from "../lib/commands/any.ts"; export const one = any;' },
  },
  "actions-pass-the-gate": { files: { "app/(console)/place/actions.ts": "export const act = 1;" } },
  "routes-pass-the-gate": { files: { "app/api/v1/place/route.ts": "export const GET = 1;" } },
  "no-circular": {
    files: {
      "lib/pki/loop-a.ts": 'import { type B } from "./loop-b.ts"; export type A = B | 1;',
      "lib/pki/loop-b.ts": 'import type { A } from "./loop-a.ts"; export type B = A | 2;',
    },
  },
  "no-development-package-at-run-time": {
    files: { "lib/server/dev.ts": 'import "server-only"; import { test } from "vitest"; export const any = test;' },
  },
  "not-to-unresolvable": { files: { "lib/pki/gone.ts": 'import "./nowhere.ts";' } },
};

const sound: Readonly<Record<string, string>> = {
  "tsconfig.json":
    '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "allowImportingTsExtensions": true, "noEmit": true, "jsx": "react-jsx" } }',
  "package.json": '{ "type": "module", "devDependencies": { "vitest": "*" } }',
  "lib/pki/any.ts": "export const any = 1;",
  "lib/commands/any.ts": 'import { any as one } from "../pki/any.ts"; export const any = one;',
  "lib/server/marked.ts": 'import "server-only";',
  "app/page.ts": "export const page = 1;",
  "components/types.tsx": 'import type { any } from "../lib/pki/any.ts"; export type Any = typeof any;',
};

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

describe("the boundary check", () => {
  for (const files of [sound, ...Object.values(broken).map((rule) => rule.files)]) {
    for (const [name, text] of Object.entries(files)) write(name, text);
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const done = spawnSync("node", [join(root, "scripts/boundaries.mjs")], { cwd: folder, encoding: "utf8" });

  it.each(Object.entries(broken))("the check finds a breach of %s", (rule, { files }) => {
    const said = done.stderr.split("\n").filter((line) => line.startsWith(`${rule}: `));
    expect(said.some((line) => Object.keys(files).some((name) => line.includes(`${rule}: ${name} `)))).toBe(true);
  });

  it("each rule is broken by this test once", () => {
    const rules = [...config.forbidden!, ...config.required!].map(({ name }) => name);
    expect(Object.keys(broken).sort()).toEqual(rules.sort());
  });

  it("imports of types and of lower rings are left alone", () => {
    for (const name of Object.keys(sound)) expect(done.stderr).not.toContain(`: ${name} `);
  });

  it("the check fails when it read too few modules, and says so", () => {
    expect(done.status).toBe(1);
    expect(done.stderr).toContain("were read: the check itself does not work");
  });
});
