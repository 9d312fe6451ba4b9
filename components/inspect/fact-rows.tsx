import type { ReactNode } from "react";
import type { AltName, InspectedElement, KeyFacts } from "@/lib/pki/inspect/types.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge, badgesClass } from "../ui/badge";
import { Octets } from "../ui/octets";

/** Rows that the card of any kind of element may have. */

export interface FactTexts {
  readonly item: UiTexts["item"];
  readonly copied: string;
}

/** A row of the card; `null` says nothing, so it is left out. */
export type Fact = readonly [label: string, value: ReactNode] | null;

export function nameBadges(list: readonly AltName[]): ReactNode {
  if (list.length === 0) return null;
  return (
    <div className={badgesClass}>
      {list.map((name) => (
        <Badge
          key={`${name.kind} ${name.value}`}
        >{`${name.kind === "email" ? "e-mail" : name.kind.toUpperCase()} ${name.value}`}</Badge>
      ))}
    </div>
  );
}

export function keyRows(key: KeyFacts, texts: FactTexts, note?: ReactNode): readonly Fact[] {
  const { item } = texts;
  const label = key.exponent === null ? key.label : fill(item.exponent, { key: key.label, exponent: key.exponent });
  return [
    [
      item.fact.key,
      <span key="key" className="flex items-center gap-2 flex-wrap">
        {label}
        {note}
      </span>,
    ],
    [item.fact.keyId, <Octets key="id" hex={key.id} copyLabel={item.copyKeyId} copied={texts.copied} />],
  ];
}

export function prints(element: InspectedElement, texts: FactTexts): readonly Fact[] {
  const { item } = texts;
  return [
    [
      item.fact.sha256,
      <Octets key="sha256" hex={element.fingerprints.sha256} copyLabel={item.copyFingerprint} copied={texts.copied} />,
    ],
    [
      item.fact.sha1,
      <Octets key="sha1" hex={element.fingerprints.sha1} copyLabel={item.copyFingerprint} copied={texts.copied} />,
    ],
  ];
}
