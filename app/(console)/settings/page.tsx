import type { Metadata } from "next";
import { Appearance } from "@/components/settings/appearance";
import { PasswordForm } from "@/components/settings/password-form";
import { passwordLength } from "@/lib/env.ts";
import { readChoices, requirePerson } from "../../person";
import { changePassword } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.settings.profile.title };
}

export default async function ProfilePage() {
  const [person, { words, locale, theme, viewer }] = await Promise.all([requirePerson(), readChoices()]);
  const text = words.settings.profile;
  return (
    <div className="stack gap-8 max-w-3xl">
      <section aria-labelledby="profile">
        <h2 className="t mb-3" id="profile">
          {text.title}
        </h2>
        <dl className="card kv line facts facts-card">
          <dt>{text.name}</dt>
          <dd>{person.name}</dd>
          <dt>{text.email}</dt>
          <dd>{person.email}</dd>
          <dt>{text.role}</dt>
          <dd>
            {words.frame.roles[person.role]}
            <div className="xs subtle">{words.settings.roleHints[person.role]}</div>
          </dd>
          <dt>{text.zone}</dt>
          <dd>
            {viewer.zone}
            <div className="xs subtle">{text.zoneHelp}</div>
          </dd>
        </dl>
      </section>
      <section aria-labelledby="own-password">
        <h2 className="t mb-3" id="own-password">
          {words.settings.password.title}
        </h2>
        <PasswordForm
          change={changePassword}
          words={words.settings.password}
          showWord={words.settings.password.show}
          unreachable={words.common.unreachable}
          locale={locale}
          shortest={passwordLength.minimum}
        />
      </section>
      <section aria-labelledby="appearance">
        <h2 className="t mb-3" id="appearance">
          {text.appearance}
        </h2>
        <Appearance locale={locale} theme={theme} words={text} />
      </section>
    </div>
  );
}
