import { rmSync } from "node:fs";
import { join } from "node:path";
import { readEnv } from "../lib/env.ts";
import { createConsole } from "../lib/server/gate/console.ts";
import { execute } from "../lib/server/gate/execute.ts";
import { createFirstAdministrator } from "../lib/server/auth/setup.ts";
import { buildWhenNeeded } from "../scripts/build.mjs";
import { consoleEnvironment, consoleFlags, root } from "../scripts/runtime.mjs";
import { rounded, timed } from "./databases.ts";
import { builtEmptyApp, nextProgram } from "./empty-app.ts";
import { dataFolder, type Page, scriptKilobytes, serve } from "./page.ts";
import { median, type BenchRow } from "./row.ts";

/**
 * The page of a Meeting Server cluster of three machines over HTTP in an inventory of 10 k, against the empty dynamic page
 * of a bare Next app; and the scripts that it names. Nothing is stored between two requests, so the plan is that of the
 * request before; after a change it is made anew, which this row does not show.
 */
const costRow = "page of a service: a cluster of three machines ÷ an empty dynamic page of a bare Next app";
const scriptRow = "page of a service: JavaScript, against Next's own floor + 60 KB gzip";
export const names = [costRow, scriptRow];

const costBar = 3;
const allowedKilobytes = 60;
const pairs = 101;
/** Until the compilers of both servers have seen every path. */
const warmUp = 150;
const actor = { kind: "user", id: "bench", label: "bench@example.com", role: "administrator" } as const;
const service = "bench-cluster";

export async function rows(isWanted: (name: string) => boolean): Promise<BenchRow[]> {
  if (!names.some(isWanted)) return [];
  if (!buildWhenNeeded({ isQuiet: true })) throw new Error("the console could not be built");
  const emptyApp = builtEmptyApp();
  const folder = await dataFolder();
  const started: Page[] = [];
  try {
    const cookie = await prepare(folder);
    const ours = await serve(
      [...consoleFlags, join(root, "scripts/serve.mjs")],
      { ...consoleEnvironment(), DATA_DIR: folder },
      `/services/${service}`,
      { cookie },
    );
    started.push(ours);
    const empty = await serve([nextProgram, "start", emptyApp, "--hostname", "127.0.0.1"], {}, "/", {});
    started.push(empty);
    const html = (await ours.get()).toString("utf8");
    if (!html.includes('id="phase-apply"')) throw new Error("the page shows no steps");
    const found: BenchRow[] = [];
    if (isWanted(costRow)) found.push(await cost(ours, empty));
    if (isWanted(scriptRow)) found.push(await scripts(ours, empty));
    return found;
  } finally {
    for (const page of started) page.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function cost(ours: Page, empty: Page): Promise<BenchRow> {
  const times = { ours: [] as number[], peer: [] as number[] };
  for (let pair = -warmUp; pair < pairs; pair += 1) {
    const peer = await timed(() => empty.get());
    const own = await timed(() => ours.get());
    if (pair >= 0) void (times.ours.push(own), times.peer.push(peer));
  }
  const ratio = rounded(median(times.ours.map((own, pair) => own / times.peer[pair]!)));
  return {
    name: costRow,
    unit: "ms",
    ours: rounded(median(times.ours)),
    peer: rounded(median(times.peer)),
    ratio,
    bar: costBar,
    holds: ratio <= costBar,
  };
}

async function scripts(ours: Page, empty: Page): Promise<BenchRow> {
  const [own, floor] = [await scriptKilobytes(ours), await scriptKilobytes(empty)];
  const allowed = floor + allowedKilobytes;
  return {
    name: scriptRow,
    unit: "KB",
    ours: rounded(own),
    peer: rounded(allowed),
    ratio: rounded(own / allowed),
    bar: 1,
    holds: own <= allowed,
  };
}

/** The cluster with the certificates of its Call Bridges and its database, and a person who is signed in. */
async function prepare(folder: string): Promise<string> {
  const person = { email: actor.label, name: "Bench", password: "walnut-breeze-copper-17" };
  const world = await createConsole(readEnv({ DATA_DIR: folder }));
  const ask = async (command: Parameters<typeof execute>[0]["command"], input: object) => {
    const answer = await execute({ actor, surface: "http", command, input }, world);
    if (!answer.ok) throw new Error(`${command}: ${answer.error.code}`);
  };
  try {
    await createFirstAdministrator(world.database, world.clock, null, person);
    const { headers } = await world.auth(false).api.signInEmail({ body: person, returnHeaders: true });
    const hosts = ["one", "two", "three"].map((host) => `${host}.bench.example.com`);
    await ask("selfsigned", { name: "bench-ca", subject: { CN: "Bench CA" }, key: "p-256" });
    for (const [name, CN, others, profile] of [
      ["bench-bridge", "bench.example.com", hosts, "server-client"],
      ["bench-dbserver", hosts[0]!, hosts.slice(1), "server"],
      ["bench-dbclient", "postgres", [], "client"],
    ] as const) {
      const names = profile === "client" ? [] : [CN, ...others];
      await ask("csr", { name, subject: { CN }, subjectAltNames: names, key: "p-256" });
      await ask("sign", { request: name, issuer: "bench-ca", profile });
    }
    await ask("service-save", {
      name: service,
      target: "cisco-meeting-server",
      inputs: {
        nodes: hosts.map((fqdn, index) => ({
          fqdn,
          services: ["web-admin", "call-bridge", "web-bridge", "scheduler"],
          database: index === 0 ? "primary" : "replica",
        })),
        clusterName: "bench.example.com",
        joinHost: "join.bench.example.com",
        identities: [
          { service: "call-bridge", identity: "bench-bridge" },
          { service: "database-server", identity: "bench-dbserver" },
          { service: "database-client", identity: "bench-dbclient" },
        ],
      },
    });
    return headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
  } finally {
    await world.close();
  }
}
