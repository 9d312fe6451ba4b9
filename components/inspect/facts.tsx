import type { ReactNode } from "react";
import type { CertificateCard, InspectedElement, RequestCard } from "@/lib/pki/inspect/types.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { dateAndTime, daysUntil, exactInstant, zoneName, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { keyRows, nameBadges, prints, type Fact, type FactTexts } from "./fact-rows";
import { CopyButton } from "../ui/copy-button";
import { Octets } from "../ui/octets";
import { otherFacts } from "./other-facts";
import { factsClass } from "../styles/facts";

interface FactsProps {
  readonly element: InspectedElement;
  readonly texts: FactTexts;
  readonly viewer: Viewer;
  /** Message beside the key: `matches dbserver.key`. */
  readonly keyNote?: ReactNode;
}

/** The second depth: the facts as a card. */
export function Facts({ element, texts, viewer, keyNote }: FactsProps) {
  const facts = factsOf(element, texts, viewer, keyNote).filter((fact) => fact !== null);
  return (
    <dl className={factsClass({ isLined: true, isStacked: true })}>
      {facts.map(([label, value]) => [<dt key={label}>{label}</dt>, <dd key={`${label} value`}>{value}</dd>])}
    </dl>
  );
}

function factsOf(element: InspectedElement, texts: FactTexts, viewer: Viewer, keyNote: ReactNode): readonly Fact[] {
  const { item } = texts;
  const size: Fact = [item.fact.size, count(viewer.locale, item.bytes, element.size)];
  if (element.card === null) return [size];
  if (element.kind === "certificate")
    return [...certificateFacts(element.card, texts, viewer, keyNote), ...prints(element, texts)];
  if (element.kind === "csr") return [...requestFacts(element.card, texts, keyNote), size];
  return [...otherFacts(element, texts, viewer), size];
}

function usesOf(
  { keyUsage, extendedKeyUsage }: Pick<CertificateCard | RequestCard, "keyUsage" | "extendedKeyUsage">,
  texts: UiTexts["item"],
): string {
  const word = (name: string): string => texts.usage[name as keyof typeof texts.usage] ?? name;
  const uses = [
    (keyUsage ?? []).map(word).join(", "),
    (extendedKeyUsage ?? []).map(({ name, oid }) => word(name ?? oid)).join(", "),
  ].filter(Boolean);
  return uses.length === 0 ? texts.anyUse : uses.join("; ");
}

function certificateFacts(
  card: CertificateCard,
  texts: FactTexts,
  viewer: Viewer,
  keyNote: ReactNode,
): readonly Fact[] {
  const { item } = texts;
  const [from, to] = [new Date(card.notBefore), new Date(card.notAfter)];
  const days = daysUntil(viewer, to);
  const tone = days <= 7 ? "font-medium text-danger" : days <= 30 ? "font-medium text-warn" : "";
  const list = (values: readonly string[]): ReactNode =>
    values.length === 0
      ? null
      : values.map((value) => (
          <div key={value} className="mono">
            {value}
          </div>
        ));
  const optional = (label: string, value: ReactNode): Fact => (value === null ? null : [label, value]);
  return [
    [
      item.fact.subject,
      <span key="subject" className="mono">
        {card.subject}
      </span>,
    ],
    optional(item.fact.names, nameBadges(card.altNames)),
    [
      item.fact.issuer,
      <span key="issuer" className="mono">
        {card.issuer}
      </span>,
    ],
    [
      item.fact.valid,
      <span key="valid">
        <time dateTime={card.notBefore} title={exactInstant(viewer, from)}>
          {dateAndTime(viewer, from)}
        </time>
        {" – "}
        <time className={tone} dateTime={card.notAfter} title={exactInstant(viewer, to)}>
          {dateAndTime(viewer, to)}
        </time>{" "}
        <span className="text-subtle">{zoneName(viewer, to)}</span>
      </span>,
    ],
    ...keyRows(card.key, texts, keyNote),
    [item.fact.signature, card.signatureAlgorithm.label],
    [item.fact.uses, usesOf(card, item)],
    [
      item.fact.authority,
      card.isAuthority
        ? [item.isAuthority, ...(card.pathLength === null ? [] : [fill(item.pathLength, { n: card.pathLength })])].join(
            ", ",
          )
        : item.notAuthority,
    ],
    optional(
      item.fact.subjectKeyId,
      card.subjectKeyId === null ? null : (
        <Octets hex={card.subjectKeyId} copyLabel={item.copyKeyId} copied={texts.copied} />
      ),
    ),
    optional(
      item.fact.authorityKeyId,
      card.authorityKeyId === null ? null : (
        <Octets hex={card.authorityKeyId} copyLabel={item.copyKeyId} copied={texts.copied} />
      ),
    ),
    optional(item.fact.crls, list(card.crls)),
    optional(item.fact.ocsp, list(card.ocsp)),
    optional(item.fact.caIssuers, list(card.caIssuers)),
    optional(
      item.fact.policies,
      list(card.policies.map(({ oid, name }) => (name === null ? oid : `${name} (${oid})`))),
    ),
    card.version === 3 ? null : [item.fact.version, `X.509 v${card.version}`],
    [
      item.fact.serial,
      <span key="serial" className="inline-flex items-start gap-1">
        <span className="mono wrap-anywhere">{card.serial}</span>
        <CopyButton value={card.serial} label={item.copySerial} done={texts.copied} />
      </span>,
    ],
  ];
}

function requestFacts(card: RequestCard, texts: FactTexts, keyNote: ReactNode): readonly Fact[] {
  const { item } = texts;
  return [
    [
      item.fact.subject,
      <span key="subject" className="mono">
        {card.subject}
      </span>,
    ],
    card.altNames.length === 0 ? null : [item.fact.names, nameBadges(card.altNames)],
    ...keyRows(card.key, texts, keyNote),
    [item.fact.signature, `${card.signatureAlgorithm.label}. ${item.signature[card.signature]}`],
    card.extensions.length === 0 ? null : [item.fact.extensions, card.extensions.join(", ")],
    card.keyUsage === null && card.extendedKeyUsage === null ? null : [item.fact.uses, usesOf(card, item)],
  ];
}
