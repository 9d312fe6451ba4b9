/** What a target speaks of by name: roles have their words in lib/i18n/{en,ko}/ui-services.ts, handshakes in handshakes.ts beside it. */

export type RoleTitle =
  | "server" | "client" | "client-trust" | "server-trust"
  | "web-admin" | "call-bridge" | "web-bridge-2" | "web-bridge-3-https" | "web-bridge-3-c2w" | "xmpp" | "turn" | "load-balancer"
  | "trunk" | "recorder" | "streamer" | "uploader" | "scheduler" | "database-server" | "database-client" | "database-authority"
  | "trust-c2w-callbridge" | "trust-c2w-webbridge" | "trust-c2w-scheduler" | "trust-callbridge-cluster" | "trust-web-bridge-2"
  | "trust-xmpp" | "trust-recorder" | "trust-streamer" | "trust-uploader" | "trust-load-balancer" | "trust-database"
  | "nginx-server" | "mattermost-user" | "tableau-server" | "tableau-client" | "tableau-authorities"
  | "webhook-server" | "dialogflow-client" | "dialogflow-authorities";

export type NameReason =
  | "server-name" | "cluster-name" | "peer-name" | "join-url" | "xmpp-domain" | "c2w-url" | "database-node" | "webhook-url";

export type HandshakeTitle =
  | "client-to-server" | "client-with-certificate" | "client-without-certificate"
  | "browser-to-web-admin" | "browser-to-web-bridge" | "call-bridge-to-web-bridge" | "scheduler-to-web-bridge"
  | "call-bridge-to-call-bridge" | "xmpp-client" | "turn-client" | "call-bridge-to-xmpp" | "call-bridge-to-recorder" | "call-bridge-to-streamer"
  | "uploader-to-web-admin" | "trunk-to-load-balancer" | "database"
  | "browser-to-mattermost" | "browser-to-tableau" | "dialogflow-to-webhook";
