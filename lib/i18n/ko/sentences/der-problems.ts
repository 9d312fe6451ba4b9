import type { DerProblem } from "../../../pki/failure.ts";

/** DER의 어디가 잘못되었는지, 문장의 끝으로. */
export const derProblems: Readonly<Record<DerProblem, string>> = {
  truncated: "요소가 끝나기 전에 데이터가 끝납니다",
  "trailing-bytes": "요소 뒤에 남는 바이트가 있습니다",
  "indefinite-length": "DER가 금지하는 부정 길이입니다",
  "long-length-not-minimal": "길이가 필요한 것보다 많은 바이트로 쓰였습니다",
  "length-too-large": "길이가 여기서 읽을 수 있는 것보다 큽니다",
  "high-tag-not-minimal": "태그 번호가 가장 짧은 형식이 아닙니다",
  "unexpected-tag": "이 자리에는 다른 종류의 요소가 와야 합니다",
  "bad-boolean": "불리언 값이 00도 FF도 아닙니다",
  "bad-integer": "정수가 비어 있거나 가장 짧은 형식이 아닙니다",
  "bad-bit-string": "비트 문자열의 남는 비트 수가 있을 수 없는 값입니다",
  "bad-oid": "객체 식별자의 형식이 올바르지 않습니다",
  "bad-time": "X.509가 허용하는 날짜가 아닙니다",
  "bad-string": "문자열에 그 형식이 허용하지 않는 문자가 있습니다",
  "bad-value": "값이 표준이 허용하는 범위를 벗어났습니다",
  "too-deep": "요소가 너무 깊이 겹쳐 있습니다",
};
