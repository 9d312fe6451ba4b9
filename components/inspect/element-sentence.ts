import type { CertificateCard, InspectedElement, Inspection, OcspResponseCard } from "@/lib/pki/inspect/types.ts";
import { count, fill, type Counted } from "@/lib/i18n/ui/text.ts";
import { dateAndTime, shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

type ItemTexts = UiTexts["item"];

/** The first depth of a certificate: one sentence, `**` around what is stressed. */
function certificateSentence(card: CertificateCard, texts: ItemTexts, viewer: Viewer): string {
  const { locale } = viewer;
  const { sentence } = texts;
  const counted = (text: Counted, n: number): string => count(locale, text, n);
  const span =
    card.validity === "valid"
      ? counted(sentence.days, card.daysLeft)
      : card.validity === "expired"
        ? counted(sentence.ago, Math.abs(card.daysLeft))
        : counted(
            sentence.inDays,
            Math.max(0, Math.round((Date.parse(card.notBefore) - viewer.now.getTime()) / 86_400_000)),
          );
  const facts = {
    use: texts.uses[card.use],
    name: card.name,
    more: card.otherNames > 0 ? counted(sentence.more, card.otherNames) : "",
    validity: fill(sentence.validity[card.validity], { days: span }),
    issuer: card.issuerName,
  };
  return fill(card.isSelfIssued ? sentence.selfSigned : sentence.certificate, facts);
}

/** One answer in its words; of several how many. */
function responseSentence(card: OcspResponseCard, texts: ItemTexts, viewer: Viewer): string {
  const { sentence, ocsp } = texts;
  if (card.responder === null) return fill(sentence.ocspError, { status: card.status });
  const [answer] = card.answers;
  if (card.total !== 1 || answer === undefined)
    return fill(sentence.ocspResponses, { certificates: count(viewer.locale, sentence.certificates, card.total) });
  return fill(sentence.ocspResponse, {
    state: ocsp.states[answer.state],
    serial: answer.serial,
    validity: fill(ocsp.validity[answer.validity], {
      from: dateAndTime(viewer, new Date(answer.thisUpdate)),
      until: answer.nextUpdate === null ? "" : dateAndTime(viewer, new Date(answer.nextUpdate)),
    }),
  });
}

/** Describes an element in one sentence. */
export function elementSentence(element: InspectedElement, texts: ItemTexts, viewer: Viewer): string {
  const { locale } = viewer;
  const { sentence } = texts;
  const counted = (text: Counted, n: number): string => count(locale, text, n);
  if (element.card === null)
    return fill(sentence.broken, { kind: texts.kinds[element.kind], offset: breakOf(element) });
  switch (element.kind) {
    case "certificate":
      return certificateSentence(element.card, texts, viewer);
    case "csr":
      return fill(sentence.csr, {
        name: element.card.name,
        more: element.card.otherNames > 0 ? counted(sentence.more, element.card.otherNames) : "",
        key: element.card.key.label,
        signature: texts.signature[element.card.signature],
      });
    case "key":
      return fill(sentence.key, { key: element.card.key.label });
    case "locked-key":
      return fill(sentence.lockedKey, { encryption: element.card.encryption });
    case "public-key":
      return fill(sentence.publicKey, { key: element.card.key.label });
    case "crl":
      return fill(sentence.crl, {
        name: element.card.issuerName,
        entries: counted(sentence.entries, element.card.entries),
        date: shortDate(viewer, new Date(element.card.thisUpdate)),
      });
    case "ocsp-request":
      return fill(sentence.ocspRequest, { certificates: counted(sentence.certificates, element.card.total) });
    case "ocsp-response":
      return responseSentence(element.card, texts, viewer);
    case "pkcs7":
      return fill(sentence.pkcs7, { certificates: counted(sentence.certificates, element.card.certificates.length) });
    case "pkcs12":
      return element.card.isLocked
        ? fill(sentence.pkcs12Locked, { encryption: element.card.encryption })
        : fill(sentence.pkcs12, {
            keys: counted(sentence.keys, element.card.keys.length),
            certificates: counted(sentence.certificates, element.card.certificates.length),
          });
    case "keystore":
      return fill(element.card.isLocked ? sentence.keystoreLocked : sentence.keystore, {
        type: element.card.type,
        keys: counted(sentence.keys, element.card.keys.length),
        certificates: counted(sentence.certificates, element.card.certificates.length),
      });
    case "zip":
    case "tar":
      return fill(sentence.archive, {
        type: element.card.type,
        files: counted(sentence.files, element.card.entries.length),
      });
    case "ssh-public-key":
    case "ssh-certificate":
      return fill(sentence.ssh, {
        type: element.card.type,
        comment: element.card.comment === "" ? "" : `, ${element.card.comment}`,
      });
    case "parameters":
      return fill(sentence.parameters, { label: element.card.label });
    default:
      return fill(sentence.content, { kind: texts.kinds[element.kind], type: element.card.type });
  }
}

function breakOf(element: InspectedElement): number {
  const facts = element.failure?.facts as { offset?: number } | undefined;
  return facts?.offset ?? element.size;
}

/** Describes a file with several elements in one sentence. */
export function fileSentence(inspection: Inspection, texts: ItemTexts, viewer: Viewer): string {
  const [only] = inspection.elements;
  if (inspection.elements.length === 1 && only !== undefined) return elementSentence(only, texts, viewer);
  const { sentence } = texts;
  return inspection.kind === "bundle"
    ? fill(sentence.bundle, { certificates: count(viewer.locale, sentence.certificates, inspection.elements.length) })
    : fill(sentence.mixed, { elements: count(viewer.locale, sentence.elements, inspection.elements.length) });
}
