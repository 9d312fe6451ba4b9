import type { ResponseStatus } from "../../../pki/ocsp/response.ts";
import { timeFields, timeProblems } from "./dates.ts";
import { derProblems } from "./der-problems.ts";
import { oidNames, oidText } from "../../sentences/oid-names.ts";
import type { PublicKeyProblem } from "../../../pki/keys/public-key-form.ts";
import type {
  CrlProblem,
  OcspProblem,
  OcspSignerProblem,
  PathFindingFacts,
  RootKeyIdProblem,
} from "../../../pki/path/finding.ts";
import type { PathFixMessages, PathMessages } from "../../sentences/error-messages.ts";
import type { LimitName } from "../../../pki/path/budget.ts";
import type { PathPurpose } from "../../../pki/path/options.ts";
import { settled } from "../particles.ts";

/** 인증서를 신뢰할 수 없는 이유, 또는 신뢰할 수 있어도 알아 둘 점. */
const scopeTexts: Readonly<Record<PathFindingFacts["path.crl-other-scope"]["scope"], (point: string) => string>> = {
  authorities: () => "인증 기관 전용",
  "end-entities": () => "최종 인증서 전용",
  attributes: () => "속성 인증서 전용",
  "distribution-point": (point) => (point === "" ? "다른 배포 지점용" : `다른 배포 지점(${point})용`),
};

export const pathFindings: PathMessages = settled({
  // building
  "path.no-anchors": () => "신뢰할 인증서가 주어지지 않아 아무것도 신뢰할 수 없습니다.",
  "path.no-issuer": ({ issuer, keyId }) => `발급자 ${issuer}의 인증서가 주어진 파일 어디에도 없습니다${ofKey(keyId)}.`,
  "path.issuer-key-differs": ({ issuer, keyId, candidates, candidateKeyIds }) =>
    `이름이 ${issuer}인 인증서가 ${candidates}개 있지만 키가 다릅니다(${keyId || "서명한 키"} 대신 ${candidateKeyIds || "키 식별자 없음"}).`,
  "path.untrusted-root": ({ subject, keyId }) =>
    `체인이 ${subject}에서 끝납니다${ofKey(keyId)}. 스스로 서명했으며 신뢰할 인증서에 들어 있지 않습니다.`,
  "path.anchor-key-differs": ({ subject, keyId, anchorKeyIds }) =>
    `신뢰할 인증서 중에 이름이 ${subject}인 것이 있지만 키가 다릅니다(${keyId || "이 키"} 대신 ${anchorKeyIds || "키 식별자 없음"}).`,
  "path.target-is-anchor": ({ subject }) => `${subject} 자체가 신뢰할 인증서에 들어 있습니다.`,
  "path.loop": ({ issuer }) => `발급자가 ${issuer}에서 돌고 돌아 신뢰할 인증서에 이르지 못합니다.`,
  "path.budget-exhausted": ({ limit, allowed }) =>
    `가능한 경로가 너무 많아 모두 확인하지 못했습니다(한도: ${limitWords[limit]} ${allowed}).`,
  "path.depth-exceeded": ({ allowed }) => `체인이 인증서 ${allowed}개보다 깁니다.`,

  // signatures
  "path.signature-invalid": ({ algorithm, issuer }) => `서명(${algorithm})이 ${issuer}의 키로 만든 것이 아닙니다.`,
  "path.signature-unsupported": ({ algorithm }) =>
    `서명 알고리즘 ${algorithm}을(를) 알 수 없어 서명을 확인하지 못했습니다.`,
  "path.algorithm-mismatch": ({ outer, inner }) =>
    `서명 알고리즘이 바깥쪽은 ${outer}, 안쪽은 ${inner}입니다. 둘은 같아야 합니다.`,
  "path.digest-weak": ({ algorithm, bits, required }) =>
    `${algorithm}은(는) 너무 약합니다. 보안 강도가 ${bits}비트이며 ${required}비트가 필요합니다.`,
  "path.key-weak": ({ key, bits, required }) =>
    `키(${key})가 너무 약합니다. 보안 강도가 ${bits}비트이며 ${required}비트가 필요합니다.`,
  "path.key-unsupported": ({ key }) => `키 종류 ${key}을(를) 알 수 없습니다.`,
  "path.key-form": ({ key, problem }) => `공개 키${key === "" ? "" : `(${key})`}의 ${keyForms[problem]}.`,

  // validity
  "path.expired": ({ notAfter, days }) => `${day(notAfter)}에 만료되었습니다. 확인 시각보다 ${days}일 앞섭니다.`,
  "path.not-yet-valid": ({ notBefore, days }) => `${day(notBefore)}부터 유효합니다. 확인 시각보다 ${days}일 뒤입니다.`,
  "path.date-form": ({ field, problem, text }) =>
    `${timeFields[field]}이 ${timeProblems[problem]} 날짜 ${text}입니다. 엄격한 소프트웨어는 거절합니다.`,

  // the issuer's right to issue
  "path.version-not-ca": ({ version }) => `X.509 v${version} 인증서라서 인증 기관이라고 밝힐 수 없습니다.`,
  "path.no-basic-constraints": () => "인증 기관이라고 밝히지 않아(기본 제한 없음) 인증서를 발급할 수 없습니다.",
  "path.not-ca": () => "인증 기관이 아니라고 밝혀(CA:FALSE) 인증서를 발급할 수 없습니다.",
  "path.length-exceeded": ({ allowed, present, setBy }) =>
    `${setBy}은(는) 아래에 인증 기관을 ${allowed}개까지 허용하지만 ${present}개가 있습니다.`,
  "path.key-usage-not-sign": ({ usages }) =>
    `키 용도에 keyCertSign이 없어(${usages || "비어 있음"}) 인증서에 서명할 수 없습니다.`,

  // extensions
  "path.unknown-critical-extension": ({ oid }) =>
    `중요(critical) 확장 ${oidText(oid)}을(를) 알 수 없습니다. 거절해야 합니다.`,
  "path.duplicate-extension": ({ oid }) => `확장 ${oidText(oid)}이(가) 두 번 이상 있습니다.`,
  "path.extension-malformed": ({ oid, problem }) =>
    `확장 ${oidText(oid)}의 형식이 올바르지 않습니다(${derProblems[problem]}).`,
  "path.policy-qualifier-unknown": ({ qualifier }) =>
    `정책 하나에 여기서 알 수 없는 한정자(${oidText(qualifier)})가 있어 그 정책의 뜻을 알 수 없습니다.`,
  "path.extensions-in-old-version": ({ version }) => `확장이 있지만 버전 ${version}에서는 허용되지 않습니다.`,
  "path.issuer-name-empty": () => "발급자의 이름이 비어 있습니다.",

  // purpose and name
  "path.purpose-not-allowed": ({ purpose, allowed }) =>
    `${purposeWord(purpose)} 용도로 쓸 수 없습니다. 확장 키 용도(EKU)는 ${oidNames(allowed)}만 허용합니다.`,
  "path.purpose-not-allowed-by-issuer": ({ purpose, allowed }) =>
    `이 인증 기관은 ${purposeWord(purpose)} 용도로 발급할 수 없습니다. 확장 키 용도(EKU)는 ${oidNames(allowed)}만 허용합니다.`,
  "path.key-usage-not-purpose": ({ purpose, usages }) =>
    `키 용도(${usages})가 ${purposeWord(purpose)} 용도와 맞지 않습니다.`,
  "path.peer-name-mismatch": ({ name, names, count }) =>
    count === 0
      ? `${name}과(와) 견줄 이름이 인증서에 없습니다.`
      : `${name}의 인증서가 아닙니다. 들어 있는 이름: ${names}.`,
  "path.peer-name-malformed": ({ name }) => `${name}은(는) 호스트 이름도 주소도 아닙니다.`,

  // name constraints
  "path.name-not-permitted": ({ name, constrainedBy, permitted }) =>
    `${constrainedBy}은(는) ${permitted}만 허용합니다. ${name}은(는) 그 밖에 있습니다.`,
  "path.name-excluded": ({ name, constrainedBy, excluded }) =>
    `${constrainedBy}은(는) ${excluded}을(를) 제외합니다. ${name}은(는) 그 안에 있습니다.`,
  "path.name-constraint-unsupported": ({ kind, constrainedBy }) =>
    `${constrainedBy}이(가) ${kind} 종류의 이름을 제한하지만 여기서 비교할 수 없습니다.`,
  "path.name-malformed": ({ name }) => `이름 ${name}의 형식이 올바르지 않아 제한을 확인할 수 없습니다.`,

  // policies
  "path.no-valid-policy": () => "경로 전체에 적용되는 인증서 정책이 없습니다. 정책이 필요합니다.",
  "path.policy-not-accepted": ({ accepted }) => `받아들이는 정책(${accepted}) 중 이 경로에 적용되는 것이 없습니다.`,
  "path.policy-maps-any": () => "허용되지 않는 anyPolicy 매핑이 있습니다.",

  // revocation
  "path.revoked": ({ reason, at, serial }) =>
    reason === "certificateHold"
      ? `발급자가 ${day(at)}에 효력을 정지했습니다(일련번호 ${serial}). 효력 정지는 해제될 수 있습니다.`
      : `발급자가 ${day(at)}에 폐기했습니다(${reason}, 일련번호 ${serial}).`,
  "path.revocation-unknown": ({ serial, crls, responses }) =>
    responses === 0
      ? `폐기 목록 ${crls}개 중 이 인증서(일련번호 ${serial})를 다루는 것이 없습니다.`
      : `OCSP 응답 ${responses}개와 폐기 목록 ${crls}개 중 이 인증서(일련번호 ${serial})의 폐기 여부를 알려 주는 것이 없습니다.`,
  "path.crl-out-of-date": ({ issuer, nextUpdate }) => `${issuer}의 폐기 목록이 ${day(nextUpdate)}에 만료되었습니다.`,
  "path.crl-too-old": ({ issuer, days, allowed }) =>
    `${issuer}의 폐기 목록이 발행된 지 ${days}일 지났습니다. ${allowed}일까지 허용됩니다.`,
  "path.crl-not-yet-valid": ({ issuer, thisUpdate }) => `${issuer}의 폐기 목록은 ${day(thisUpdate)}부터 유효합니다.`,
  "path.crl-signature-invalid": ({ issuer }) => `${issuer}의 폐기 목록 서명이 틀렸습니다.`,
  "path.crl-by-other-key": ({ issuer, keyId }) =>
    `${issuer}의 폐기 목록은 이 발급자의 다른 키(키 식별자 ${keyId})로 서명되었으며, 그 키의 인증서가 여기에 없습니다.`,
  "path.crl-signer-not-allowed": ({ issuer }) => `${issuer}은(는) 폐기 목록에 서명할 수 없습니다(cRLSign 없음).`,
  "path.crl-signer-unknown": ({ issuer }) => `${issuer}의 폐기 목록에 서명한 인증서가 여기에 없습니다.`,
  "path.crl-unsupported": ({ issuer, feature }) =>
    feature === "circular"
      ? `${issuer}의 폐기 목록에 서명한 인증서의 폐기 여부가 그 목록 자체에 달려 있습니다.`
      : `${issuer}의 폐기 목록이 여기서 알 수 없는 ${oidText(feature)}을(를) 씁니다.`,
  "path.crl-malformed": ({ issuer, problem }) =>
    `${issuer}의 폐기 목록 형식이 올바르지 않습니다(${crlProblems[problem]}).`,
  "path.crl-delta-without-base": ({ issuer, base }) =>
    `${issuer}의 델타 목록은 ${base}번 이후의 기본 목록 위에 만들어졌으나, 그 목록이 여기에 없습니다.`,
  "path.crl-other-scope": ({ issuer, scope, point }) =>
    `${issuer}의 폐기 목록 하나는 ${scopeTexts[scope](point)}이며, 이 인증서를 다루지 않습니다.`,
  "path.ocsp-out-of-date": ({ responder, nextUpdate }) =>
    `${responder}의 OCSP 응답이 ${moment(nextUpdate)}에 만료되었습니다.`,
  "path.ocsp-too-old": ({ responder, days, allowed }) =>
    `${responder}의 OCSP 응답이 발행된 지 ${days}일 지났습니다. ${allowed}일까지 허용됩니다.`,
  "path.ocsp-not-yet-valid": ({ responder, thisUpdate }) =>
    `${responder}의 OCSP 응답은 ${moment(thisUpdate)}부터 유효합니다.`,
  "path.ocsp-signature-invalid": ({ responder }) => `${responder}의 OCSP 응답 서명이 틀렸습니다.`,
  "path.ocsp-digest-weak": ({ responder, algorithm }) =>
    `${responder}의 OCSP 응답이 너무 약한 ${algorithm}(으)로 서명되었습니다.`,
  "path.ocsp-signer": ({ responder, problem }) => ocspSigners[problem](responder),
  "path.ocsp-unsupported": ({ responder, feature }) =>
    `${responder}의 OCSP 응답이 여기서 알 수 없는 ${oidText(feature)}을(를) 씁니다.`,
  "path.ocsp-malformed": ({ responder, problem }) =>
    `${responder}의 OCSP 응답은 아무것도 증명하지 못합니다(${ocspProblems[problem]}).`,
  "path.ocsp-unknown": ({ serial }) => `OCSP 응답자가 이 인증서(일련번호 ${serial})를 알지 못합니다.`,
  "path.ocsp-no-answer": ({ status, type }) =>
    status === "successful" ? `OCSP 응답이 여기서 알 수 없는 형식 ${oidText(type)}입니다.` : ocspErrors[status],

  // RFC 5280 §4
  "path.key-id-missing": ({ extension }) => `확장 ${oidText(extension)}이(가) 없습니다.`,
  "path.criticality": ({ extension, mustBeCritical }) =>
    `확장 ${oidText(extension)}은(는) 중요(critical)로 ${mustBeCritical === "true" || mustBeCritical === "yes" ? "표시되어야 합니다" : "표시되면 안 됩니다"}.`,
  "path.serial-not-positive": ({ serial }) => `일련번호 ${serial}이(가) 양수가 아닙니다.`,
  "path.serial-too-long": ({ octets }) => `일련번호가 ${octets}옥텟입니다. 20옥텟까지 허용됩니다.`,
  "path.ca-subject-empty": () => "인증 기관이지만 주체가 비어 있습니다.",
  "path.path-length-without-ca": () => "경로 길이가 있지만 인증 기관이 아닙니다.",
  "path.sign-usage-without-ca": () => "키 용도에는 인증서 서명이 있지만 인증 기관이 아닙니다.",
  "path.name-constraints-in-end-entity": () => "이름 제한이 있지만 인증 기관이 아닙니다.",
  "path.authority-extension-in-end-entity": ({ extension }) =>
    `확장 ${oidNames(extension)}은(는) 인증 기관에만 쓰는데, 이 인증서는 인증 기관이 아닙니다.`,
  "path.name-form": ({ kind, problem }) =>
    problem === "empty"
      ? `대체 이름 하나(${nameForms[kind]})가 비어 있습니다.`
      : "주소 하나가 4바이트도 16바이트도 아닙니다.",
  "path.name-constraint-form": ({ constraint }) =>
    constraint === ""
      ? "허용된 DNS 이름이 비어 있습니다. 프로그램에 따라 모든 호스트를 허용하거나 하나도 허용하지 않습니다."
      : `DNS 이름 제한 ${constraint}이(가) 점으로 시작합니다. 점은 이메일 주소와 URI에만 쓸 수 있습니다.`,
  "path.name-attribute-too-long": ({ attribute, length, allowed }) =>
    `주체의 속성 ${oidNames(attribute)}이(가) ${length}자입니다. ${allowed}자까지 허용됩니다.`,
  "path.address-in-dns-name": ({ name }) => `주소 ${name}이(가) DNS 이름으로 적혀 있습니다.`,

  // Baseline Requirements
  "path.web.name-missing": () => "공개 서버 인증서에 필요한 대체 이름이 없습니다.",
  "path.web.purpose-missing": () => "공개 서버 인증서에 필요한 확장 키 용도(EKU)가 없습니다.",
  "path.web.purpose-any": () => "모든 용도를 허용합니다. 공개 서버 인증서에는 허용되지 않습니다.",
  "path.web.purpose-critical": () => "확장 키 용도(EKU)가 중요(critical)로 표시되어 있습니다. 그러면 안 됩니다.",
  "path.web.root-purpose": () => "루트에 확장 키 용도(EKU)가 있습니다. 공개 루트에는 허용되지 않습니다.",
  "path.web.names-critical": () => "주체가 있는데도 대체 이름이 중요(critical)로 표시되어 있습니다.",
  "path.web.end-entity-is-ca": () => "인증 기관입니다. 서버 인증서는 인증 기관일 수 없습니다.",
  "path.web.common-name-not-in-names": ({ commonName }) => `일반 이름(CN) ${commonName}이(가) 대체 이름에 없습니다.`,
  "path.web.wildcard-too-wide": ({ name }) => `와일드카드 ${name}이(가) 등록 기관 전체를 포함합니다.`,
  "path.web.key-not-allowed": ({ key }) => `공개 서버 인증서에는 ${key} 키를 쓸 수 없습니다.`,
  "path.web.version": ({ version }) => `X.509 v${version} 인증서입니다. 버전 3이어야 합니다.`,
  "path.web.root-key-id": ({ problem }) => `루트의 키 식별자가 올바르지 않습니다(${rootKeyIdProblems[problem]}).`,
});

/** 해결 방법. */
export const pathFixes: PathFixMessages = settled({
  "add-intermediate": ({ subject, keyId }) => `${subject}${ofKey(keyId)}이(가) 보관함에 있습니다. 추가하십시오.`,
  reorder: ({ found, wanted, wantedRoles }) =>
    `파일의 순서가 ${roles(found)}입니다. ${roles(wantedRoles)} 순서(${wanted})로 놓으십시오.`,
  "fetch-aia": ({ address, issuer }) =>
    `인증서가 발급자 ${issuer}의 위치로 ${address}을(를) 알려 줍니다. 그곳에서 받아 추가하십시오. 여기서는 아무것도 받아 오지 않습니다.`,
  "trust-root": ({ subject, keyId }) =>
    `체인이 ${subject}${ofKey(keyId)}에서 끝납니다. 신뢰한다면 신뢰할 인증서로 지정하십시오.`,
  "find-generation": ({ subject, keyId, years, candidateKeyIds }) =>
    `주체는 같지만 키가 다릅니다. 가지고 있는 것은 ${years === "" ? "" : `${years}년의 `}${subject}${ofKey(candidateKeyIds)}입니다. ${keyId === "" ? "서명한 키" : `키 식별자 ${keyId}`}의 인증서를 찾으십시오.`,
  renew: ({ subject, notAfter, days }) =>
    `${subject}이(가) ${days === 0 ? "오늘" : `${days}일 전`}(${day(notAfter)}) 만료되었습니다. 갱신하십시오.`,
  "verify-at": ({ subject, at }) =>
    `${day(at)}에는 ${subject}의 유효 기간 안이었습니다. 그 시각으로 검증하면 다른 문제가 있는지 알 수 있습니다.`,
  "verify-as": ({ subject, purpose, asked }) =>
    `${subject}은(는) ${purposeWord(purpose)} 전용인데 여기서는 ${purposeWord(asked)} 역할을 합니다. ${purposeWord(purpose)}(으)로 검증하십시오.`,
  "reissue-for-purpose": ({ subject, purpose }) =>
    `${subject}을(를) ${purposeWord(purpose)} 용도로 다시 발급받으십시오.`,
  "reissue-with-name": ({ subject, name }) =>
    `${subject}을(를) 대체 이름 ${name}과(와) 함께 다시 발급받거나, 인증서에 있는 이름으로 접속하십시오.`,
  reissue: ({ subject, reason }) => `${subject}을(를) ${reissued[reason]}`,
  "give-anchors": () => "신뢰하는 인증서를 하나 이상 지정하십시오.",
  "give-issuer": ({ issuer, keyId }) =>
    `여기에는 이 인증서를 발급한 것이 없고, 발급자를 구할 곳도 적혀 있지 않습니다. 인증서를 보낸 곳에 ${issuer}${ofKey(keyId)}의 인증서를 요청해 지정하십시오.`,
  "give-crl": ({ subject, address }) =>
    `${subject}의 최신 인증서 폐기 목록을 지정하십시오.${address === "" ? "" : ` ${address}에 게시됩니다.`} 여기서는 아무것도 받아 오지 않습니다.`,
  "narrow-search": ({ limit, allowed }) => narrower(limit, allowed),
});

const reissued = {
  revoked: "새 키로 다시 발급받으십시오. 폐기는 되돌릴 수 없습니다.",
  key: "더 강한 키로 다시 발급받으십시오.",
  signature: "다시 발급받으십시오. 서명하는 쪽이 지금 쓰이는 알고리즘을 써야 합니다.",
  names: "인증 기관이 인증할 수 있는 이름으로 다시 발급받거나, 다른 인증 기관에서 발급받으십시오.",
  usage: "이 용도에 필요한 키 용도와 함께 다시 발급받으십시오.",
} as const;

/** 무엇이 모자랐는지에 따라 검색을 줄이는 방법. */
function narrower(limit: string, allowed: number): string {
  if (limit === "depth")
    return `실제로 쓰이는 체인은 인증서 ${allowed}개보다 길지 않습니다. 더 가까운 인증서를 신뢰할 인증서로 지정하십시오.`;
  if (limit === "comparisons")
    return "인증서에 이름과 이름 제한이 너무 많아 모두 비교할 수 없습니다. 체인 하나만(번들과 루트 하나) 지정하십시오. 그래도 안 되면 인증 기관에 이름이 더 적은 인증서를 요청하십시오.";
  return "서로를 발급했을 수 있는 인증서가 너무 많습니다. 모두 지정하는 대신 이 체인의 번들과 루트 하나만 지정하십시오.";
}

const limitWords: Readonly<Record<LimitName, string>> = {
  signatures: "서명",
  depth: "깊이",
  paths: "경로",
  steps: "단계",
  comparisons: "이름 비교",
};
const roleWords: Readonly<Record<string, string>> = {
  leaf: "최종",
  intermediate: "중간",
  root: "루트",
  other: "무관한 인증서",
};

/** `최종, 루트, 중간`. */
function roles(list: string): string {
  return list
    .split(", ")
    .map((role) => roleWords[role] ?? role)
    .join(", ");
}

const purposeWords: Readonly<Record<PathPurpose, string>> = { server: "서버", client: "클라이언트", any: "모든" };

function purposeWord(purpose: PathPurpose): string {
  return purposeWords[purpose];
}

function ofKey(keyId: string): string {
  return keyId === "" ? "" : `(키 식별자 ${keyId})`;
}

function day(instant: string): string {
  return instant.slice(0, 10);
}

/** `2026-11-22 20:31 UTC`: an answer of OCSP lives for hours. */
function moment(instant: string): string {
  return `${instant.slice(0, 16).replace("T", " ")} UTC`;
}

const crlProblems: Readonly<Record<CrlProblem, string>> = {
  ...derProblems,
  "duplicate-extension": "확장이 두 번 들어 있음",
  "version-1-written": "쓰지 않아야 하는 버전 1이 적혀 있음",
  "extensions-in-version-1": "버전 2가 아닌데 확장이 있음",
  "no-crl-number": "CRL 번호가 없음",
  "critical-crl-number": "CRL 번호가 중요(critical)로 표시됨",
  "no-authority-key-id": "기관 키 식별자가 없음",
  "critical-authority-key-id": "기관 키 식별자가 중요(critical)로 표시됨",
  "empty-issuing-point": "발급 배포 지점이 비어 있어 아무도 보증하지 않음",
  "empty-revoked-list": "항목 없는 목록이 적혀 있어 아무도 보증하지 않음",
  "uncritical-issuing-point": "발급 배포 지점이 중요(critical)로 표시되지 않음",
  "uncritical-delta": "델타 목록의 표시가 중요(critical)로 되어 있지 않음",
  "critical-freshest": "최신 CRL 확장이 중요(critical)로 표시됨",
  "entry-criticality": "항목 확장의 중요(critical) 표시가 반대로 되어 있음",
};

const ocspProblems: Readonly<Record<OcspProblem, string>> = {
  "bad-time": "RFC 6960이 허용하지 않는 형식의 날짜가 있음",
  "duplicate-extension": "확장이 두 번 들어 있음",
  "times-reversed": "끝이 시작보다 빠름",
  "produced-outside-validity": "인증서의 유효 기간 밖에 만들어짐",
};

const ocspErrors: Readonly<Record<Exclude<ResponseStatus, "successful">, string>> = {
  malformedRequest: "OCSP 응답에 답이 없습니다. 응답자가 요청을 읽지 못했습니다.",
  internalError: "OCSP 응답에 답이 없습니다. 응답자 내부에 오류가 있습니다.",
  tryLater: "OCSP 응답에 답이 없습니다. 응답자가 나중에 다시 물어보라고 합니다.",
  sigRequired: "OCSP 응답에 답이 없습니다. 응답자가 서명된 요청을 요구합니다.",
  unauthorized: "OCSP 응답에 답이 없습니다. 응답자가 이 기관에 대해서는 답하지 않습니다.",
};

const ocspSigners: Readonly<Record<OcspSignerProblem, (responder: string) => string>> = {
  unknown: (responder) => `OCSP 응답자 ${responder}의 인증서가 응답에도 여기에도 없습니다.`,
  purpose: (responder) => `${responder}은(는) OCSP 응답에 서명할 수 없습니다. 인증서의 용도가 OCSP 서명이 아닙니다.`,
  "key-usage": (responder) => `${responder}은(는) OCSP 응답에 서명할 수 없습니다. 키 용도가 허용하지 않습니다.`,
  issuer: (responder) =>
    `${responder}은(는) 이 인증서에 대해 답할 수 없습니다. 응답자의 인증서를 같은 기관이 발급하지 않았습니다.`,
  dates: (responder) => `OCSP 응답자 ${responder}의 인증서가 만료되었거나 아직 유효하지 않습니다.`,
  certificate: (responder) => `OCSP 응답자 ${responder}의 인증서가 올바르지 않습니다.`,
  revoked: (responder) => `OCSP 응답자 ${responder}의 인증서가 폐기되었습니다.`,
};

const nameForms = { dns: "DNS 이름", email: "이메일 주소", uri: "URI", ip: "주소" } as const;

const keyForms: Readonly<Record<PublicKeyProblem, string>> = {
  "unused-bits": "끝이 바이트 중간이라 키의 부호화가 아닙니다",
  malformed: "내용이 키의 부호화가 아닙니다",
  "parameters-missing": "매개변수가 없습니다. 이 종류의 키에는 있어야 합니다",
  "parameters-present": "매개변수가 있습니다. 이 종류의 키에는 없어야 합니다",
  "parameters-wrong": "매개변수가 다른 종류의 키의 것입니다",
};

const rootKeyIdProblems: Readonly<Record<RootKeyIdProblem, string>> = {
  "issuer-present": "기관 키 식별자에 발급자가 있음",
  "serial-present": "기관 키 식별자에 일련번호가 있음",
  "key-id-missing": "기관 키 식별자에 키가 없음",
  "key-id-differs": "두 식별자가 다름",
};
