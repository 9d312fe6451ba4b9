import type * as en from "../en/ui-places.ts";
import { translationOf } from "../ui-text.ts";

export const overviewText = translationOf<typeof en.overviewText>()({
  title: "개요",
  calm: "30일 이내에 만료되는 인증서도, 기다리는 작업도 없습니다.",
  expired: { one: "인증서 {n}개가 만료되었습니다.", other: "인증서 {n}개가 만료되었습니다." },
  ending: { one: "인증서 {n}개가 30일 이내에 만료됩니다.", other: "인증서 {n}개가 30일 이내에 만료됩니다." },
  attention: "확인이 필요한 항목",
  order: "{n}개, 먼저 중단되는 순서",
  groups: { now: "지금 실패", soon: "30일 이내 중단", open: "동작하지만 마무리되지 않음" },
  is: { expired: "{name} 만료됨", ending: "{name} 만료 예정", waiting: "{name} 인증서 대기 중", locked: "{name} 키가 암호로 잠겨 있음", bundleExpired: "{name}에 만료된 인증서가 있음", bundleReplaced: "{name}에 바뀐 인증서가 있음", bundleEnding: "{name}에 곧 끝나는 인증서가 있음" },
  says: {
    expired: "{subject} 인증서를 받는 상대가 연결을 거부합니다.",
    ending: "{subject} 인증서를 사용하는 서비스가 그때 중단됩니다.",
    waiting: "{subject} 서명 요청을 만들었지만 아직 회신이 없습니다.",
    locked: "잠금을 해제하기 전에는 서비스가 이 키를 읽을 수 없습니다.",
    bundleExpired: "번들에 든 {subject}이(가) 만료되어, 받는 쪽이 체인을 거절할 수 있습니다.",
    bundleReplaced: "새 {subject}이(가) 보관되어 있습니다. 다시 만들면 번들에 들어갑니다.",
    bundleEnding: "{subject}이(가) 그때 끝나며, 이 번들에만 있습니다.",
  },
  acts: { renew: "열기", sign: "서명", unlock: "잠금 해제", open: "열기", bundle: "보기", rebuild: "다시 만들기" },
  since: "{date}부터",
  year: "앞으로 1년",
  yearOf: { one: "인증서 {n}개, 주별", other: "인증서 {n}개, 하나에 한 칸, 주별" },
  yearCut: "처음 인증서 {n}개, 하나에 한 칸, 주별",
  today: "오늘, {date}",
  legend: { week: "7일 이내", month: "30일 이내", later: "그 이후" },
  yearTable: "목록으로 보기",
  yearSummary: "앞으로 1년 동안 인증서 {n}개가 만료됩니다.",
  yearEmpty: "앞으로 1년 동안 만료되는 인증서가 없습니다.",
  month: { one: "인증서 {n}개", other: "인증서 {n}개" },
  inventory: "보관함",
  figures: { certificates: "인증서", keys: "개인 키", requests: "인증서 서명 요청", authorities: "인증 기관", bundles: "번들" },
  start: {
    title: "시작하기",
    text: "이 콘솔은 키와 인증서를 보관하고, 서명 요청을 만들고 서명하며, 파일의 문제를 알려 줍니다. 다음 세 가지 방법으로 시작할 수 있습니다.",
    upload: "가지고 있는 파일 추가",
    uploadText: "키, 인증서, 번들을 끌어다 놓으면 종류를 알아내고 짝을 짓습니다.",
    request: "인증 기관에 요청",
    requestText: "키와 인증서 서명 요청을 만듭니다.",
    authority: "직접 인증 기관 운영",
    authorityText: "데이터베이스 클러스터처럼 자체 서명 인증 기관을 만들어 서명합니다.",
  },
});

export const terminalText = translationOf<typeof en.terminalText>()({
  title: "터미널",
  lede: "장비의 명령을 양식과 같은 검사를 거쳐 실행합니다. 비밀 정보는 명령에 입력하지 않으며, 가려진 입력란에서 따로 묻습니다.",
  output: "터미널 출력",
  line: "명령 입력",
  prompt: "chainsmith>",
  passphrase: "암호:",
  confirm: "계속하려면 yes를 입력하십시오:",
  unchanged: "변경한 내용이 없습니다.",
  hint: "help를 입력하면 명령을 볼 수 있습니다. Tab으로 자동 완성하고 화살표 키로 이전 명령을 불러옵니다.",
  clear: "지우기",
  commands: "명령",
  completions: "자동 완성",
  lost: "FAILURE: 콘솔이 응답하지 않았습니다. 연결을 확인하고 다시 시도하십시오.",
  about: {
    list: "보관 중인 파일", inspect: "파일의 내용", match: "키와 인증서가 맞는지", verify: "체인이 이어지는지", unlock: "키의 암호 제거",
    csr: "키와 서명 요청", selfsigned: "키와 자체 서명 인증서", sign: "여기의 CA로 요청에 서명", "pkcs12-to-ssh": "PKCS#12에서 SSH 키", bundle: "인증서를 순서대로 묶기", rebuild: "번들 다시 만들기",
  },
});

export const activityText = translationOf<typeof en.activityText>()({
  title: "활동 기록",
  lede: "누가 어디에서 무엇을 했고 어떻게 끝났는지 보여 줍니다. 명령을 실행하기 전에 기록하므로 중간에 끊긴 작업도 남습니다.",
  search: "활동 기록 검색",
  searchHint: "사람, 명령, 파일",
  outcome: "결과",
  any: "전체",
  outcomes: { unfinished: "끝나지 않음", done: "완료", refused: "거부", failed: "실패" },
  surfaces: { browser: "브라우저", terminal: "터미널", http: "HTTP", system: "시스템" },
  columns: { when: "시각", who: "사용자", what: "작업", facts: "내용", outcome: "결과" },
  by: "{role}, {surface}",
  older: "이전 기록",
  newest: "최신 기록",
  empty: "아직 활동이 없습니다",
  emptyText: "변경하는 명령과 거부된 명령이 모두 여기에 한 줄씩 남습니다.",
  noMatch: "일치하는 기록이 없습니다",
  noMatchText: "다른 단어나 다른 결과로 찾아보십시오.",
  nobody: "알 수 없음",
});

export const settingsText = translationOf<typeof en.settingsText>()({
  title: "설정",
  sections: { label: "설정", profile: "프로필", tokens: "API 토큰", users: "사용자" },
  profile: {
    title: "프로필", email: "이메일", role: "역할", name: "이름",
    language: "언어", languages: { en: "English", ko: "한국어" }, theme: "테마", themes: { system: "시스템 설정", light: "밝게", dark: "어둡게" },
    zone: "시간대", zoneHelp: "이 브라우저의 시간대입니다. 정확한 시각은 이 시간대와 UTC로 함께 표시합니다.",
    appearance: "언어와 화면",
  },
  password: {
    title: "비밀번호", current: "현재 비밀번호", next: "새 비밀번호", help: "{n}자 이상입니다. 다른 세션은 모두 끝납니다.",
    act: "비밀번호 바꾸기", done: "비밀번호를 바꾸었습니다. 다른 세션은 끝났습니다.", failed: "비밀번호를 바꾸지 못했습니다", show: "비밀번호 표시",
  },
  tokens: {
    title: "API 토큰", lede: "스크립트에서 사용합니다: Authorization: Bearer <token>. 토큰은 그 역할이 할 수 있는 일을 할 수 있습니다.", make: "토큰 만들기", name: "이름", nameHelp: "사용하는 곳의 이름입니다. 예: backup-job.", role: "역할", days: "만료", daysNever: "만료 없음", daysOf: "{n}일",
    made: "{name} 토큰을 만들었습니다", shown: "지금 한 번만 표시합니다. 스크립트만 읽을 수 있는 곳에 보관하십시오.", copy: "토큰 복사",
    columns: { name: "이름", role: "역할", by: "만든 사람", used: "마지막 사용", ends: "만료", action: "작업" }, never: "사용한 적 없음", unlimited: "만료 없음", revoked: "폐기됨", expired: "만료됨", suspended: "일시 중지됨", suspendedWhy: "토큰을 만든 사람이 비활성화되었거나 역할이 바뀌었습니다.",
    revoke: "폐기", revokeTitle: "{name} 토큰을 폐기하시겠습니까?", revokeText: "이 토큰을 사용하는 모든 요청이 다음 요청부터 거부됩니다. 폐기한 토큰은 되돌릴 수 없습니다.", keep: "그대로 두기", revokedToast: "{name} 토큰을 폐기했습니다.",
    empty: "아직 토큰이 없습니다", emptyText: "스크립트가 HTTP 인터페이스를 사용하려면 토큰이 필요합니다. 여기에서 만들며 한 번만 표시합니다.",
  },
  users: {
    title: "사용자", lede: "로그인할 수 있는 사람과 할 수 있는 일을 관리합니다.", add: "사용자 추가", email: "이메일", name: "이름", role: "역할", password: "첫 비밀번호", passwordHelp: "{n}자 이상. 직접 전달하십시오.",
    made: "{email} 사용자가 이제 로그인할 수 있습니다.", columns: { person: "사용자", role: "역할", last: "마지막 로그인", state: "상태", action: "작업" }, active: "사용 중", disabled: "사용 중지", never: "로그인한 적 없음", you: "본인",
    disable: "사용 중지", enable: "다시 사용", changeRole: "{email}의 역할", reset: "새 비밀번호", resetTitle: "{email}의 새 비밀번호", resetAct: "비밀번호 설정", resetDone: "{email}의 비밀번호를 변경했습니다. 기존 세션은 종료되었습니다.",
    disableTitle: "{email} 사용자를 중지하시겠습니까?", disableText: "즉시 로그아웃되며 로그인할 수 없습니다. 아무것도 삭제하지 않으며 다시 사용하도록 바꿀 수 있습니다.", keep: "그대로 두기", done: "{email} 사용자를 변경했습니다.",
  },
  roleHints: { administrator: "암호화하지 않은 개인 키와 사용자 관리를 포함한 모든 작업", operator: "만들기, 서명, 잠긴 키 내보내기. 사용자와 토큰 관리는 제외", auditor: "모든 내용과 활동 기록 읽기. 변경은 불가" },
});

export const authText = translationOf<typeof en.authText>()({
  signIn: { title: "로그인", email: "이메일", password: "비밀번호", act: "로그인", acting: "로그인하는 중", failed: "로그인하지 못했습니다" },
  setUp: {
    title: "Chainsmith 설정", lede: "첫 관리자를 만듭니다. 이 페이지는 콘솔이 시작할 때 출력한 링크로 한 번만 사용할 수 있습니다.", token: "설정 토큰", tokenHelp: "링크에 들어 있습니다. 비어 있으면 붙여넣으십시오.",
    name: "이름", email: "이메일", password: "비밀번호", passwordHelp: "{n}자 이상.", act: "관리자 만들기", closed: "콘솔이 이미 설정되어 있습니다", closedText: "사용자가 한 명 이상 있습니다. 계정으로 로그인하십시오.", toSignIn: "로그인으로 이동", failed: "관리자를 만들지 못했습니다",
  },
  show: "비밀번호 표시",
});
