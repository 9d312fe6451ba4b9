import { checkLists } from "./checks/crls.ts";
import { checkRoles } from "./checks/roles.ts";
import { checkTrusts, clientTrustRules } from "./checks/trusts.ts";
import {
  anchorOf,
  hasClientKey,
  certificatesFile,
  clientTrustList,
  chainOf,
  derOf,
  handshake,
  identityOf,
  keyFile,
  nameOr,
  serverRequest,
  serverRootFile,
  role,
  rootFilesOf,
  step,
  trustFrom,
  trustingRoot,
} from "./parts.ts";
import { note } from "./step-notes.ts";
import type { Handshake } from "./handshake.ts";
import type { Identity, Material } from "./material.ts";
import { listFileNames, listFiles, type ListPlace, listSteps } from "./list-files.ts";
import { nginxBlock } from "./nginx-block.ts";
import type { PlannedFile } from "./plan.ts";
import { type ServiceLists, serviceLists } from "./service-lists.ts";
import { target } from "./target.ts";
import { nameFor } from "./tls-server.ts";

/** A server that asks its clients for a certificate: both ends, both trust lists, a revocation list if there is one. */
export const mutualTls = target({
  name: "mutual-tls",
  vendor: null,
  messages: [
    {
      message: "tlsv13 alert certificate required",
      meaning: note("trouble-no-client-certificate", {}),
      mendedBy: ["with"],
      citation: "RFC 8446 §6.2",
    },
    {
      message: "unsuitable certificate purpose",
      meaning: note("trouble-purpose", {}),
      mendedBy: [],
      citation: "openssl-verification-options(1)",
    },
  ],
  fields: {
    host: { kind: "host", isRequired: true, example: "api.example.com" },
    otherNames: { kind: "hosts", example: "api2.example.com" },
    server: { kind: "identity" },
    clients: { kind: "identities", most: 50 },
    clientAuthorities: { kind: "certificates", most: 20 },
    clientCertificate: { kind: "choice", choices: ["required", "optional"], byDefault: "required" },
    crl: { kind: "crl" },
    depth: { kind: "number", least: 0, most: 10, byDefault: 2 },
    port: { kind: "number", least: 1, most: 65_535, byDefault: 443 },
    folder: { kind: "text", pattern: "path", byDefault: "/etc/nginx/tls" },
  },
  plan(inputs, material) {
    const serverName = nameOr(inputs.server, nameFor(inputs.host), material);
    const trusted = trustFrom(inputs.clientAuthorities, material);
    const requests = [
      serverRequest({ name: serverName, host: inputs.host, otherNames: inputs.otherNames, role: "server" }, material),
    ];
    const list = clientTrustList({
      title: "client-trust",
      certificates: trusted,
      from: inputs.clientAuthorities,
      proposed: rootFilesOf(inputs.clients, material),
      citation: "RFC 8446 §4.3.2",
    });
    const names = [inputs.host, ...inputs.otherNames].map((value) => ({ value, reason: "server-name" }) as const);
    const roles = [
      role({
        id: "server",
        title: "server",
        identity: inputs.server ?? null,
        uses: ["server"],
        names,
        request: "server",
        visitors: ["go", "java", "gnutls", "nss", "windows", "apple"],
        citation: "RFC 8446 §4.4.2",
      }),
      ...inputs.clients.map((identity) =>
        role({
          id: `client:${identity}`,
          title: "client",
          identity,
          uses: ["client"],
          verifiedBy: ["client-trust"],
          audience: "private",
          citation: "RFC 8446 §4.3.2",
        }),
      ),
    ];
    const clients = inputs.clients.map((name) => identityOf(material, name));
    const place: ListPlace = {
      lists: serviceLists(inputs.crl, trusted, clients, material),
      folder: inputs.folder,
      file: "client-ca.crl",
      service: "nginx",
    };
    const block = nginxBlock({
      ...inputs,
      chain: `${serverName}-fullchain.crt`,
      key: `${serverName}.key`,
      authorities: "client-ca.crt",
      lists: place.lists.hasFile ? place.file : null,
    });
    return {
      nodes: [""],
      roles,
      trusts: [list],
      requests,
      settings: [
        {
          id: "nginx",
          node: "",
          path: `/etc/nginx/conf.d/${serverName}.conf`,
          language: "nginx",
          text: block,
          confirmation: "vendor",
        },
      ],
      checks: [
        ...checkRoles({ roles, trusts: [list], requests, material }),
        ...checkTrusts([list], material, { rules: clientTrustRules }),
        ...checkLists(place.lists, { chosen: inputs.crl, trusted, clients }, material),
      ],
      files: filesOf({ serverName, clients: inputs.clients, trusted, place }, material),
      steps: stepsOf(serverName, { ...inputs, place }, material),
      handshakes: handshakesOf({ ...inputs, serverName, trusted, lists: place.lists }, material),
    };
  },
});

interface Delivery {
  readonly serverName: string;
  readonly clients: readonly string[];
  readonly trusted: readonly Parameters<typeof derOf>[0][number][];
}

function filesOf(
  { serverName, clients, trusted, place }: Delivery & { readonly place: ListPlace },
  material: Material,
): PlannedFile[] {
  const server = identityOf(material, serverName);
  const held = clients.flatMap((name) => identityOf(material, name) ?? []).filter(({ leaf }) => leaf !== null);
  return [
    ...(!server?.leaf
      ? []
      : [
          keyFile(`${serverName}.key`, serverName),
          certificatesFile(`${serverName}-fullchain.crt`, "chain", chainOf(server, false)),
          ...serverRootFile(server),
        ]),
    ...(trusted.length === 0 ? [] : [certificatesFile("client-ca.crt", "trust", trusted)]),
    ...listFiles(place, material),
    ...held.flatMap((client) => [
      ...(client.key === "present" ? [keyFile(`clients/${client.name}.key`, client.name)] : []),
      certificatesFile(`clients/${client.name}.crt`, "chain", chainOf(client, false)),
    ]),
  ];
}

function stepsOf(
  serverName: string,
  {
    host,
    port,
    folder,
    clients,
    place,
  }: {
    readonly host: string;
    readonly port: number;
    readonly folder: string;
    readonly clients: readonly string[];
    readonly place: ListPlace;
  },
  material: Material,
) {
  const client = clients[0] ?? "client";
  const reach = `openssl s_client -connect ${host}:${port} -servername ${host} -verify_return_error${trustingRoot(identityOf(material, serverName))}`;
  return [
    step({
      id: "copy",
      phase: "copy",
      note: note("copy-files", {
        files: `${[`${serverName}.key`, `${serverName}-fullchain.crt`, "client-ca.crt", ...listFileNames(place)].join(", ")} → ${folder}`,
      }),
      citation: "RFC 8446 §4.3.2",
    }),
    step({
      id: "settings",
      phase: "apply",
      note: note("tls-nginx-block", { path: `/etc/nginx/conf.d/${serverName}.conf` }),
      citation: "nginx, ngx_http_ssl_module",
    }),
    step({ id: "reload", phase: "apply", note: note("reload", {}), citation: "RFC 8446 §4.3.2" }),
    ...listSteps(place),
    step({
      id: "without",
      phase: "check",
      lines: [`${reach} </dev/null`],
      note: note("test-without-certificate", { expected: "certificate required" }),
      citation: "RFC 8446 §6.2",
    }),
    step({
      id: "with",
      phase: "check",
      lines: [
        `${reach} -cert clients/${client}.crt -cert_chain clients/${client}.crt -key clients/${client}.key </dev/null`,
      ],
      note: note("test-with-certificate", { expected: "Verify return code: 0 (ok)" }),
      citation: "openssl-s_client(1)",
    }),
  ];
}

interface Ends extends Delivery {
  readonly host: string;
  readonly lists: ServiceLists;
  readonly clientCertificate: "required" | "optional";
  readonly depth: number;
}

function handshakesOf(
  { serverName, clients, trusted, lists, host, clientCertificate, depth }: Ends,
  material: Material,
): Handshake[] {
  const server = identityOf(material, serverName);
  if (!server?.leaf || trusted.length === 0) return [];
  const between = (client: Identity | null): Handshake =>
    handshake({
      id: client === null ? "without" : `client:${client.name}`,
      title: client === null ? "client-without-certificate" : "client-with-certificate",
      facts: { host, client: client?.name ?? "" },
      roles: client === null ? ["server"] : ["server", `client:${client.name}`],
      server: {
        identity: serverName,
        chain: derOf(chainOf(server, false)),
        trust: derOf(trusted),
        clientCertificate,
        crls: lists.crls.map(({ der }) => der),
      },
      client: {
        identity: client?.name ?? null,
        chain: client === null ? [] : derOf(chainOf(client, false)),
        trust: derOf(anchorOf(server)),
        expectedName: host,
      },
      expected: client === null && clientCertificate === "required" ? "refused" : "accepted",
      rules: { depth },
    });
  const held = clients.flatMap((name) => identityOf(material, name) ?? []).filter(hasClientKey);
  return [...held.map(between), between(null)];
}
