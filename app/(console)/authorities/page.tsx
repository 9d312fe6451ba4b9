import { FileInput, Landmark, Plus } from "lucide-react";
import type { Metadata } from "next";
import {
  AuthorityFactsCard,
  AuthorityHead,
  AuthorityLists,
  type Denials,
  type ShownAuthority,
} from "@/components/authorities/authority-detail";
import { AuthorityTree, branchesOf } from "@/components/authorities/authority-tree";
import { IssuedTable } from "@/components/authorities/issued-table";
import { RightsCard } from "@/components/authorities/rights-card";
import { TrustCard } from "@/components/authorities/trust-card";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHead } from "@/components/ui/page-head";
import { Refusal } from "@/components/ui/refusal";
import { may, type Role } from "@/lib/commands/permission.ts";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count } from "@/lib/i18n/ui/text.ts";
import { shortDate } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";
import { setTrust } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.authorities.title };
}

interface AuthoritiesPageProps {
  readonly searchParams: Promise<{
    readonly name?: string;
    readonly search?: string;
    readonly state?: string;
    readonly cursor?: string;
  }>;
}

/** The authorities as a tree, and one of them beside it. */
export default async function AuthoritiesPage({ searchParams }: AuthoritiesPageProps) {
  const [person, { texts, locale, viewer }, asked, listed] = await Promise.all([
    requirePerson(),
    readChoices(),
    searchParams,
    read("authority-list", {}),
  ]);
  const text = texts.authorities;
  if (!listed.ok) return <Refusal error={listed.error} title={text.title} texts={texts.common} />;
  const { authorities } = listed.value;
  const actions = may(person.role, "inventory.write") ? (
    <>
      <LinkButton href="/import" icon={<FileInput aria-hidden />}>
        {text.importOne}
      </LinkButton>
      <LinkButton href="/authorities/new" icon={<Plus aria-hidden />}>
        {text.newRoot}
      </LinkButton>
    </>
  ) : undefined;
  if (authorities.length === 0)
    return (
      <>
        <PageHead title={text.title} />
        <Empty icon={<Landmark aria-hidden />} title={text.none} actions={actions}>
          <p>{text.noneText}</p>
        </Empty>
      </>
    );
  const query = {
    search: String(asked.search ?? ""),
    state: String(asked.state ?? ""),
    cursor: String(asked.cursor ?? ""),
  };
  const wanted = asked.name === undefined ? branchesOf(authorities)[0]!.node.name : String(asked.name);
  const one = await read("authority", {
    name: wanted,
    ...Object.fromEntries(Object.entries(query).filter(([, word]) => word !== "")),
  });
  return (
    <>
      <PageHead
        title={text.title}
        command="pki authorities"
        lede={count(locale, text.lede, authorities.length)}
        actions={actions}
      />
      <div className="grid grid-cols-1 items-start gap-x-6 gap-y-6 lg:grid-cols-[minmax(0,400px)_minmax(0,1fr)]">
        <AuthorityTree
          authorities={authorities}
          chosen={one.ok ? one.value.name : null}
          texts={text}
          viewer={viewer}
          locale={locale}
        />
        <div className="min-w-0">
          {one.ok ? (
            <>
              <AuthorityHead
                value={one.value}
                texts={text}
                viewer={viewer}
                locale={locale}
                denials={denialsOf(one.value, person.role, text, locale)}
              />
              {one.value.trust === null ? null : (
                <TrustCard
                  key={`${one.value.name} ${one.value.trust.mark}`}
                  name={one.value.name}
                  mark={one.value.trust.mark}
                  said={
                    one.value.trust.by === null || one.value.trust.at === null
                      ? null
                      : { who: one.value.trust.by, when: shortDate(viewer, new Date(one.value.trust.at)) }
                  }
                  mayMark={may(person.role, "authority.trust")}
                  set={setTrust}
                  texts={{ trust: text.trust, marks: text.marks }}
                  unreachable={texts.common.unreachable}
                />
              )}
              <AuthorityFactsCard value={one.value} texts={text} viewer={viewer} locale={locale} />
              <RightsCard
                value={one.value}
                mayChange={may(person.role, "authority.rights")}
                texts={text.rights}
                viewer={viewer}
              />
              <IssuedTable value={one.value} query={query} texts={text} status={texts.common.status} viewer={viewer} />
              <AuthorityLists value={one.value} texts={text} viewer={viewer} />
            </>
          ) : (
            <Refusal error={one.error} title={wanted} texts={texts.common} />
          )}
        </div>
      </div>
    </>
  );
}

/** Why an act cannot be done now; the rights are asked by the same function as the command asks them. */
function denialsOf(value: ShownAuthority, role: Role, { why }: UiTexts["authorities"], locale: Locale): Denials {
  const isOver = value.state === "expired" || value.state === "revoked" ? why.over : null;
  const isElsewhere = value.key === "elsewhere" ? why.keyElsewhere : null;
  const told = (denial: ShownAuthority["denied"]["sign"]) =>
    denial === null ? null : sentenceOfError({ code: denial.code, params: denial.facts } as never, locale);
  const sign = isElsewhere ?? isOver ?? told(value.denied.sign);
  const extend = isElsewhere ?? isOver ?? told(value.denied.makeAuthorities);
  return {
    sign,
    renew: isElsewhere ?? (may(role, "inventory.write") ? null : why.role),
    cross: extend,
    below: extend ?? (value.room === 0 ? why.noRoom : null),
  };
}
