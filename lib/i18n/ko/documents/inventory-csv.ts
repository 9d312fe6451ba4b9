import type { inventoryColumns as english } from "../../en/documents/inventory-csv.ts";

export const inventoryColumns: Readonly<Record<keyof typeof english, string>> = {
  name: "이름",
  commonName: "일반 이름(CN)",
  subject: "주체",
  names: "이름 수",
  issuer: "발급자",
  notBefore: "유효 기간 시작(UTC)",
  notAfter: "유효 기간 끝(UTC)",
  status: "상태",
  key: "키",
  files: "파일",
  services: "서비스",
  created: "저장 시각(UTC)",
};
