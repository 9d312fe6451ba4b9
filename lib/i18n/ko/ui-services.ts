import type * as en from "../en/ui-services.ts";
import { translationOf } from "../ui-text.ts";

export const targetsText = translationOf<typeof en.targetsText>()({
  "cisco-meeting-server": { title: "Cisco Meeting Server", summary: "2.9 또는 3.x 배포를 한 번만 적으면 요청, 신뢰 번들, 장비별 명령을 순서대로 만들어 줍니다." },
  "mattermost-nginx": { title: "Mattermost(nginx)", summary: "인증서가 있는 사람만 Mattermost에 접속합니다. 서버 블록, 인증 기관, 사용자별 파일을 준비합니다." },
  "tableau-server": { title: "Tableau Server", summary: "외부 SSL과 상호 SSL: 어느 인증서가 누구로 로그인하는지, 어떤 tsm 명령이 필요한지 보여 줍니다." },
  "dialogflow-webhook": { title: "Dialogflow 웹훅", summary: "Dialogflow만 들여보내는 HTTPS 서버입니다. 2026년 12월 1일 전환 전후를 모두 다룹니다." },
  "tls-server": { title: "TLS 서버", summary: "키, 인증서, 체인으로 TLS를 제공하는 모든 프로그램입니다." },
  "mutual-tls": { title: "상호 TLS", summary: "클라이언트에 인증서를 요구하는 서버입니다. 양쪽의 인증서와 신뢰 목록을 함께 다룹니다." },
});

export const servicesText = translationOf<typeof en.servicesText>()({
  title: "서비스",
  lede: "인증서가 쓰이는 곳입니다. 서비스에 필요한 파일을 배포하기 전에 점검합니다.",
  choose: "서비스 선택",
});
