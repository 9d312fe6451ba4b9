import type * as en from "../../en/ui/keys.ts";
import { translationOf } from "../../ui/text.ts";

/** 개인 키 목록. */
export const keysText = translationOf<typeof en.keysText>()({
  title: "개인 키",
  lede: "개인 키마다 사용하는 곳을 보여 줍니다. 이 목록을 위해 여는 키는 없습니다.",
  filters: { label: "키", all: "전체", unused: "사용하지 않음", waiting: "대기 중", locked: "암호로 잠김" },
  search: "이름의 일부",
  find: "찾기",
  columns: { key: "키", algorithm: "알고리즘", state: "상태", used: "사용하는 곳", since: "보관 시작" },
  states: {
    usable: "사용 가능",
    locked: "잠김, 연 적 없음",
    "own-passphrase": "암호를 물음",
    "kept-open": "{time}까지 열림",
  },
  stateHelp: {
    usable: "저장소의 보호만 받습니다.",
    locked: "암호로 잠긴 채 올라왔습니다. 무엇의 키인지는 잠금을 풀면 알 수 있습니다.",
    "own-passphrase": "자체 암호로 잠겨 있으며, 그 암호는 어디에도 저장하지 않습니다.",
    "kept-open": "본인의 세션에서만 열려 있습니다.",
  },
  certificate: "인증서",
  request: "서명 요청",
  waits: "{date}부터 인증서를 기다림",
  waitsBeside: "{name} 갱신용: 답이 오면 그 이름의 키를 대신합니다",
  services: "서비스",
  batches: "서명하는 일괄 발급",
  issued: { one: "인증서 {n}개 발급", other: "인증서 {n}개 발급" },
  unused: "사용하는 곳이 없음",
  unknown: "잠금을 풀기 전에는 알 수 없음",
  unlock: "잠금 해제",
  next: "다음",
  first: "처음부터",
  pages: "키 목록 페이지",
  nothing: {
    all: "아직 개인 키가 없습니다. 서명 요청을 만들면 키가 생기고, 가진 것을 올릴 수도 있습니다.",
    unused: "여기의 모든 키에 사용하는 곳이 있습니다.",
    waiting: "인증서를 기다리는 키가 없습니다.",
    locked: "암호로 잠긴 키가 없습니다.",
    search: "이름에 {search}이(가) 들어 있는 키가 없습니다.",
  },
});
