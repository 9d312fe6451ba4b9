import type { Fields, ValuesOf } from "../fields.ts";

/** Inputs of `tableau-server`. */
export const tableauFields = {
  host: { kind: "host", isRequired: true, example: "tableau.example.com" },
  server: { kind: "identity" },
  clientAuthorities: { kind: "certificates", most: 20 },
  clients: { kind: "identities", most: 200 },
  mapping: { kind: "choice", choices: ["upn", "ldap", "cn"], byDefault: "upn" },
  fallback: { kind: "flag", byDefault: false },
  crl: { kind: "crl" },
  rsaBits: { kind: "number", least: 1024, most: 16_384, byDefault: 2048 },
  ecBits: { kind: "number", least: 160, most: 521, byDefault: 256 },
  folder: { kind: "text", pattern: "path", byDefault: "/etc/ssl/tableau" },
} as const satisfies Fields;

export type TableauInputs = ValuesOf<typeof tableauFields>;
