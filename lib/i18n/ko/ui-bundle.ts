import { translationOf } from "../ui-text.ts";
import type * as source from "../en/ui-bundle.ts";

/** 번들: 만들기, 보관한 번들 보기, 다시 만들기. */
export const bundleText = translationOf<typeof source.bundleText>()({
  title: "번들",
  lede: "받은 것을 순서에 상관없이 넣으십시오. 서비스가 원하는 파일(리프, 중간, 루트)이 나옵니다. 저장을 누르기 전에는 아무것도 보관하지 않습니다.",
  sources: { title: "원본", drop: "여기에 파일을 놓으십시오", choose: "파일 선택", chosen: "넣은 것", stored: "보관함에서", add: "추가", paste: "또는 붙여 넣기", pasteHint: "-----BEGIN CERTIFICATE-----", remove: "{name} 빼기", up: "{name} 위로 옮기기", down: "{name} 아래로 옮기기", fromInventory: "보관함", bytes: { one: "{n}바이트", other: "{n}바이트" }, needed: "인증서가 하나 이상 필요합니다. 파일을 놓거나, 붙여 넣거나, 보관함에서 고르십시오.", tooLarge: "모두 합쳐 20MB가 넘습니다. 그렇게 긴 체인은 없습니다.", moved: "{name}은(는) 이제 {n}번째입니다." },
  kind: {
    title: "종류",
    "full-chain": { label: "전체 체인", hint: "리프, 중간, 루트" },
    "chain": { label: "루트 없는 체인", hint: "TLS 서버가 보내는 것" },
    "ca-bundle": { label: "CA 번들", hint: "중간과 루트, 리프 없음" },
    "anchors": { label: "신뢰 앵커", hint: "원하는 순서의 인증 기관" },
    "pkcs7": { label: "PKCS#7", hint: "전체 체인을 .p7b로. Windows와 Java용" },
  },
  act: "번들 만들기",
  result: { title: "번들", one: "번들", of: "{name}용", anchors: "신뢰 앵커, 먼저 쓸 것부터", count: { one: "인증서 {n}개", other: "인증서 {n}개" }, complete: "완전함", short: "루트 전에 끝남", withoutRoot: "루트는 일부러 뺌", made: { one: "번들 {n}개를 만들었습니다.", other: "번들 {n}개를 만들었습니다." }, pem: "파일 내용", copy: "파일 내용 복사", said: "발견한 것과 한 일", clean: "이미 제대로 되어 있었습니다.", order: "이 순서가 파일의 순서입니다. 먼저 쓸 것을 위로 옮기십시오." },
  member: { inventory: "보관함에서 가져옴", by: "발급자 {issuer}", expired: "만료됨", notYetValid: "아직 유효하지 않음", replaced: "바뀜", dropped: "더는 필요 없음", replacedBy: "{name}({date}까지)이(가) 대신 들어갑니다", follows: "서명이 맞음", breaks: "이어지지 않음" },
  take: { download: "{name} 내려받기", store: "보관함에 저장", name: "이름", nameHelp: "쓰는 중인 이름은 거절합니다. 덮어쓰지 않습니다.", act: "저장", stored: "{name}(으)로 저장했습니다", already: "같은 번들이 {name}(으)로 이미 있습니다", open: "{name} 열기", done: "{name} 파일을 만들었습니다." },
  kept: {
    title: "구성 인증서", madeAs: "여기서 만듦: {kind}", looksLike: "{kind}(으)로 보임", current: "최신", outdated: "지난 내용",
    outdatedTitle: "번들의 내용이 지났습니다", untidyTitle: "번들을 바로잡을 수 있습니다", outdatedText: "지금 보관함에 있는 것으로 같은 종류의 번들을 다시 만듭니다. 이전 것은 세대로 남습니다.",
    noSuccessor: "만료된 인증서가 있지만 대신할 것이 없습니다. 먼저 갱신한 뒤 다시 만드십시오.",
    rebuild: "다시 만들기", confirmTitle: "{name}을(를) 다시 만드시겠습니까?", confirmText: "{name} 파일의 내용이 아래와 같이 바뀝니다. 이 파일을 읽는 서비스는 다음에 다시 시작할 때부터 새 내용을 보냅니다. 이전 것은 남아 있으므로 되돌릴 수 있습니다.", keep: "그대로 두기", act: "{name} 다시 만들기", done: "{name}을(를) {n}세대로 다시 만들었습니다.", after: "다시 만든 뒤",
  },
  review: { title: "순서", right: "순서가 맞습니다", rightText: "서비스가 원하는 대로 인증서가 이어집니다.", repaired: "고친 번들", repairedText: "같은 종류의 번들을 바로잡은 것입니다. 내려받거나 저장하십시오. 주신 파일은 바뀌지 않습니다.", next: "다른 종류로 만들기" },
});
