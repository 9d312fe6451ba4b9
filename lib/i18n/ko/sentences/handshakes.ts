import type { HandshakeTitle } from "../../../targets/titles.ts";

export const handshakeTitles: Readonly<Record<HandshakeTitle, string>> = {
  "client-to-server": "클라이언트가 서버에 접속",
  "client-with-certificate": "인증서가 있는 클라이언트",
  "client-without-certificate": "인증서가 없는 클라이언트",
  "browser-to-web-admin": "브라우저가 Web Admin에 접속",
  "browser-to-web-bridge": "브라우저가 Web Bridge에 접속",
  "call-bridge-to-web-bridge": "Call Bridge → Web Bridge(c2w)",
  "scheduler-to-web-bridge": "Scheduler → Web Bridge(c2w)",
  "call-bridge-to-call-bridge": "Call Bridge → Call Bridge",
  "xmpp-client": "XMPP 클라이언트",
  "turn-client": "TURN 클라이언트",
  "call-bridge-to-xmpp": "Call Bridge → XMPP",
  "call-bridge-to-recorder": "Call Bridge → Recorder",
  "call-bridge-to-streamer": "Call Bridge → Streamer",
  "uploader-to-web-admin": "Uploader → Web Admin",
  "trunk-to-load-balancer": "트렁크 → 로드 밸런서",
  database: "노드가 데이터베이스에 접속",
  "browser-to-mattermost": "브라우저가 Mattermost에 접속",
  "browser-to-tableau": "브라우저가 Tableau Server에 접속",
  "dialogflow-to-webhook": "Dialogflow가 웹훅을 호출",
};
