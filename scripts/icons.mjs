// Writes components/ui/icons.svg: the icons that every page shows, in one file that a browser fetches once.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { glyphNames } from "../components/ui/glyph-names.ts";
import { root } from "./runtime.mjs";

/** One symbol per icon. The width of a stroke is left to the page; the rest is as lucide draws. */
export async function iconSprite() {
  const symbols = await Promise.all(glyphNames.map(symbolOf));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">\n${symbols.join("\n")}\n</svg>\n`;
}

async function symbolOf(name) {
  const { __iconData: icon } = await import(
    pathToFileURL(join(root, "node_modules/lucide-react/dist/esm/icons", `${name}.mjs`)).href
  );
  const shapes = icon.node.map(
    ([shape, attributes]) =>
      `<${shape}${Object.entries(attributes)
        .filter(([attribute]) => attribute !== "key")
        .map(([attribute, value]) => ` ${attribute}="${value}"`)
        .join("")}/>`,
  );
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">${shapes.join("")}</symbol>`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(join(root, "components/ui/icons.svg"), await iconSprite());
