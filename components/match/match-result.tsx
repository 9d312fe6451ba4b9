import { clsx } from "clsx";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { NextStep } from "../form/form-done";
import { PemBox } from "../pem/pem-box";
import { cardClass } from "../styles/card";
import { factsClass } from "../styles/facts";
import { Banner } from "../ui/banner";
import { LinkButton } from "../ui/button";
import { Octets } from "../ui/octets";

interface MatchResultProps {
  readonly value: OutputOf<"match">;
  /** Of the stored certificate or request; null of one that was given, or that is no PEM. */
  readonly pem: string | null;
  readonly texts: UiTexts["match"];
  readonly common: {
    readonly item: Pick<UiTexts["item"], "copyKeyId">;
    readonly made: UiTexts["made"];
    readonly pem: UiTexts["pem"];
    readonly copied: string;
  };
  readonly locale: Locale;
}

/** Yes or no, both fingerprints, so that anyone can see why, and what to do then. */
export function MatchResult({ value, pem, texts, common, locale }: MatchResultProps) {
  const { item, copied } = common;
  const facts = {
    key: value.key ?? (value.isKeyGiven ? texts.givenKey : ""),
    certificate: value.certificate ?? value.certificateName ?? texts.givenCertificate,
  };
  const others = value.fits.filter((name) => name !== value.key);
  const title = value.matches
    ? fill(texts.yes, facts)
    : value.keySpkiSha256 === null
      ? fill(texts.noKey, facts)
      : fill(texts.no, facts);
  const next = nextOf(value, texts);
  return (
    <div className="grid grid-cols-1 content-start gap-4">
      <Banner tone={value.matches ? "ok" : "danger"} role="status" title={title}>
        {value.matches ? texts.yesText : value.keySpkiSha256 === null ? null : texts.noText}
        {others.length > 0 ? ` ${fill(texts.fits, { names: others.join(", ") })}` : ""}
      </Banner>
      {next === null ? null : (
        <NextStep
          word={common.made.next}
          title={next.title}
          actions={
            <LinkButton variant="primary" href={next.href}>
              {next.act}
            </LinkButton>
          }
        >
          {next.text}
        </NextStep>
      )}
      <dl className={factsClass({ isLined: true, isStacked: true }, clsx(cardClass, "px-4 py-1"))}>
        {value.keySpkiSha256 === null ? null : (
          <>
            <dt>{texts.keySide}</dt>
            <dd>
              <Octets hex={value.keySpkiSha256} copyLabel={item.copyKeyId} copied={copied} />
            </dd>
          </>
        )}
        <dt>{texts.certificateSide}</dt>
        <dd>
          <Octets hex={value.certificateSpkiSha256} copyLabel={item.copyKeyId} copied={copied} />
        </dd>
      </dl>
      <p className="text-xs/[18px] text-subtle">{texts.fingerprints}</p>
      {pem === null || value.certificate === null || !pem.startsWith("-----BEGIN ") ? null : (
        <PemBox name={value.certificate} text={pem} texts={common.pem} locale={locale} />
      )}
    </div>
  );
}

interface Next {
  readonly title: string;
  readonly text: string;
  readonly act: string;
  readonly href: string;
}

/** A stored certificate has a next step; of what was given the answer is all that there is to say. */
function nextOf({ matches, certificate, fits, key }: OutputOf<"match">, texts: UiTexts["match"]): Next | null {
  const { next } = texts;
  if (matches) {
    if (certificate === null) return null;
    const isRequest = certificate.endsWith(".csr");
    return isRequest
      ? { ...next.request, href: `/files/${encodeURIComponent(certificate.slice(0, -4))}` }
      : { ...next.verify, href: `/verify?${new URLSearchParams({ file: certificate }).toString()}` };
  }
  const [fitting] = fits.filter((name) => name !== key);
  if (fitting === undefined) return { ...next.keys, href: "/keys" };
  if (certificate === null) return null;
  const query = new URLSearchParams({ key: fitting, certificate });
  return {
    title: fill(next.fitting.title, { name: fitting }),
    text: next.fitting.text,
    act: fill(next.fitting.act, { name: fitting }),
    href: `/match?${query.toString()}`,
  };
}
