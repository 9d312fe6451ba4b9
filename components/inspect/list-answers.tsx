import { CircleAlert, CircleCheck, Info } from "lucide-react";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { ListSignature } from "@/lib/i18n/sentences/revocation-list-sentences.ts";
import { sentenceOfListSignature, sentencesOfLookup } from "@/lib/i18n/sentences/revocation-lists.ts";
import type { CrlCard } from "@/lib/pki/inspect/types.ts";
import { cardClass } from "../styles/card";
import { toneMark } from "../styles/tone-classes";

const tones: Readonly<Record<ListSignature["verdict"], "ok" | "info" | "danger">> = {
  valid: "ok",
  invalid: "danger",
  "not-allowed": "danger",
  unsupported: "info",
  "other-key": "info",
  "no-issuer": "info",
};

const icons = { ok: CircleCheck, info: Info, danger: CircleAlert } as const;

/** Who signed a revocation list, and what it says of the serial number that was asked for. */
export function ListAnswers({
  signature,
  lookup,
  label,
  locale,
}: {
  readonly signature: ListSignature | undefined;
  readonly lookup: CrlCard["lookup"];
  readonly label: string;
  readonly locale: Locale;
}) {
  const lines = [
    ...(lookup === null
      ? []
      : sentencesOfLookup(lookup, locale).map(
          (sentence) => [lookup.entries.length > 0 ? "danger" : "info", sentence] as const,
        )),
    ...(signature === undefined
      ? []
      : [[tones[signature.verdict], sentenceOfListSignature(signature, locale)] as const]),
  ];
  if (lines.length === 0) return null;
  return (
    <ul className={cardClass} aria-label={label}>
      {lines.map(([tone, sentence]) => {
        const Icon = icons[tone];
        return (
          <li key={sentence} className="finding">
            <span className={tone === "ok" ? "text-ok-mark" : toneMark[tone]}>
              <Icon aria-hidden />
            </span>
            <p className="text-ink wrap-anywhere">{sentence}</p>
          </li>
        );
      })}
    </ul>
  );
}
