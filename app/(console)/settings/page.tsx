import { clsx } from "clsx";
import type { Metadata } from "next";
import { Appearance } from "@/components/settings/appearance";
import { PasswordForm } from "@/components/settings/password-form";
import { leastPasswordLength } from "@/lib/env.ts";
import { readChoices, requirePerson } from "../../person";
import { changePassword } from "./actions";
import { factsClass } from "@/components/styles/facts";
import { cardClass } from "@/components/styles/card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.settings.profile.title };
}

export default async function ProfilePage() {
  const [person, { texts, locale, theme, viewer }] = await Promise.all([requirePerson(), readChoices()]);
  const text = texts.settings.profile;
  return (
    <div className="grid grid-cols-1 content-start gap-8 max-w-3xl">
      <section aria-labelledby="profile">
        <h2 className="text-section mb-3" id="profile">
          {text.title}
        </h2>
        <dl className={factsClass({ isLined: true, isStacked: true }, clsx(cardClass, "px-4 py-1"))}>
          <dt>{text.name}</dt>
          <dd>{person.name}</dd>
          <dt>{text.email}</dt>
          <dd>{person.email}</dd>
          <dt>{text.role}</dt>
          <dd>
            {texts.frame.roles[person.role]}
            <div className="text-xs text-subtle">{texts.settings.roleHints[person.role]}</div>
          </dd>
          <dt>{text.zone}</dt>
          <dd>
            {viewer.zone}
            <div className="text-xs text-subtle">{text.zoneHelp}</div>
          </dd>
        </dl>
      </section>
      <section aria-labelledby="own-password">
        <h2 className="text-section mb-3" id="own-password">
          {texts.settings.password.title}
        </h2>
        <PasswordForm
          change={changePassword}
          texts={texts.settings.password}
          showWord={texts.settings.password.show}
          unreachable={texts.common.unreachable}
          locale={locale}
          shortest={leastPasswordLength(person.role)}
          known={[person.email, person.name]}
        />
      </section>
      <section aria-labelledby="appearance">
        <h2 className="text-section mb-3" id="appearance">
          {text.appearance}
        </h2>
        <Appearance locale={locale} theme={theme} texts={text} />
      </section>
    </div>
  );
}
