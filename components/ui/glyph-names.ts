/** The icons of lucide that icons.svg holds, under their names there. After a change: `node scripts/icons.mjs`. */
export const glyphNames = [
  "arrow-down", "arrow-left-right", "arrow-up", "badge-check", "calendar-clock", "calendar-x", "chevron-down", "chevrons-up-down", "circle-check", "circle-dashed", "clock", "file", "file-input", "file-key",
  "file-pen-line", "files", "hourglass", "key-round", "languages", "layers", "layout-dashboard", "link-2", "list-filter", "lock", "lock-open", "menu", "moon", "panel-left", "plus", "scan-search",
  "scroll-text", "search", "settings", "shield-check", "signature", "square-terminal", "sun", "upload", "users-round", "waypoints",
] as const;

export type GlyphName = (typeof glyphNames)[number];
