import type { NameUses, SomeOf } from "@/lib/commands/ports/items.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

/** What would miss a name, in sentences. */
export interface ShownUses {
  readonly name: string;
  /** The sentence about services; null when none uses it. */
  readonly services: string | null;
  readonly others: readonly string[];
  /** The same in one line. */
  readonly short: string;
  /** Something that stays would miss it. A request that waits is missed by nothing here. */
  readonly isMissed: boolean;
  readonly isUsedAmongThem: boolean;
}

interface Words {
  readonly texts: UiTexts["uses"];
  readonly viewer: Viewer;
  readonly locale: Locale;
}

export function shownUses(uses: NameUses, { texts, viewer, locale }: Words): ShownUses {
  const lists = [
    [
      "batches",
      named(
        uses.batches.map(({ title }) => title),
        texts,
      ),
    ],
    ["issued", some(uses.issued, texts)],
    ["bundles", some(uses.bundles, texts)],
    ["sameKey", some(uses.sameKey, texts)],
  ] as const;
  const { services, waitsSince } = uses;
  const facts = services.length === 0 ? null : named(services, texts);
  const waits = waitsSince === null ? null : { date: shortDate(viewer, waitsSince) };
  const short = [
    ...(facts === null ? [] : [fill(texts.short.services, { names: facts.names })]),
    ...lists.flatMap(([kind, { names, n }]) => (n === 0 ? [] : [fill(texts.short[kind], { names })])),
    ...(waits === null ? [] : [fill(texts.short.waits, waits)]),
  ];
  return {
    name: uses.name,
    services: facts === null ? null : fill(count(locale, texts.services, facts.n), { names: facts.names }),
    others: [
      ...lists.flatMap(([kind, { names, n }]) => (n === 0 ? [] : [fill(count(locale, texts[kind], n), { names })])),
      ...(waits === null ? [] : [fill(texts.waits, waits)]),
    ],
    short: short.join("; "),
    isMissed: facts !== null || lists.some(([, { n }]) => n > 0),
    isUsedAmongThem: uses.isUsedAmongThem,
  };
}

const mostShown = 5;

function named(all: readonly string[], texts: UiTexts["uses"]) {
  return some({ names: all, count: all.length }, texts);
}

function some({ names, count: n }: SomeOf, { more }: UiTexts["uses"]): { readonly names: string; readonly n: number } {
  const shown = names.slice(0, mostShown).join(", ");
  return { names: n <= mostShown ? shown : fill(more, { names: shown, n: n - mostShown }), n };
}
