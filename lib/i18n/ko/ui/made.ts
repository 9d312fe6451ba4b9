import type * as en from "../../en/ui/made.ts";
import { translationOf } from "../../ui/text.ts";

export const pemText = translationOf<typeof en.pemText>()({
  copy: "PEM 복사",
  copyText: "복사",
  copied: "복사했습니다",
  notCopied: "브라우저가 복사하지 못했습니다. 내용을 선택하여 직접 복사하십시오.",
  view: "PEM 보기",
  download: "다운로드",
  downloadOf: "{name} 다운로드",
  all: { one: "{n}줄 모두 보기", other: "{n}줄 모두 보기" },
  textOf: "{name} 내용",
});

export const madeText = translationOf<typeof en.madeText>()({
  next: "다음 단계",
  then: "이후 순서",
  files: "파일",
  subject: "주체",
  names: "이름",
  noNames: "일반 이름 외에는 없음",
  issuer: "발급자",
  ends: "만료일",
  serial: "일련번호",
  key: "개인 키",
  certificates: "인증서",
});
