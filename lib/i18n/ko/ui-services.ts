import type * as en from "../en/ui-services.ts";
import { translationOf } from "../ui-text.ts";

export const targetsText = translationOf<typeof en.targetsText>()({
  "tls-server": { title: "TLS 서버", summary: "키, 인증서, 체인으로 TLS를 제공하는 모든 프로그램입니다." },
  "mutual-tls": { title: "상호 TLS", summary: "클라이언트에 인증서를 요구하는 서버입니다. 양쪽의 인증서와 신뢰 목록을 함께 다룹니다." },
});

export const servicesText = translationOf<typeof en.servicesText>()({
  title: "서비스",
  lede: "인증서가 쓰이는 곳입니다. 서비스에 필요한 파일을 배포하기 전에 점검합니다.",
  choose: "서비스 선택",
});
