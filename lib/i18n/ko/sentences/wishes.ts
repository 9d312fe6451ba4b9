import type { WishMessages } from "../../sentences/error-messages.ts";
import { settled } from "../particles.ts";

/** 요청이 바라지만 프로필이 주지 않는 것. */
export const wishes: WishMessages = settled({
  subject: (asked, granted) =>
    granted === ""
      ? `요청의 주체 ${asked}을(를) 인증서에 넣지 않습니다.`
      : `요청의 주체는 ${asked}이지만 인증서에는 ${granted}(으)로 적힙니다.`,
  authority: (asked, granted) => `요청은 인증 기관(${asked})을 바라지만 인증서에는 ${granted}(으)로 적힙니다.`,
  "key-usage": (asked, granted) => `요청은 키 용도 ${asked}을(를) 바라지만 프로필이 주는 것은 ${granted}입니다.`,
  "extended-key-usage": (asked, granted) =>
    granted === ""
      ? `요청은 확장 키 용도 ${asked}을(를) 바라지만 프로필에 용도가 없어 넣지 않습니다.`
      : `요청은 확장 키 용도 ${asked}을(를) 바라지만 프로필이 주는 것은 ${granted}입니다.`,
  names: (asked) => `요청에 있는 이름 ${asked}은(는) 인증서에 넣지 않습니다.`,
  policies: (asked) => `요청에 있는 인증서 정책 ${asked}은(는) 넣지 않습니다. 정책이 있는 프로필이 없습니다.`,
  template: (asked) => `요청에 적힌 Windows 템플릿 ${asked}은(는) 넣지 않습니다. 여기서는 프로필이 정합니다.`,
  extension: (asked) => `요청에 있는 확장 ${asked}은(는) 넣지 않습니다.`,
  attribute: (asked) => `요청에 있는 특성 ${asked}은(는) 인증서에 담을 곳이 없습니다.`,
});
