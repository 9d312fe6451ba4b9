import type { NoteMessages } from "../../sentences/error-messages.ts";
import { kindWord, partWord } from "./kinds.ts";
import { settled } from "../particles.ts";

/** 내용의 문제와 별개로 파일에 대해 알아 둘 점. */
export const notes: NoteMessages = settled({
  "text.other": () => "블록 둘레에 다른 글이 있습니다. 그 글은 보지 않았습니다.",
  "text.utf16": () => "파일이 UTF-16으로 쓰였습니다. 대부분의 서비스는 ASCII만 읽습니다.",
  "text.hidden-start": ({ offset }) => `글이 아닌 것 뒤, ${offset}번째 바이트에서 블록이 시작됩니다.`,
  "pem.broken-block": ({ line, label, problem }) =>
    `${line}행의 블록 ${label}을(를) 읽을 수 없습니다(${blockProblems[problem]}).`,
  "pem.label-differs": ({ label, actual }) => `블록의 이름은 ${label}이지만 내용은 ${kindWord(actual)}입니다.`,
  "pem.legacy-label": ({ label, usual }) => `${label}은(는) ${usual}의 예전 이름입니다. 읽지 못하는 서비스가 있습니다.`,
  "der.trailing-bytes": ({ offset, count }) =>
    `${offset}번째 바이트에서 요소가 끝난 뒤 ${count}바이트가 더 있습니다. 요소에 속하지 않습니다.`,
  "der.from-ber": () => "BER로 쓰인 것을 같은 뜻의 DER로 바꾸어 읽었습니다.",
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
});

const blockProblems = {
  "no-end": "END 행이 없음",
  "label-mismatch": "다른 이름으로 끝남",
  "bad-base64": "base64가 아닌 문자가 있음",
  empty: "비어 있음",
} as const;
