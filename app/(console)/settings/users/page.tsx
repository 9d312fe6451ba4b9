import type { Metadata } from "next";
import { UserForm } from "@/components/settings/user-form";
import { Banner } from "@/components/ui/banner";
import { UserTable } from "@/components/settings/user-table";
import { passwordLength } from "@/lib/env.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { addUser, changeUser } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.settings.users.title };
}

export default async function UsersPage() {
  const [person, { texts, viewer, locale }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("user-list", {}),
  ]);
  const text = texts.settings.users;
  if (!answer.ok) {
    return (
      <Banner tone="danger" title={texts.common.forbidden.title} role="alert">
        {answer.error.message}
      </Banner>
    );
  }
  const shared = {
    texts: text,
    roles: texts.frame.roles,
    unreachable: texts.common.unreachable,
    minimum: passwordLength.minimum,
    administratorMinimum: passwordLength.administrator,
    showWord: texts.auth.show,
    locale,
  };
  return (
    <div className="grid grid-cols-1 content-start gap-8">
      <p className="text-muted">{text.lede}</p>
      <UserTable
        users={answer.value.users}
        change={changeUser}
        self={person.email}
        closeLabel={texts.common.close}
        viewer={viewer}
        {...shared}
      />
      <UserForm add={addUser} roleHints={texts.settings.roleHints} failed={texts.common.failed} {...shared} />
    </div>
  );
}
