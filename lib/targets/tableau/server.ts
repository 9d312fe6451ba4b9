import type { Certificate } from "../../pki/x509/certificate.ts";
import { subjectAltNames } from "../../pki/x509/certificate.ts";
import { commonNameOf } from "../../pki/x509/name.ts";
import { checkLists } from "../checks/crls.ts";
import { checkRoles } from "../checks/roles.ts";
import { checkTrusts, clientTrustRules } from "../checks/trusts.ts";
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
  role,
  rootFilesOf,
  textFile,
  trustFrom,
} from "../parts.ts";
import { type CheckResult, type Fix, result } from "../preflight.ts";
import { note } from "../step-notes.ts";
import { tableauJson, tableauSteps } from "./steps.ts";
import type { Handshake } from "../handshake.ts";
import type { Identity, Material } from "../material.ts";
import { listFiles, type ListPlace } from "../list-files.ts";
import type { KeyMinimum, PlannedFile } from "../plan.ts";
import { type ServiceLists, serviceLists } from "../service-lists.ts";
import { target } from "../target.ts";
import { tableauFields, type TableauInputs } from "./fields.ts";

const guide = "Tableau Server, mutual SSL authentication";

/** Tableau Server with external and mutual SSL: who is let in, under which user name, by which `tsm` lines. */
export const tableauServer = target({
  name: "tableau-server",
  vendor: "Tableau",
  fields: tableauFields,
  messages: [
    {
      message: "Unsupported client certificate signature detected: …",
      meaning: note("trouble-tableau-signature", {}),
      mendedBy: ["sign-in"],
      citation: guide,
    },
    {
      message: "tlsv13 alert certificate required",
      meaning: note("trouble-no-client-certificate", {}),
      mendedBy: ["sign-in"],
      citation: "RFC 8446 §6.2",
    },
  ],
  plan(inputs, material) {
    const trusted = trustFrom(inputs.clientAuthorities, material);
    const minimum: KeyMinimum = {
      rsaBits: inputs.rsaBits,
      ecBits: inputs.ecBits,
      refusedDigests: ["sha1", "md5", "md2"],
      citation: `${guide}: client certificate requirements`,
    };
    const requests = [
      serverRequest(
        { name: nameOr(inputs.server, "tableau", material), host: inputs.host, role: "tableau-server" },
        material,
      ),
    ];
    const list = clientTrustList({
      title: "tableau-authorities",
      certificates: trusted,
      from: inputs.clientAuthorities,
      proposed: rootFilesOf(inputs.clients, material),
      citation: guide,
    });
    const roles = [
      role({
        id: "tableau-server",
        title: "tableau-server",
        identity: inputs.server ?? null,
        uses: ["server"],
        names: [{ value: inputs.host, reason: "server-name" }],
        request: "server",
        visitors: ["java", "windows", "apple"],
        citation: guide,
      }),
      ...inputs.clients.map((identity) =>
        role({
          id: `client:${identity}`,
          title: "tableau-client",
          identity,
          uses: ["client"],
          verifiedBy: ["client-trust"],
          minimum,
          audience: "private",
          needsKey: false,
          citation: guide,
        }),
      ),
    ];
    const clients = inputs.clients
      .flatMap((name) => identityOf(material, name) ?? [])
      .filter(({ leaf }) => leaf !== null);
    const hasChain = (identityOf(material, inputs.server)?.issuers.length ?? 0) > 1;
    const place: ListPlace = {
      lists: serviceLists(inputs.crl, trusted, clients, material),
      folder: inputs.folder,
      file: "tableau-revoked.pem",
      service: "tableau",
    };
    const options = { hasChain, hasLists: place.lists.hasFile };
    const json = tableauJson(inputs, options);
    return {
      nodes: [""],
      roles,
      trusts: [list],
      requests,
      checks: [
        ...checkRoles({ roles, trusts: [list], requests, material }),
        ...checkTrusts([list], material, { rules: clientTrustRules, minimum }),
        ...checkLists(place.lists, { chosen: inputs.crl, trusted, clients }, material),
        ...clients.map((client) => mappedName(client, inputs.mapping)),
        sizeSetting(inputs.rsaBits),
      ],
      files: filesOf({ inputs, trusted, json, place }, material),
      settings: [
        { id: "json", node: "", path: "mutual-ssl.json", language: "json", text: json, confirmation: "vendor" },
      ],
      steps: tableauSteps(inputs, { ...options, place }),
      handshakes: handshakesOf(inputs, clients, { trusted, minimum, lists: place.lists }, material),
    };
  },
});

/**
 * The user that a certificate signs in: its UPN for local authentication, its CN where that was chosen; LDAP is asked.
 */
function tableauUserOf(certificate: Certificate, mapping: TableauInputs["mapping"]): string | null {
  if (mapping === "cn") return commonNameOf(certificate.subject);
  const upn = subjectAltNames(certificate).find(({ kind }) => kind === "upn");
  return mapping === "upn" && upn !== undefined && "value" in upn ? upn.value : null;
}

function mappedName({ name, leaf }: Identity, mapping: TableauInputs["mapping"]): CheckResult {
  const where = { citation: `${guide}: user name mapping`, confirmation: "vendor", about: `client:${name}` } as const;
  if (mapping === "ldap") return result("tableau.mapped-name", "warn", { name }, where);
  const user = tableauUserOf(leaf!, mapping);
  const word = mapping === "cn" ? "CN" : "UPN";
  return user === null
    ? result("tableau.mapped-name", "fail", { name, mapping: word }, { ...where, fix: mapped(name, leaf!, mapping) })
    : result("tableau.mapped-name", "pass", { user, mapping: word }, where);
}

/** A user principal name is added by the next certificate; the subject, where the common name stands, by a new one. */
function mapped(name: string, leaf: Certificate, mapping: TableauInputs["mapping"]): Fix {
  return mapping === "cn"
    ? { code: "fix.request-like", params: { name } }
    : { code: "fix.renew", params: { name, names: `UPN:${mailOf(leaf) ?? ""}` } };
}

/** What the user is most likely called where names have the form of a mail address. */
function mailOf(leaf: Certificate): string | null {
  const [mail] = subjectAltNames(leaf).flatMap((name) => (name.kind === "email" ? [name.value] : []));
  const common = commonNameOf(leaf.subject);
  return mail ?? (common?.includes("@") === true ? common : null);
}

function sizeSetting(bits: number): CheckResult {
  return result(
    "tableau.size-setting",
    bits < 2048 ? "warn" : "pass",
    { bits },
    { citation: "Tableau Server 2025.3, SSL", confirmation: "vendor", about: null },
  );
}

interface Delivery {
  readonly inputs: TableauInputs;
  readonly trusted: readonly Certificate[];
  readonly json: string;
  readonly place: ListPlace;
}

function filesOf({ inputs, trusted, json, place }: Delivery, material: Material): PlannedFile[] {
  const server = identityOf(material, inputs.server);
  const above = server?.leaf ? chainOf(server, false).slice(1) : [];
  return [
    ...(server?.leaf
      ? [keyFile("tableau.key", inputs.server!), certificatesFile("tableau.crt", "certificate", [server.leaf])]
      : []),
    ...(above.length === 0 ? [] : [certificatesFile("tableau-chain.crt", "chain", above)]),
    ...(trusted.length === 0 ? [] : [certificatesFile("tableau-ca.crt", "trust", trusted)]),
    ...listFiles(place, material),
    textFile("mutual-ssl.json", "settings", json),
  ];
}

function handshakesOf(
  inputs: TableauInputs,
  clients: readonly Identity[],
  {
    trusted,
    minimum,
    lists,
  }: { readonly trusted: readonly Certificate[]; readonly minimum: KeyMinimum; readonly lists: ServiceLists },
  material: Material,
): Handshake[] {
  const server = identityOf(material, inputs.server);
  if (!server?.leaf || trusted.length === 0) return [];
  const from = (client: Identity | null): Handshake =>
    handshake({
      id: client === null ? "without" : `client:${client.name}`,
      title: client === null ? "client-without-certificate" : "browser-to-tableau",
      facts: { host: inputs.host, client: client?.name ?? "" },
      roles: client === null ? ["tableau-server"] : ["tableau-server", `client:${client.name}`],
      server: {
        identity: inputs.server!,
        chain: derOf(chainOf(server, false)),
        trust: derOf(trusted),
        clientCertificate: inputs.fallback ? "optional" : "required",
        crls: lists.crls.map(({ der }) => der),
      },
      client: {
        identity: client?.name ?? null,
        chain: client === null ? [] : derOf(chainOf(client, false)),
        trust: derOf(anchorOf(server)),
        expectedName: inputs.host,
      },
      expected: client === null && !inputs.fallback ? "refused" : "accepted",
      rules: {
        minimumRsaBits: minimum.rsaBits,
        minimumEcBits: minimum.ecBits,
        refusedDigests: minimum.refusedDigests,
        ...(inputs.mapping === "ldap" ? {} : { identity: inputs.mapping }),
      },
    });
  return [...clients.filter(hasClientKey).map(from), from(null)];
}
