import { Link2, Plus, RefreshCw, Signature } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { longDate, shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { cardClass } from "../styles/card";
import { factsClass } from "../styles/facts";
import { sectionClass, sectionHeadClass, sentenceClass } from "../styles/section";
import { Badge, badgesClass } from "../ui/badge";
import { LinkButton } from "../ui/button";
import { Relative } from "../ui/instant";
import { StressedText } from "../ui/stressed-text";

export type ShownAuthority = OutputOf<"authority">;
type Texts = UiTexts["authorities"];

interface DetailProps {
  readonly value: ShownAuthority;
  readonly texts: Texts;
  readonly viewer: Viewer;
  readonly locale: Locale;
}

const toneOfMark = { trusted: "ok", stored: "idle", distrusted: "danger", unasked: "warn" } as const;
const toneOfState = {
  valid: "ok",
  "ends-soon": "warn",
  expired: "danger",
  "not-yet-valid": "info",
  revoked: "danger",
} as const;

export function addressOf(name: string): string {
  return `/authorities?name=${encodeURIComponent(name)}`;
}

/** Where it stands, in a sentence, and what can be done with it; what cannot be done says why. */
export function AuthorityHead({ value, texts, viewer, locale, denials }: DetailProps & { readonly denials: Denials }) {
  const until = longDate(viewer, new Date(value.notAfter));
  const isOver = value.state === "expired" || value.state === "revoked";
  const { sentences } = texts;
  const above = value.above.at(-1);
  const sentence = isOver
    ? fill(sentences.ended, { until })
    : value.kind === "root"
      ? fill(sentences.root, { until })
      : value.kind === "cross"
        ? fill(sentences.cross, { of: value.crossOf ?? "", above: above ?? value.issuer, until })
        : above === undefined
          ? fill(sentences.orphan, { until })
          : fill(sentences.intermediate, { above, until });
  return (
    <header>
      {value.above.length === 0 ? null : (
        <p className="text-sm text-subtle">{[...value.above, value.commonName].join(" › ")}</p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-page wrap-anywhere">{value.commonName}</h2>
        <span className={badgesClass}>
          {value.trust === null ? (
            value.roots.map((root) => (
              <Badge key={root.name} tone={toneOfMark[root.mark]}>
                {root.commonName}: {texts.marks[root.mark]}
              </Badge>
            ))
          ) : (
            <Badge tone={toneOfMark[value.trust.mark]}>{texts.marks[value.trust.mark]}</Badge>
          )}
          {value.state === "valid" ? null : <Badge tone={toneOfState[value.state]}>{texts.states[value.state]}</Badge>}
        </span>
        <code className="rounded-badge border bg-sunken px-[7px] font-mono text-xs/5 font-medium text-muted">
          pki authority {value.name}
        </code>
      </div>
      <p className={`${sentenceClass} mt-1`}>
        <StressedText text={sentence} /> {count(locale, sentences.issued, value.issued.inForce)}
      </p>
      <Acts value={value} texts={texts} denials={denials} />
    </header>
  );
}

/** Why each act cannot be done now; null: it can. */
export interface Denials {
  readonly sign: string | null;
  readonly renew: string | null;
  readonly cross: string | null;
  readonly below: string | null;
}

function Acts({
  value,
  texts,
  denials,
}: {
  readonly value: ShownAuthority;
  readonly texts: Texts;
  readonly denials: Denials;
}) {
  const { acts } = texts;
  const name = encodeURIComponent(value.name);
  const file = encodeURIComponent(value.fileName ?? value.name);
  const reasons = [...new Set([denials.sign, denials.below].filter((reason) => reason !== null))];
  return (
    <div className="mt-4">
      <div className="flex flex-wrap gap-2 max-md:*:flex-1">
        <Act href={`/sign?issuer=${file}`} icon={<Signature aria-hidden />} why={denials.sign} isFirst>
          {acts.sign}
        </Act>
        <Act href={`/authorities/renew?name=${name}`} icon={<RefreshCw aria-hidden />} why={denials.renew}>
          {acts.renew}
        </Act>
        <Act href={`/authorities/cross-sign?issuer=${name}`} icon={<Link2 aria-hidden />} why={denials.cross}>
          {acts.cross}
        </Act>
        <Act href={`/authorities/new?below=${name}`} icon={<Plus aria-hidden />} why={denials.below}>
          {acts.below}
        </Act>
        {value.fileName === null ? null : (
          <LinkButton href={`/files/${encodeURIComponent(value.name)}`}>{acts.open}</LinkButton>
        )}
      </div>
      {reasons.map((reason) => (
        <p key={reason} className="mt-2 text-sm text-subtle">
          {reason}
        </p>
      ))}
    </div>
  );
}

function Act({
  href,
  icon,
  why,
  isFirst = false,
  children,
}: {
  readonly href: string;
  readonly icon: ReactNode;
  readonly why: string | null;
  readonly isFirst?: boolean;
  readonly children: string;
}) {
  if (why !== null)
    return (
      <button
        type="button"
        aria-disabled="true"
        title={why}
        className="inline-flex h-9 cursor-not-allowed items-center justify-center gap-1.5 rounded-control border bg-sunken px-3 text-sm font-medium text-subtle icon:size-4 max-md:h-11"
      >
        {icon}
        {children}
      </button>
    );
  return (
    <LinkButton href={href} variant={isFirst ? "primary" : "plain"}>
      {icon}
      {children}
    </LinkButton>
  );
}

/** What its certificates say, and who stands around it. */
export function AuthorityFactsCard({ value, texts, viewer, locale }: DetailProps) {
  const { facts } = texts;
  const until = (at: string) => shortDate(viewer, new Date(at));
  const own = value.pathLength === null ? facts.noLimit : String(value.pathLength);
  return (
    <section className={sectionClass} aria-labelledby="authority-facts">
      <header className={sectionHeadClass}>
        <h2 id="authority-facts">{facts.title}</h2>
      </header>
      <div className={`${cardClass} px-4`}>
        <dl className={factsClass({ isLined: true, isStacked: true })}>
          <dt>{facts.subject}</dt>
          <dd className="font-mono text-xs/5">{value.subject}</dd>
          <dt>{facts.key}</dt>
          <dd>
            {value.keyAlgorithm}
            <span className="block font-mono text-xs/5 text-subtle">{value.publicKeyId}</span>
          </dd>
          <dt>{facts.keyAt}</dt>
          <dd>{value.keyLock?.state === "open" ? texts.keys.open : texts.keys[value.key]}</dd>
          <dt>{facts.signedBy}</dt>
          <dd>
            {value.certificates.map((each) => (
              <span key={each.name} className="block">
                {each.kind === "root"
                  ? fill(facts.itself, { until: until(each.notAfter) })
                  : each.issuer === null
                    ? fill(facts.unknownIssuer, { until: until(each.notAfter) })
                    : fill(facts.by, { issuer: each.issuer.commonName, until: until(each.notAfter) })}
              </span>
            ))}
          </dd>
          <dt>{facts.below}</dt>
          <dd>
            {value.below.length === 0
              ? facts.noneBelow
              : value.below.map((each) => (
                  <Link key={each.name} className="mr-3 inline-block" href={addressOf(each.name)} prefetch={false}>
                    {each.commonName}
                  </Link>
                ))}
          </dd>
          <dt>{facts.path}</dt>
          <dd>{value.room === null ? own : fill(facts.pathOf, { own, room: value.room })}</dd>
          <Limits value={value} texts={texts} />
          {value.generations.length === 0 ? null : (
            <>
              <dt>{facts.generations}</dt>
              <dd>
                {value.generations.map((each) => (
                  <span key={each.generation} className="block">
                    {fill(facts.generation, {
                      number: each.generation,
                      key: each.isSameKey ? facts.sameKey : facts.otherKey,
                      until: until(each.notAfter),
                    })}
                  </span>
                ))}
              </dd>
            </>
          )}
          <dt>{facts.services}</dt>
          <dd>
            {value.services.length + value.bundles.count === 0
              ? facts.nobody
              : [
                  ...(value.services.length === 0
                    ? []
                    : [`${count(locale, facts.servicesAre, value.services.length)} (${value.services.join(", ")})`]),
                  ...(value.bundles.count === 0
                    ? []
                    : [`${count(locale, facts.bundlesAre, value.bundles.count)} (${value.bundles.names.join(", ")})`]),
                ].join(", ")}
          </dd>
        </dl>
      </div>
    </section>
  );
}

function Limits({ value, texts: { facts } }: { readonly value: ShownAuthority; readonly texts: Texts }) {
  const { nameConstraints, purposes, policies, unreadable } = value;
  const lines: [string, readonly string[]][] = [
    [facts.purposes, purposes],
    [facts.permitted, nameConstraints?.permitted ?? []],
    [facts.excluded, nameConstraints?.excluded ?? []],
    [facts.policies, policies.map(({ policy, cps }) => (cps === null ? policy : `${policy} (${cps})`))],
    [facts.unreadable, unreadable],
  ];
  return lines
    .filter(([, texts]) => texts.length > 0)
    .map(([label, texts]) => (
      <div key={label} className="contents">
        <dt>{label}</dt>
        <dd className={badgesClass}>
          {texts.map((text) => (
            <Badge key={text}>{text}</Badge>
          ))}
        </dd>
      </div>
    ));
}

/** How its own list stands. */
export function AuthorityLists({ value, texts, viewer }: Omit<DetailProps, "locale">) {
  const { lists } = value;
  const text = texts.lists;
  return (
    <section className={sectionClass} aria-labelledby="authority-lists">
      <header className={sectionHeadClass}>
        <h2 id="authority-lists">{text.title}</h2>
      </header>
      {lists === null || lists.number === null ? (
        <p className="text-sm text-muted">{text.none}</p>
      ) : (
        <div className={`${cardClass} px-4`}>
          <dl className={factsClass({ isLined: true, isStacked: true })}>
            <dt>{fill(text.list, { number: lists.number })}</dt>
            <dd>{lists.isCurrent ? "" : text.behind}</dd>
            <dt>{text.made}</dt>
            <dd>{lists.thisUpdate === null ? null : <Relative at={new Date(lists.thisUpdate)} viewer={viewer} />}</dd>
            <dt>{text.next}</dt>
            <dd>{lists.nextUpdate === null ? null : <Relative at={new Date(lists.nextUpdate)} viewer={viewer} />}</dd>
            <dt>{text.entries}</dt>
            <dd>{lists.entries}</dd>
            <dt>{text.published}</dt>
            <dd className="font-mono text-xs/5">
              <a href={`/crl/${encodeURIComponent(lists.publishedName)}.crl`}>/crl/{lists.publishedName}.crl</a>
            </dd>
          </dl>
        </div>
      )}
    </section>
  );
}
