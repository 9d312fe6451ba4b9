import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

/** The first ten names of services, then how many more. */
export function shownServices(names: readonly string[], { usedByMore }: Pick<UiTexts["files"], "usedByMore">): string {
  const shown = names.slice(0, 10).join(", ");
  return names.length <= 10 ? shown : fill(usedByMore, { services: shown, n: names.length - 10 });
}
