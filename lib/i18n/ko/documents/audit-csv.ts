import type { auditColumns as english } from "../../en/documents/audit-csv.ts";

export const auditColumns: Readonly<Record<keyof typeof english, string>> = {
  at: "시각(UTC)",
  who: "사람",
  actor: "로그인한 사용자",
  what: "작업",
  outcome: "결과",
  surface: "경로",
  role: "역할",
  owner: "토큰의 주인",
  address: "주소",
  credential: "세션 또는 토큰",
  command: "명령",
  code: "이유 코드",
  facts: "내용(JSON)",
  finishedAt: "끝난 시각(UTC)",
  id: "번호",
};
