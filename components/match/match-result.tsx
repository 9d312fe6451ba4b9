import { clsx } from "clsx";
import type { OutputOf } from "@/lib/commands/index.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { Octets } from "../ui/octets";
import { factsClass } from "../styles/facts";
import { cardClass } from "../styles/card";

interface MatchResultProps {
  readonly value: OutputOf<"match">;
  readonly texts: UiTexts["match"];
  readonly item: Pick<UiTexts["item"], "copyKeyId">;
  readonly copied: string;
}

/** Yes or no, and both fingerprints, so that anyone can see why. */
export function MatchResult({ value, texts, item, copied }: MatchResultProps) {
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
  return (
    <div className="grid grid-cols-1 content-start gap-4">
      <Banner tone={value.matches ? "ok" : "danger"} role="status" title={title}>
        {value.matches ? texts.yesText : value.keySpkiSha256 === null ? null : texts.noText}
        {others.length > 0 ? ` ${fill(texts.fits, { names: others.join(", ") })}` : ""}
      </Banner>
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
    </div>
  );
}
