import type { InspectedElement } from "@/lib/pki/inspect/types.ts";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { exactInstant, shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
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

/** Lines of a name and a remark. */
function lines(entries: readonly (readonly [name: string, more: string])[]) {
  return entries.map(([name, more], at) => (
    <div key={at} className="wrap-anywhere">
      <span className="mono">{name}</span> {more === "" ? null : <span className="text-muted">{more}</span>}
    </div>
  ));
}
