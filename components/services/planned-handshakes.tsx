import type { OutputOf } from "@/lib/commands/index.ts";
import { handshakeTitle } from "@/lib/i18n/sentences/handshake-titles.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { cardClass, planLineClass } from "../styles/card";

interface PlannedHandshakesProps {
  readonly handshakes: OutputOf<"service">["plan"]["handshakes"];
  readonly texts: UiTexts["rehearsal"];
  readonly locale: Locale;
}

/** The planned connections, each kind once, with how often and the expected outcome. */
export function PlannedHandshakes({ handshakes, texts, locale }: PlannedHandshakesProps) {
  if (handshakes.length === 0) return <p className="text-muted mt-6">{texts.nothingPlanned}</p>;
  const kinds = handshakes.filter(
    ({ title, expected }, index) =>
      handshakes.findIndex((each) => each.title === title && each.expected === expected) === index,
  );
  return (
    <section className="mt-6" aria-labelledby="planned">
      <h2 className="text-section mb-3" id="planned">
        {texts.planned}
      </h2>
      <ul className={cardClass}>
        {kinds.map(({ title, expected }) => (
          <li key={`${title} ${expected}`} className={planLineClass}>
            <span>{handshakeTitle(title, locale)}</span>
            <span className="text-subtle text-xs">
              {count(
                locale,
                texts.counted,
                handshakes.filter((each) => each.title === title && each.expected === expected).length,
              )}
              , {texts.expected[expected]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
