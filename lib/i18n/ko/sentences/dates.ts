import type { TimeProblem } from "../../../pki/asn1/any-time.ts";

/** 날짜 형식의 무엇이 다른지, 문장의 일부로. */
export const timeProblems: Readonly<Record<TimeProblem, string>> = {
  "no-seconds": "초가 없는",
  "no-zone": "시간대가 없는",
  offset: "UTC와의 시차가 있는",
  fraction: "소수 초가 있는",
  "no-such-day": "없는 날이나 시각의",
};

/** 날짜의 필드, 표준의 이름과 함께. */
export const timeFields: Readonly<Record<"notBefore" | "notAfter" | "thisUpdate" | "nextUpdate", string>> = {
  notBefore: "시작(notBefore)",
  notAfter: "끝(notAfter)",
  thisUpdate: "발행일(thisUpdate)",
  nextUpdate: "다음 발행일(nextUpdate)",
};
