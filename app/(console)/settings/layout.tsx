import type { ReactNode } from "react";
import { SettingsTabs } from "@/components/frame/settings-tabs";
import { PageHead } from "@/components/ui/page-head";
import { may } from "@/lib/commands/permission.ts";
import { readChoices, requirePerson } from "../../person";

export default async function SettingsLayout({ children }: { readonly children: ReactNode }) {
  const [person, { texts }] = await Promise.all([requirePerson(), readChoices()]);
  const { title, sections } = texts.settings;
  const tabs = [
    { href: "/settings", label: sections.profile },
    { href: "/settings/sessions", label: sections.sessions },
    ...(may(person.role, "token.manage") ? [{ href: "/settings/tokens", label: sections.tokens }] : []),
    ...(may(person.role, "user.manage") ? [{ href: "/settings/users", label: sections.users }] : []),
    ...(may(person.role, "setting.manage") ? [{ href: "/settings/addresses", label: sections.addresses }] : []),
  ];
  return (
    <>
      <PageHead title={title} />
      <SettingsTabs tabs={tabs} label={sections.label} />
      {children}
    </>
  );
}
