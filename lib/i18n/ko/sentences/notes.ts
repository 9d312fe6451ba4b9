import type { NoteMessages } from "../../sentences/error-messages.ts";
import { kindWord, partWord, unsupportedSentence, wayOutOf } from "./kinds.ts";
import { settled } from "../particles.ts";

/** 내용의 문제와 별개로 파일에 대해 알아 둘 점. */
export const notes: NoteMessages = settled({
  "text.other": () => "블록 둘레에 다른 글이 있습니다. 그 글은 보지 않았습니다.",
  "text.utf16": () => "파일이 UTF-16으로 쓰였습니다. 대부분의 서비스는 ASCII만 읽습니다.",
  "text.hidden-start": ({ offset }) => `글이 아닌 것 뒤, ${offset}번째 바이트에서 블록이 시작됩니다.`,
  "pem.broken-block": ({ line, label, problem }) =>
    `${line}행의 블록 ${label}을(를) 읽을 수 없습니다(${blockProblems[problem]}).`,
  "pem.mended": ({ line, label, flaw }) =>
    `${line}행의 블록 ${label}: ${flaws[flaw]}. 그래도 읽었지만 다른 프로그램은 거부할 수 있습니다.`,
  "wrapping.undone": ({ wrapping }) => wrappings[wrapping],
  "part.unsupported": ({ line, label, format }) =>
    `${line === null ? "" : `${line}행: `}${unsupportedSentence({ format, label })}`,
  "part.damaged": ({ line, offset }) =>
    `${line === null ? "" : `${line}행에 `}인증서나 키처럼 시작하지만 ${offset === 0 ? "도중에" : `${offset}번째 바이트에서`} 끊긴 부분이 있습니다. 그 부분은 읽지 않았습니다. 파일을 다시 받으십시오.`,
  "pem.label-differs": ({ label, actual }) => `블록의 이름은 ${label}이지만 내용은 ${kindWord(actual)}입니다.`,
  "pem.legacy-label": ({ label, usual }) => `${label}은(는) ${usual}의 예전 이름입니다. 읽지 못하는 서비스가 있습니다.`,
  "der.trailing-bytes": ({ offset, count }) =>
    `${offset}번째 바이트에서 요소가 끝난 뒤 ${count}바이트가 더 있습니다. 요소에 속하지 않습니다.`,
  "der.from-ber": () => "BER로 쓰인 것을 같은 뜻의 DER로 바꾸어 읽었습니다.",
  "der.several": ({ count }) => `DER 요소 ${count}개가 잇달아 들어 있습니다. 대부분의 프로그램은 첫 번째만 읽습니다.`,
  "der.then-pem": ({ offset }) => `DER 뒤 ${offset}번째 바이트에서 PEM이 시작됩니다. 그것도 읽었습니다.`,
  "elements.capped": ({ limit, total }) => `요소 ${total}개 중 처음 ${limit}개만 보여 줍니다.`,
  "tree.capped": ({ limit }) => `트리의 처음 ${limit}행만 보여 줍니다.`,
  "checks.skipped": ({ size, limit }) => `${size}바이트로 너무 커서 점검하지 않았습니다(한도: ${limit}바이트).`,
  "trusted.settings": ({ alias }) =>
    `OpenSSL의 신뢰 설정이 들어 있습니다${alias === "" ? "" : `(${alias})`}. OpenSSL만 읽습니다.`,
  "pkcs12.skipped-bag": ({ type }) => `${partWord(type)}은(는) 넣지 않았습니다.`,
  "pkcs12.no-mac": () => "무결성 검사가 없는 파일입니다. 바뀌었는지 알 수 없습니다.",
  "key.own-passphrase": ({ name }) =>
    `${name === "" ? "" : `${name} `}키는 암호가 따로 있어 이 암호로 열리지 않습니다.`,
  "crl.entries-capped": ({ limit, total }) => `항목 ${total}개 중 처음 ${limit}개만 보여 줍니다.`,
  "not-inspected": ({ kind }) => `${kindWord(kind)}의 안쪽은 보여 주지 않습니다.`,
  "key.encryption-unread": ({ scheme }) =>
    `키가 여기서 열지 못하는 방식(${scheme})으로 잠겨 있습니다. ${wayOutOf(scheme)}`,
});

const flaws = {
  dashes: "BEGIN이나 END 앞뒤의 줄표가 하이픈 다섯 개가 아닙니다",
  case: "BEGIN이나 END가 소문자로 쓰였습니다",
  blanks: "BEGIN이나 END에 있어서는 안 될 빈칸이 있습니다",
  "same-line": "BEGIN이나 END와 같은 행에 다른 글이 있습니다",
  invisible: "줄 바꿈 없는 공백이나 폭이 없는 문자가 들어 있습니다",
  padding: "끝에 =이 없습니다",
  "end-label": "END의 이름이 다릅니다",
  "no-begin": "BEGIN 행이 없습니다",
  "no-end": "END 행이 없습니다",
} as const;

const wrappings = {
  mail: "메일 파일입니다. 본문과 첨부 파일에서 내용을 꺼냈습니다.",
  "quoted-printable": "메일에서 쓰는 quoted-printable 글입니다. 원래대로 풀었습니다.",
  "quoted-lines": "행마다 앞에 표시(>, #, 번호, 시각)가 있어 떼어 냈습니다.",
  escapes: "줄 바꿈이 \\n으로 쓰여 있어 되돌렸습니다.",
  json: "JSON 파일입니다. 값에 든 인증서와 키를 꺼냈습니다.",
  yaml: "YAML 파일입니다. 값에 든 인증서와 키를 꺼냈습니다.",
  env: "변수(이름=값)를 적은 파일입니다. 값에 든 인증서와 키를 꺼냈습니다.",
  "string-literals": "소스 코드처럼 행마다 따옴표 안에 있어 이어 붙였습니다.",
  markup: "HTML 또는 XML입니다. 태그 사이의 내용을 꺼냈습니다.",
  rtf: "서식 있는 글(RTF)입니다. 글만 꺼냈습니다.",
  url: "주소에 쓰는 방식(%0A, %2B)으로 바뀐 글입니다. 원래대로 되돌렸습니다.",
  base64: "PEM을 base64로 쓴 파일입니다. 원래대로 풀었습니다.",
  "base64-values": "다른 글 사이에 있는 base64를 풀었습니다.",
  hex: "16진수로 쓰인 바이트입니다. 원래대로 되돌렸습니다.",
  "hex-dump": "16진수 덤프입니다. 바이트를 원래대로 되돌렸습니다.",
  "byte-list": "숫자 목록으로 쓰인 바이트입니다. 원래대로 되돌렸습니다.",
  jwk: "JSON Web Key(JWK) 파일입니다. 그 안의 키와 인증서를 읽었습니다.",
  "jwk-set": "JSON Web Key(JWK) 모음입니다. 그 안의 키와 인증서를 읽었습니다.",
} as const;

const blockProblems = {
  "no-begin": "BEGIN 행이 없음",
  "no-end": "END 행이 없음",
  "label-mismatch": "다른 이름으로 끝남",
  "bad-base64": "base64가 아닌 문자가 있음",
  empty: "비어 있음",
} as const;
