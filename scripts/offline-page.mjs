/**
 * Builds the page that signs from disk (`offline/`) into one HTML file, `offline/built/chainsmith-offline.html`: script and style
 * stand in it, and its policy allows these two by their SHA-256 and nothing else. The same sources give the same bytes.
 * Plain JavaScript that Node 20 can run.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("../", import.meta.url));
const sources = join(root, "offline");
const built = join(sources, "built");

/** @param {string} text */
const policyHash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** @returns {Promise<string>} the path of the file */
export async function buildOfflinePage() {
  const bundle = await rolldown({ input: join(sources, "main.ts"), platform: "browser", logLevel: "silent" });
  const { output } = await bundle.generate({ format: "iife", minify: true });
  await bundle.close();
  // A closing tag inside of the script would end it.
  const script = output[0].code.trim().replaceAll("</script", "<\\/script");
  const style = readFileSync(join(sources, "style.css"), "utf8").trim();
  const policy = `default-src 'none'; script-src ${policyHash(script)}; style-src ${policyHash(style)}; base-uri 'none'; form-action 'none'`;
  const page = readFileSync(join(sources, "page.html"), "utf8")
    .replace("{{policy}}", () => policy)
    .replace("{{style}}", () => style)
    .replace("{{script}}", () => script);
  mkdirSync(built, { recursive: true });
  const path = join(built, "chainsmith-offline.html");
  writeFileSync(path, page);
  return path;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = await buildOfflinePage();
  process.stdout.write(`${createHash("sha256").update(readFileSync(path)).digest("hex")}  ${path}\n`);
}
