import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { Agent, get as httpGet, type OutgoingHttpHeaders } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readEnv } from "../lib/env.ts";
import { createConsole } from "../lib/server/gate/console.ts";
import { currentSummaries } from "../lib/server/store/refresh-summaries.ts";
import { createFirstAdministrator } from "../lib/server/auth/setup.ts";
import { buildWhenNeeded } from "../scripts/build.mjs";
import { childEnvironment, consoleEnvironment, consoleFlags, pinnedNode, root } from "../scripts/runtime.mjs";
import { rounded, timed } from "./databases.ts";
import { builtEmptyApp, nextProgram } from "./empty-app.ts";
import { sqliteOf } from "./load.ts";
import { freePort } from "./port.ts";
import { median, type BenchRow } from "./row.ts";

/**
 * The Files page as a signed-in browser gets it over HTTP (session, frame, search, 25 rows of 10 k in SQLite) against
 * the empty dynamic page of a Next app that has nothing else. Two production servers, one request at a time, in turn.
 */
const costRow = "Files over HTTP ÷ an empty dynamic page of a bare Next app";
const scriptRow = "Files: JavaScript, against Next's own floor + 60 KB gzip";
export const names = [costRow, scriptRow];

const costBar = 2.5;
const allowedKilobytes = 60;
const pairs = 201;
/** Until the compilers of both servers have seen every path. */
const warmUp = 200;

export interface Page {
  readonly url: URL;
  get(path?: string): Promise<Buffer>;
  stop(): void;
}

export async function rows(isWanted: (name: string) => boolean): Promise<BenchRow[]> {
  if (!names.some(isWanted)) return [];
  if (!buildWhenNeeded({ isQuiet: true })) throw new Error("the console could not be built");
  const emptyApp = builtEmptyApp();
  const folder = await dataFolder();
  const started: Page[] = [];
  try {
    const cookie = await signedIn(folder);
    const ours = await serve(
      [...consoleFlags, join(root, "scripts/serve.mjs")],
      { ...consoleEnvironment(), DATA_DIR: folder },
      "/files",
      { cookie },
    );
    started.push(ours);
    const empty = await serve([nextProgram, "start", emptyApp, "--hostname", "127.0.0.1"], {}, "/", {});
    started.push(empty);
    const list = (await ours.get()).toString("utf8");
    if (list.match(/name="pick"/g)?.length !== 25) throw new Error("the list page has no 25 rows");
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

/** Every script that the page names, in its tags or for its components; the one for browsers without modules aside. */
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

export async function scriptKilobytes(page: Page): Promise<number> {
  const html = (await page.get()).toString("utf8").replace(/<script[^>]*\bnomodule\b[^>]*>/gi, "");
  const paths = new Set(
    [...html.matchAll(/(?:\/_next\/)?static\/[\w./~-]+\.js/g)].map(
      ([path]) => `/_next/${path.replace(/^\/_next\//, "")}`,
    ),
  );
  if (paths.size === 0) throw new Error("the page names no script");
  let bytes = 0;
  for (const path of paths) bytes += gzipSync(await page.get(path)).length;
  return bytes / 1024;
}

// ---- servers

/** A copy of the list of 10 k, on the disk of the checkout, to which a person and a session are added. */
export async function dataFolder(): Promise<string> {
  const { dataDir } = await sqliteOf(10_000);
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "page-"));
  cpSync(dataDir, folder, { recursive: true });
  return folder;
}

async function signedIn(folder: string): Promise<string> {
  const person = { email: "bench@example.com", name: "Bench", password: "walnut-breeze-copper-17" };
  const world = await createConsole(readEnv({ DATA_DIR: folder }));
  try {
    // The certificates of these rows have no bytes to be read, and nothing is to be summarised anew while a page is measured.
    await world.database.client.setting.upsert({
      where: { key: currentSummaries.key },
      create: currentSummaries,
      update: currentSummaries,
    });
    await createFirstAdministrator(world.database, world.clock, null, person);
    const { headers } = await world.auth(false).api.signInEmail({ body: person, returnHeaders: true });
    return headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
  } finally {
    await world.close();
  }
}

export async function serve(
  words: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  path: string,
  headers: OutgoingHttpHeaders,
): Promise<Page> {
  const port = await freePort();
  const env: NodeJS.ProcessEnv = { ...childEnvironment(), ...variables, PORT: String(port), HOST: "127.0.0.1" };
  delete env["DATABASE_URL"];
  const child: ChildProcess = spawn(pinnedNode, words, { cwd: root, env, stdio: ["ignore", "ignore", "inherit"] });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const url = new URL(path, `http://127.0.0.1:${port}`);
  const page: Page = {
    url,
    get: (other) => fetched(other === undefined ? url : new URL(other, url), agent, headers),
    stop: () => {
      agent.destroy();
      child.kill("SIGKILL");
    },
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      await page.get();
      return page;
    } catch (error) {
      if (attempt === 150 || child.exitCode !== null) {
        page.stop();
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function fetched(url: URL, agent: Agent, headers: OutgoingHttpHeaders): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    httpGet(url, { agent, headers: { ...headers, accept: "text/html" } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        answer.statusCode === 200
          ? resolve(Buffer.concat(parts))
          : reject(new Error(`${url.pathname} answered ${answer.statusCode}`)),
      );
      answer.on("error", reject);
    }).on("error", reject);
  });
}
