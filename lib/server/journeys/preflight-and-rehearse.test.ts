import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCrl, type Made } from "../../../test/support/authority.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import {
  drawPlan,
  type GeneratedIdentity,
  type IdentityPlan,
  keyKinds,
  makeGenerated,
  makeKey,
  randomFrom,
} from "../../../test/support/generated-identity.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { attempt, freePort } from "../../../test/support/programs.ts";
import type { ChainCase } from "../../../test/support/receivers/blueprint.ts";
import { askPrograms } from "../../../test/support/receivers/judges.ts";
import { startNginx } from "../../../test/support/service-programs.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";

/**
 * What preflight passes, a handshake with the same files takes. Identities are drawn from seeds, and each is put to
 * preflight and to a real connection. `PREFLIGHT_SEEDS=from-to` draws others, as many as one likes.
 */

const host = "www.preflight.example.com";
const now = new Date();
const [from, to] = (process.env["PREFLIGHT_SEEDS"] ?? "1-60").split("-").map(Number) as [number, number];
const seeds = Array.from({ length: to - from + 1 }, (_, index) => from + index);
const keys = new Map(keyKinds.map((kind) => [kind, makeKey(kind)]));

let console_: TestConsole;
beforeAll(async () => {
  console_ = await openTestConsole();
});
afterAll(() => console_.close());

/** What a plan is put to: a target, and how its inputs name the identity. */
interface Place {
  readonly target: string;
  inputs(identity: string, files: Files, random: () => number): object;
}

interface Files {
  /** Stored names of what may be trusted above the identity, the nearest first. */
  readonly authorities: readonly string[];
  /** Stored names of its revocation lists, the nearest first. */
  readonly lists: readonly string[];
}

const one = <T>(all: readonly T[], random: () => number): T | undefined => all[Math.floor(random() * all.length)];
const several = <T>(all: readonly T[], random: () => number): readonly T[] => all.filter(() => random() < 0.7);

const home = { clientAuthorities: ["home"] };
const serverPlaces: readonly Place[] = [
  { target: "tls-server", inputs: (identity) => ({ host, identity }) },
  { target: "tls-server", inputs: (identity) => ({ host, identity, audience: "public" }) },
  { target: "mutual-tls", inputs: (server) => ({ ...home, host, server, clients: ["guest"] }) },
  { target: "mattermost-nginx", inputs: (server) => ({ ...home, host, server, users: ["guest"] }) },
  { target: "tableau-server", inputs: (server) => ({ ...home, host, server, clients: ["guest"], mapping: "cn" }) },
  { target: "dialogflow-webhook", inputs: (server) => ({ ...home, host, server, testClient: "guest" }) },
  {
    target: "cisco-meeting-server",
    inputs: (identity, _, random) => ({
      ...meetingServer(identity, ["web-admin"]),
      ...(random() < 0.5 ? before3 : {}),
    }),
  },
];
const clientPlaces: readonly Place[] = [
  {
    target: "mutual-tls",
    inputs: (client, files, random) => ({ ...asServer, clients: [client], ...judged(files, random) }),
  },
  {
    target: "mattermost-nginx",
    inputs: (user, files, random) => ({ ...asServer, users: [user], ...judged(files, random) }),
  },
  {
    target: "tableau-server",
    inputs: (client, files, random) => {
      const { depth: _, ...rest } = judged(files, random);
      return { ...asServer, clients: [client], mapping: "cn", ...rest };
    },
  },
  { target: "cisco-meeting-server", inputs: (identity) => meetingServer(identity, ["call-bridge", "web-bridge"]) },
  // Up to 2.9 the lists hold the certificates of the peers themselves, and there are services that later ones have not.
  {
    target: "cisco-meeting-server",
    inputs: (identity, _, random) => ({
      ...meetingServer(identity, ["call-bridge", "web-bridge", ...several(["recorder", "streamer"], random)]),
      ...before3,
    }),
  },
  {
    target: "cisco-meeting-server",
    inputs: (identity) => ({
      ...meetingServer(identity, ["call-bridge", "xmpp", "trunk", "load-balancer"]),
      ...before3,
    }),
  },
];

const asServer = { host: "good.example.com", server: "good" };
const meetingServer = (identity: string, services: readonly string[]) => ({
  nodes: [{ fqdn: host, services }],
  joinHost: host,
  identities: [{ service: "all", node: host, identity }],
});

const before3 = { release: "2.9", xmppDomain: host };

/** What a server judges its clients by: some of the authorities, a depth, now and then a list. */
const judged = ({ authorities, lists }: Files, random: () => number) => ({
  clientAuthorities: random() < 0.7 ? authorities.slice(-1) : several(authorities, random),
  depth: Math.floor(random() * 3),
  ...(random() < 0.2 ? { crl: one(lists, random) } : {}),
});

/** A server that preflight passed, and the receivers that it warned of. */
interface Passed {
  readonly seed: number;
  readonly shown: ChainCase;
  readonly warned: readonly string[];
}
const passedServers: Passed[] = [];

function shownBy({ chain, root }: GeneratedIdentity, plan: IdentityPlan, seed: number): ChainCase {
  const [target, ...sent] = chain.map((der) => readCertificate(der));
  return {
    rule: `seed ${seed}`,
    target: target!,
    sent,
    anchors: [readCertificate(root)],
    key: keys.get(plan.key)!,
    purpose: "server",
    name: host,
    crls: null,
  };
}

interface Drawn {
  readonly seed: number;
  readonly target: string;
  readonly inputs: object;
  readonly plan: IdentityPlan;
  readonly failed: readonly string[];
  readonly refusals: readonly string[];
}

const upload = (files: readonly { readonly name: string; readonly text: string }[]) =>
  console_.ask("upload", { files, replace: true });
const pem = (certificates: readonly Uint8Array[]): string =>
  certificates.map((der) => writePem("CERTIFICATE", der)).join("");

/** Stores the identity of a plan under the name of its kind of key, asks both, and takes it away again. */
async function draw(seed: number, use: "server" | "client"): Promise<Drawn> {
  const plan = drawPlan(seed, use);
  const random = randomFrom(seed + 1_000_000);
  const made = makeGenerated(plan, keys.get(plan.key)!, host, now);
  const name = plan.key.toLowerCase();
  const beside = made.beside.map((der, index) => ({ name: `s${seed}-${index}.crt`, text: pem([der]) }));
  const lists = made.signers.map((issuer, index) => ({
    name: `s${seed}-${index}.crl`,
    text: writePem(
      "X509 CRL",
      makeCrl({ issuer: issuer as Made, thisUpdate: new Date(now.getTime() - 86_400_000) }).der,
    ),
  }));
  const place = one(use === "server" ? serverPlaces : clientPlaces, random)!;
  await upload([{ name: `${name}.crt`, text: pem(made.file) }, ...beside, ...lists]);
  const files = { authorities: beside.map((file) => file.name), lists: lists.map((file) => file.name) };
  const question = { target: place.target, inputs: place.inputs(name, files, random) };
  const { verdict, checks } = await console_.ask("preflight", question);
  if (place.target === "tls-server" && verdict !== "fail") {
    const warned = checks.filter(({ code, status }) => code.startsWith("receiver.") && status === "warn");
    passedServers.push({
      seed,
      shown: shownBy(made, plan, seed),
      warned: warned.flatMap(({ params }) => String(params["receivers"]).split(",")),
    });
  }
  const { passed, transcript, missing } = await console_.ask("rehearse", question);
  for (const { name: file } of [{ name: `${name}.crt` }, ...beside, ...lists])
    await console_.ask("remove", { file, confirm: true, anyway: true });
  const failing = transcript.filter((each) => !each.passed).flatMap(({ lines }) => lines);
  const refusals = failing
    .filter(({ tone }) => tone === "fail")
    .map(({ code, params }) => `${code} ${JSON.stringify(params)}`);
  return {
    seed,
    ...question,
    plan,
    failed: verdict === "fail" ? checks.filter(({ status }) => status === "fail").map(({ code }) => code) : [],
    refusals: passed ? [] : [...new Set([...refusals, ...missing.map(({ code }) => code)])],
  };
}

async function drawAll(use: "server" | "client"): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  for (const seed of seeds) drawn.push(await draw(seed, use));
  return drawn;
}

const contradictions = (drawn: readonly Drawn[]) =>
  drawn.filter(({ failed, refusals }) => failed.length === 0 && refusals.length > 0);
/** Both outcomes are met, or nothing would be shown. */
const passing = (drawn: readonly Drawn[]) =>
  drawn.filter(({ failed, refusals }) => failed.length === 0 && refusals.length === 0).length;
const refused = (drawn: readonly Drawn[]) => drawn.filter(({ refusals }) => refusals.length > 0).length;

describe("preflight and a handshake with the same files", () => {
  beforeAll(async () => {
    await upload(
      [...keys].map(([kind, key]) => ({
        name: `${kind.toLowerCase()}.key`,
        text: key.export({ format: "pem", type: "pkcs8" }).toString(),
      })),
    );
    const { ask } = console_;
    await ask("selfsigned", { name: "home", subject: { CN: "Home root" }, key: "p-256" });
    for (const [name, CN, profile] of [
      ["good", "good.example.com", "server"],
      ["guest", "guest", "client"],
    ] as const) {
      await ask("csr", {
        name,
        subject: { CN },
        ...(profile === "server" ? { subjectAltNames: [CN] } : {}),
        key: "p-256",
      });
      await ask("sign", { request: name, issuer: "home", profile });
    }
  });

  it.each(["server", "client"] as const)(
    "what preflight passes for a %s, the other end of a rehearsal takes",
    async (use) => {
      const drawn = await drawAll(use);
      expect(contradictions(drawn)).toEqual([]);
      expect(passing(drawn)).toBeGreaterThan(seeds.length / 10);
      expect(refused(drawn)).toBeGreaterThan(seeds.length / 10);
    },
  );

  it("what preflight passed for a TLS server, OpenSSL, Go and Java take, but for those that it warned of", () => {
    const folder = temporaryFolder();
    const said = askPrograms(
      passedServers.map(({ shown }) => shown),
      folder.path(""),
    );
    folder.remove();
    const wrong = passedServers.flatMap(({ seed, warned }, index) => {
      const { opensslHandshake: openssl, go, java } = said[index]!;
      return Object.entries({ openssl, go, java }).flatMap(([receiver, answer]) =>
        answer?.takes === false && !warned.includes(receiver) ? [{ seed, receiver, says: answer.text }] : [],
      );
    });
    expect(wrong).toEqual([]);
    expect(passedServers.length).toBeGreaterThan(3);
  });

  it("nginx serves what preflight passed, and curl takes it", async () => {
    const folder = temporaryFolder();
    const ports = await Promise.all(passedServers.map(() => freePort()));
    const blocks = passedServers.map(({ shown }, index) => {
      const chain = folder.write(`${index}.crt`, pem([shown.target, ...shown.sent].map(({ der }) => der)));
      const key = folder.write(`${index}.key`, shown.key.export({ format: "pem", type: "pkcs8" }));
      return `server { listen 127.0.0.1:${ports[index]} ssl; ssl_certificate ${chain}; ssl_certificate_key ${key}; return 204; }`;
    });
    const nginx = await startNginx(folder.path(""), blocks.join("\n"), { from: 443, port: ports[0]! });
    const codes: (number | null)[] = [];
    for (const [index, { shown }] of passedServers.entries()) {
      const root = folder.write("root.crt", pem(shown.anchors.map(({ der }) => der)));
      const { code } = await attempt("curl", [
        ...["-sS", "--cacert", root, "--resolve", `${host}:${ports[index]}:127.0.0.1`],
        `https://${host}:${ports[index]}/`,
      ]);
      codes.push(code);
    }
    await nginx.stop();
    folder.remove();
    expect(codes).toEqual(passedServers.map(() => 0));
  });
});
