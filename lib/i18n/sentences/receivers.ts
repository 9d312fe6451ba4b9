import type { ReceiverReason, ReceiverReasonCode } from "../../pki/receivers/reason.ts";
import type { Receiver } from "../../pki/receivers/receiver.ts";
import type { ReceiverVerdict } from "../../pki/receivers/verdicts.ts";
import { receiverTexts as english } from "../en/sentences/receivers.ts";
import { receiverTexts as korean } from "../ko/sentences/receivers.ts";
import type { Locale } from "../locale.ts";
import type { ReceiverFix, ReceiverTexts } from "./receiver-texts.ts";

const texts: Readonly<Record<Locale, ReceiverTexts>> = { en: english, ko: korean };

/** Names of their makers, the same in every language. */
export const receiverNames: Readonly<Record<Receiver, string>> = {
  openssl: "OpenSSL",
  go: "Go",
  java: "Java",
  gnutls: "GnuTLS",
  nss: "NSS",
  windows: "Windows",
  apple: "Apple",
};

export const standsOn = (receiver: Receiver, locale: Locale): string => texts[locale].standsOn[receiver];

/** Why a receiver refuses: half a sentence that ends in a full stop. */
export function sentenceOfReason({ code, facts }: ReceiverReason, locale: Locale): string {
  return (texts[locale].reasons[code] as (facts: unknown) => string)(facts);
}

const fixOf: Readonly<Record<ReceiverReasonCode, ReceiverFix>> = {
  "receiver.issuer-missing": "chain",
  "receiver.key-id-differs": "identifier",
  "receiver.serial-differs": "identifier",
  "receiver.issuer-of-issuer-differs": "identifier",
  "receiver.name-spelling": "spelling",
  "receiver.partial-chain": "root",
  "receiver.self-signed": "root",
  "receiver.unreadable": "form",
  "receiver.expired": "dates",
  "receiver.not-yet-valid": "dates",
  "receiver.purpose": "purpose",
  "receiver.any-purpose": "purpose",
  "receiver.key-usage": "usage",
  "receiver.not-authority": "authority",
  "receiver.path-length": "authority",
  "receiver.version": "authority",
  "receiver.critical-extension": "form",
  "receiver.key-weak": "key",
  "receiver.key-unsupported": "key",
  "receiver.key-outside-tls": "key",
  "receiver.digest-weak": "digest",
  "receiver.signature-invalid": "chain",
  "receiver.signature-unsupported": "digest",
  "receiver.algorithm-mismatch": "form",
  "receiver.name-mismatch": "names",
  "receiver.common-name": "names",
  "receiver.name-not-permitted": "constraint",
  "receiver.constraint-unsupported": "constraint",
  "receiver.policy": "form",
  "receiver.policy-qualifiers": "form",
  "receiver.list-missing": "list",
  "receiver.list-unusable": "list",
  "receiver.revoked": "dates",
  "receiver.validity-long": "dates",
  "receiver.serial-repeated": "serial",
};

/** What to do, so that the receiver takes it. */
export const sentenceOfReceiverFix = ({ code }: ReceiverReason, locale: Locale): string =>
  texts[locale].fixes[fixOf[code]];

/**
 * The answer in a sentence or two: what RFC 5280 says, then the receivers that say otherwise and the reason that most of
 * them have. `fix`: what mends that reason, where the RFC alone would have said yes.
 */
export function receiverSummary(
  verdicts: readonly ReceiverVerdict[],
  isTrusted: boolean,
  locale: Locale,
): { readonly verdict: string; readonly receivers: string; readonly fix: string | null } {
  const { summary } = texts[locale];
  const verdict = isTrusted ? summary.holds : summary.fails;
  const namesOf = (some: readonly ReceiverVerdict[]): string[] => some.map(({ receiver }) => receiverNames[receiver]);
  const refusing = verdicts.filter((each) => each.takes === false);
  const tried = verdicts.filter(({ basis }) => basis === "tried");
  if (!isTrusted) {
    const taking = tried.filter(({ takes }) => takes === true);
    return { verdict, receivers: taking.length === 0 ? summary.allRefuse : summary.take(namesOf(taking)), fix: null };
  }
  const reason = commonest(refusing);
  if (reason === null) return { verdict, receivers: summary.allTake, fix: null };
  const [same, others] = [
    refusing.filter((each) => each.reason?.code === reason.code),
    refusing.filter((each) => each.reason?.code !== reason.code),
  ];
  const sentences = [
    summary.refuse(namesOf(same), sentenceOfReason(reason, locale)),
    ...(others.length === 0 ? [] : [summary.refuseToo(namesOf(others))]),
  ];
  return { verdict, receivers: sentences.join(" "), fix: sentenceOfReceiverFix(reason, locale) };
}

function commonest(refusing: readonly ReceiverVerdict[]): ReceiverReason | null {
  const reasons = refusing.flatMap(({ reason }) => (reason === null ? [] : [reason]));
  const countOf = (code: string): number => reasons.filter((each) => each.code === code).length;
  return [...reasons].sort((a, b) => countOf(b.code) - countOf(a.code))[0] ?? null;
}
