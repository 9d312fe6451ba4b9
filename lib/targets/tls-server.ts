import { checkRoles } from "./checks/roles.ts";
import {
  anchorOf,
  certificatesFile,
  chainOf,
  derOf,
  handshake,
  identityOf,
  keyFile,
  nameOr,
  request,
  role,
  serverRootFile,
  step,
  trustingRoot,
} from "./parts.ts";
import { note } from "./step-notes.ts";
import type { Material } from "./material.ts";
import type { DraftPlan } from "./plan.ts";
import { target } from "./target.ts";

/** Any program that speaks TLS with a key, a certificate and its chain: names, use, chain, and a handshake. */
export const tlsServer = target({
  name: "tls-server",
  vendor: null,
  messages: [],
  fields: {
    identity: { kind: "identity" },
    host: { kind: "host", isRequired: true, example: "www.example.com" },
    otherNames: { kind: "hosts", example: "example.com" },
    audience: { kind: "choice", choices: ["any", "public", "private"], byDefault: "any" },
    port: { kind: "number", least: 1, most: 65_535, byDefault: 443 },
  },
  plan(inputs, material) {
    const name = nameOr(inputs.identity, nameFor(inputs.host), material);
    const asked = request(
      {
        id: "server",
        name,
        commonName: inputs.host,
        subjectAltNames: inputs.otherNames,
        profile: "server",
        audience: inputs.audience,
        roles: ["server"],
        chosenBy: { field: "identity", rows: null },
      },
      material,
    );
    const server = role({
      id: "server",
      title: "server",
      identity: inputs.identity ?? null,
      uses: ["server"],
      audience: inputs.audience,
      request: "server",
      visitors: ["go", "java", "gnutls", "nss", "windows", "apple"],
      citation: "RFC 8446 §4.4.2",
      names: [inputs.host, ...inputs.otherNames].map((value) => ({ value, reason: "server-name" })),
    });
    const roles = [server];
    return {
      nodes: [""],
      roles,
      trusts: [],
      requests: [asked],
      checks: checkRoles({ roles, trusts: [], requests: [asked], material }),
      ...deliveryOf(name, inputs, material),
      settings: [],
    };
  },
});

/** `www.example.com` → `www`: a first proposal for a name. */
export const nameFor = (host: string): string =>
  host
    .split(".")[0]
    ?.replace(/[^A-Za-z0-9_-]/g, "-")
    .replace(/^-+|-+$/g, "") || "server";

function deliveryOf(
  name: string,
  { host, port }: { host: string; port: number },
  material: Material,
): Pick<DraftPlan, "files" | "steps" | "handshakes"> {
  const identity = identityOf(material, name);
  const [key, chain] = [`${name}.key`, `${name}-fullchain.crt`];
  const steps = [
    step({
      id: "copy",
      phase: "copy",
      note: note("copy-files", { files: `${key}, ${chain}` }),
      citation: "RFC 8446 §4.4.2",
    }),
    step({ id: "reload", phase: "apply", note: note("reload", {}), citation: "RFC 8446 §4.4.2" }),
    step({
      id: "verify",
      phase: "check",
      lines: [
        `openssl s_client -connect ${host}:${port} -servername ${host} -verify_return_error -verify_hostname ${host}${trustingRoot(identity)} </dev/null`,
      ],
      note: note("verify-files", {}),
      citation: "openssl-s_client(1)",
    }),
  ];
  if (!identity?.leaf) return { files: [], steps, handshakes: [] };
  const sent = chainOf(identity, false);
  return {
    files: [keyFile(key, name), certificatesFile(chain, "chain", sent), ...serverRootFile(identity)],
    steps,
    handshakes: [
      handshake({
        id: "client-to-server",
        title: "client-to-server",
        facts: { host },
        roles: ["server"],
        server: { identity: name, chain: derOf(sent) },
        client: { trust: derOf(anchorOf(identity)), expectedName: host },
      }),
    ],
  };
}
