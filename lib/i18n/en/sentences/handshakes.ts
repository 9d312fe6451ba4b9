import type { HandshakeTitle } from "../../../targets/titles.ts";

export const handshakeTitles: Readonly<Record<HandshakeTitle, string>> = {
  "client-to-server": "A client reaches the server",
  "client-with-certificate": "A client with its certificate",
  "client-without-certificate": "A client without a certificate",
  "browser-to-web-admin": "A browser reaches Web Admin",
  "browser-to-web-bridge": "A browser reaches the Web Bridge",
  "call-bridge-to-web-bridge": "Call Bridge to Web Bridge (c2w)",
  "scheduler-to-web-bridge": "Scheduler to Web Bridge (c2w)",
  "call-bridge-to-call-bridge": "Call Bridge to Call Bridge",
  "xmpp-client": "An XMPP client",
  "turn-client": "A TURN client",
  "call-bridge-to-xmpp": "Call Bridge to XMPP",
  "call-bridge-to-recorder": "Call Bridge to Recorder",
  "call-bridge-to-streamer": "Call Bridge to Streamer",
  "uploader-to-web-admin": "Uploader to Web Admin",
  "trunk-to-load-balancer": "Trunk to load balancer",
  database: "A node reaches the database",
  "browser-to-mattermost": "A browser reaches Mattermost",
  "browser-to-tableau": "A browser reaches Tableau Server",
  "dialogflow-to-webhook": "Dialogflow calls the webhook",
};
