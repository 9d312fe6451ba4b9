import type { Metadata } from "next";
import { SignForm } from "@/components/sign/sign-form";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";
import { suggestFiles } from "../actions";
import { formTexts } from "../form-texts";
import { listedNames } from "../listed-names";
import { askRequest, signRequest } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.sign.title };
}

interface SignPageProps {
  readonly searchParams: Promise<{
    readonly request?: string;
    readonly issuer?: string;
    readonly profile?: string;
    readonly names?: string | string[];
  }>;
}

export default async function SignPage({ searchParams }: SignPageProps) {
  const [person, { texts, locale, viewer }, { request, issuer, profile, names }, authorities] = await Promise.all([
    requirePerson(),
    readChoices(),
    searchParams,
    read("suggest", { kinds: ["signer"], limit: 2 }),
  ]);
  const usable = authorities.ok ? authorities.value.offered : [];
  const [only] = usable.length === 1 ? usable : [];
  const start = {
    request: String(request ?? ""),
    issuer: String(issuer ?? only?.fileName ?? ""),
    profile: String(profile ?? ""),
    names: listedNames(names),
  };
  if (!may(person.role, "certificate.sign"))
    return <Forbidden title={texts.sign.title} role={person.role} texts={texts} />;
  return (
    <SignForm
      key={JSON.stringify([request, issuer, profile, names])}
      sign={signRequest}
      ask={askRequest}
      suggest={suggestFiles}
      start={start}
      hasAuthority={usable.length > 0}
      mayMakeAuthorities={may(person.role, "certificate.sign-authority")}
      mayUseRevoked={may(person.role, "certificate.sign-revoked")}
      texts={{ ...formTexts(texts), page: texts.sign }}
      viewer={viewer}
      locale={locale}
    />
  );
}
