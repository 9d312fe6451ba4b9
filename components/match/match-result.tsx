import type { OutputOf } from "@/lib/commands/index.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { Octets } from "../ui/octets";

interface MatchResultProps {
  readonly value: OutputOf<"match">;
  readonly words: UiWords["match"];
  readonly item: Pick<UiWords["item"], "copyKeyId">;
  readonly copied: string;
}

/** Yes or no, and both fingerprints, so that anyone can see why. */
export function MatchResult({ value, words, item, copied }: MatchResultProps) {
  const facts = { key: value.key ?? "", certificate: value.certificate };
  const others = value.fits.filter((name) => name !== value.key);
  const title = value.matches
    ? fill(words.yes, facts)
    : value.key === null
      ? fill(words.noKey, facts)
      : fill(words.no, facts);
  return (
    <div className="stack">
      <Banner tone={value.matches ? "ok" : "danger"} role="status" title={title}>
        {value.matches ? words.yesText : value.key === null ? null : words.noText}
        {others.length > 0 ? ` ${fill(words.fits, { names: others.join(", ") })}` : ""}
      </Banner>
      <dl className="card kv line facts facts-card">
        {value.keySpkiSha256 === null ? null : (
          <>
            <dt>{words.keySide}</dt>
            <dd>
              <Octets hex={value.keySpkiSha256} copyLabel={item.copyKeyId} copied={copied} />
            </dd>
          </>
        )}
        <dt>{words.certificateSide}</dt>
        <dd>
          <Octets hex={value.certificateSpkiSha256} copyLabel={item.copyKeyId} copied={copied} />
        </dd>
      </dl>
    </div>
  );
}
