import { serialHex } from "../../pki/x509/certificate.ts";
import { commonNameOf } from "../../pki/x509/name.ts";
import { Oid } from "../../pki/asn1/oid.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import { checkLists } from "../checks/crls.ts";
import { checkRoles } from "../checks/roles.ts";
import { checkTrusts, clientTrustRules } from "../checks/trusts.ts";
import { clientExtensions, mattermostBlock } from "./texts.ts";
import { mattermostSteps, userFile } from "./steps.ts";
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
import { type CheckResult, result } from "../preflight.ts";
import { note } from "../step-notes.ts";
import type { Handshake } from "../handshake.ts";
import type { Identity, Material } from "../material.ts";
import { listFiles, type ListPlace } from "../list-files.ts";
import type { PlannedFile } from "../plan.ts";
import { type ServiceLists, serviceLists } from "../service-lists.ts";
import { target } from "../target.ts";
import { mattermostFields, type MattermostInputs } from "./fields.ts";

const guide = "Mattermost, SSL client certificate set-up";

/** Mattermost behind nginx, which asks every client for a certificate. */
export const mattermostNginx = target({
  name: "mattermost-nginx",
  vendor: "Mattermost",
  fields: mattermostFields,
  messages: [
    {
      message: "400 No required SSL certificate was sent",
      meaning: note("trouble-no-client-certificate", {}),
      mendedBy: ["import", "curl"],
      citation: guide,
    },
    {
      message: "Error reading X.509 key or certificate file: Decryption has failed.",
      meaning: note("trouble-passphrase", {}),
      mendedBy: ["curl"],
      citation: guide,
    },
    {
      message: "ee key too small",
      meaning: note("trouble-key-too-small", {}),
      mendedBy: ["user-request:"],
      citation: "openssl(1), security levels",
    },
  ],
  plan(inputs, material) {
    const trusted = trustFrom(inputs.clientAuthorities, material);
    const requests = [
      serverRequest(
        {
          name: nameOr(inputs.server, "mattermost", material),
          host: inputs.host,
          role: "nginx-server",
          audience: "public",
        },
        material,
      ),
    ];
    const list = clientTrustList({
      title: "client-trust",
      certificates: trusted,
      from: inputs.clientAuthorities,
      proposed: rootFilesOf(inputs.users, material),
      citation: guide,
    });
    const roles = [
      role({
        id: "nginx-server",
        title: "nginx-server",
        identity: inputs.server ?? null,
        uses: ["server"],
        names: [{ value: inputs.host, reason: "server-name" }],
        request: "server",
        audience: "public",
        visitors: ["go", "windows", "apple"],
        citation: guide,
      }),
      ...inputs.users.map((identity) =>
        role({
          id: `user:${identity}`,
          title: "mattermost-user",
          identity,
          uses: ["client"],
          verifiedBy: ["client-trust"],
          audience: "private",
          citation: guide,
        }),
      ),
    ];
    const users = inputs.users.flatMap((name) => identityOf(material, name) ?? []).filter(({ leaf }) => leaf !== null);
    const place: ListPlace = {
      lists: serviceLists(inputs.crl, trusted, users, material),
      folder: inputs.folder,
      file: "ca.mattermost.crl",
      service: "nginx",
    };
    const block = mattermostBlock({
      ...inputs,
      hasCrl: place.lists.hasFile,
      isOldNginx: inputs.nginx === "older",
    });
    return {
      nodes: [""],
      roles,
      trusts: [list],
      requests,
      checks: [
        ...checkRoles({ roles, trusts: [list], requests, material }),
        ...checkTrusts([list], material, { rules: clientTrustRules }),
        ...checkLists(place.lists, { chosen: inputs.crl, trusted, clients: users }, material),
        ...checkMattermost(inputs, users, trusted),
      ],
      files: filesOf({ inputs, users, trusted, block, place }, material),
      settings: [
        {
          id: "nginx",
          node: "",
          path: "/etc/nginx/sites-available/mattermost",
          language: "nginx",
          text: block,
          confirmation: "vendor",
        },
      ],
      steps: mattermostSteps(inputs, {
        place,
        authority: trusted.length === 0 ? null : (inputs.clientAuthorities[0] ?? null),
        users: new Set(users.filter(({ key }) => key === "present").map(({ name }) => name)),
      }),
      handshakes: handshakesOf(inputs, users, { trusted, lists: place.lists }, material),
    };
  },
});

const emailIn = (certificate: Certificate): string | null =>
  certificate.subject.rdns.flat().find(({ type }) => type === Oid.emailAddress)?.value ?? null;

function checkMattermost(
  inputs: MattermostInputs,
  users: readonly Identity[],
  trusted: readonly Certificate[],
): CheckResult[] {
  const where = { citation: "Mattermost v11 changelog", confirmation: "vendor", about: null } as const;
  const release = inputs.mattermost;
  const login = release === "10" ? "pass" : inputs.certificateLogin ? "fail" : "warn";
  return [
    result("mattermost.certificate-login", login, { release }, where),
    ...(release === "10" && inputs.certificateLogin ? users.map((user) => emailCheck(user)) : []),
    ...serialChecks(users),
    ...trusted.map((authority) => {
      const name = commonNameOf(authority.subject) ?? "";
      return result(
        "mattermost.authority-name",
        name.toLowerCase() === inputs.host ? "warn" : "pass",
        { name },
        { citation: guide, confirmation: "vendor", about: "client-trust" },
      );
    }),
  ];
}

function emailCheck({ name, leaf }: Identity): CheckResult {
  const email = leaf === null ? null : emailIn(leaf);
  const where = {
    citation: "Mattermost, certificate-based authentication",
    confirmation: "vendor",
    about: `user:${name}`,
  } as const;
  return email === null
    ? result(
        "mattermost.email",
        "fail",
        { user: name },
        { ...where, fix: { code: "fix.request-like", params: { name } } },
      )
    : result("mattermost.email", "pass", { email }, where);
}

/** The guide gives every certificate the serial number 01. */
function serialChecks(users: readonly Identity[]): CheckResult[] {
  const where = { citation: "RFC 5280 §4.1.2.2", confirmation: "vendor", about: null } as const;
  const bySerial = new Map<string, string[]>();
  for (const { name, leaf } of users) {
    const key = `${Buffer.from(leaf!.issuer.der).toString("hex")} ${serialHex(leaf!)}`;
    bySerial.set(key, [...(bySerial.get(key) ?? []), name]);
  }
  const repeated = [...bySerial].filter(([, names]) => names.length > 1);
  if (users.length === 0) return [];
  if (repeated.length === 0)
    return [result("mattermost.serial-repeated", "pass", { certificates: users.length }, where)];
  return repeated.map(([key, names]) =>
    result("mattermost.serial-repeated", "warn", { serial: key.split(" ")[1]!, names: names.join(", ") }, where),
  );
}

interface Delivery {
  readonly inputs: MattermostInputs;
  readonly users: readonly Identity[];
  readonly trusted: readonly Certificate[];
  readonly block: string;
  readonly place: ListPlace;
}

function filesOf({ inputs, users, trusted, block, place }: Delivery, material: Material): PlannedFile[] {
  const server = identityOf(material, inputs.server);
  return [
    ...(server?.leaf
      ? [keyFile("privkey.pem", inputs.server!), certificatesFile("fullchain.pem", "chain", chainOf(server, false))]
      : []),
    ...(trusted.length === 0 ? [] : [certificatesFile("ca.mattermost.crt", "trust", trusted)]),
    ...listFiles(place, material),
    textFile("mattermost.nginx.conf", "settings", block),
    textFile("client.ext", "settings", clientExtensions),
    ...users
      .map(({ name, leaf, issuers }): PlannedFile => ({
        node: "",
        path: `users/${userFile(name)}.p12`,
        kind: "pkcs12",
        source: { from: "pkcs12", identity: name, certificates: [leaf!, ...issuers] },
        mode: 0o600,
      }))
      .filter((_, index) => users[index]!.key === "present"),
  ];
}

function handshakesOf(
  inputs: MattermostInputs,
  users: readonly Identity[],
  { trusted, lists }: { readonly trusted: readonly Certificate[]; readonly lists: ServiceLists },
  material: Material,
): Handshake[] {
  const server = identityOf(material, inputs.server);
  if (!server?.leaf || trusted.length === 0) return [];
  const isRequired = inputs.verify === "on";
  const from = (user: Identity | null): Handshake =>
    handshake({
      id: user === null ? "without" : `user:${user.name}`,
      title: user === null ? "client-without-certificate" : "browser-to-mattermost",
      facts: { host: inputs.host, client: user?.name ?? "" },
      roles: user === null ? ["nginx-server"] : ["nginx-server", `user:${user.name}`],
      server: {
        identity: inputs.server!,
        chain: derOf(chainOf(server, false)),
        trust: derOf(trusted),
        clientCertificate: isRequired ? "required" : "optional",
        crls: lists.crls.map(({ der }) => der),
      },
      client: {
        identity: user?.name ?? null,
        chain: user === null ? [] : derOf(chainOf(user, false)),
        trust: derOf(anchorOf(server)),
        expectedName: inputs.host,
      },
      expected: user === null && isRequired ? "refused" : "accepted",
      rules: { identity: "nginx-dn", depth: inputs.depth },
    });
  return [...users.filter(hasClientKey).map(from), from(null)];
}
