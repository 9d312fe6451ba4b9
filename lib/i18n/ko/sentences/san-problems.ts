import type { SanProblem } from "../../../pki/failure.ts";

/** 주체 대체 이름의 어디가 잘못되었는지, 문장의 끝으로. */
export const sanProblems: Readonly<Record<SanProblem, (part: string, position: number) => string>> = {
  empty: (_, position) => (position > 0 ? `${position}번째 항목이 비어 있습니다` : "비어 있습니다"),
  "white-space": () => "공백이 들어 있습니다",
  "dns-bad-character": (part) => `DNS 이름에 ${part} 문자를 쓸 수 없습니다`,
  "dns-empty-label": (_, position) => `${position}번째 레이블이 비어 있습니다(점이 연달아 있거나 맨 앞에 있습니다)`,
  "dns-label-too-long": (part, position) => `${position}번째 레이블이 ${part.length}자입니다. 한도는 63자입니다`,
  "dns-too-long": (part) => `DNS 이름이 ${part}자입니다. 한도는 253자입니다`,
  "dns-hyphen": (part) => `레이블 ${part}이(가) 하이픈으로 시작하거나 끝납니다`,
  "dns-wildcard": () => "*는 *.example.com처럼 첫 레이블 전체로만 쓸 수 있습니다",
  "dns-trailing-dot": () => "끝의 점을 빼십시오",
  "dns-numeric": (part) => `마지막 레이블 ${part}이(가) 숫자이므로 DNS 이름이 아닙니다`,
  "dns-port": (part) => `포트 ${part}을(를) 빼십시오. 인증서는 호스트만 가리킵니다`,
  "dns-idn": (part) => `${part}은(는) 올바른 국제화 도메인 이름이 아닙니다`,
  "ip-cidr": (part) => `인증서에는 네트워크(${part})가 아니라 주소 하나만 쓸 수 있습니다`,
  "ip-octet": (part, position) =>
    `IPv4 주소의 ${position}번째 부분이 ${part}입니다. 앞에 0이 없는 0~255의 수여야 합니다`,
  "ip-parts": (part) => `IPv4 주소는 네 부분이어야 하는데 ${part} 부분입니다`,
  "ip-malformed": () => "IPv4 또는 IPv6 주소가 아닙니다",
  "email-malformed": () => "전자 우편 주소가 아닙니다",
  "email-not-ascii": () => "@ 앞부분은 ASCII여야 합니다",
  "uri-relative": () => "URI에 스킴이 없습니다",
  "uri-malformed": () => "URI가 아닙니다",
  "upn-malformed": () => "사용자 계정 이름(UPN)은 이름@영역 형식이어야 합니다",
  "rid-malformed": () => "등록 식별자는 1.2.3.4와 같은 객체 식별자여야 합니다",
  "sid-malformed": () => "보안 식별자(SID)는 S-1-5-21-…처럼 숫자로 이어져야 합니다",
  "too-long": (part) => `${part}자로 너무 깁니다`,
};
