import type { Permission } from "@/lib/commands/permission.ts";
import type { frameText } from "@/lib/i18n/en/ui/ui.ts";
import type { GlyphName } from "../ui/glyph-names";

type NavWord = keyof typeof frameText.nav;

export interface Place {
  readonly href: string;
  readonly word: NavWord;
  readonly icon: PlaceIcon;
  /** The permission to see it; absent: every signed-in person. */
  readonly permission?: Permission;
}

export type PlaceIcon =
  | "overview"
  | "files"
  | "services"
  | "import"
  | "request"
  | "sign"
  | "selfsigned"
  | "offline"
  | "batches"
  | "bundle"
  | "inspect"
  | "match"
  | "compare"
  | "verify"
  | "rehearsal"
  | "keys"
  | "authorities"
  | "templates"
  | "unlock"
  | "ssh"
  | "terminal"
  | "activity"
  | "settings";

export const placeGlyphs: Readonly<Record<PlaceIcon, GlyphName>> = {
  overview: "layout-dashboard",
  files: "files",
  services: "waypoints",
  request: "file-pen-line",
  sign: "signature",
  selfsigned: "badge-check",
  offline: "file-key",
  bundle: "layers",
  batches: "users-round",
  inspect: "scan-search",
  import: "file-input",
  match: "link-2",
  compare: "columns-2",
  verify: "shield-check",
  rehearsal: "arrow-left-right",
  keys: "key-round",
  authorities: "landmark",
  templates: "list-checks",
  unlock: "lock-open",
  ssh: "file-key",
  terminal: "square-terminal",
  activity: "scroll-text",
  settings: "settings",
};

/** Every place a person goes, in the order of the navigation and of the palette. */
export const groups: readonly { readonly word: NavWord | null; readonly places: readonly Place[] }[] = [
  { word: null, places: [{ href: "/", word: "overview", icon: "overview" }] },
  {
    word: "inventory",
    places: [
      { href: "/files", word: "files", icon: "files" },
      { href: "/services", word: "services", icon: "services" },
      { href: "/import", word: "import", icon: "import", permission: "inventory.write" },
    ],
  },
  {
    word: "authorities",
    places: [
      { href: "/authorities", word: "authorityList", icon: "authorities" },
      { href: "/templates", word: "templates", icon: "templates" },
    ],
  },
  {
    word: "make",
    places: [
      { href: "/request", word: "request", icon: "request", permission: "inventory.write" },
      { href: "/sign", word: "sign", icon: "sign", permission: "certificate.sign" },
      { href: "/selfsigned", word: "selfsigned", icon: "selfsigned", permission: "certificate.sign" },
      { href: "/bundle", word: "bundle", icon: "bundle" },
      { href: "/batches", word: "batches", icon: "batches" },
      { href: "/authorities/offline", word: "offline", icon: "offline" },
    ],
  },
  {
    word: "check",
    places: [
      { href: "/inspect", word: "inspect", icon: "inspect" },
      { href: "/match", word: "match", icon: "match" },
      { href: "/compare", word: "compare", icon: "compare" },
      { href: "/verify", word: "verify", icon: "verify" },
      { href: "/rehearsal", word: "rehearsal", icon: "rehearsal", permission: "inventory.write" },
    ],
  },
  {
    word: "keys",
    places: [
      { href: "/keys", word: "keyList", icon: "keys" },
      { href: "/unlock", word: "unlock", icon: "unlock", permission: "inventory.write" },
      { href: "/pkcs12-to-ssh", word: "ssh", icon: "ssh", permission: "inventory.write" },
    ],
  },
  {
    word: "console",
    places: [
      { href: "/terminal", word: "terminal", icon: "terminal" },
      { href: "/activity", word: "activity", icon: "activity", permission: "audit.read" },
      { href: "/settings", word: "settings", icon: "settings" },
    ],
  },
];

/** A number beside a place, in words for who does not see it. */
export interface PlaceCount {
  readonly shown: string;
  /** As the end of the name of the place: "2 are not ready". */
  readonly words: string;
  readonly isUrgent: boolean;
}

/** By the address of the place; it comes after the page. */
export type CountsToCome = Promise<Readonly<Record<string, PlaceCount>>>;

export interface VisibleGroup {
  readonly title: string | null;
  readonly places: readonly { readonly href: string; readonly label: string; readonly icon: PlaceIcon }[];
}

/** What a person does from anywhere, beside going to a place: in the palette alone. */
export const actions: readonly {
  readonly href: string;
  readonly word: keyof typeof frameText.palette.actions;
  readonly permission?: Permission;
}[] = [
  { href: "/request", word: "request", permission: "inventory.write" },
  { href: "/sign", word: "sign", permission: "certificate.sign" },
  { href: "/selfsigned", word: "selfsigned", permission: "certificate.sign" },
  { href: "/import", word: "upload", permission: "inventory.write" },
  { href: "/bundle", word: "bundle" },
  { href: "/inspect", word: "inspect" },
  { href: "/verify", word: "verify" },
  { href: "/compare", word: "compare" },
  { href: "/services/new", word: "service", permission: "inventory.write" },
  { href: "/batches/new", word: "batch", permission: "certificate.sign" },
  { href: "/download/inventory", word: "csv" },
  { href: "/settings", word: "password" },
  { href: "/settings/sessions", word: "sessions" },
  { href: "/settings/tokens", word: "tokens", permission: "token.manage" },
  { href: "/settings/users", word: "users", permission: "user.manage" },
  { href: "/settings/addresses", word: "addresses", permission: "setting.manage" },
];

/** An action in the person's language, with other words that it is looked for by. */
export interface VisibleAction {
  readonly href: string;
  readonly label: string;
  readonly words: readonly string[];
}
