import type { ItemStatus } from "@/lib/commands/ports/items.ts";
import { Glyph } from "./glyph";
import type { GlyphName } from "./glyph-names";
import type { Tone } from "./tones";

const glyphs: Readonly<Record<ItemStatus, GlyphName>> = {
  valid: "circle-check",
  "no-chain": "unlink",
  revoked: "ban",
  "ends-soon": "calendar-clock",
  expired: "calendar-x",
  "not-yet-valid": "clock",
  waiting: "hourglass",
  "key-locked": "lock",
  "no-key": "circle-dashed",
  "key-only": "key-round",
  bundle: "files",
  other: "file",
};

/** Icon and word, always both. */
export function Status({
  status,
  tone,
  texts,
}: {
  readonly status: ItemStatus;
  readonly tone: Tone;
  readonly texts: Readonly<Record<ItemStatus, string>>;
}) {
  return (
    <span className="status" data-tone={tone === "ok" ? undefined : tone}>
      <Glyph name={glyphs[status]} />
      {texts[status]}
    </span>
  );
}
