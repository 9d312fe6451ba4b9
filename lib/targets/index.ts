import { ciscoMeetingServer } from "./cms/cisco-meeting-server.ts";
import { dialogflowWebhook } from "./dialogflow/webhook.ts";
import { mattermostNginx } from "./mattermost/nginx.ts";
import { mutualTls } from "./mutual-tls.ts";
import { tableauServer } from "./tableau/server.ts";
import type { Fields } from "./fields.ts";
import type { AnyTarget } from "./target.ts";
import { tlsServer } from "./tls-server.ts";

/** Fields that every target has: which root the chains of its identities end in, where they have several ways up. */
const common = { root: { kind: "root" } } as const satisfies Fields;

/** Every target, by hand, in the order of the page: one more is a module of this folder and a word here. */
export const targets: readonly AnyTarget[] = [
  ciscoMeetingServer,
  mattermostNginx,
  tableauServer,
  dialogflowWebhook,
  tlsServer,
  mutualTls,
].map((target) => ({ ...target, fields: { ...target.fields, ...common } }));

export function findTarget(name: string): AnyTarget | undefined {
  return targets.find((target) => target.name === name);
}
