import type { Metadata } from "next";
import { SessionTable } from "@/components/settings/session-table";
import { Banner } from "@/components/ui/banner";
import { may } from "@/lib/commands/permission.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { endSession } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.settings.sessions.title };
}

export default async function SessionsPage() {
  const [person, { texts, viewer }] = await Promise.all([requirePerson(), readChoices()]);
  const text = texts.settings.sessions;
  const everyone = may(person.role, "user.manage");
  const answer = await read("session-list", { everyone });
  if (!answer.ok) {
    return (
      <Banner tone="danger" role="alert">
        {answer.error.message}
      </Banner>
    );
  }
  const { sessions, idleMinutes } = answer.value;
  const own = sessions.filter(({ email }) => email === person.email);
  const others = sessions.filter(({ email }) => email !== person.email);
  const shared = { end: endSession, texts: text, unreachable: texts.common.unreachable, viewer };
  return (
    <div className="grid grid-cols-1 content-start gap-8">
      <p className="text-muted">{fill(text.lede, { minutes: idleMinutes })}</p>
      <SessionTable {...shared} sessions={own} title={text.own} isOwn />
      {everyone ? <SessionTable {...shared} sessions={others} title={text.others} isOwn={false} /> : null}
    </div>
  );
}
