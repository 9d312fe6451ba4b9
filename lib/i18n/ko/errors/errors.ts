import type { DerProblem } from "../../../pki/failure.ts";
import type { ErrorMessages } from "../../sentences/error-messages.ts";
import { inputIssueSentence } from "../sentences/input-issues.ts";
import { readingErrors } from "./reading.ts";
import { sanProblems } from "../sentences/san-problems.ts";
import { settled } from "../particles.ts";

const derProblems: Readonly<Record<DerProblem, string>> = {
  truncated: "요소가 끝나기 전에 데이터가 끝납니다",
  "trailing-bytes": "요소 뒤에 남는 바이트가 있습니다",
  "indefinite-length": "DER가 금지하는 부정 길이입니다",
  "long-length-not-minimal": "길이가 필요한 것보다 많은 바이트로 쓰였습니다",
  "length-too-large": "길이가 여기서 읽을 수 있는 것보다 큽니다",
  "high-tag-not-minimal": "태그 번호가 가장 짧은 형식이 아닙니다",
  "unexpected-tag": "이 자리에는 다른 종류의 요소가 와야 합니다",
  "bad-boolean": "불리언 값이 00도 FF도 아닙니다",
  "bad-integer": "정수가 비어 있거나 가장 짧은 형식이 아닙니다",
  "bad-bit-string": "비트 문자열의 남는 비트 수가 있을 수 없는 값입니다",
  "bad-oid": "객체 식별자의 형식이 올바르지 않습니다",
  "bad-time": "X.509가 허용하는 날짜가 아닙니다",
  "bad-string": "문자열에 그 형식이 허용하지 않는 문자가 있습니다",
  "bad-value": "값이 표준이 허용하는 범위를 벗어났습니다",
  "too-deep": "요소가 너무 깊이 겹쳐 있습니다",
};

function quoted(text: string): string {
  return text === " " ? "공백" : `"${text}"`;
}

/** 처음 다섯 개와 나머지 수. */
function listed(names: readonly string[]): string {
  return names.length <= 5 ? names.join(", ") : `${names.slice(0, 5).join(", ")} 외 ${names.length - 5}개`;
}

/** 바꾸면 영향을 받는 서비스. */
function changes(services: readonly string[]): string {
  if (services.length === 0) return "";
  return ` 이것을 쓰는 서비스(${listed(services)})도 함께 바뀝니다.`;
}

const kindWords: Readonly<Record<string, string>> = {
  key: "개인 키",
  "locked-key": "잠긴 개인 키",
  csr: "인증서 서명 요청(CSR)",
  certificate: "인증서",
  bundle: "인증서 번들",
  pkcs7: "PKCS#7 파일",
  pkcs12: "PKCS#12 파일",
  crl: "인증서 폐기 목록(CRL)",
  "public-key": "공개 키",
  "ssh-public-key": "SSH 공개 키",
  "ssh-private-key": "SSH 개인 키",
  "ssh-certificate": "SSH 인증서",
  parameters: "키 매개변수 파일",
  cms: "CMS 메시지",
  "ocsp-request": "OCSP 요청",
  "ocsp-response": "OCSP 응답",
  "trust-anchor": "신뢰 앵커",
  keystore: "Java 키 저장소",
  pgp: "OpenPGP 파일",
  zip: "압축 파일",
  tar: "압축 파일",
  gzip: "압축 파일",
  unknown: "알 수 없는 파일",
};

/** 여러 종류는 `key|locked-key`처럼 적습니다. */
function kindWord(kinds: string): string {
  return kinds
    .split("|")
    .map((kind) => kindWords[kind] ?? kind)
    .join(" 또는 ");
}

function secretWord(what: string): string {
  return what === "passphrase" ? "암호" : what === "password" ? "비밀번호" : what;
}

/** 한국어 문장: 무엇이 그러한지, 어디인지, 다음에 무엇을 할지. */
export const errors: ErrorMessages = settled({
  // the gate
  "actor.unknown": () => "로그인되어 있지 않습니다. 로그인하거나 유효한 토큰을 보내십시오.",
  "actor.forbidden": ({ permission, role }) =>
    `${role} 역할은 이 작업을 할 수 없습니다(${permission}). 관리자는 할 수 있습니다.`,
  "input.malformed": ({ issues }) => issues.map(inputIssueSentence).join(" ") || "명령이 받는 입력이 아닙니다.",
  "command.unknown": ({ name }) => `${name} 명령은 없습니다. help를 입력하면 모든 명령을 볼 수 있습니다.`,
  "confirmation.required": ({ what, name, services }) =>
    `확인이 필요합니다: ${what} ${name}. 아무것도 바뀌지 않았습니다.${changes(services)}`,
  "rate.limited": ({ retryAfterSeconds }) => `시도가 너무 많습니다. ${retryAfterSeconds}초 뒤에 다시 시도하십시오.`,
  // a batch of client certificates
  "table.empty": () => "표에 사람이 없습니다. 한 줄에 한 사람씩 이름이나 이메일 주소를 적으십시오.",
  "table.malformed": ({ line }) => `표가${line > 0 ? ` ${line}번째 줄에서` : ""} 끊깁니다. 따옴표가 닫히지 않았습니다.`,
  "table.no-names": ({ columns }) =>
    `이름이나 이메일 주소인 열이 없습니다(${columns.join(", ")}). 열 이름을 이름 또는 이메일로 하십시오.`,
  "row.no-name": () => "이름도 이메일 주소도 없습니다.",
  "row.duplicate": ({ first, value }) => `${value} 값이 이미 ${first}번째 행에 있습니다.`,
  "row.already-certified": ({ fileName, notAfter }) =>
    `이 인증 기관의 ${fileName} 인증서를 ${notAfter.slice(0, 10)}까지 갖고 있습니다.`,
  "template.malformed": ({ part, attributes }) =>
    `“${part}”은(는) 주체의 일부가 아닙니다. 속성=값을 쉼표로 구분해 적으십시오. 속성: ${attributes}.`,
  "template.placeholder-unknown": ({ placeholder, known }) =>
    `${placeholder} 자리표시자는 없습니다. 쓸 수 있는 것: ${known}.`,
  "batch.too-many-rows": ({ rows, limit }) =>
    `표에 ${rows}명이 있습니다. 한 번에 ${limit}명까지 됩니다. 여러 개로 나누십시오.`,
  "batch.rows-refused": ({ count, of, rows }) =>
    `${of}명 가운데 ${count}명에게 인증서를 발급할 수 없습니다(처음은 ${rows[0]?.position ?? "?"}번째 행). 아무것도 만들지 않았습니다. 표를 고치거나 이 행들을 빼십시오.`,
  "batch.already-certified": ({ count, of, rows }) =>
    `${of}명 가운데 ${count}명이 이 인증 기관의 유효한 인증서를 이미 갖고 있습니다(처음은 ${rows[0]?.position ?? "?"}번째 행). 아무것도 만들지 않았습니다. 그 사람들을 빼거나 하나 더 발급하십시오.`,
  "batch.nobody-left": ({ of }) => `${of}명 가운데 인증서를 발급할 사람이 남지 않습니다.`,
  "batch.unknown": ({ batch }) => `${batch} 일괄 발급이 없습니다.`,
  "batch.running": ({ title }) => `${title} 작업이 아직 진행 중입니다. 끝날 때까지 기다리거나 취소하십시오.`,
  "batch.not-running": ({ title }) => `${title} 작업은 진행 중이 아닙니다.`,
  "batch.nothing-left": ({ title }) => `${title}의 모든 사람이 인증서를 받았습니다. 이어서 할 일이 없습니다.`,
  "batch.nothing-to-renew": ({ title, days }) =>
    `${title}에서 ${days}일 안에 끝나고 후속 인증서가 없는 인증서가 없습니다.`,
  "batch.no-files": ({ title }) => `${title}에 .p12 파일이 없습니다. 요청하지 않았거나 아직 만들지 않았습니다.`,
  "batch.passphrases-taken": ({ title, at, by }) =>
    `${title}의 암호는 ${at.slice(0, 10)}에 ${by} 님이 받아 갔고 폐기되었습니다. 암호표를 잃어버렸으면 .p12 파일을 새로 만드십시오.`,
  "link.unknown": () => "이 콘솔의 링크가 아니거나 더 새 링크로 바뀌었습니다. 링크를 보낸 사람에게 문의하십시오.",
  "link.used": ({ at }) =>
    `이 링크는 ${at.slice(0, 10)}에 사용되었습니다. 한 번만 쓸 수 있습니다. 본인이 쓰지 않았으면 새 링크를 요청하십시오.`,
  "link.expired": ({ at }) => `이 링크는 ${at.slice(0, 10)}에 끝났습니다. 새 링크를 요청하십시오.`,
  "link.revoked": () => "이 링크는 취소되었습니다. 링크를 보낸 사람에게 새 링크를 요청하십시오.",
  // the database and the master key
  "database.unreachable": ({ where }) =>
    `데이터베이스 ${where}에 연결할 수 없거나 로그인이 거부되었습니다. DATABASE_URL과 서버 상태를 확인하십시오.`,
  "database.newer": ({ migration }) =>
    `데이터베이스에 이 버전이 모르는 마이그레이션 ${migration}이(가) 있습니다. 그것을 만든 새 버전을 시작하거나 백업을 복원하십시오.`,
  "database.extension-forbidden": ({ extension, where }) =>
    `데이터베이스 ${where}에 확장 ${extension}이(가) 필요하지만 이 사용자는 만들 수 없습니다. 관리자에게 CREATE EXTENSION ${extension} 실행을 요청한 뒤 다시 시작하십시오.`,
  "database.migration-failed": ({ where }) =>
    `데이터베이스 ${where}의 테이블을 갱신하지 못했습니다. 일부만 바뀐 것은 없으며 이유는 로그에 있습니다.`,
  "master-key.missing": ({ path, keys }) =>
    `마스터 키 ${path}이(가) 없습니다. ${keys === 0 ? "이 데이터베이스는 그 키로 시작되었습니다." : `데이터베이스에는 이 키로만 열 수 있는 봉인된 파일이 ${keys}개 있습니다.`} 백업에서 파일을 되돌리거나 MASTER_KEY_FILE을 설정하십시오.`,
  "master-key.wrong": ({ path, found, wanted }) =>
    `마스터 키 ${path}(${found})은(는) 이 데이터베이스를 봉인한 키(${wanted})가 아닙니다. 올바른 파일로 되돌리거나 MASTER_KEY_FILE을 설정하십시오.`,
  "master-key.exposed": ({ path, mode }) =>
    `다른 사용자가 마스터 키 ${path}을(를) 읽을 수 있습니다(모드 ${mode}). chmod 600을 실행하십시오. 누군가 읽었을 수 있다면 그 뒤에 npm run rewrap을 실행하십시오.`,
  "master-key.malformed": ({ path }) =>
    `${path}은(는) 마스터 키 파일이 아닙니다. "chainsmith-master-key <id> <43자>" 한 줄이어야 합니다. 백업에서 파일을 되돌리십시오.`,

  // the store and the vault
  "file.name-in-use": ({ fileName, kind, services }) =>
    `${fileName}이(가) 이미 있고(${kindWord(kind)}) 내용이 다릅니다. 바꾸려면 확인하십시오. 이전 파일은 세대로 남습니다.${changes(services)}`,
  "key.already-stored": ({ fileName }) => `같은 키가 이미 ${fileName}(으)로 저장되어 있습니다.`,
  "certificate.already-stored": ({ fileName }) => `같은 인증서가 이미 ${fileName}(으)로 저장되어 있습니다.`,
  "sign.serial-taken": ({ serialNumber }) =>
    `발급자가 일련 번호 ${serialNumber}을(를) 이미 사용했습니다. 다른 번호가 필요합니다.`,
  "sign.intent-unknown": () => "이 서명에 대한 열린 의도 기록이 없습니다. 다시 서명하십시오.",
  "cursor.malformed": () => "목록의 위치 값이 콘솔에서 준 것이 아닙니다. 첫 페이지부터 시작하십시오.",
  "key.damaged-seal": ({ fileName }) =>
    `${fileName}의 봉인된 내용이 마스터 키로 열리지 않습니다. 변경되었거나 다른 기록의 것입니다. 백업에서 복원하십시오.`,

  "target.unknown": ({ target, nearest }) =>
    `${target} 대상이 없습니다.${nearest === null ? " pki targets로 목록을 볼 수 있습니다." : ` ${nearest}을(를) 찾으셨습니까?`}`,
  "rehearsal.too-many": ({ attempts, limit }) =>
    `연결이 ${attempts}개 필요하지만 한 번에 ${limit}개까지 할 수 있습니다. 일부만 시험하십시오.`,
  "pack.nothing": ({ target }) => `아직 ${target}에 담을 파일이 없습니다. 사전 점검에서 빠진 파일을 확인하십시오.`,
  "service.unknown": ({ service }) => `${service} 서비스가 없습니다. 삭제되었을 수 있습니다.`,
  "service.name-in-use": ({ name }) => `${name} 서비스가 이미 있습니다. 다른 이름을 쓰거나 그 서비스를 여십시오.`,
  "service.step-unknown": ({ step }) => `계획에 ${step} 단계가 더 이상 없습니다. 페이지를 다시 불러오십시오.`,
  "service.changed": ({ service }) =>
    `이 페이지를 연 뒤에 다른 사람이 ${service} 서비스를 바꾸었습니다. 저장하지 않았습니다. 다시 열어 지금 내용에서 바꾸십시오.`,
  "service.nothing-to-fix": ({ service, check }) =>
    `${service} 서비스에는 ${check}에 대해 한 번에 고칠 것이 더 이상 없습니다. 페이지를 다시 불러오십시오.`,
  internal: ({ eventId }) =>
    `요청이 아니라 콘솔 안에서 문제가 생겼습니다. 로그에 이벤트 ${eventId}(으)로 남아 있습니다.`,

  // requests
  "request.too-large": ({ limit }) => `요청이 한도 ${limit}바이트보다 큽니다.`,
  "request.bad-json": ({ offset }) =>
    offset === null ? "본문이 JSON이 아닙니다." : `본문이 JSON이 아닙니다. ${offset}번째 문자에서 깨집니다.`,
  "request.foreign-origin": ({ origin }) =>
    `양식이 이 콘솔이 아니라 ${origin === "" ? "알 수 없는 사이트" : origin}에서 왔습니다. 아무것도 하지 않았습니다.`,

  // people and tokens
  "user.exists": ({ email }) => `${email} 사용자가 이미 있습니다.`,
  "user.unknown": ({ email }) => `${email} 사용자가 없습니다.`,
  "user.last-administrator": ({ email }) => `${email}은(는) 마지막 관리자입니다. 먼저 다른 관리자를 만드십시오.`,
  "password.wrong": () => "현재 비밀번호가 아닙니다.",
  "password.of-nobody": () => "토큰에는 비밀번호가 없습니다. 로그인한 뒤 바꾸십시오.",
  "password.too-short": ({ length, minimum }) => `비밀번호가 ${length}자입니다. ${minimum}자 이상이어야 합니다.`,
  "password.too-long": ({ length, maximum }) => `비밀번호가 ${length}자입니다. 한도는 ${maximum}자입니다.`,
  "token.name-in-use": ({ name }) => `${name} 토큰이 이미 있습니다. 먼저 폐기하거나 다른 이름을 쓰십시오.`,
  "token.unknown": ({ name }) => `${name} 토큰이 없습니다.`,
  "setup.closed": () => "콘솔이 이미 설정되어 있습니다. 로그인하십시오.",
  "setup.bad-link": () => "유효한 설정 링크가 아닙니다. 콘솔이 마지막으로 시작할 때 보여 준 링크를 쓰십시오.",
  "sign-in.refused": () => "이메일 주소와 비밀번호가 맞지 않거나 사용이 중지된 계정입니다.",

  // DER and PEM
  "der.malformed": ({ offset, problem }) => `DER가 ${offset}번째 바이트에서 깨집니다: ${derProblems[problem]}.`,
  "pem.malformed": ({ line, label, problem }) => {
    if (problem === "no-end") return `${line}행에서 시작하는 PEM 블록 ${label}에 END 행이 없습니다.`;
    if (problem === "label-mismatch") return `${line}행에서 시작하는 PEM 블록 ${label}이(가) 다른 이름으로 끝납니다.`;
    if (problem === "empty") return `${line}행의 PEM 블록 ${label}이(가) 비어 있습니다.`;
    return `${line}행의 PEM 블록 ${label}에 base64가 아닌 문자가 있습니다.`;
  },
  "file.unrecognised": ({ size, recognised, offset }) =>
    recognised === ""
      ? `${size}바이트 안에 키, 요청, 인증서 또는 그것들을 담은 것이 없습니다.`
      : `${recognised}처럼 보이지만 ${size}바이트 중 ${offset}번째 바이트에서 깨집니다.`,
  "file.too-large": ({ size, limit }) => `파일이 ${size}바이트입니다. 한도는 ${limit}바이트입니다.`,
  "file.empty": ({ fileName }) => (fileName === "" ? "파일이 비어 있습니다." : `${fileName} 파일이 비어 있습니다.`),

  // private keys
  "key.not-found": ({ found }) =>
    found === "" ? "개인 키가 없습니다." : `개인 키가 아닙니다. 들어 있는 것: ${found}.`,
  "key.locked": ({ encryption }) => `개인 키가 잠겨 있습니다(${encryption}). 먼저 암호로 잠금을 푸십시오.`,
  "key.wrong-passphrase": () => "암호가 이 개인 키와 맞지 않습니다.",
  "key.unsupported-encryption": ({ scheme }) =>
    `개인 키가 여기서 지원하지 않는 방식(${scheme})으로 잠겨 있습니다. AES-256과 PBKDF2로 다시 잠근 뒤 시도하십시오.`,
  "key.damaged": ({ offset }) =>
    `개인 키가 손상되었습니다. ${offset}번째 바이트에서 깨지며, 암호로는 고칠 수 없습니다.`,
  "passphrase.required": () => "암호가 필요합니다. 빈 암호는 쓸 수 없습니다.",
  "encryption.too-costly": ({ parameter, value, limit }) =>
    `키를 만드는 데 드는 비용이 한도를 넘습니다(${parameter === "memory" ? "메모리 바이트" : "반복 횟수"}: ${value}, 한도: ${limit}).`,

  // containers
  "pkcs12.locked": ({ encryption }) => `PKCS#12 파일이 잠겨 있습니다(${encryption}). 암호를 입력하십시오.`,
  "pkcs12.wrong-passphrase": () => "암호가 이 PKCS#12 파일과 맞지 않습니다.",
  "pkcs12.damaged": ({ offset }) => `PKCS#12 파일이 손상되었습니다. ${offset}번째 바이트에서 깨집니다.`,
  "pkcs12.unsupported": ({ scheme }) => `PKCS#12 파일이 여기서 지원하지 않는 방식(${scheme})을 씁니다.`,
  "pkcs12.no-key": ({ certificates }) => `PKCS#12 파일에 개인 키가 없습니다(인증서: ${certificates}개).`,
  "pkcs7.no-certificates": ({ contentType }) => `PKCS#7 파일(${contentType})에 읽을 수 있는 인증서가 없습니다.`,
  "ssh-key.malformed": ({ offset }) => `SSH 키가 손상되었습니다. ${offset}번째 바이트에서 깨집니다.`,
  "ssh-key.unsupported": ({ algorithm }) => `OpenSSH에는 ${algorithm} 공개 키 형식이 없습니다.`,

  // names, files, confirmations
  "name.malformed": ({ name, problem, character, position, limit }) => {
    if (problem === "empty") return "이름이 필요합니다. 영문자, 숫자, 하이픈, 밑줄을 쓸 수 있습니다.";
    if (problem === "too-long") return `이름 ${name}이(가) ${limit}자보다 깁니다.`;
    return `이름 ${name}의 ${position}번째에 ${quoted(character)}이(가) 있습니다. 영문자, 숫자, 하이픈, 밑줄만 쓸 수 있습니다.`;
  },
  "name.in-use": ({ name, fileNames, services }) =>
    `이름 ${name}은(는) 이미 쓰이고 있습니다${fileNames.length > 0 ? `(${listed(fileNames)})` : ""}. 아무것도 덮어쓰지 않았습니다. 다른 이름을 고르십시오.${services.length === 0 ? "" : ` 이 이름으로 새 키를 만들면 서비스(${listed(services)})가 바로 멈춥니다. 다음 쌍은 ${name}-next로 만들고, 인증서가 오면 파일을 바꾸십시오.`}`,
  "file-name.malformed": ({ fileName, problem, position }) => {
    if (problem === "empty") return "파일 이름이 필요합니다.";
    if (problem === "too-long") return `파일 이름 ${fileName}이(가) 너무 깁니다.`;
    if (problem === "dots") return `파일 이름 ${fileName}은(는) 점으로 시작할 수 없습니다.`;
    return `파일 이름 ${fileName}의 ${position}번째에 여기서 쓸 수 없는 문자가 있습니다.`;
  },
  "file.not-found": ({ fileName, nearest }) =>
    `${fileName} 파일이 없습니다.${nearest === null ? " pki list로 있는 파일을 볼 수 있습니다." : ` 가장 가까운 이름은 ${nearest}입니다.`}`,
  "file.wrong-kind": ({ fileName, kind, wanted }) =>
    `${fileName}의 종류는 ${kindWord(kind)}입니다. 여기에는 ${kindWord(wanted)}이(가) 필요합니다.`,
  "file.is-secret": ({ fileName }) =>
    `${fileName}에는 개인 키가 들어 있어 그대로 읽을 수 없습니다. 암호를 걸어 내보내십시오.`,
  "file.has-dependents": ({ fileName, dependents, services }) =>
    `${dependents.length === 0 ? "" : `${listed(dependents)}에 ${fileName}이(가) 아직 필요합니다. `}${services.length === 0 ? "" : `${fileName}을(를) 지우면 이 서비스가 멈춥니다: ${listed(services)}. `}그래도 지우려면 확인하십시오.`,
  "file.not-kept": ({ fileName, kind }) =>
    `${fileName}의 종류는 ${kindWord(kind)}입니다. 검사할 수는 있지만 저장하지는 않습니다.`,
  "container.part-left-out": ({ type, count }) =>
    `${type} 종류의 부분 ${count}개를 뺐습니다. 여기에는 개인 키, 인증서, 폐기 목록만 보관합니다.`,
  "container.key-left-locked": ({ name }) =>
    `${name === "" ? "안에 든" : name} 키는 파일의 암호와 다른 암호로 잠겨 있어 뺐습니다. Java나 OpenSSL에서 파일과 같은 암호로 저장한 뒤 가져오면 됩니다.`,
  "generation.not-found": ({ name, generation }) => `${name}에는 ${generation}세대가 없습니다.`,
  "key.still-locked": ({ fileName }) =>
    `${fileName}에 암호가 걸려 있습니다. 먼저 잠금을 푸십시오: pki unlock ${fileName}.`,
  "key.absent": ({ fileName }) => `개인 키 ${fileName}이(가) 여기에 없습니다. 먼저 올리십시오.`,
  "passphrase.too-short": ({ length, minimum }) => `암호가 ${length}자입니다. ${minimum}자 이상이어야 합니다.`,
  "sign.already-certified": ({ by, fileName, notAfter, services }) =>
    `이 요청의 키는 이미 ${by}이(가) 인증했습니다(${fileName}, ${notAfter.slice(0, 10)}까지 유효). 다시 서명하려면 확인하십시오. 이전 인증서는 세대로 남습니다.${changes(services)}`,
  "sign.would-replace": ({ fileName, services }) =>
    `${fileName}이(가) 이미 있으며 다른 키의 인증서입니다. 바꾸려면 확인하십시오. 이전 인증서는 세대로 남습니다.${changes(services)}`,
  "pkcs12.has-no-key": ({ fileName }) => `${fileName}에는 개인 키가 없습니다.`,
  "export.no-certificate": ({ name }) => `${name}에는 아직 인증서가 없습니다.`,
  "export.unencrypted-not-chosen": ({ name }) =>
    `${name}의 키는 암호를 걸어 내보냅니다. 암호를 주거나, 암호 없이 내보낸다고 밝히십시오.`,
  "export.not-in-clear": ({ format }) =>
    `${format} 파일에는 반드시 암호가 있어야 합니다. macOS와 Firefox는 암호 없는 파일을 받지 않습니다. 암호를 지정하십시오.`,
  "export.only-in-clear": ({ format }) =>
    `${format} 형식에는 암호를 걸 수 없습니다. 파일을 가진 사람은 키를 가집니다. 암호 없이 내보낸다고 밝히십시오.`,
  "export.key-mismatch": ({ keyFile, certificateFile }) =>
    `${certificateFile}은(는) ${keyFile}이(가) 아닌 다른 키로 발급되었습니다. 맞는 세대를 현재 세대로 되돌리거나 새 요청에 서명하십시오.`,
  "export.no-traditional-form": ({ algorithm }) =>
    `${algorithm} 키에는 전통 PEM 형식이 없습니다. RSA와 EC 키에만 있습니다. PKCS#8을 고르십시오.`,
  "export.no-jwk": ({ label }) => `${label} 키에는 JWK 형식이 없습니다.`,
  "export.unproven": ({ problem }) =>
    `파일을 만들어 다시 열어 보았으나 ${unprovenWords[problem]}. 파일은 내보내지 않았습니다. 콘솔의 결함이므로 시각과 함께 알려 주십시오.`,
  "bundle.no-certificates": ({ found }) =>
    `입력에 인증서가 없습니다${found.length === 0 ? "" : `(찾은 것: ${found.map((kind) => kindWord(kind)).join(", ")})`}. 번들은 인증서로 만듭니다.`,
  "bundle.too-many": ({ count, limit }) => `인증서가 ${count}개입니다. 번들 하나는 인증서 ${limit}개까지로 만듭니다.`,
  "bundle.empty": ({ kind }) =>
    `${kind} 번들에 넣을 것이 없습니다. 발급자가 파일에도 보관함에도 없습니다. 발급자를 추가하거나 다른 종류를 고르십시오.`,
  "bundle.several": ({ count, leaves }) =>
    `이 파일들로 번들 ${count}개가 만들어집니다(${listed(leaves)}). 저장할 것을 leaf(SHA-256 지문)로 지정하십시오.`,
  "bundle.no-such-leaf": ({ leaf }) => `인증서 ${leaf}(으)로 시작하는 번들이 없습니다.`,
  "bundle.current": ({ fileName }) => `${fileName}은(는) 최신입니다. 다시 만들어도 같은 파일이 됩니다.`,

  ...readingErrors,

  // the typed line
  "line.unbalanced-quote": ({ position }) => `${position}번째의 따옴표가 닫히지 않았습니다.`,
  "line.unknown-word": ({ word, nearest }) =>
    `${word} 명령은 없습니다.${nearest === null ? " help를 입력하면 모든 명령을 볼 수 있습니다." : ` 가장 가까운 명령은 ${nearest}입니다.`}`,
  "line.unknown-attribute": ({ attribute, command, nearest }) =>
    `pki ${command}은(는) ${attribute}을(를) 받지 않습니다.${nearest === null ? ` help ${command}을(를) 입력하십시오.` : ` 가장 가까운 것은 ${nearest}입니다.`}`,
  "line.repeated-attribute": ({ attribute }) => `${attribute}이(가) 두 번 주어졌습니다.`,
  "line.missing-word": ({ command, word, usage }) => `pki ${command}에는 ${word}이(가) 필요합니다. 사용법: ${usage}`,
  "line.extra-word": ({ word, usage }) =>
    `${word}은(는) 남는 단어입니다. 공백이 있는 값은 따옴표로 묶으십시오. 사용법: ${usage}`,
  "line.secret-inline": ({ command, what }) =>
    `${secretWord(what)}은(는) 명령줄에 적지 않습니다. 빼고 pki ${command}을(를) 입력하면 가린 채로 묻습니다.`,
  "line.secret-needed": ({ command, what, path }) =>
    `pki ${command}에는 ${secretWord(what)}이(가) 필요하지만 명령줄에 적지 않습니다. POST ${path}에 JSON으로 보내십시오.`,

  // names
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

  // keys and requests
  "key.too-weak": ({ label, minimum }) =>
    `키가 ${label}이어서 인증서를 발급하기에 너무 약합니다. ${minimum} 이상의 키를 만드십시오.`,
  "key.unsupported": ({ label }) => `${label} 종류의 키는 이 작업에 쓸 수 없습니다.`,
  "csr.bad-signature": ({ subject, algorithm }) =>
    `${subject} 요청의 서명(${algorithm})이 요청의 공개 키와 맞지 않습니다. 서명하지 않습니다. 새 요청을 받으십시오.`,
  "csr.unsupported-signature": ({ subject, algorithm }) =>
    `${subject} 요청의 서명은 여기서 확인할 수 없는 ${algorithm}입니다. 서명하지 않습니다.`,

  // signing
  "sign.issuer-not-authority": ({ issuer }) =>
    `${issuer}은(는) 인증 기관이 아니어서(basicConstraints CA:TRUE 없음) 서명할 수 없습니다.`,
  "sign.issuer-key-too-weak": ({ issuer, label, minimum }) =>
    `${issuer}의 키는 ${label}이며 서명에 쓰기에는 너무 약합니다. ${minimum} 이상인 인증 기관을 사용하십시오.`,
  "sign.issuer-may-not-sign": ({ issuer }) =>
    `${issuer}의 keyUsage가 인증서 서명을 허용하지 않습니다(keyCertSign 없음).`,
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
  "sign.serial-out-of-range": ({ octets }) =>
    `일련번호가 ${octets}바이트이거나 양수가 아닙니다. 8~20바이트의 양수여야 합니다.`,
  "sign.key-is-not-the-issuers": ({ issuer }) => `이 키는 ${issuer}의 키가 아닙니다. 서명하지 않습니다.`,
  "sign.signature-failed": ({ issuer }) => `만든 서명이 ${issuer}의 키와 맞지 않습니다. 인증서를 버렸습니다.`,
});

const unprovenWords = {
  mac: "그 암호로 열리지 않았습니다",
  key: "안의 키가 인증서의 키가 아니었습니다",
  certificates: "안의 인증서가 넣으려던 것과 달랐습니다",
  order: "안의 인증서가 바로 다음 인증서로 발급된 것이 아니었습니다",
} as const;
