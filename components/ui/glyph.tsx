import type { StaticImageData } from "next/image";
import type { GlyphName } from "./glyph-names";
import icons from "./icons.svg";

const { src } = icons as StaticImageData;

/**
 * An icon of what is on every page: two elements that point into a file which the browser keeps, not a drawing in each
 * page.
 */
export function Glyph({ name, className }: { readonly name: GlyphName; readonly className?: string }) {
  return (
    <svg className={className} aria-hidden="true">
      <use href={`${src}#${name}`} />
    </svg>
  );
}
