import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

/** The title of each check's object, by the id that it carries. */
export function titlesOf(plan: PlanView, texts: UiTexts["services"]): Readonly<Record<string, string>> {
  const place = (title: keyof UiTexts["services"]["roles"], node: string | null, identity: string | null) =>
    `${texts.roles[title]}${node === null ? "" : ` · ${node}`}${identity === null ? "" : ` · ${identity}`}`;
  return Object.fromEntries([
    ...plan.roles.map(({ id, title, node, identity }) => [id, place(title, node, identity)] as const),
    ...plan.trusts.map(({ id, title, node }) => [id, place(title, node, null)] as const),
    ...plan.requests
      .filter(({ id }) => !plan.roles.some((role) => role.id === id))
      .map(({ id, name }) => [id, `pki csr ${name}`] as const),
  ]);
}
