import type { DerProblem } from "../../pki/error.ts";
import type { ErrorMessages } from "../error-messages.ts";
import { inputIssueSentence } from "./input-issues.ts";

const derProblems: Readonly<Record<DerProblem, string>> = {
  "truncated": "요소가 끝나기 전에 데이터가 끝납니다",
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

/** 한국어 문장: 무엇이 그러한지, 어디인지, 다음에 무엇을 할지. */
export const errors: ErrorMessages = {
  // the gate
  "actor.unknown": () => "로그인되어 있지 않습니다. 로그인하거나 유효한 토큰을 보내십시오.",
  "actor.forbidden": ({ permission, role }) => `${role} 역할은 이 작업을 할 수 없습니다(${permission}). 관리자는 할 수 있습니다.`,
  "input.malformed": ({ issues }) => issues.map(inputIssueSentence).join(" ") || "명령이 받는 입력이 아닙니다.",
  "command.unknown": ({ name }) => `${name} 명령은 없습니다. help를 입력하면 모든 명령을 볼 수 있습니다.`,
  "confirmation.required": ({ what, name }) => `확인이 필요합니다: ${what} ${name}. 아무것도 바뀌지 않았습니다.`,
  "rate.limited": ({ retryAfterSeconds }) => `시도가 너무 많습니다. ${retryAfterSeconds}초 뒤에 다시 시도하십시오.`,
  "internal": ({ eventId }) => `요청이 아니라 콘솔 안에서 문제가 생겼습니다. 로그에 이벤트 ${eventId}(으)로 남아 있습니다.`,

  // requests
  "request.too-large": ({ limit }) => `요청이 한도 ${limit}바이트보다 큽니다.`,
  "request.bad-json": ({ offset }) => (offset === null ? "본문이 JSON이 아닙니다." : `본문이 JSON이 아닙니다. ${offset}번째 문자에서 깨집니다.`),
  "request.unsupported-type": ({ found, wanted }) => `본문의 형식이 ${found === "" ? "지정되지 않았습니다" : `${found}입니다`}. ${wanted}(으)로 보내십시오.`,
  "request.foreign-origin": ({ origin }) => `양식이 이 콘솔이 아니라 ${origin === "" ? "알 수 없는 사이트" : origin}에서 왔습니다. 아무것도 하지 않았습니다.`,

  // people and tokens
  "user.exists": ({ email }) => `${email} 사용자가 이미 있습니다.`,
  "user.unknown": ({ email }) => `${email} 사용자가 없습니다.`,
  "user.last-administrator": ({ email }) => `${email}은(는) 마지막 관리자입니다. 먼저 다른 관리자를 만드십시오.`,
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
  "key.not-found": ({ found }) => (found === "" ? "개인 키가 없습니다." : `개인 키가 아닙니다. 들어 있는 것: ${found}.`),
  "key.locked": ({ encryption }) => `개인 키가 잠겨 있습니다(${encryption}). 먼저 암호로 잠금을 푸십시오.`,
  "key.wrong-passphrase": () => "암호가 이 개인 키와 맞지 않습니다.",
  "key.unsupported-encryption": ({ scheme }) =>
    `개인 키가 여기서 지원하지 않는 방식(${scheme})으로 잠겨 있습니다. AES-256과 PBKDF2로 다시 잠근 뒤 시도하십시오.`,
  "key.unsupported-algorithm": ({ algorithm }) => `${algorithm} 종류의 개인 키는 여기서 지원하지 않습니다.`,
  "key.damaged": ({ offset }) => `개인 키가 손상되었습니다. ${offset}번째 바이트에서 깨지며, 암호로는 고칠 수 없습니다.`,
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
};
