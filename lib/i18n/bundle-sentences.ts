import type { BundleNote, BundleNoteCode, BundleNoteFacts } from "../pki/bundle-notes.ts";
import type { Locale } from "./locale.ts";

/** One sentence per note about a bundle. A missing code does not compile. */
type BundleMessages = { readonly [C in BundleNoteCode]: (facts: BundleNoteFacts[C]) => string };

const english: BundleMessages = {
  "bundle.duplicate": ({ subject, copies }) => `${subject} was there ${copies + 1} times; it is in the bundle once.`,
  "bundle.unrelated": ({ subject }) => `${subject} belongs to no chain here and was left out.`,
  "bundle.alternative": ({ subject }) => `${subject} could stand in the place of an issuer in the bundle (a renewal or a cross-signature) and was left out.`,
  "bundle.other-key": ({ subject, keyId }) => `${subject} has the name of a needed issuer, but another key${keyId === "" ? "" : ` (key id ${keyId})`}, and was left out.`,
  "bundle.filled": ({ subject }) => `${subject} was missing and was taken from the inventory.`,
  "bundle.incomplete": ({ issuer, keyId }) => `The chain ends before a root: ${issuer}${keyId === "" ? "" : ` (key id ${keyId})`} is missing.`,
  "bundle.not-authority": ({ subject }) => `${subject} is no authority and was left out.`,
};

const korean: BundleMessages = {
  "bundle.duplicate": ({ subject, copies }) => `${subject} 인증서가 ${copies + 1}번 들어 있어 하나만 남겼습니다.`,
  "bundle.unrelated": ({ subject }) => `${subject} 인증서는 어느 체인에도 속하지 않아 제외했습니다.`,
  "bundle.alternative": ({ subject }) => `${subject} 인증서는 번들에 있는 발급자를 대신할 수 있는 것(갱신 또는 교차 서명)이라 제외했습니다.`,
  "bundle.other-key": ({ subject, keyId }) => `${subject} 인증서는 필요한 발급자와 이름이 같지만 키가 달라${keyId === "" ? "" : `(키 식별자 ${keyId})`} 제외했습니다.`,
  "bundle.filled": ({ subject }) => `빠져 있던 ${subject} 인증서를 보관함에서 가져왔습니다.`,
  "bundle.incomplete": ({ issuer, keyId }) => `체인이 루트 전에 끝납니다. ${issuer} 인증서${keyId === "" ? "" : `(키 식별자 ${keyId})`}가 없습니다.`,
  "bundle.not-authority": ({ subject }) => `${subject} 인증서는 인증 기관이 아니므로 제외했습니다.`,
};

const messages: Readonly<Record<Locale, BundleMessages>> = { en: english, ko: korean };

export function sentenceOfBundleNote({ code, params }: BundleNote, locale: Locale): string {
  return (messages[locale][code] as (facts: unknown) => string)(params);
}
