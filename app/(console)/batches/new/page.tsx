import type { Metadata } from "next";
import { BatchForm } from "@/components/batches/batch-form";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { suggestFiles } from "../../actions";
import { checkBatch, makeBatch } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.batchForm.title };
}

export default async function NewBatchPage() {
  const [person, { texts, viewer, locale }, authorities] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("list", { kind: "authority", sort: "name", limit: 200 }),
  ]);
  const text = texts.batchForm;
  if (!may(person.role, "certificate.sign")) return <Forbidden title={text.title} role={person.role} texts={texts} />;
  const rows = authorities.ok ? authorities.value.rows : [];
  // An authority signs with its key: one that is here without it is only a link of chains.
  const usable = rows
    .filter((row) => row.status === "valid" || row.status === "ends-soon")
    .filter((row) => row.files.some(({ kind }) => kind === "key"));
  const issuers = usable.map(({ basename }) => `${basename}.crt`);
  return (
    <BatchForm
      make={makeBatch}
      check={checkBatch}
      only={issuers.length === 1 ? issuers[0]! : null}
      hasAuthority={issuers.length > 0}
      suggest={suggestFiles}
      texts={text}
      back={{ title: texts.batches.title, navLabel: texts.frame.nav.label }}
      form={{
        o: texts.form.o,
        ou: texts.form.ou,
        cn: texts.form.cn,
        c: texts.form.c,
        optional: texts.common.optional,
        picker: texts.form,
        unreachable: texts.common.unreachable,
      }}
      viewer={viewer}
      locale={locale}
    />
  );
}
