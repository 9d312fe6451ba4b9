import { settled } from "../particles.ts";
import type { PackTexts } from "../../documents/document-words.ts";

const messages = settled({
  keyFrom: (name: string) =>
    `Chainsmith의 파일 › ${name} › 다운로드, 또는 HTTP로 \`export {"name":"${name}","format":"key-pem","passphrase":"…"}\``,
});

export const packText: PackTexts = {
  files: "파일",
  file: "파일",
  kind: "내용",
  inside: "이 묶음에 있음",
  kinds: {
    key: "개인 키",
    certificate: "인증서",
    chain: "인증서와 체인",
    trust: "신뢰할 인증서",
    crl: "인증서 폐기 목록",
    settings: "설정",
    script: "프로그램",
    pkcs12: "키와 인증서(.p12)",
  },
  states: { public: "예", clear: "예, 암호화되지 않음", locked: "예, 암호로 보호됨", "left-out": "**아니요**" },
  keys: "개인 키",
  missing: "이 묶음에 없는 것",
  missingHow: "다음 인증서를 아직 만들지 않았거나 선택하지 않아서, 그것이 들어가는 파일도 여기에 없습니다.",
  keysLeftOut: "다음 키는 이 묶음에 없습니다. 바로 이 이름으로 제자리에 두십시오.",
  ...messages,
  keysLocked:
    "키는 지정한 암호로 보호되어 있습니다. 대부분의 서비스는 암호화되지 않은 키를 요구하므로 해당 서버에서 실행하십시오.",
  keysClear: "키가 암호화되어 있지 않습니다. 암호화된 경로로만 옮기고, 파일을 제자리에 둔 뒤 이 묶음을 삭제하십시오.",
  phases: { make: "만들기", copy: "복사", apply: "적용", check: "확인", renew: "다음 갱신", undo: "되돌리기" },
  places: {
    mmp: "어플라이언스(MMP)에서 입력하십시오.",
    shell: "셸에서 입력하십시오.",
    console: "콘솔의 터미널에서 입력하십시오.",
    browser: "브라우저에서 하십시오.",
  },
  unconfirmed: "공급사 문서로 확인되지 않음",
  settings: "설정",
  troubles: "메시지와 그 뜻",
  checksums: "체크섬",
  checksumsHow: "모든 파일에 OK가 출력되면 옮기는 동안 바뀐 것이 없습니다.",
};
