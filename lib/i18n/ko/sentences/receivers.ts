import { oidNames, oidText } from "../../sentences/oid-names.ts";
import type { ReceiverTexts } from "../../sentences/receiver-texts.ts";
import { settled } from "../particles.ts";

const purposes: Readonly<Record<string, string>> = { server: "TLS 서버", client: "TLS 클라이언트", email: "이메일" };
const purposeOf = (purpose: string): string => purposes[purpose] ?? purpose;
const named = (names: string): string => (names === "" ? "이런 종류의 이름 없음" : names);

/** 수신자가 거절하는 이유, 기대고 있는 제품, 고치는 방법. */
export const receiverTexts: ReceiverTexts = {
  reasons: settled({
    "receiver.issuer-missing": ({ issuer }) => `발급자 ${issuer}의 인증서가 보내는 것에도 신뢰하는 것에도 없습니다.`,
    "receiver.key-id-differs": ({ issuer, claimed, own }) =>
      `발급자를 키 식별자 ${claimed}(으)로 가리키지만 ${issuer}의 식별자는 ${own}입니다.`,
    "receiver.serial-differs": ({ issuer, claimed, own }) =>
      `발급자를 일련번호 ${claimed}(으)로 가리키지만 ${issuer}의 일련번호는 ${own}입니다.`,
    "receiver.issuer-of-issuer-differs": ({ issuer, claimed, own }) =>
      `${issuer}의 발급자를 ${claimed}(이)라고 하지만 실제로는 ${own}입니다.`,
    "receiver.name-spelling": ({ issuer }) =>
      `발급자 이름의 표기(문자열 형식, 대소문자, 공백)가 ${issuer} 인증서에 적힌 것과 다릅니다.`,
    "receiver.partial-chain": ({ anchor }) => `${anchor}을(를) 신뢰하지만 스스로 서명한 루트가 아닙니다.`,
    "receiver.self-signed": () => "스스로 서명했으며 신뢰하는 인증서가 아닙니다.",
    "receiver.unreadable": ({ problem, detail }) => `읽을 수 없습니다: ${problemTexts[problem](detail)}.`,
    "receiver.expired": ({ since }) => `${since.slice(0, 10)}에 만료되었습니다.`,
    "receiver.not-yet-valid": ({ until }) => `${until.slice(0, 10)}부터 유효합니다.`,
    "receiver.purpose": ({ purpose, allowed }) =>
      `확장 키 용도(${allowed === "" ? "없음" : oidNames(allowed)})에 ${purposeOf(purpose)} 용도가 없습니다.`,
    "receiver.any-purpose": ({ purpose }) => `anyExtendedKeyUsage는 ${purposeOf(purpose)} 용도로 인정되지 않습니다.`,
    "receiver.key-usage": ({ usages, wanted }) =>
      `키 용도(${usages === "" ? "비어 있음" : usages})에 ${wanted.replaceAll(", ", " 또는 ")}이(가) 없습니다.`,
    "receiver.not-authority": () => "다른 인증서의 위에 있지만 인증 기관이라고 밝히지 않습니다.",
    "receiver.path-length": ({ allowed }) => `아래에 인증 기관을 ${allowed}개까지 허용하지만 더 있습니다.`,
    "receiver.version": ({ version }) => `버전 ${version} 인증서는 인증 기관이 될 수 없습니다.`,
    "receiver.critical-extension": ({ oid }) => `중요(critical) 확장 ${oidText(oid)}을(를) 알지 못합니다.`,
    "receiver.key-weak": ({ key }) => `키(${key})가 너무 약합니다.`,
    "receiver.key-unsupported": ({ key }) => `키 종류 ${key}을(를) 알지 못합니다.`,
    "receiver.key-outside-tls": ({ key }) => `키 종류 ${key}은(는) 인증서에 넣을 수는 있지만 TLS에서 쓸 수 없습니다.`,
    "receiver.digest-weak": ({ algorithm }) => `서명 알고리즘 ${algorithm}이(가) 너무 약합니다.`,
    "receiver.signature-invalid": ({ issuer }) => `서명이 ${issuer}의 키로 만든 것이 아닙니다.`,
    "receiver.signature-unsupported": ({ algorithm }) => `서명 알고리즘 ${algorithm}을(를) 알지 못합니다.`,
    "receiver.algorithm-mismatch": () => "바깥쪽 서명 알고리즘이 안쪽과 다릅니다.",
    "receiver.name-mismatch": ({ name, names }) => `${name}의 것이 아닙니다. 적힌 이름: ${named(names)}.`,
    "receiver.common-name": ({ name }) => `${name}이(가) 일반 이름(CN)에만 있습니다. 일반 이름은 보지 않습니다.`,
    "receiver.name-not-permitted": ({ name, constrainedBy }) =>
      `${constrainedBy}은(는) ${named(name)}에 발급할 수 없습니다.`,
    "receiver.constraint-unsupported": ({ form, constrainedBy }) =>
      `${constrainedBy}의 제한${form === "" ? "" : `(${form})`}을 적용하지 못합니다.`,
    "receiver.policy": () => "인증서 정책이 요구되지만 체인을 따라 유효한 정책이 없습니다.",
    "receiver.policy-qualifiers": () => "중요(critical) 인증서 정책의 한정자를 해석하지 못합니다.",
    "receiver.list-missing": ({ issuer }) => `${issuer}의 폐기 목록이 없습니다. 모든 인증서에 폐기 목록이 필요합니다.`,
    "receiver.list-unusable": ({ issuer }) => `${issuer}의 폐기 목록이 기한을 지났거나 서명이 틀렸습니다.`,
    "receiver.revoked": () => "폐기되었습니다.",
    "receiver.validity-long": ({ days, allowed }) => `유효 기간이 ${days}일입니다. ${allowed}일까지 허용됩니다.`,
    "receiver.serial-repeated": ({ serial }) => `같은 발급자의 다른 인증서에도 일련번호 ${serial}이(가) 있습니다.`,
  }),
  fixes: {
    identifier: "발급자의 키 식별자만 넣어 다시 발급하거나, 가리키는 발급자의 인증서를 보내십시오.",
    spelling: "발급자 이름을 그대로 옮겨 다시 발급하십시오.",
    root: "체인 끝의 루트를 신뢰하고 중간 인증서를 보내십시오.",
    chain: "발급자의 인증서도 함께 보내십시오.",
    purpose: "용도(serverAuth 또는 clientAuth)를 직접 넣어 다시 발급하십시오. 용도를 적은 인증 기관도 마찬가지입니다.",
    usage: "digitalSignature를 넣고, RSA 키에는 keyEncipherment도 넣어 다시 발급하십시오.",
    key: "새 키를 만드십시오: RSA 2048비트 이상, 또는 P-256, P-384, P-521.",
    digest: "SHA-256 이상으로 서명하여 다시 발급하십시오.",
    names: "대체 이름에 그 이름을 넣어 다시 발급하십시오.",
    constraint: "이 이름에 발급할 수 있는 인증 기관에서 발급하십시오.",
    authority: "인증 기관의 인증서를 basicConstraints CA:TRUE와 keyCertSign이 있는 버전 3으로 바꾸십시오.",
    form: "그 확장 없이 다시 발급하십시오.",
    dates: "갱신하십시오.",
    list: "체인에 있는 모든 인증 기관의 현재 폐기 목록을 주십시오.",
    serial: "둘 중 하나를 다른 일련번호로 다시 발급하십시오.",
  },
  standsOn: {
    openssl: "Cisco Meeting Server, nginx, Apache와 Tableau Server, PostgreSQL, Node",
    go: "Dialogflow의 웹훅 클라이언트, Caddy",
    java: "Java 클라이언트, Tableau REST",
    gnutls: "wget, Debian의 메일과 LDAP 프로그램",
    nss: "NSS로 만든 프로그램",
    windows: "Windows 클라이언트",
    apple: "Safari, iOS",
  },
  summary: {
    holds: "RFC 5280: 유효합니다.",
    fails: "RFC 5280: 유효하지 않습니다.",
    allTake: "시험한 모든 수신자가 받아들입니다.",
    allRefuse: "시험한 모든 수신자도 거절합니다.",
    refuse: (receivers, reason) => `${receivers.join(", ")} 거절: ${reason}`,
    refuseToo: (receivers) => `${receivers.join(", ")}도 다른 이유로 거절합니다.`,
    take: (receivers) => `그래도 받아들이는 수신자: ${receivers.join(", ")}.`,
  },
};

const problemTexts = {
  "repeated-extension": (oid: string) => `확장 ${oidText(oid)} 중복`,
  extension: (oid: string) => `확장 ${oidText(oid)}`,
  curve: (curve: string) => `알지 못하는 곡선 ${curve}`,
  key: () => "공개 키",
  name: () => "빈 이름 또는 이름에 쓰인 특이한 문자열 형식",
  "empty-key-usage": () => "빈 키 용도",
  "path-length": () => "음수 경로 길이",
  date: (text: string) => `읽지 못하는 날짜 형식(${text})`,
} as const;
