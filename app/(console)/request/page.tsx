import type { Metadata } from "next";
import { RequestForm } from "@/components/request/request-form";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { grammarOf } from "@/lib/server/gate/grammars.ts";
import { readChoices, requirePerson } from "../../person";
import { formTexts } from "../form-texts";
import { listedNames } from "../listed-names";
import { startLike } from "@/components/request/request-like";
import { read } from "@/lib/server/gate/action.ts";
import { makeRequest, readRequestLike } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.request.title };
}

export default async function RequestPage({
  searchParams,
}: {
  /** `like`: a stored certificate or request to be filled in from. `key`: a stored key to make the request for. */
  readonly searchParams: Promise<{
    readonly name?: string;
    readonly CN?: string;
    readonly names?: string | string[];
    readonly like?: string;
    readonly key?: string;
  }>;
}) {
  const [person, { texts, locale }, given] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const like = typeof given.like === "string" ? await read("request-like", { file: given.like }) : null;
  const start = {
    ...(like?.ok === true ? startLike(like.value) : {}),
    ...(given.name === undefined ? {} : { name: String(given.name).slice(0, 64) }),
    ...(given.CN === undefined ? {} : { CN: String(given.CN).slice(0, 253) }),
    ...(given.names === undefined ? {} : { names: listedNames(given.names) }),
    ...(given.key === undefined ? {} : { key: String(given.key).slice(0, 200) }),
  };
  if (!may(person.role, "inventory.write"))
    return <Forbidden title={texts.request.title} role={person.role} texts={texts} />;
  return (
    <RequestForm
      // Another address is another form: nothing of the last one stays.
      key={JSON.stringify(given)}
      make={makeRequest}
      grammar={grammarOf("csr")}
      texts={{ ...formTexts(texts), keyPassphrase: texts.keyPassphrase.new, page: texts.request }}
      locale={locale}
      start={start}
      readLike={readRequestLike}
      maySign={may(person.role, "certificate.sign")}
    />
  );
}
