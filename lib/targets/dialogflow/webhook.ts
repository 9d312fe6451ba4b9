import { isPubliclyIssued } from "../checks/public-authority.ts";
import { checkRoles } from "../checks/roles.ts";
import { checkTrusts, clientTrustRules } from "../checks/trusts.ts";
import { checkDialogflow, sslComRoot, switchDay } from "./roots.ts";
import { nginxServer, nodeServer } from "./texts.ts";
import type { Fields, ValuesOf } from "../fields.ts";
import {
  anchorOf,
  hasClientKey,
  certificatesFile,
  clientTrustList,
  chainOf,
  commonNameIn,
  derOf,
  handshake,
  identityOf,
  keyFile,
  nameOr,
  serverRequest,
  role,
  rootFilesOf,
  step,
  textFile,
  trustFrom,
  trustList,
  withoutRepeats,
} from "../parts.ts";
import { note } from "../step-notes.ts";
import type { Handshake } from "../handshake.ts";
import type { Identity, Material } from "../material.ts";
import type { PlannedFile, Step, TrustList } from "../plan.ts";
import { type CheckResult, type Fix, result } from "../preflight.ts";
import { target } from "../target.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import { formatName } from "../../pki/x509/name.ts";

const fields = {
  host: { kind: "host", isRequired: true, example: "webhook.example.com" },
  server: { kind: "identity" },
  customAuthorities: { kind: "certificates", most: 10 },
  clientAuthorities: { kind: "certificates", most: 20 },
  clientNames: {
    kind: "choices",
    choices: ["Google LLC", "*.dialogflow.com"],
    byDefault: ["Google LLC", "*.dialogflow.com"],
  },
  testClient: { kind: "identity" },
  header: { kind: "text", pattern: "word", example: "X-Webhook-Token" },
  port: { kind: "number", least: 1, most: 65_535, byDefault: 4433 },
  backend: { kind: "text", pattern: "address", byDefault: "127.0.0.1:8080" },
  depth: { kind: "number", least: 1, most: 10, byDefault: 2 },
} as const satisfies Fields;

type Inputs = ValuesOf<typeof fields>;
const citation = "Dialogflow ES, mutual TLS";
const customCitation = "Dialogflow CX, custom CA certificates";

/** A webhook that accepts Dialogflow alone. */
export const dialogflowWebhook = target({
  name: "dialogflow-webhook",
  vendor: "Google",
  fields,
  messages: [
    {
      message: "x509: certificate signed by unknown authority",
      meaning: note("trouble-client-unknown-authority", {}),
      mendedBy: ["roots", "legacy-roots"],
      citation,
    },
    {
      message: "400 No required SSL certificate was sent",
      meaning: note("trouble-no-client-certificate", {}),
      mendedBy: ["accepted"],
      citation: "nginx, ngx_http_ssl_module",
    },
  ],
  plan(inputs, material) {
    const trusted = trustFrom(inputs.clientAuthorities, material);
    const tester = identityOf(material, inputs.testClient);
    const requests = [
      serverRequest(
        {
          name: nameOr(inputs.server, "webhook", material),
          host: inputs.host,
          role: "webhook-server",
          audience: "public",
        },
        material,
      ),
    ];
    const server = identityOf(material, inputs.server);
    const custom = customList(inputs, server, material);
    const list = clientTrustList({
      title: "dialogflow-authorities",
      certificates: trusted,
      from: inputs.clientAuthorities,
      citation,
    });
    const testList = trustList({
      id: "test-trust",
      title: "server-trust",
      certificates: tester === null ? [] : anchorOf(tester),
      judges: "client",
      citation,
    });
    const roles = [
      role({
        id: "webhook-server",
        title: "webhook-server",
        identity: inputs.server ?? null,
        uses: ["server"],
        names: [{ value: inputs.host, reason: "webhook-url" }],
        request: "server",
        receivers: ["openssl", "go"],
        ...(custom === null
          ? { citation }
          : { verifiedBy: [custom.id], keyUsage: "digitalSignature", citation: customCitation }),
      }),
      ...(inputs.testClient === undefined
        ? []
        : [
            role({
              id: "test-client",
              title: "dialogflow-client",
              identity: inputs.testClient,
              uses: ["client"],
              verifiedBy: ["test-trust"],
              citation,
            }),
          ]),
    ];
    const texts = { ...inputs, header: inputs.header ?? null };
    return {
      nodes: [""],
      roles,
      trusts: [list, ...(custom === null ? [] : [custom])],
      requests,
      checks: [
        ...checkRoles({ roles, trusts: [list, testList, ...(custom === null ? [] : [custom])], requests, material }),
        ...checkTrusts([list], material, { rules: clientTrustRules }),
        ...(custom === null ? unregistered(server, material) : checkTrusts([custom], material)),
        ...checkDialogflow({ trusted, clientNames: inputs.clientNames, header: texts.header, now: material.now }),
      ],
      files: [...filesOf(inputs, trusted, tester, material), ...customFiles(custom, material)],
      settings: [
        {
          id: "node",
          node: "",
          path: "server.mjs",
          language: "javascript",
          text: nodeServer(texts),
          confirmation: "vendor",
        },
        {
          id: "nginx",
          node: "",
          path: "/etc/nginx/conf.d/webhook.conf",
          language: "nginx",
          text: nginxServer(texts),
          confirmation: "vendor",
        },
      ],
      steps: stepsOf(inputs, customFiles(custom, material)),
      handshakes: handshakesOf(inputs, { trusted, custom }, tester, material),
    };
  },
});

/** The authorities of one's own that an agent of Dialogflow CX is given, in the place of Google's list; null: Google's. */
function customList(
  { customAuthorities: from }: Inputs,
  server: Identity | null,
  material: Material,
): TrustList | null {
  if (from.length === 0) return null;
  return trustList({
    id: "custom-authorities",
    title: "dialogflow-custom-authorities",
    certificates: trustFrom(from, material),
    from,
    field: "customAuthorities",
    proposed: server === null ? [] : rootFilesOf([server.name], material),
    judges: "server",
    citation: customCitation,
  });
}

/** A certificate of one's own authority, and nothing that tells Dialogflow of it. */
function unregistered(server: Identity | null, material: Material): CheckResult[] {
  if (!server?.leaf || isPubliclyIssued(server.leaf)) return [];
  const files = rootFilesOf([server.name], material);
  const fix: Fix =
    files.length > 0
      ? { code: "fix.add-to-list", params: { list: "custom-authorities", files } }
      : { code: "fix.choose", params: { field: "customAuthorities" } };
  const where = { about: "webhook-server", citation: customCitation, confirmation: "vendor", fix } as const;
  return [result("dialogflow.unregistered-authority", "warn", { issuer: formatName(server.leaf.issuer) }, where)];
}

/** One file of DER for each certificate, as the form of Dialogflow CX takes them. */
function customFiles(list: TrustList | null, { certificates }: Material): PlannedFile[] {
  return (list?.from ?? []).flatMap((name) =>
    (certificates.get(name)?.certificates ?? []).map((certificate, index) => ({
      node: "",
      path: `custom-ca/${name}${index === 0 ? "" : `-${index + 1}`}.der`,
      kind: "trust",
      source: { from: "der", certificate },
      mode: 0o644,
    })),
  );
}

function filesOf(
  inputs: Inputs,
  trusted: readonly Certificate[],
  tester: Identity | null,
  material: Material,
): PlannedFile[] {
  const server = identityOf(material, inputs.server);
  const texts = { ...inputs, header: inputs.header ?? null };
  return [
    ...(server?.leaf
      ? [keyFile("server-key.pem", inputs.server!), certificatesFile("server-crt.pem", "chain", chainOf(server, false))]
      : []),
    ...(trusted.length === 0 ? [] : [certificatesFile("ca-crt.pem", "trust", trusted)]),
    ...(tester?.leaf && tester.key === "present"
      ? [
          keyFile("test/client-key.pem", inputs.testClient!),
          certificatesFile("test/client-crt.pem", "chain", chainOf(tester, false)),
        ]
      : []),
    ...(tester?.leaf
      ? [certificatesFile("test/ca-with-test-client.pem", "trust", withoutRepeats([...trusted, ...anchorOf(tester)]))]
      : []),
    textFile("server.mjs", "script", nodeServer(texts)),
    textFile("webhook.conf", "settings", nginxServer(texts)),
  ];
}

/** The roots from Node's own list, compared by fingerprint; the vendor's own addresses beside them. */
const sslComLine = `node -e 'const {X509Certificate}=require("crypto");console.log(require("tls").rootCertificates.find((pem)=>new X509Certificate(pem).fingerprint256.replaceAll(":","").toLowerCase()==="${sslComRoot.sha256}"))' >> ca-crt.pem`;

function stepsOf({ host, port, header }: Inputs, custom: readonly PlannedFile[]): Step[] {
  const client = "--key client-key.pem --cert client-crt.pem";
  return [
    step({ id: "roots", phase: "make", lines: [sslComLine], note: note("df-roots", {}), citation }),
    step({
      id: "legacy-roots",
      phase: "make",
      lines: ["curl https://pki.goog/roots.pem >> ca-crt.pem"],
      note: note("df-legacy-roots", { date: switchDay }),
      citation: "Dialogflow CX, mutual TLS",
    }),
    step({
      id: "copy",
      phase: "copy",
      note: note("copy-files", { files: "server-key.pem, server-crt.pem, ca-crt.pem" }),
      citation,
    }),
    step({ id: "start", phase: "apply", lines: ["node server.mjs"], note: note("df-start", {}), citation }),
    step({
      id: "refused",
      phase: "check",
      lines: [`curl https://127.0.0.1:${port} -k`],
      note: note("df-refused", {}),
      citation,
    }),
    step({
      id: "accepted",
      phase: "check",
      note: note("df-accepted", {}),
      citation,
      lines: [
        `curl -v -s -k ${client} https://localhost:${port}`,
        `openssl s_client -key client-key.pem -cert client-crt.pem -connect localhost:${port} -CAfile ca-crt.pem`,
      ],
    }),
    step({
      id: "from-outside",
      phase: "check",
      lines: [
        `openssl s_client -connect ${host}:443 -servername ${host} -verify_return_error -verify_hostname ${host} </dev/null`,
      ],
      note: note("verify-files", {}),
      citation,
    }),
    ...(header === undefined
      ? []
      : [
          step({ id: "second-factor", phase: "apply", where: "browser", note: note("df-second-factor", {}), citation }),
        ]),
    custom.length === 0
      ? step({ id: "register", phase: "apply", where: "browser", note: note("df-register-authority", {}), citation })
      : step({
          id: "register",
          phase: "apply",
          where: "browser",
          note: note("df-register-der", { files: custom.map(({ path }) => path).join(", ") }),
          citation: customCitation,
        }),
  ];
}

/** Dialogflow's own key is not available: a test client takes the same way. */
function handshakesOf(
  inputs: Inputs,
  { trusted, custom }: { readonly trusted: readonly Certificate[]; readonly custom: TrustList | null },
  tester: Identity | null,
  material: Material,
): Handshake[] {
  const server = identityOf(material, inputs.server);
  if (!server?.leaf || (trusted.length === 0 && tester === null)) return [];
  const isHeld = tester !== null && hasClientKey(tester);
  const trust = derOf(withoutRepeats([...trusted, ...(tester === null ? [] : anchorOf(tester))]));
  const from = (client: Identity | null): Handshake =>
    handshake({
      id: client === null ? "without" : "test-client",
      title: client === null ? "client-without-certificate" : "dialogflow-to-webhook",
      facts: { host: inputs.host, client: commonNameIn(client) },
      roles: client === null ? ["webhook-server"] : ["webhook-server", "test-client"],
      server: { identity: inputs.server!, chain: derOf(chainOf(server, false)), trust, clientCertificate: "required" },
      client: {
        identity: client === null ? null : inputs.testClient!,
        chain: client === null ? [] : derOf(chainOf(client, false)),
        trust: derOf(custom === null ? anchorOf(server) : custom.certificates),
        expectedName: inputs.host,
      },
      expected: client === null ? "refused" : "accepted",
      rules: {
        identity: "cn",
        depth: inputs.depth,
        ...(custom === null ? {} : { serverKeyUsage: "digitalSignature" as const }),
      },
    });
  return [...(isHeld ? [from(tester)] : []), from(null)];
}
