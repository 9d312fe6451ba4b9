import { kindWord } from "./kinds.ts";
import { notes } from "./notes.ts";
import { settled } from "../particles.ts";
import type { BundleNoteMessages, OrderFindingMessages } from "../../sentences/error-messages.ts";

/** `mail.txt 12행의 `. 붙여넣은 글에는 이름이 없습니다. */
const where = ({ fileName, line = null }: { fileName: string; line?: number | null }): string => {
  const place = [fileName, line === null ? "" : `${line}행`].filter((part) => part !== "").join(" ");
  return place === "" ? "" : `${place}의 `;
};
const subjectOf = (fileName: string): string => (fileName === "" ? "입력한 글" : fileName);
const keyIdOf = (keyId: string): string => (keyId === "" ? "" : `(키 식별자 ${keyId})`);

/** 번들을 만들면서 한 일과 빠진 것. */
export const bundleNotes: BundleNoteMessages = settled({
  "bundle.duplicate": ({ subject, copies }) => `${subject} 인증서가 ${copies + 1}번 들어 있어 하나만 남겼습니다.`,
  "bundle.unrelated": ({ subject }) => `${subject} 인증서는 어느 체인에도 속하지 않아 제외했습니다.`,
  "bundle.alternative": ({ subject, issuer, state, date }) =>
    ({
      valid: `${issuer}이(가) 서명한 ${subject} 인증서는 다른 길(갱신 또는 교차 서명)에 속하므로 제외했습니다.`,
      ended: `${issuer}이(가) 서명한 ${subject} 인증서는 ${date.slice(0, 10)}에 만료되었습니다. 체인은 다른 길로 이어지므로 제외했습니다.`,
      "not-yet-valid": `${issuer}이(가) 서명한 ${subject} 인증서는 ${date.slice(0, 10)}부터 유효합니다. 그때까지 체인은 다른 길로 이어지므로 제외했습니다.`,
    })[state],
  "bundle.reordered": ({ places }) => `인증서를 순서대로 놓았습니다. 받은 순서로는 ${places.join(", ")}번이었습니다.`,
  "bundle.leaf-left-out": ({ subject }) => `${subject} 인증서를 제외했습니다. CA 번들에는 발급자만 넣습니다.`,
  "bundle.root-left-out": ({ subject }) =>
    `루트 ${subject} 인증서를 제외했습니다. 이 종류에는 루트가 없고 클라이언트가 이미 가지고 있습니다.`,
  "bundle.divided": ({ bundles }) => `말단 인증서가 ${bundles}개라서 번들도 ${bundles}개입니다.`,
  "bundle.other-key": ({ subject, keyId }) =>
    `${subject} 인증서는 필요한 발급자와 이름이 같지만 키가 달라${keyIdOf(keyId)} 제외했습니다.`,
  "bundle.filled": ({ subject }) => `빠져 있던 ${subject} 인증서를 보관함에서 가져왔습니다.`,
  "bundle.incomplete": ({ issuer, keyId }) =>
    `체인이 루트 전에 끝납니다. ${issuer} 인증서${keyIdOf(keyId)}가 없습니다.`,
  "bundle.ended": ({ subject, notAfter }) =>
    `${subject} 인증서는 ${notAfter.slice(0, 10)}에 만료되어 어떤 클라이언트도 받지 않습니다. 갱신한 뒤 번들을 다시 만드십시오.`,
  "bundle.not-yet-valid": ({ subject, notBefore }) => `${subject} 인증서는 ${notBefore.slice(0, 10)}부터 유효합니다.`,
  "bundle.not-authority": ({ subject }) => `${subject} 인증서는 인증 기관이 아니므로 제외했습니다.`,
  "bundle.key-left-out": ({ isLocked, fileName, line }) =>
    `${where({ fileName, line })}${isLocked ? "잠긴 개인 키" : "개인 키"}를 제외했습니다. 번들에는 키를 넣지 않습니다.`,
  "bundle.other-left-out": ({ kind, fileName, line }) =>
    `${where({ fileName, line })}내용은 인증서가 아니므로(${kindWord(kind)}) 제외했습니다.`,
  "bundle.from-container": ({ kind, certificates, fileName, line }) =>
    `${where({ fileName, line })}${kind === "pkcs7" ? "PKCS#7" : "PKCS#12"}에서 인증서 ${certificates}개를 꺼냈습니다.`,
  "bundle.container-locked": ({ fileName }) =>
    `${fileName === "" ? "PKCS#12" : fileName} 파일은 암호가 있어야 열리므로 제외했습니다. 암호와 함께 파일에 추가한 뒤 여기서 고르십시오.`,
  "bundle.file-unreadable": ({ fileName }) =>
    `${subjectOf(fileName)}을(를) 읽을 수 없어 제외했습니다. 어디가 깨졌는지는 분석에서 볼 수 있습니다.`,
  "bundle.as-read": ({ fileName, note }) =>
    `${fileName === "" ? "" : `${fileName}: `}${(notes[note.code] as (facts: unknown) => string)(note.params)}`,
  "bundle.unreadable": ({ kind, fileName, line }) =>
    `${where({ fileName, line })}내용은 ${kindWord(kind)}처럼 보이지만 손상되어 제외했습니다.`,
  "bundle.broken-block": ({ label, problem, fileName, line }) =>
    `${where({ fileName, line })}${label} 블록을 읽을 수 없어(${problems[problem]}) 제외했습니다.`,
  "bundle.trust-settings": ({ fileName, line }) =>
    `${where({ fileName, line })}인증서에 붙은 OpenSSL 신뢰 설정을 떼어 냈습니다. OpenSSL만 읽습니다.`,
  "bundle.trailing-bytes": ({ count, fileName, line }) =>
    `${where({ fileName, line })}인증서 뒤의 ${count}바이트를 잘라 냈습니다.`,
  "bundle.text-line-ends": ({ fileName, found }) =>
    `${subjectOf(fileName)}의 줄 끝은 ${lineEnds[found]}. 번들은 줄 바꿈(LF)만 씁니다.`,
  "bundle.text-mark": ({ fileName, isInside }) =>
    `${subjectOf(fileName)}의 ${isInside ? "중간에 바이트 순서 표식이 있어 OpenSSL이 그 뒤의 블록을 놓칩니다. 표식을" : "앞에 있던 바이트 순서 표식을"} 없앴습니다.`,
  "bundle.text-utf16": ({ fileName }) => `${subjectOf(fileName)}은(는) UTF-16으로 쓰였습니다. 번들은 ASCII입니다.`,
  "bundle.text-indented": ({ fileName }) => `${subjectOf(fileName)}의 들여 쓴 줄을 왼쪽에 맞추었습니다.`,
  "bundle.text-glued": ({ fileName, count }) =>
    `${subjectOf(fileName)}에 줄 바꿈 없이 이어진 블록이 ${count}개 있었습니다. 이제 블록마다 새 줄에서 시작합니다.`,
  "bundle.text-attributes": ({ fileName }) => `${subjectOf(fileName)}의 블록 사이에 있던 Bag Attributes를 없앴습니다.`,
  "bundle.text-comments": ({ fileName, lines }) =>
    `${subjectOf(fileName)}의 다른 글 ${lines}줄을 뺐습니다. 번들에는 인증서만 있습니다.`,
});

const problems = {
  "no-begin": "BEGIN 행이 없음",
  "no-end": "END 행이 없음",
  "label-mismatch": "다른 이름으로 끝남",
  "bad-base64": "base64가 아닌 문자가 있음",
  empty: "비어 있음",
} as const;
const lineEnds = {
  crlf: "Windows 방식(CRLF)이었습니다",
  cr: "CR 문자 하나였습니다",
  mixed: "여러 가지가 섞여 있었습니다",
} as const;
const roles = { leaf: "최종 인증서", intermediate: "중간", root: "루트" } as const;
const missing = (isInInventory: boolean): string =>
  isInInventory ? "보관함에 있으므로 고친 번들에는 들어갑니다." : "보관함에도 없습니다.";

/** 파일의 순서에서 잘못된 점. */
export const orderFindings: OrderFindingMessages = settled({
  "order.swapped": ({ found, wanted }) =>
    `순서가 ${found.map((role) => roles[role]).join(", ")}입니다. 파일 안의 번호로 ${wanted.join(", ")} 순서여야 합니다.`,
  "order.doubled": ({ subject, positions }) =>
    `${subject} 인증서가 ${positions.length}번(${positions.join(", ")}번째) 들어 있습니다.`,
  "order.stranger": ({ subject, position }) =>
    `${position}번째 ${subject} 인증서는 이 파일의 어느 것도 발급하지 않았습니다.`,
  "order.other-key": ({ subject, position, keyId }) =>
    `${position}번째 ${subject} 인증서는 발급자와 이름이 같지만 키가 다릅니다${keyIdOf(keyId)}. 다른 세대입니다.`,
  "order.alternative": ({ subject, issuer, state, date, position }) =>
    ({
      valid: `${position}번째, ${issuer}이(가) 서명한 ${subject} 인증서는 나머지와 다른 길(갱신 또는 교차 서명)에 속합니다.`,
      ended: `${position}번째, ${issuer}이(가) 서명한 ${subject} 인증서는 ${date.slice(0, 10)}에 만료되었습니다. 체인은 다른 길로 이어집니다.`,
      "not-yet-valid": `${position}번째, ${issuer}이(가) 서명한 ${subject} 인증서는 ${date.slice(0, 10)}부터 유효합니다. 그때까지 체인은 다른 길로 이어집니다.`,
    })[state],
  "order.gap": ({ subject, issuer, keyId, isInInventory }) =>
    `${subject} 인증서를 발급한 ${issuer}${keyIdOf(keyId)}이(가) 파일에 없습니다. ${missing(isInInventory)}`,
  "order.root-missing": ({ issuer, keyId, isInInventory }) =>
    `루트 ${issuer}${keyIdOf(keyId)}이(가) 파일에 없습니다. 클라이언트가 이미 가지고 있으므로 대부분의 서비스에는 충분합니다.${isInInventory ? " 보관함에 있습니다." : ""}`,
  "order.root-contained": ({ subject, position }) =>
    `루트 ${subject}이(가) 파일에 있습니다(${position}번째). 클라이언트가 이미 가지고 있지만 있어도 해가 되지 않습니다.`,
});
