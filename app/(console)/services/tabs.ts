import type { ServiceTab } from "@/components/services/service-tabs";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

/** The parts of a service, each a folder below `[id]`. */
export function serviceTabs({ services, servicePage, rehearsal }: UiTexts): readonly ServiceTab[] {
  return [
    { folder: "", label: services.page.tabs.plan },
    { folder: "checks", label: servicePage.checks.title },
    { folder: "rehearsal", label: rehearsal.title },
  ];
}
