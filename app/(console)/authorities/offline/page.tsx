import type { Metadata } from "next";
import { OfflineDesk } from "@/components/offline/offline-desk";
import { OutRequests } from "@/components/offline/out-requests";
import { Relative } from "@/components/ui/instant";
import { PageHead } from "@/components/ui/page-head";
import { Refusal } from "@/components/ui/refusal";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { suggestFiles } from "../../actions";
import { formTexts } from "../../form-texts";
import { askOffline, takeAnswer, withdrawOffline } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.offline.title };
}

interface OfflinePageProps {
  readonly searchParams: Promise<{ readonly authority?: string; readonly request?: string }>;
}

export default async function OfflinePage({ searchParams }: OfflinePageProps) {
  const [person, { texts, locale, viewer }, { authority, request }, out, page] = await Promise.all([
    requirePerson(),
    readChoices(),
    searchParams,
    read("offline-list", {}),
    read("offline-page", {}),
  ]);
  const own = texts.offline;
  if (!out.ok) return <Refusal error={out.error} title={own.title} texts={texts.form} />;
  const rows = out.value.rows.map(({ id, kind, subject, authority: by, number, groups, createdAt, createdBy }) => ({
    id,
    title: kind === "certificate" ? subject : `${own.list} ${number ?? ""}`,
    authority: by,
    groups,
    since: <Relative at={new Date(createdAt)} viewer={viewer} />,
    by: createdBy,
  }));
  return (
    <>
      <PageHead title={own.title} command="pki offline-request" lede={own.lede} />
      <OfflineDesk
        key={JSON.stringify([authority, request])}
        ask={may(person.role, "certificate.sign") ? askOffline : null}
        take={may(person.role, "inventory.write") ? takeAnswer : null}
        suggest={suggestFiles}
        start={{ authority: String(authority ?? ""), request: String(request ?? "") }}
        sha256={page.ok ? page.value.sha256 : null}
        texts={{ ...formTexts(texts), page: own }}
        locale={locale}
      />
      <OutRequests
        rows={rows}
        withdraw={may(person.role, "certificate.sign") ? withdrawOffline : null}
        texts={{ page: own, unreachable: texts.common.unreachable }}
      />
    </>
  );
}
