import type { FileKind } from "@/lib/commands/ports/files.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

/** A selected name, with what a preview says of it. */
export interface BulkItem {
  readonly name: string;
  readonly files: readonly { readonly fileName: string; readonly kind: FileKind }[];
  /** Services that use it. */
  readonly usedBy: readonly string[];
}

export type BulkAct = "renew" | "export" | "verify" | "label" | "archive" | "unarchive" | "delete";

export const has = (item: BulkItem, ...kinds: readonly FileKind[]): boolean =>
  item.files.some(({ kind }) => kinds.includes(kind));

/** Why an act leaves a name out; null when it can be done. `isMissed`: something that stays would miss it. */
export function reasonAgainst(
  act: BulkAct,
  item: BulkItem,
  { needsKey, isMissed }: { readonly needsKey: boolean; readonly isMissed: boolean },
): "certificate" | "key" | "used" | null {
  if (act === "delete") return isMissed ? "used" : null;
  const needsCertificate = act === "renew" || act === "verify" || act === "export";
  if (needsCertificate && !has(item, "certificate")) return "certificate";
  return act === "export" && needsKey && !has(item, "key") ? "key" : null;
}

export interface BulkTexts {
  readonly bulk: UiTexts["bulk"];
  readonly show: string;
}
