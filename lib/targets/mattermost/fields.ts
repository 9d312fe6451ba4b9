import type { Fields, ValuesOf } from "../fields.ts";

/** Inputs of `mattermost-nginx`. */
export const mattermostFields = {
  host: { kind: "host", isRequired: true, example: "example.mattermost.com" },
  server: { kind: "identity" },
  clientAuthorities: { kind: "certificates", most: 20 },
  users: { kind: "identities", most: 200 },
  crl: { kind: "crl" },
  verify: { kind: "choice", choices: ["on", "optional"], byDefault: "on" },
  depth: { kind: "number", least: 0, most: 10, byDefault: 2 },
  backend: { kind: "text", pattern: "address", byDefault: "127.0.0.1:8065" },
  folder: { kind: "text", pattern: "path", byDefault: "/etc/nginx/mattermost" },
  nginx: { kind: "choice", choices: ["1.25.1", "older"], byDefault: "1.25.1" },
  mattermost: { kind: "choice", choices: ["11", "10"], byDefault: "11" },
  certificateLogin: { kind: "flag", byDefault: false },
  days: { kind: "number", least: 1, most: 3650, byDefault: 365 },
} as const satisfies Fields;

export type MattermostInputs = ValuesOf<typeof mattermostFields>;
