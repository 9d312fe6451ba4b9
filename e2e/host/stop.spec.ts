import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { port } from "../support/console.ts";
import { expect, test } from "../support/fixtures.ts";

interface Running {
  readonly npm: ChildProcess;
  readonly port: number;
  readonly ended: Promise<unknown>;
}

/** What a journey that failed has left behind. */
const started: ChildProcess[] = [];
test.afterEach(() => {
  for (const npm of started.splice(0)) npm.kill("SIGTERM");
});

/** `npm start` as a person types it, on a folder and a port of its own. */
async function npmStart(folder: string, freshPort: number, variables: Record<string, string> = {}): Promise<Running> {
  const absent = { DATABASE_URL: "", ADMIN_EMAIL: "", ADMIN_PASSWORD: "", MASTER_KEY_FILE: "" };
  const own = { PORT: String(freshPort), DATA_DIR: join(folder, "data") };
  const npm = spawn("npm", ["start"], {
    env: { ...process.env, NODE_ENV: "production", ...absent, ...own, ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(npm);
  const ended = new Promise((resolve) => npm.once("exit", resolve));
  let said = "";
  npm.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await expect(() => expect(said).toContain("Chainsmith is ready at")).toPass({ timeout: 120_000 });
  return { npm, port: freshPort, ended };
}

function answers(freshPort: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(freshPort, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });
}

const becomesFree = ({ port: taken }: Running) => expect.poll(() => answers(taken), { timeout: 30_000 }).toBe(false);

test.use({ role: "nobody" });

test("npm that is told to stop ends the console, and the port is free", async ({ folder }) => {
  const running = await npmStart(folder, port + 2);
  expect(await answers(running.port)).toBe(true);
  running.npm.kill("SIGTERM");
  await running.ended;
  await becomesFree(running);
});

test("npm that is killed takes the console with it", async ({ folder }) => {
  const running = await npmStart(folder, port + 2);
  running.npm.kill("SIGKILL");
  await running.ended;
  await becomesFree(running);
});

test("a shell that stays between npm and the console and passes no signal on", async ({ folder }) => {
  const shell = join(folder, "shell");
  // Without `exit` behind it a shell becomes the last program that it runs.
  writeFileSync(shell, '#!/bin/sh\n/bin/sh -c "$2"\nexit $?\n');
  chmodSync(shell, 0o755);
  const running = await npmStart(folder, port + 2, { npm_config_script_shell: shell });
  running.npm.kill("SIGTERM");
  await running.ended;
  await becomesFree(running);
});
