import { rmSync } from "node:fs";
import { join } from "node:path";
import { readEnv } from "../lib/env.ts";
import { hostToken } from "../test/support/tokens.ts";
import { createConsole } from "../lib/server/gate/console.ts";
import { execute } from "../lib/server/gate/execute.ts";
import { createFirstAdministrator } from "../lib/server/auth/setup.ts";
import { buildWhenNeeded } from "../scripts/build.mjs";
import { consoleEnvironment, consoleFlags, root } from "../scripts/runtime.mjs";
import { rounded, timed } from "./databases.ts";
import { dataFolder, serve, type Page } from "./page.ts";
import { median, type BenchRow } from "./row.ts";

/**
 * The Files page as a signed-in browser gets it over HTTP from a production server, idle and while the same process
 * works on a batch: with .p12 files as people get them, and without, where the certificates come fastest. The worse of
 * both counts.
 */
const pageRow = "batch: Files over HTTP while a batch runs in the same process ÷ idle";
export const names = [pageRow];

const pairs = Number(process.env["BATCH_PAIRS"] ?? "5");
const bar = 2;
const warmUp = 150;
const asked = 25;
const actor = { kind: "user", id: "bench", label: "bench@example.com", role: "administrator" } as const;

interface Prepared {
  readonly cookie: string;
  readonly token: string;
}

export async function rows(isWanted: (name: string) => boolean): Promise<BenchRow[]> {
  if (!isWanted(pageRow)) return [];
  if (!buildWhenNeeded({ isQuiet: true })) throw new Error("the console could not be built");
  const folder = await dataFolder();
  let page: Page | null = null;
  try {
    const { cookie, token } = await prepare(folder);
    page = await serve(
      [...consoleFlags, join(root, "scripts/serve.mjs")],
      { ...consoleEnvironment(), DATA_DIR: folder },
      "/files",
      { cookie },
    );
    for (let time = 0; time < warmUp; time += 1) await page.get();
    const found = [await whileRunning(page, token, "modern"), await whileRunning(page, token, "none")];
    return [found.reduce((worse, one) => (one.ratio > worse.ratio ? one : worse))];
  } finally {
    page?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(folder: string): Promise<Prepared> {
  const person = { email: actor.label, name: "Bench", password: "walnut-breeze-copper-17" };
  const world = await createConsole(readEnv({ DATA_DIR: folder }));
  try {
    await createFirstAdministrator(world.database, world.clock, null, person);
    const { headers } = await world.auth(false).api.signInEmail({ body: person, returnHeaders: true });
    const made = await execute(
      {
        actor,
        surface: "http",
        command: "selfsigned",
        input: { name: "bench-batch-ca", subject: { CN: "Bench batch CA" }, key: "p-256" },
      },
      world,
    );
    if (!made.ok) throw new Error(made.error.code);
    const { token } = await world.accounts.createToken({
      ...hostToken(world.clock.now()),
      name: "load of the bench",
      role: "administrator",
    });
    return {
      cookie: headers
        .getSetCookie()
        .map((line) => line.split(";")[0])
        .join("; "),
      token,
    };
  } finally {
    await world.close();
  }
}

let drawn = 0;

async function whileRunning(page: Page, token: string, profile: "modern" | "none"): Promise<BenchRow> {
  const [busy, idle] = [[] as number[], [] as number[]];
  const ask = async (command: string, input: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(new URL(`/api/v1/pki/${command}`, page.url), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    if (!answer.ok) throw new Error(`${command}: ${await answer.text()}`);
    return ((await answer.json()) as { value: Record<string, unknown> }).value;
  };
  for (let pair = 0; pair < pairs; pair += 1) {
    idle.push(await pageMs(page));
    drawn += 1;
    const people = Array.from({ length: profile === "none" ? 10_000 : 1000 }, (_, index) => ({
      name: `Person ${drawn}-${index}`,
      email: `p${drawn}.${index}@example.com`,
    }));
    const { batch } = await ask("client-batch", { issuer: "bench-batch-ca", rows: people, profile });
    await new Promise((resolve) => setTimeout(resolve, 300));
    busy.push(await pageMs(page));
    const { state } = await ask("batch-status", { batch, limit: 0 });
    if (state !== "running") throw new Error(`the batch was ${String(state)} before the pages were read`);
    await ask("batch-cancel", { batch });
    await untilSettled(() => ask("batch-status", { batch, limit: 0 }));
  }
  const ratio = rounded(median(busy.map((ms, index) => ms / idle[index]!)));
  return {
    name: pageRow,
    unit: "ms",
    ours: rounded(median(busy)),
    peer: rounded(median(idle)),
    ratio,
    bar,
    holds: ratio <= bar,
  };
}

/** Waits until the rows that were begun are finished after a cancel. */
async function untilSettled(status: () => Promise<Record<string, unknown>>): Promise<void> {
  let last = -1;
  for (;;) {
    const { issued } = (await status()) as { issued: number };
    if (issued === last) return;
    last = issued;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function pageMs(page: Page): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < asked; time += 1) {
    taken.push(await timed(() => page.get()));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return median(taken);
}
