import type { ReactNode } from "react";
import type { InspectedElement, OcspResponseCard } from "@/lib/pki/inspect/types.ts";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { dateAndTime, exactInstant, shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import { keyRows, prints, type Fact, type FactTexts } from "./fact-rows";
import { Octets, fingerprintClass } from "../ui/octets";

/** The facts of whatever is neither a certificate nor a request. */
export function otherFacts(element: InspectedElement, texts: FactTexts, viewer: Viewer): readonly Fact[] {
  const { item } = texts;
  const date = (text: string) => (
    <time dateTime={text} title={exactInstant(viewer, new Date(text))}>
      {shortDate(viewer, new Date(text))}
    </time>
  );
  const instant = (text: string) => (
    <time dateTime={text} title={exactInstant(viewer, new Date(text))}>
      {dateAndTime(viewer, new Date(text))}
    </time>
  );
  if (element.card === null) return [];
  switch (element.kind) {
    case "key":
      return [...keyRows(element.card.key, texts), [item.fact.form, element.card.form]];
    case "locked-key":
      return [
        [item.fact.encryption, element.card.encryption],
        ...(element.card.key === null ? [] : keyRows(element.card.key, texts)),
      ];
    case "public-key":
      return keyRows(element.card.key, texts);
    case "crl":
      return [
        [
          item.fact.issuer,
          <span key="issuer" className="mono">
            {element.card.issuer}
          </span>,
        ],
        [item.fact.published, date(element.card.thisUpdate)],
        element.card.nextUpdate === null ? null : [item.fact.next, date(element.card.nextUpdate)],
        element.card.number === null ? null : [item.fact.number, element.card.number],
        [item.fact.entries, String(element.card.entries)],
        [item.fact.signature, element.card.signatureAlgorithm.label],
        element.card.authorityKeyId === null
          ? null
          : [
              item.fact.authorityKeyId,
              <Octets key="aki" hex={element.card.authorityKeyId} copyLabel={item.copyKeyId} copied={texts.copied} />,
            ],
        ...prints(element, texts),
      ];
    case "ocsp-request":
      return [
        element.card.requestor === null ? null : [item.ocsp.requestor, element.card.requestor],
        element.card.nonce === null ? null : [item.ocsp.nonce, octets(element.card.nonce, texts)],
        element.card.isSigned ? [item.fact.signature, item.ocsp.isSigned] : null,
        ...prints(element, texts),
      ];
    case "ocsp-response":
      return responseFacts(element.card, texts, instant);
    case "pkcs7":
      return [[item.fact.content, element.card.contentType]];
    case "pkcs12":
      return [
        [item.fact.encryption, element.card.encryption],
        element.card.mac === null ? null : [item.fact.mac, element.card.mac],
      ];
    case "keystore":
      return [
        [item.fact.type, element.card.type],
        element.card.keys.length === 0
          ? null
          : [item.fact.keys, lines(element.card.keys.map(({ alias, encryption }) => [alias, encryption]))],
      ];
    case "zip":
    case "tar":
      return [
        [item.fact.type, element.card.type],
        [
          item.fact.files,
          lines(
            element.card.entries.map(({ path, failure }) => [
              path,
              failure === null ? "" : sentenceOfError({ code: failure.code, params: failure.facts }, viewer.locale),
            ]),
          ),
        ],
      ];
    case "ssh-public-key":
    case "ssh-certificate":
      return [
        [item.fact.type, element.card.type],
        element.card.comment === "" ? null : [item.fact.comment, element.card.comment],
        [
          item.fact.fingerprint,
          <span key="fp" className={fingerprintClass}>
            {element.card.fingerprint}
          </span>,
        ],
        ...(element.card.key === null ? [] : keyRows(element.card.key, texts)),
      ];
    case "parameters":
      return [[item.fact.type, element.card.label]];
    case "certificate":
    case "csr":
      return [];
    default:
      return [[item.fact.type, element.card.type]];
  }
}

function responseFacts(
  { status, type, responder, producedAt, nonce, signatureAlgorithm }: OcspResponseCard,
  texts: FactTexts,
  instant: (text: string) => ReactNode,
): readonly Fact[] {
  const { item } = texts;
  return [
    [item.ocsp.status, status],
    type === null ? null : [item.fact.type, type],
    responder === null
      ? null
      : [
          item.ocsp.responder,
          responder.kind === "key" ? octets(responder.text, texts) : <span className="mono">{responder.text}</span>,
        ],
    producedAt === null ? null : [item.ocsp.produced, instant(producedAt)],
    nonce === null ? null : [item.ocsp.nonce, octets(nonce, texts)],
    signatureAlgorithm === null ? null : [item.fact.signature, signatureAlgorithm.label],
  ];
}

function octets(hex: string, { item, copied }: FactTexts) {
  return <Octets hex={hex} copyLabel={item.ocsp.copy} copied={copied} />;
}

/** Lines of a name and a remark. */
function lines(entries: readonly (readonly [name: string, more: string])[]) {
  return entries.map(([name, more], at) => (
    <div key={at} className="wrap-anywhere">
      <span className="mono">{name}</span> {more === "" ? null : <span className="text-muted">{more}</span>}
    </div>
  ));
}
