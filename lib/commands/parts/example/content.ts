import type { BuiltInTemplate } from "../../../pki/templates/built-in.ts";
import type { KeyAlgorithm } from "../../../pki/keys/public-key.ts";

/**
 * What the example inventory holds, as data. Names and hosts are those of RFC 2606 (example.com); every stored name
 * begins with `example-`, so that it stands beside a person's own without taking a name that they may want. The days
 * are counted from the moment at which it is loaded, so that there is always one that ends soon and one that is over.
 */

interface Dated {
  /** Its validity began so many days ago. */
  readonly begun: number;
  readonly days: number;
}

export interface ExampleAuthority extends Dated {
  readonly name: string;
  readonly commonName: string;
  readonly key: KeyAlgorithm;
  /** Absent: it signs itself. */
  readonly by?: string;
  readonly pathLength: number;
}

export interface ExampleHolder {
  readonly name: string;
  readonly commonName: string;
  /** As they are typed; empty: the common name alone, where it is a host. */
  readonly names: readonly string[];
  readonly key: KeyAlgorithm;
  /** Absent: the request waits. */
  readonly certificate?: Dated & { readonly by: string; readonly profile: BuiltInTemplate };
}

export const organisation = "Example Inc.";

/** Each before those that it signs. */
export const authorities: readonly ExampleAuthority[] = [
  { name: "example-root", commonName: "Example Root CA", key: "rsa-2048", pathLength: 1, begun: 1000, days: 3650 },
  {
    name: "example-issuing",
    commonName: "Example Issuing CA",
    key: "p-256",
    by: "example-root",
    pathLength: 0,
    begun: 700,
    days: 1825,
  },
  { name: "example-dbca", commonName: "Example Database CA", key: "p-256", pathLength: 0, begun: 240, days: 1825 },
  {
    name: "example-mattermost-ca",
    commonName: "Example Mattermost CA",
    key: "p-256",
    pathLength: 0,
    begun: 300,
    days: 1825,
  },
];

const nodes = ["cms1.example.com", "cms2.example.com", "cms3.example.com"];

const issued = (begun: number, profile: BuiltInTemplate, by = "example-issuing", days = 365) => ({
  certificate: { by, profile, begun, days },
});

export const holders: readonly ExampleHolder[] = [
  // CMS cluster: one Web Admin ends within weeks, another one waits for its certificate.
  {
    name: "example-callbridge",
    commonName: "cms.example.com",
    names: ["cms.example.com", ...nodes],
    key: "rsa-2048",
    ...issued(100, "server-client"),
  },
  {
    name: "example-webadmin1",
    commonName: nodes[0]!,
    names: [nodes[0]!],
    key: "p-256",
    ...issued(347, "server-client"),
  },
  {
    name: "example-webadmin2",
    commonName: nodes[1]!,
    names: [nodes[1]!],
    key: "p-256",
    ...issued(200, "server-client"),
  },
  { name: "example-webadmin3", commonName: nodes[2]!, names: [nodes[2]!], key: "p-256" },
  {
    name: "example-webbridge",
    commonName: "join.example.com",
    names: ["join.example.com", ...nodes],
    key: "p-256",
    ...issued(60, "server-client"),
  },
  {
    name: "example-dbserver",
    commonName: nodes[0]!,
    names: [...nodes],
    key: "rsa-2048",
    ...issued(240, "server-client", "example-dbca", 730),
  },
  {
    name: "example-dbclient",
    commonName: "postgres",
    names: [],
    key: "p-256",
    ...issued(240, "client", "example-dbca", 730),
  },
  // Mattermost behind nginx: in order.
  {
    name: "example-mattermost",
    commonName: "chat.example.com",
    names: ["chat.example.com"],
    key: "p-256",
    ...issued(265, "server"),
  },
  {
    name: "example-mattermost-jiho",
    commonName: "Jiho Kim",
    names: ["email:jiho@example.com"],
    key: "p-256",
    ...issued(30, "client", "example-mattermost-ca"),
  },
  // Tableau: its certificate is over.
  {
    name: "example-tableau",
    commonName: "tableau.example.com",
    names: ["tableau.example.com"],
    key: "rsa-2048",
    ...issued(369, "server"),
  },
  {
    name: "example-tableau-analyst",
    commonName: "Minji Park",
    names: ["UPN:minji@example.com", "email:minji@example.com"],
    key: "p-256",
    ...issued(160, "client"),
  },
  // Dialogflow: its request is with a public authority, as its callers demand.
  { name: "example-webhook", commonName: "hook.example.com", names: ["hook.example.com"], key: "p-256" },
  // Of no service.
  {
    name: "example-intranet",
    commonName: "intranet.example.com",
    names: ["intranet.example.com"],
    key: "p-256",
    ...issued(340, "server"),
  },
];

export const services: readonly {
  readonly name: string;
  readonly target: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}[] = [
  {
    name: "Example CMS cluster",
    target: "cisco-meeting-server",
    inputs: {
      nodes: nodes.map((fqdn, index) => ({
        fqdn,
        services: ["web-admin", "call-bridge", "web-bridge"],
        database: index === 0 ? "primary" : "replica",
      })),
      clusterName: "cms.example.com",
      joinHost: "join.example.com",
      identities: [
        { service: "call-bridge", identity: "example-callbridge" },
        ...nodes.map((node, index) => ({ service: "web-admin", node, identity: `example-webadmin${index + 1}` })),
        { service: "web-bridge", identity: "example-webbridge" },
        { service: "database-server", identity: "example-dbserver" },
        { service: "database-client", identity: "example-dbclient" },
      ],
      databaseAuthority: "example-dbca",
    },
  },
  {
    name: "Example Mattermost",
    target: "mattermost-nginx",
    inputs: {
      host: "chat.example.com",
      server: "example-mattermost",
      clientAuthorities: ["example-mattermost-ca.crt"],
      users: ["example-mattermost-jiho"],
    },
  },
  {
    name: "Example Tableau",
    target: "tableau-server",
    inputs: {
      host: "tableau.example.com",
      server: "example-tableau",
      clientAuthorities: ["example-issuing.crt", "example-root.crt"],
      clients: ["example-tableau-analyst"],
    },
  },
  {
    name: "Example Dialogflow webhook",
    target: "dialogflow-webhook",
    inputs: { host: "hook.example.com", server: "example-webhook" },
  },
];

/** Client certificates of a team, made in the background as any other batch. */
export const batch = {
  title: "Example team",
  issuer: "example-mattermost-ca.crt",
  days: 180,
  people: [
    { name: "Haneul Choi", email: "haneul@example.com" },
    { name: "Seoyeon Lee", email: "seoyeon@example.com" },
    { name: "Ana García", email: "ana@example.com" },
    { name: "Tom Baker", email: "tom@example.com" },
    { name: "이도윤", email: "doyun@example.com" },
    { name: "Mina Sato", email: "mina@example.com" },
  ],
} as const;
