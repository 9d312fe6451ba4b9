import type { CompareTexts } from "../../sentences/compare-texts.ts";

export const compareTexts: CompareTexts = {
  fields: {
    subject: "주체",
    issuer: "발급자",
    serial: "일련번호",
    notBefore: "유효 기간 시작",
    notAfter: "유효 기간 끝",
    key: "키",
    publicKey: "공개 키의 SHA-256",
    signature: "서명 알고리즘",
    version: "버전",
    fingerprint: (digest) => `파일 전체(DER)의 ${digest}`,
  },
  relations: {
    same: "같음",
    "other-order": "같음, 순서만 다름",
    "other-encoding": "같은 내용, 인코딩만 다름",
    different: "다름",
    "first-only": "첫 번째에만 있음",
    "second-only": "두 번째에만 있음",
  },
  result: (differences, fields) =>
    differences === 0 ? `항목 ${fields}개가 모두 같습니다` : `항목 ${fields}개 중 ${differences}개가 다릅니다`,
  critical: "중요(critical)",
  firstOf: (count) => `들어 있는 ${count}개 중 첫 번째입니다.`,
};
