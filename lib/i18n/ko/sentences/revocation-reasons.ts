import type { StoredReason } from "../../../commands/ports/revocations.ts";

export const reasonWords: Readonly<Record<StoredReason, string>> = {
  unspecified: "사유 없음",
  keyCompromise: "키 유출",
  cACompromise: "인증 기관 키 유출",
  affiliationChanged: "소속 변경",
  superseded: "새 인증서로 대체",
  cessationOfOperation: "사용 종료",
  certificateHold: "효력 정지",
  privilegeWithdrawn: "권한 회수",
  aACompromise: "속성 인증 기관 키 유출",
};
