import type { FindingMessages } from "../../../pki/checks/finding.ts";
import { timeFields, timeProblems } from "./dates.ts";
import { derProblems } from "./der-problems.ts";
import { settled } from "../particles.ts";

/** 검사에서 찾은 것: 무엇이 그러하고 그래서 어떻게 되는지. */
export const findings: FindingMessages = settled({
  // the key
  "key.rsa-small": ({ bits, minimum }) =>
    `RSA 키가 ${bits}비트입니다. 요즘 소프트웨어는 ${minimum}비트 이상만 받아들입니다.`,
  "key.rsa-exponent-small": ({ exponent }) => `RSA 키의 공개 지수가 ${exponent}입니다. 65537 이상이어야 합니다.`,
  "key.curve-small": ({ curve, bits, minimum }) =>
    `곡선 ${curve}은(는) ${bits}비트입니다. ${minimum}비트 이상이어야 합니다.`,
  "key.curve-explicit": () => "곡선을 이름이 아니라 매개변수로 적었습니다. 대부분의 소프트웨어가 거절합니다.",
  "key.dsa": ({ label }) => `키가 ${label}입니다. DSA는 더 이상 TLS에서 쓸 수 없습니다.`,
  "key.unknown": ({ oid }) => `키 알고리즘 ${oid}은(는) 알 수 없는 알고리즘입니다.`,
  "key.malformed": ({ label }) => `${label} 키의 형식이 올바르지 않습니다.`,
  "key.rsa-close-primes": ({ label }) =>
    `${label} 키의 두 소수가 너무 가까워 누구나 개인 키를 계산할 수 있습니다. 키를 바꾸십시오.`,
  "key.rsa-roca": ({ label }) =>
    `${label} 키는 개인 키를 계산할 수 있는 칩(ROCA, CVE-2017-15361)에서 만들어졌습니다. 키를 바꾸십시오.`,
  "key.rsa-small-factor": ({ label }) =>
    `${label} 키의 모듈러스에 752보다 작은 인수가 있어 누구나 개인 키를 계산할 수 있습니다. 키를 바꾸십시오.`,

  // the signature
  "signature.sha1": ({ algorithm }) => `${algorithm}(으)로 서명되었습니다. 요즘 소프트웨어는 SHA-1 서명을 거절합니다.`,
  "signature.broken-digest": ({ algorithm }) =>
    `${algorithm}(으)로 서명되었습니다. 이 해시는 깨져 있어 누구나 위조할 수 있습니다.`,
  "signature.unknown": ({ oid }) => `서명 알고리즘 ${oid}을(를) 알 수 없어 서명을 확인하지 않았습니다.`,
  "signature.algorithms-differ": ({ inside, outside }) =>
    `서명 알고리즘이 안쪽은 ${inside}, 바깥쪽은 ${outside}입니다. 둘은 같아야 합니다.`,
  "signature.self-invalid": ({ algorithm }) =>
    `발급자를 자신이라고 적었지만 자신의 키로 만든 서명(${algorithm})이 아닙니다.`,
  "signature.block": ({ parts }) =>
    parts === 0
      ? "서명 알고리즘 블록을 읽을 수 없습니다."
      : `서명 알고리즘 블록이 ${parts}부분입니다. 식별자 하나와 매개변수 하나까지만 허용됩니다.`,
  "signature.parameters": ({ algorithm }) =>
    `${algorithm}의 매개변수가 표준과 다르게 쓰였습니다. 거절하는 소프트웨어가 있습니다.`,

  // validity
  "validity.expired": ({ notAfter, days }) => `${day(notAfter)}에 만료되었습니다(${days}일 전).`,
  "validity.ends-soon": ({ notAfter, days }) => `${day(notAfter)}에 만료됩니다(${days}일 뒤).`,
  "validity.not-yet": ({ notBefore, days }) => `${day(notBefore)}부터 유효합니다(${days}일 뒤).`,
  "validity.reversed": ({ notBefore, notAfter }) =>
    `끝(${day(notAfter)})이 시작(${day(notBefore)})보다 앞섭니다. 유효한 때가 없습니다.`,
  "validity.long": ({ days, limit }) =>
    `유효 기간이 ${days}일입니다. 공개 인증 기관과 브라우저는 ${limit}일까지 허용합니다.`,
  "validity.date-form": ({ field, problem, text }) =>
    `${timeFields[field]}이 ${timeProblems[problem]} 날짜 ${text}입니다. 엄격한 소프트웨어는 거절합니다.`,
  "validity.generalized-early": ({ field, year }) =>
    `${timeFields[field]}이 ${year}년의 GeneralizedTime입니다. 2049년까지는 UTCTime이어야 합니다.`,
  "validity.utc-wrapped": ({ year, meant }) =>
    `끝이 UTCTime이라 두 자리 연도가 ${year}년을 뜻합니다. ${meant}년을 뜻했다면 GeneralizedTime이어야 합니다.`,

  // version, serial number, structure
  "version.old": ({ version }) => `X.509 v${version} 인증서입니다. 용도를 밝힐 수 없고 대체 이름을 담을 수 없습니다.`,
  "version.unknown": ({ version }) => `버전 ${version}이라고 쓰여 있습니다. 버전은 1, 2, 3뿐입니다.`,
  "version.extensions-not-allowed": ({ version }) => `확장이 있지만 버전 ${version}에서는 허용되지 않습니다.`,
  "serial.zero": () => "일련번호가 0입니다. 양수여야 합니다.",
  "serial.negative": ({ serial }) => `일련번호 ${serial}이(가) 음수입니다. 양수여야 합니다.`,
  "serial.short": ({ serial, bits }) =>
    `일련번호 ${serial}은(는) ${bits}비트입니다. 짐작하거나 겹칠 수 있는 번호는 안전하지 않습니다. 무작위 64비트가 필요합니다.`,
  "serial.long": ({ octets }) => `일련번호가 ${octets}옥텟입니다. 20옥텟까지 허용됩니다.`,
  "extension.repeated": ({ name }) => `확장 ${name}이(가) 두 번 이상 있습니다.`,
  "extension.unknown-critical": ({ oid }) =>
    `확장 ${oid}은(는) 중요(critical)로 표시되어 있지만 알 수 없습니다. 모르는 소프트웨어는 거절해야 합니다.`,
  "extension.malformed": ({ name, offset }) => `확장 ${name}이(가) ${offset}번째 바이트에서 깨집니다.`,
  "extension.empty": ({ name }) => `확장 ${name}이(가) 비어 있습니다.`,
  "structure.unusual": ({ offset, problem }) =>
    `${offset}번째 바이트: ${derProblems[problem]}. 이해한 데까지 보여 줍니다. 엄격한 소프트웨어는 거절합니다.`,

  // the encoding
  "encoding.length": (breach) => `길이가 필요한 것보다 많은 바이트로 쓰였습니다(${places(breach)}). DER가 금지합니다.`,
  "encoding.indefinite-length": (breach) =>
    `길이를 앞에 밝히지 않은 요소가 있습니다(${places(breach)}). BER 형식이며 DER가 금지합니다.`,
  "encoding.string-in-pieces": (breach) =>
    `조각으로 나뉜 문자열이 있습니다(${places(breach)}). BER 형식이며 DER가 금지합니다.`,
  "encoding.boolean": (breach) => `참이 FF가 아닌 바이트로 쓰였습니다(${places(breach)}). DER가 금지합니다.`,
  "encoding.integer": (breach) => `정수에 필요 없는 바이트가 있습니다(${places(breach)}). DER가 금지합니다.`,
  "encoding.default": (breach) =>
    `거짓처럼 쓰지 않아도 같은 뜻인 값이 쓰여 있습니다(${places(breach)}). DER는 이런 값을 뺍니다.`,
  "encoding.set-order": (breach) => `집합의 요소가 오름차순이 아닙니다(${places(breach)}).`,
  "encoding.bit-string": (breach) =>
    `비트 문자열의 끝에 DER에서 빼거나 0이어야 하는 비트가 있습니다(${places(breach)}).`,

  // names
  "name.no-subject-alt-name": () =>
    "대체 이름(SAN)이 없습니다. 브라우저와 요즘 TLS 클라이언트는 대체 이름만 확인합니다.",
  "name.common-name-not-listed": ({ commonName }) =>
    `일반 이름(CN) ${commonName}이(가) 대체 이름에 없어 클라이언트가 확인하지 않습니다.`,
  "name.wildcard": ({ name }) =>
    `${name}은(는) 와일드카드입니다. 한 단계의 이름만 포함하며, 거절하는 서비스도 있습니다.`,
  "name.underscore": ({ name }) => `${name}에 밑줄이 있습니다. 호스트 이름에는 밑줄을 쓸 수 없습니다.`,
  "name.malformed": ({ name }) => `대체 이름 ${name}의 형식이 올바르지 않습니다.`,
  "name.attribute-malformed": ({ attribute }) => `주체의 속성 ${attribute}의 형식이 올바르지 않습니다.`,
  "name.empty-part": () => "주체에 속성이 없는 빈 부분(RDN)이 있습니다. X.501이 금지합니다.",
  "name.empty-subject": () => "주체가 비어 있고 대체 이름도 없습니다. 누구의 것인지 알 수 없습니다.",
  "name.empty-subject-not-critical": () =>
    "주체가 비어 있으면 대체 이름이 중요(critical)로 표시되어야 하지만 그렇지 않습니다.",
  "name.country-unknown": ({ value }) => `국가 ${value}은(는) ISO 3166 코드가 아닙니다.`,
  "name.too-long": ({ attribute, length, limit }) =>
    `주체의 속성 ${attribute}이(가) ${length}자입니다. ${limit}자까지 허용됩니다.`,
  "name.string-type": ({ attribute, found }) =>
    `주체의 속성 ${attribute}이(가) 표준과 다른 문자열 형식(${found})입니다.`,
  "name.control-character": ({ name }) =>
    `${name}에 제어 문자가 있습니다(여기서는 \\와 바이트로 적습니다). 프로그램이 이름을 거기서 자르거나 다르게 보여 줍니다.`,
  "name.unicode": ({ name, ascii }) =>
    `DNS 이름 ${name}에 ASCII가 아닌 문자가 있어 클라이언트가 찾지 못합니다. ${ascii}(으)로 써야 합니다.`,
  "name.second-list": ({ names }) =>
    `대체 이름의 목록이 하나 더 있습니다(${names === "" ? "읽을 수 없음" : names}). 프로그램은 그중 하나만 읽습니다.`,

  // authorities and uses
  "authority.no-key-usage": () => "인증 기관이지만 키 용도가 없습니다. 엄격한 소프트웨어는 keyCertSign을 요구합니다.",
  "authority.may-not-sign": () => "인증 기관이지만 키 용도가 인증서 서명을 허용하지 않습니다.",
  "authority.constraints-not-critical": () =>
    "인증 기관의 기본 제한은 중요(critical)로 표시되어야 하지만 그렇지 않습니다.",
  "authority.no-key-id": () => "인증 기관이지만 주체 키 식별자가 없어 체인을 이름만으로 찾습니다.",
  "authority.old-root": () => "스스로 서명했고 무엇을 할 수 있는지 밝히지 않는 예전 방식의 루트입니다.",
  "authority.path-length-negative": ({ pathLength }) => `경로 길이가 ${pathLength}입니다. 음수일 수 없습니다.`,
  "use.signs-without-authority": () => "키 용도에는 인증서 서명이 있지만 인증 기관이 아닙니다.",
  "use.path-length-without-authority": () => "경로 길이가 있지만 인증 기관이 아닙니다.",
  "use.precertificate": () =>
    "인증서 투명성(CT) 로그에 보내는 사전 인증서입니다. 서버에서 쓸 수 없습니다. 여기에 해당하는 인증서를 인증 기관에 요청하십시오.",
  "use.no-purpose": () => "용도를 밝히지 않습니다(확장 키 용도 없음). 용도를 요구하는 서비스도 있습니다.",
  "use.self-signed-leaf": () => "스스로 서명한 인증서입니다. 따로 신뢰하도록 설정한 곳에서만 신뢰합니다.",
  "issuer.no-key-id": () => "발급자의 키를 밝히지 않아(기관 키 식별자 없음) 체인을 이름만으로 찾습니다.",

  // requests
  "request.signature-invalid": ({ algorithm }) =>
    `요청의 서명(${algorithm})이 틀렸습니다. 요청이 바뀌었거나 다른 키로 서명되었습니다.`,
  "request.signature-unsupported": ({ algorithm }) => `요청의 서명 알고리즘 ${algorithm}을(를) 알 수 없습니다.`,
  "request.challenge-password": () =>
    "요청에 챌린지 비밀번호가 들어 있습니다. 요청을 보는 사람은 누구나 읽을 수 있습니다.",
  "request.no-names": () => "요청에 대체 이름이 없습니다. 클라이언트는 다른 곳을 보지 않으므로 서명할 때 추가하십시오.",
  "request.version": ({ version }) =>
    `요청에 버전 ${version}이라고 쓰여 있습니다. 요청의 버전은 1뿐입니다. 대부분의 소프트웨어는 그대로 읽습니다.`,

  // revocation lists
  "crl.expired": ({ nextUpdate, days }) =>
    `다음 목록이 ${day(nextUpdate)}에 나왔어야 합니다(${days}일 전). 이 목록으로는 오늘의 상태를 알 수 없습니다.`,
  "crl.not-yet": ({ thisUpdate, days }) => `${day(thisUpdate)}에 발행될 목록입니다(${days}일 뒤).`,
  "crl.no-end": () => "다음 목록이 언제 나오는지 밝히지 않아(nextUpdate 없음) 지금도 유효한지 알 수 없습니다.",
  "crl.date-form": ({ field, problem, text }) =>
    `${timeFields[field]}이 ${timeProblems[problem]} 날짜 ${text}입니다. 엄격한 소프트웨어는 거절합니다.`,
  "crl.signature-sha1": ({ algorithm }) =>
    `${algorithm}(으)로 서명되었습니다. 요즘 소프트웨어는 SHA-1 서명을 거절합니다.`,
  "crl.broken-digest": ({ algorithm }) =>
    `${algorithm}(으)로 서명되었습니다. 이 해시는 깨져 있어 누구나 위조할 수 있습니다.`,
  "crl.no-number": () => "번호(cRLNumber)가 없어 두 목록 중 어느 것이 새것인지 알 수 없습니다.",
  "crl.no-key-id": () => "발급자의 키를 밝히지 않습니다(기관 키 식별자 없음).",
  "crl.old-version": ({ extensions }) =>
    extensions === 0
      ? "버전 1의 목록이라 번호와 폐기 사유가 없습니다."
      : `버전 1의 목록에 확장이 ${extensions}개 있습니다. 버전 1에서는 허용되지 않습니다.`,
});

function places({ offset, count }: { readonly offset: number; readonly count: number }): string {
  return count === 1 ? `${offset}번째 바이트` : `${count}곳, 처음은 ${offset}번째 바이트`;
}

function day(instant: string): string {
  return instant.slice(0, 10);
}
