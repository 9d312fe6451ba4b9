import { expect, it } from "vitest";
import { settleParticles } from "./particles.ts";

it.each([
  ["암호은(는) 적지 않습니다.", "암호는 적지 않습니다."],
  ["공백이(가) 있습니다.", "공백이 있습니다."],
  ['"값"을(를) 봅니다.', '"값"을 봅니다.'],
  ["2027-01-02이(가)", "2027-01-02가"],
  ["13을(를)", "13을"],
  ["7(으)로 8(으)로 6(으)로 2(으)로", "7로 8로 6으로 2로"],
  ["서울(으)로 부산(으)로 대구(으)로", "서울로 부산으로 대구로"],
  ["인증서와(과) 요청과(와)", "인증서와 요청과"],
  ["dbserver.crt은(는) KR을(를)", "dbserver.crt은(는) KR을(를)"],
])("%s", (written, read) => {
  expect(settleParticles(written)).toBe(read);
});
