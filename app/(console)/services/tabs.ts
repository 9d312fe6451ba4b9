import type { ServiceTab } from "@/components/views/service-tabs";
import type { UiWords } from "@/lib/i18n/ui-words.ts";

/** The parts of a service, each a folder below `[id]`. */
export function serviceTabs({ services, rehearsal }: UiWords): readonly ServiceTab[] {
  return [
    { folder: "", label: services.page.tabs.plan },
    { folder: "rehearsal", label: rehearsal.title },
  ];
}
