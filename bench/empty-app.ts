import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { childEnvironment, pinnedNode, root } from "../scripts/runtime.mjs";
import { spawnSync } from "node:child_process";

/**
 * The least that Next can serve and still make anew for each request: one layout, one paragraph, no style, no
 * middleware, no session, no database, no component of the browser. Built by the Next of this checkout, so its cost and
 * its JavaScript are Next's own.
 */
const files: Readonly<Record<string, string>> = {
  "package.json": `{ "private": true, "type": "module" }\n`,
  "next.config.mjs": `import { join } from "node:path";\nexport default { poweredByHeader: false, turbopack: { root: join(import.meta.dirname, "../../..") } };\n`,
  "app/layout.jsx": `export default function Layout({ children }) {\n  return <html lang="en"><body>{children}</body></html>;\n}\n`,
  "app/page.jsx": `export const dynamic = "force-dynamic";\n\nexport default function Page() {\n  return <p>Nothing</p>;\n}\n`,
};

const folder = join(root, ".cache/bench/empty-app");

/** The folder of the built app; built again when Next or these files changed. */
export function builtEmptyApp(): string {
  const version = readFileSync(join(root, "node_modules/next/package.json"), "utf8");
  const wanted = createHash("sha256").update(JSON.stringify(files)).update(version).digest("hex");
  const stamp = join(folder, "stamp");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return folder;
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const run = spawnSync(pinnedNode, [nextProgram, "build"], { cwd: folder, env: childEnvironment(), encoding: "utf8" });
  if (run.status !== 0) throw new Error(`the empty app could not be built: ${run.stdout}${run.stderr}`);
  writeFileSync(stamp, wanted);
  return folder;
}

export const nextProgram = join(root, "node_modules/next/dist/bin/next");
