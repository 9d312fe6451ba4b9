import type { Metadata } from "next";
import { RehearsalForm } from "@/components/rehearsal/rehearsal-form";
import { PageHead } from "@/components/ui/page-head";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { readChoices, requirePerson } from "../../person";
import { suggestFiles } from "../actions";
import { formTexts } from "../form-texts";
import { rehearseService } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.rehearsal.title };
}

interface RehearsalPageProps {
  readonly searchParams: Promise<{
    readonly server?: string;
    readonly host?: string;
    readonly client?: string;
    readonly authorities?: string;
  }>;
}

export default async function RehearsalPage({ searchParams }: RehearsalPageProps) {
  const [{ role }, { texts, locale }, given] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const text = texts.rehearsal;
  if (!may(role, "inventory.write")) return <Forbidden title={text.title} role={role} texts={texts} />;
  const { form, optional, unreachable, close } = formTexts(texts);
  const start = {
    server: String(given.server ?? ""),
    host: String(given.host ?? ""),
    client: String(given.client ?? ""),
    authorities: String(given.authorities ?? ""),
  };
  return (
    <>
      <PageHead title={text.title} command="pki rehearse" lede={text.lede} />
      <RehearsalForm
        rehearse={rehearseService}
        suggest={suggestFiles}
        optional={optional}
        start={start}
        mayRehearse
        mayTakeKeys={may(role, "key.export")}
        mayTakeClearKeys={may(role, "key.export-clear")}
        texts={{ text, form, unreachable, close }}
        locale={locale}
      />
    </>
  );
}
