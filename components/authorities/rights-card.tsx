import Link from "next/link";
import type { Holder } from "@/lib/commands/ports/rights.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { cardClass } from "../styles/card";
import { factsClass } from "../styles/facts";
import { sectionClass, sectionHeadClass } from "../styles/section";
import type { ShownAuthority } from "./authority-detail";

interface RightsCardProps {
  readonly value: ShownAuthority;
  readonly mayChange: boolean;
  readonly texts: UiTexts["authorities"]["rights"];
  readonly viewer: Viewer;
}

/** Who may do what with the key of the authority. */
export function RightsCard({ value, mayChange, texts, viewer }: RightsCardProps) {
  const { sign, makeAuthorities, exportKey, neverLeaves, changedAt, changedBy } = value.rights;
  const nameOf = ({ who, label }: Holder): string =>
    "role" in who ? texts.roles[who.role] : "token" in who ? fill(texts.token, { name: label ?? "" }) : (label ?? "");
  const named = (holders: readonly Holder[]) => (holders.length === 0 ? texts.nobody : holders.map(nameOf).join(", "));
  return (
    <section className={sectionClass} aria-labelledby="rights">
      <header className={sectionHeadClass}>
        <h2 id="rights">{texts.title}</h2>
        <span className="text-sm text-subtle">{texts.lede}</span>
        {mayChange ? (
          <Link
            className="ml-auto text-sm"
            href={`/authorities/rights?name=${encodeURIComponent(value.name)}`}
            prefetch={false}
          >
            {texts.change}
          </Link>
        ) : null}
      </header>
      <div className={`${cardClass} px-4`}>
        <dl className={factsClass({ isLined: true, isStacked: true })}>
          <dt>{texts.sign}</dt>
          <dd>
            {sign === null
              ? texts.byRole
              : sign.length === 0
                ? texts.nobody
                : sign.map((right, at) => (
                    <span key={at} className="block">
                      {nameOf(right)}:{" "}
                      <span className="text-muted">
                        {right.templates === null
                          ? texts.anyTemplate
                          : fill(texts.templates, { names: right.templates.join(", ") })}
                      </span>
                    </span>
                  ))}
          </dd>
          <dt>{texts.extend}</dt>
          <dd>{makeAuthorities === null ? texts.byRole : named(makeAuthorities)}</dd>
          <dt>{texts.take}</dt>
          <dd>{neverLeaves ? texts.never : named(exportKey)}</dd>
        </dl>
        {changedAt === null ? null : (
          <p className="border-t py-2 text-xs text-subtle">
            {fill(texts.changed, { who: changedBy ?? "", when: shortDate(viewer, new Date(changedAt)) })}
          </p>
        )}
      </div>
    </section>
  );
}
