import type { PkiErrorMessages } from "../../sentences/error-messages.ts";
import { chainProblems } from "../sentences/chain-problems.ts";
import { derProblems } from "../sentences/der-problems.ts";
import { kindWord, unsupportedSentence, wayOutOf } from "../sentences/kinds.ts";
import { templateRefusal } from "../sentences/templates.ts";
import { sanProblems } from "../sentences/san-problems.ts";
import { settled } from "../particles.ts";

const unprovenWords = {
  mac: "그 암호로 열리지 않았습니다",
  key: "안의 키가 인증서의 키가 아니었습니다",
  certificates: "안의 인증서가 넣으려던 것과 달랐습니다",
  order: "안의 인증서가 바로 다음 인증서로 발급된 것이 아니었습니다",
} as const;

const weaknesses = {
  roca: "2012–2017년의 결함 있는 칩이 만든 키입니다(ROCA).",
  "close-primes": "두 소수가 서로 너무 가깝습니다.",
  "small-factor": "모듈러스에 752보다 작은 인수가 있습니다.",
} as const;

export const pkiErrors: PkiErrorMessages = settled({
  // DER and PEM (X.690, RFC 7468), and what a file is
  "der.malformed": ({ offset, problem }) => `DER가 ${offset}번째 바이트에서 깨집니다: ${derProblems[problem]}.`,
  "pem.malformed": ({ line, label, problem }) => {
    if (problem === "no-end")
      return `${line}행에서 시작하는 PEM 블록 ${label}에 END 행이 없고 내용도 온전하지 않습니다. END 행까지 다시 복사하십시오.`;
    if (problem === "no-begin")
      return `${line}행에서 끝나는 PEM 블록 ${label}에 BEGIN 행이 없고 내용도 온전하지 않습니다. BEGIN 행부터 다시 복사하십시오.`;
    if (problem === "label-mismatch")
      return `${line}행에서 시작하는 PEM 블록 ${label}이(가) 다른 이름으로 끝납니다. 블록 전체를 다시 복사하십시오.`;
    if (problem === "empty") return `${line}행의 PEM 블록 ${label}이(가) 비어 있습니다. 블록 전체를 다시 복사하십시오.`;
    return `${line}행의 PEM 블록 ${label}에 base64가 아닌 문자가 있습니다. 원본에서 다시 복사하십시오.`;
  },
  "file.unrecognised": ({ size, recognised, label, offset }) => {
    if (recognised === "") return `${size}바이트 안에 키, 요청, 인증서 또는 그것들을 담은 것이 없습니다.`;
    const what = recognised === "pem" ? (label === "" ? "PEM" : `PEM 블록 ${label}`) : kindWord(recognised);
    return `${what}처럼 보이지만 ${size}바이트 중 ${offset}번째 바이트에서 깨집니다.`;
  },
  "file.unsupported": unsupportedSentence,
  "part.unreadable": ({ line, label, kind, offset }) =>
    `${line === null ? "" : `${line}행의 `}${label === "" ? "부분" : `블록 ${label}`}이(가) ${kind === "" ? "" : `${kindWord(kind)}처럼 보이지만 `}손상되었습니다. ${offset}번째 바이트에서 깨집니다. 원본에서 다시 받으십시오.`,
  "file.too-large": ({ size, limit }) => `파일이 ${size}바이트입니다. 한도는 ${limit}바이트입니다.`,
  "file.empty": ({ fileName }) => (fileName === "" ? "파일이 비어 있습니다." : `${fileName} 파일이 비어 있습니다.`),

  // private keys: PKCS#8, traditional PEM, OpenSSH
  "key.not-found": ({ found }) =>
    found === "" ? "개인 키가 없습니다." : `개인 키가 아닙니다. 들어 있는 것: ${kindWord(found)}.`,
  "key.locked": ({ encryption }) => `개인 키가 잠겨 있습니다(${encryption}). 먼저 암호로 잠금을 푸십시오.`,
  "key.wrong-passphrase": () => "암호가 이 개인 키와 맞지 않습니다.",
  "key.unsupported-encryption": ({ scheme }) =>
    `개인 키가 여기서 지원하지 않는 방식(${scheme})으로 잠겨 있습니다. ${wayOutOf(scheme)}`,
  "key.damaged": ({ offset }) =>
    `개인 키가 손상되었습니다. ${offset}번째 바이트에서 깨지며, 암호로는 고칠 수 없습니다.`,
  "key.unsupported": ({ label }) => `${label === "" ? "이런" : label} 종류의 키는 이 작업에 쓸 수 없습니다.`,
  "key.without-curve": () =>
    "EC 키에 어느 곡선의 키인지 적혀 있지 않습니다. 키를 만든 소프트웨어에서 PKCS#8로 저장한 뒤 다시 시도하십시오.",
  "key.too-large": ({ label, limit }) =>
    `키(${label})의 수가 한도 ${limit}비트보다 깁니다. 이렇게 큰 키는 쓰이지 않습니다.`,
  "key.computable": ({ label, weakness }) =>
    `이 ${label} 키에서는 개인 키를 계산해 낼 수 있습니다. ${weaknesses[weakness]} 다른 프로그램으로 새 키를 만드십시오.`,
  "key.exponent-small": ({ label, exponent, minimum }) =>
    `이 ${label} 키의 공개 지수는 ${exponent}입니다. ${minimum} 이상이어야 합니다. 새 키를 만드십시오.`,
  "key.too-weak": ({ label, minimum }) =>
    `키가 ${label}이어서 인증서를 발급하기에 너무 약합니다. ${minimum} 이상의 키를 만드십시오.`,
  "passphrase.required": () => "암호가 필요합니다. 빈 암호는 쓸 수 없습니다.",
  "encryption.too-costly": ({ parameter, value, limit }) =>
    `키를 만드는 데 드는 비용이 한도를 넘습니다(${parameter === "memory" ? "메모리 바이트" : "반복 횟수"}: ${value}, 한도: ${limit}).`,
  "ssh-key.malformed": ({ offset }) => `SSH 키가 손상되었습니다. ${offset}번째 바이트에서 깨집니다.`,
  "ssh-key.unsupported": ({ algorithm }) => `OpenSSH에는 ${algorithm} 공개 키 형식이 없습니다.`,

  // containers: PKCS#12, PKCS#7, Java key stores
  "pkcs12.wrong-passphrase": () => "암호가 이 PKCS#12 파일과 맞지 않습니다.",
  "pkcs12.damaged": ({ offset }) => `PKCS#12 파일이 손상되었습니다. ${offset}번째 바이트에서 깨집니다.`,
  "pkcs12.unsupported": ({ scheme }) => `PKCS#12 파일이 여기서 지원하지 않는 방식(${scheme})을 씁니다.`,
  "pkcs7.no-certificates": ({ contentType }) => `PKCS#7 파일(${contentType})에 읽을 수 있는 인증서가 없습니다.`,
  "keystore.wrong-passphrase": () => "암호가 이 Java 키 저장소나 그 안의 키와 맞지 않습니다.",
  "keystore.key-own-passphrase": ({ name }) =>
    `키 저장소의 암호는 맞지만 그 안의 ${name} 키에는 다른 암호가 있습니다. 그 키의 암호를 입력하십시오.`,
  "keystore.unsupported": ({ scheme }) =>
    `여기서 읽지 않는 키 저장소(${scheme})입니다. 먼저 PKCS#12로 바꾸십시오: keytool -importkeystore -srckeystore … -destkeystore store.p12 -deststoretype PKCS12.`,
  "container.too-many-entries": ({ container, limit }) =>
    `${container === "pkcs12" ? "PKCS#12 파일" : "Java 키 저장소"}에 든 것이 한도 ${limit}개보다 많습니다. 나누십시오.`,
  "keystore.damaged": ({ offset }) => `Java 키 저장소가 손상되었습니다. ${offset}번째 바이트에서 깨집니다.`,

  // archives
  "zip.too-many-entries": ({ entries, limit }) =>
    `압축 파일에 항목이 ${entries}개 이상 있습니다. 한도는 ${limit}개입니다.`,
  "zip.too-large": ({ size, limit }) => `압축을 풀면 ${size}바이트 이상입니다. 한도는 ${limit}바이트입니다.`,
  "zip.damaged": ({ fileName }) => `${fileName === "" ? "압축 파일" : fileName}이(가) 손상되어 풀 수 없습니다.`,
  "zip.ratio": ({ entry, packed, size, limit }) =>
    `${entry === "" ? "압축 파일" : entry}을(를) 풀면 ${packed}바이트가 ${size}바이트로, ${limit}배 넘게 커집니다. 인증서나 키는 그렇게 커지지 않으므로 풀지 않았습니다.`,
  "zip.encrypted": ({ entry }) =>
    `${entry}은(는) 압축 파일 안에서 암호화되어 있습니다. 먼저 압축 암호로 푼 뒤 파일을 추가하십시오.`,
  "zip.unsupported": ({ entry, method }) =>
    `${entry}은(는) 여기서 읽지 않는 방식(${method})으로 압축되어 있습니다. 일반 방식(Deflate)으로 다시 압축하십시오.`,
  "zip.nested": ({ limit }) => `압축 파일 ${limit}겹 안에 있는 압축 파일은 열지 않습니다. 먼저 푸십시오.`,
  "zip.empty": ({ fileName }) => `${fileName}은(는) 파일이 없는 압축 파일입니다.`,

  // names: the subject (RFC 5280 appendix A bounds, ISO 3166) and the subject alternative names
  "subject.empty": () => "주체에 값이 없습니다. 적어도 CN을 입력하십시오.",
  "subject.value-empty": ({ attribute }) =>
    attribute === "CN"
      ? "CN 값이 비어 있습니다. 이름을 입력하십시오. 예: CN:db01.example.com"
      : `${attribute} 값이 비어 있습니다. 값을 입력하거나 빼십시오.`,
  "subject.value-too-long": ({ attribute, length, limit }) =>
    `${attribute} 값이 ${length}자입니다. RFC 5280의 한도는 ${limit}자입니다.`,
  "subject.bad-character": ({ attribute, character, position }) =>
    `${attribute} 값의 ${position}번째 문자 ${character}은(는) 쓸 수 없습니다.`,
  "subject.country-unknown": ({ value, suggestion }) =>
    `C:${value}은(는) ISO 3166 국가 코드가 아닙니다.` +
    (suggestion === "" ? " KR처럼 대문자 두 자를 입력하십시오." : ` ${suggestion}을(를) 뜻하셨습니까?`),
  "san.malformed": ({ item, reason, part, position }) =>
    `주체 대체 이름 ${item === "" ? "(빈 항목)" : item}: ${sanProblems[reason](part, position)}.`,

  // requests (RFC 2986)
  "chain.no-such-root": ({ root, roots }) =>
    `이 인증서의 체인 가운데 ${root}에 이르는 것이 없습니다. 체인이 이르는 곳: ${roots.join("; ")}`,

  "csr.bad-signature": ({ subject, algorithm }) =>
    `${subject} 요청의 서명(${algorithm})이 요청의 공개 키와 맞지 않습니다. 서명하지 않습니다. 새 요청을 받으십시오.`,
  "csr.unsupported-signature": ({ subject, algorithm }) =>
    `${subject} 요청의 서명은 여기서 확인할 수 없는 ${algorithm}입니다. 서명하지 않습니다.`,
  "csr.names-twice": ({ lists }) =>
    `요청에 서로 다른 대체 이름 목록이 ${lists.length}개 있고(${lists.join(" | ")}), 프로그램마다 읽는 목록이 다릅니다. 인증서에 넣을 이름을 정하십시오: subjectAltName:${lists[0] === "" ? "…" : (lists[0] ?? "…").replaceAll(", ", ",")}`,
  "csr.names-unreadable": ({ offset, problem }) =>
    `요청의 대체 이름을 읽을 수 없습니다. ${offset}번째 바이트에서 깨집니다(${derProblems[problem]}). 인증서에 넣을 이름을 subjectAltName으로 입력하십시오.`,
  "csr.name-not-ascii": ({ name, suggestion, names }) =>
    `요청에 있는 이름 ${name}에는 ASCII 문자만 쓸 수 있습니다. ` +
    (names.length === 0
      ? "인증서에 넣을 이름을 subjectAltName으로 입력하십시오."
      : `${suggestion}을(를) 뜻하면 이름을 이렇게 입력하십시오: subjectAltName:${names.join(",")}`),

  // signing (RFC 5280 §4.2, §6.1)
  "sign.not-an-authority": ({ subject }) =>
    `${subject}은(는) 인증 기관이 아닙니다. 인증서에 CA:TRUE가 없어 교차 서명할 것이 없습니다. 인증 기관의 인증서를 고르거나 그 요청에 서명하십시오.`,
  "sign.cross-of-itself": ({ issuer }) =>
    `${issuer}은(는) 자기 키를 보증할 수 없습니다. 서명할 다른 인증 기관을 고르거나 갱신하십시오.`,
  "sign.issuer-not-authority": ({ issuer }) =>
    `${issuer}은(는) 인증 기관이 아니어서(basicConstraints CA:TRUE 없음) 서명할 수 없습니다.`,
  "sign.issuer-key-too-weak": ({ issuer, label, minimum }) =>
    `${issuer}의 키는 ${label}이며 서명에 쓰기에는 너무 약합니다. ${minimum} 이상인 인증 기관을 사용하십시오.`,
  "sign.issuer-key-computable": ({ issuer, label, weakness }) =>
    `${issuer}의 개인 키(${label})를 공개 키에서 계산해 낼 수 있습니다. ${weaknesses[weakness]} 누구나 이 인증 기관의 이름으로 서명할 수 있으니 바꾸십시오.`,
  "template.refused": ({ template, version, refusals }) =>
    `템플릿 ${template}(버전 ${version})에 맞지 않습니다. ${refusals.map(templateRefusal).join(" ")}`,
  "sign.chain-refused": ({ issuer, problems }) =>
    `${issuer}이(가) 서명한 인증서는 어디에서도 쓸 수 없습니다. ${chainProblems(problems)} 서명하지 않습니다. 다른 인증 기관을 쓰거나 그 인증서를 새로 받으십시오.`,
  "sign.chain-doubtful": ({ issuer, problems }) =>
    `${issuer}이(가) 서명할 수 있지만 수신 측에서 인증서를 거절합니다. ${chainProblems(problems)} 다른 인증 기관이나 프로필을 쓰거나, 수신 측을 알고 있으면 그대로 서명하십시오.`,
  "sign.issuer-may-not-sign": ({ issuer }) =>
    `${issuer}의 keyUsage가 인증서 서명을 허용하지 않습니다(keyCertSign 없음).`,
  "crl.issuer-may-not-sign": ({ issuer }) =>
    `${issuer}의 keyUsage가 폐기 목록 서명을 허용하지 않습니다(cRLSign 없음). 이 인증 기관이 발급한 인증서는 폐기할 수 없습니다.`,
  "sign.issuer-revoked": ({ issuer, subject, reason, at, serial }) =>
    `저장된 폐기 목록에 따르면 ${subject === issuer ? issuer : `${issuer}의 상위 인증 기관 ${subject}`}의 인증서는 ` +
    `${at.slice(0, 10)}에 폐기되었습니다(${reason}, 일련번호 ${serial}). 폐기 여부를 확인하는 수신 측은 이 인증 기관이 서명한 ` +
    `인증서를 거부합니다. 다른 인증 기관을 사용하십시오. 관리자는 그래도 서명할 수 있습니다.`,
  "sign.issuer-expired": ({ issuer, notAfter }) =>
    `${issuer}은(는) ${notAfter.slice(0, 10)}에 만료되었습니다. 먼저 갱신하십시오.`,
  "sign.issuer-not-yet-valid": ({ issuer, notBefore }) =>
    `${issuer}은(는) ${notBefore.slice(0, 10)} 전에는 유효하지 않습니다.`,
  "sign.path-length-used-up": ({ issuer, pathLength }) =>
    `${issuer}의 경로 길이는 ${pathLength}입니다. 그 아래에 이런 인증 기관을 둘 수 없습니다.`,
  "sign.name-not-permitted": ({ issuer, name, constraint }) =>
    constraint === "excluded"
      ? `${issuer}의 이름 제약이 ${name}을(를) 금지합니다.`
      : `${issuer}의 이름 제약이 ${name}을(를) 허용하지 않습니다.`,
  "sign.issuer-constraints-unreadable": ({ issuer }) =>
    `${issuer}의 이름 제약을 평가할 수 없어 어떤 이름도 허용된다고 볼 수 없습니다. 서명하지 않습니다.`,
  "sign.days-out-of-range": ({ days, minimum, maximum }) =>
    `유효 기간 ${days}일은 가능하지 않습니다. ${minimum}에서 ${maximum} 사이의 정수를 입력하십시오.`,
  "sign.path-length-out-of-range": ({ pathLength, maximum }) =>
    `경로 길이 ${pathLength}은(는) 여기서 가능하지 않습니다. 0에서 ${maximum} 사이의 정수를 입력하십시오.`,
  "serial.malformed": ({ text }) =>
    `${text}은(는) 일련번호가 아닙니다. 16진수(콜론은 있어도 없어도 됨)나 10진수로 적으십시오.`,
  "sign.serial-out-of-range": ({ octets }) =>
    `일련번호가 ${octets}바이트이거나 양수가 아닙니다. 8~20바이트의 양수여야 합니다.`,
  "sign.key-is-not-the-issuers": ({ issuer }) => `이 키는 ${issuer}의 키가 아닙니다. 서명하지 않습니다.`,
  "sign.signature-failed": ({ issuer }) => `만든 서명이 ${issuer}의 키와 맞지 않습니다. 인증서를 버렸습니다.`,

  // writing keys and containers
  "offline.key-unsupported": ({ authority, label }) =>
    `${authority}의 키는 ${label}입니다. 디스크에서 서명하는 페이지가 다루지 못하는 종류입니다. 키가 있는 곳에서 서명하고 인증서를 업로드하십시오.`,
  "offline.not-an-answer": ({ found }) =>
    found === "request"
      ? "회신이 아니라 내보낸 패키지 파일입니다. 디스크에서 서명하는 페이지에서 여십시오. 서명하면 그 페이지가 회신 파일을 저장합니다."
      : "회신이 아닙니다. 서명 페이지가 저장한 파일이나 인증서 하나 또는 폐기 목록 하나가 필요합니다.",
  "export.no-traditional-form": ({ algorithm }) =>
    `${algorithm} 키에는 전통 PEM 형식이 없습니다. RSA와 EC 키에만 있습니다. PKCS#8을 고르십시오.`,
  "export.no-jwk": ({ label }) => `${label} 키에는 JWK 형식이 없습니다.`,
  "export.unproven": ({ problem }) =>
    `파일을 만들어 다시 열어 보았으나 ${unprovenWords[problem]}. 파일은 내보내지 않았습니다. 콘솔의 결함이므로 시각과 함께 알려 주십시오.`,
});
