import type { BundleMember } from "@/lib/pki/bundle/bundle.ts";
import type { BundleNote } from "@/lib/pki/bundle/notes.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { ShownBundle } from "./bundle-card";
import { saidOfNotes } from "./bundle-messages";

interface Made {
  readonly leaf: { readonly subject: string } | null;
  readonly pem: string;
  readonly base64: string | null;
  readonly fileName: string;
  readonly members: readonly BundleMember[];
  readonly notes: readonly BundleNote[];
}

/** What a command made, ready for the browser: in the person's language. */
export function shownBundle({ leaf, pem, base64, fileName, members, notes }: Made, locale: Locale): ShownBundle {
  return {
    leaf,
    pem,
    base64,
    fileName,
    members,
    said: saidOfNotes(notes, locale),
    isShort: notes.some(({ code }) => code === "bundle.incomplete"),
  };
}
