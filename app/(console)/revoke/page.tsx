import type { Metadata } from "next";
import { GoesDown } from "@/components/revocation/goes-down";
import { ReleaseButton } from "@/components/revocation/release-button";
import { RevokeForm } from "@/components/revocation/revoke-form";
import { splitClass } from "@/components/styles/section";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { Refusal } from "@/components/ui/refusal";
import type { OutputOf } from "@/lib/commands/index.ts";
import { may } from "@/lib/commands/permission.ts";
import { reasonWords as english } from "@/lib/i18n/en/sentences/revocation-reasons.ts";
import { reasonWords as korean } from "@/lib/i18n/ko/sentences/revocation-reasons.ts";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { dateAndTime, shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";
import { countRevoked, releaseCertificate, revokeCertificates } from "./actions";

/** `/revoke?certificate=NAME`, several times for several: names, file names or `sha256:` fingerprints. */
interface RevokePageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

type Row = OutputOf<"revoke-preview">["rows"][number];

const mostNames = 500;
const namesOf = (given: string | string[] | undefined): string[] => [given ?? []].flat().slice(0, mostNames);

export async function generateMetadata({ searchParams }: RevokePageProps): Promise<Metadata> {
  const [{ texts }, { certificate }] = await Promise.all([readChoices(), searchParams]);
  const names = namesOf(certificate);
  return { title: titleOf(names, texts.revoke) };
}

function titleOf(names: readonly string[], text: UiTexts["revoke"]): string {
  return names.length === 1 ? fill(text.title, { name: names[0]! }) : fill(text.titleOfMany, { n: names.length });
}

/** Before a revocation what goes down, and after it which list says so. */
export default async function RevokePage({ searchParams }: RevokePageProps) {
  const [person, { texts, viewer, locale }, given] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const text = texts.revoke;
  const names = namesOf(given["certificate"]);
  const answer = await read("revoke-preview", { certificate: names });
  if (!answer.ok) return <Refusal error={answer.error} title={titleOf(names, text)} texts={texts.common} />;
  const { rows } = answer.value;
  const open = rows.filter((row) => isOpen(row));
  const [first] = rows;
  const single = rows.length === 1 && first !== undefined ? first : null;
  const back = single === null ? "/files" : `/files/${encodeURIComponent(single.name)}`;
  // A root that signed itself cannot be revoked, and one that was revoked may have left what is below it.
  const tops = rows.filter((row) => row.isAuthority && (isOpen(row) || openBelow(row) > 0));
  const below = tops.reduce((sum, row) => sum + openBelow(row), 0);
  const asked = open.length > 0 ? open : tops;
  const isAuthority = asked.some((row) => row.isAuthority);
  const mayRevoke = may(person.role, isAuthority ? "certificate.revoke-authority" : "certificate.revoke");
  return (
    <>
      <PageHead
        title={titleOf(single === null ? names : [single.name], text)}
        {...(single === null ? {} : { command: `pki revoke ${single.name}` })}
        crumb={{
          label: single === null ? texts.files.title : single.name,
          href: back,
          navLabel: texts.item.back,
        }}
        lede={
          single === null
            ? text.ledeOfMany
            : single.notAfter === null
              ? undefined
              : fill(text.lede, {
                  subject: single.commonName,
                  issuer: single.issuer,
                  date: shortDate(viewer, new Date(single.notAfter)),
                })
        }
      />
      <div className={splitClass}>
        <div className="grid grid-cols-1 content-start gap-5">
          {rows
            .filter(({ revoked }) => revoked !== null)
            .map((row) => (
              <Revoked key={row.name} row={row} mayRelease={mayRevoke} texts={texts} viewer={viewer} />
            ))}
          {open.length === 0 && below > 0 ? <Banner tone="warn" title={fill(text.leftBelow, { n: below })} /> : null}
          {rows.some(({ problem }) => problem !== null) ? (
            <Banner tone="warn" title={text.others}>
              <ul>
                {rows.map(({ name, problem }) =>
                  problem === null ? null : <li key={name}>{sentenceOfError(problem, locale)}</li>,
                )}
              </ul>
            </Banner>
          ) : null}
          {!mayRevoke ? null : (
            <>
              <RevokeForm
                certificates={asked.map((row) => row.asked)}
                isAuthority={isAuthority}
                isOpen={asked.length > 0}
                below={below}
                isBelowAlone={open.length === 0 && below > 0}
                mayReissue={!isAuthority && may(person.role, "certificate.sign")}
                isHeld={open.length > 0 && open.every(({ revoked }) => revoked !== null)}
                back={back}
                revoke={revokeCertificates}
                countRevoked={countRevoked}
                texts={text}
                unreachable={texts.common.unreachable}
              />
              {open.length === 0 ? null : (
                <ul className="grid gap-1 text-sm text-muted">
                  {nextLists(open).map(({ issuer, nextList, isLocked }) => (
                    <li key={issuer}>
                      {fill(text.nextList, { n: nextList, issuer })}
                      {isLocked ? ` ${fill(text.asksPassphrase, { issuer })}` : ""}
                    </li>
                  ))}
                </ul>
              )}
            </>
          )}
        </div>
        <aside>
          <GoesDown preview={answer.value} texts={text} />
        </aside>
      </div>
    </>
  );
}

/** It can still be revoked, or be so for good. */
function isOpen({ problem, revoked }: Row): boolean {
  return problem === null && (revoked === null || revoked.reason === "certificateHold");
}

/** Certificates below it that are not revoked. */
const openBelow = ({ below }: Row): number => below.filter(({ isRevoked }) => !isRevoked).length;

function nextLists(rows: readonly Row[]) {
  const found = new Map(
    rows.map(({ issuer, nextList, keyLock }) => [
      issuer,
      { issuer, nextList, isLocked: keyLock !== null && keyLock.state !== "open" },
    ]),
  );
  return [...found.values()];
}

function Revoked({
  row,
  mayRelease,
  texts,
  viewer,
}: {
  readonly row: Row;
  readonly mayRelease: boolean;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}) {
  const text = texts.revoke;
  const { name, asked, issuer, revoked } = row;
  if (revoked === null) return null;
  const isHeld = revoked.reason === "certificateHold";
  const words = viewer.locale === "ko" ? korean : english;
  const { list } = revoked;
  const sentences = [
    fill(text.doneText, { date: dateAndTime(viewer, new Date(revoked.at)), reason: words[revoked.reason] }),
    ...(revoked.invalidityDate === null
      ? []
      : [fill(text.unsafeSince, { date: dateAndTime(viewer, new Date(revoked.invalidityDate)) })]),
    list === null
      ? fill(text.signing, { issuer })
      : fill(text.listed, {
          n: list.number,
          issuer,
          entries: count(viewer.locale, text.entries, list.entries),
          date: dateAndTime(viewer, new Date(list.nextUpdate)),
        }),
  ];
  return (
    <Banner
      tone={isHeld ? "warn" : "ok"}
      role="status"
      title={fill(isHeld ? text.heldTitle : text.doneTitle, { name })}
      actions={
        isHeld && mayRelease ? (
          <ReleaseButton
            certificate={asked}
            release={releaseCertificate}
            label={text.release}
            done={fill(text.released, { name })}
            unreachable={texts.common.unreachable}
          />
        ) : (
          <span className="flex flex-wrap gap-2">
            {isHeld ? null : (
              <LinkButton size="sm" href={`/renew?certificate=${encodeURIComponent(name)}`}>
                {text.reissue}
              </LinkButton>
            )}
            <LinkButton size="sm" href={`/files/${encodeURIComponent(name)}`}>
              {fill(text.openItem, { name })}
            </LinkButton>
          </span>
        )
      }
    >
      {sentences.join(" ")}
    </Banner>
  );
}
