import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type FullConfig } from "@playwright/test";
import { address, people, port, root, statePath, tokenPath } from "./console.ts";

/**
 * Starts a real console on an empty folder, makes one person and one token a role, and signs each person in once.
 * Returns what stops it.
 */
export default async function startConsole(config: FullConfig): Promise<() => Promise<void>> {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const logFile = join(root, "console.log");
  const log = openSync(logFile, "w");
  const env = {
    ...process.env,
    NODE_ENV: "production",
    PORT: String(port),
    DATA_DIR: join(root, "data"),
    DATABASE_URL: "",
    ADMIN_EMAIL: people.administrator.email,
    ADMIN_PASSWORD: people.administrator.password,
  } as NodeJS.ProcessEnv;
  delete env.DATABASE_URL;
  env.NODE_OPTIONS = `--import=${new URL("record-page-commands.mjs", import.meta.url).href}`;
  const child = spawn("node", ["scripts/start.mjs"], { env, stdio: ["ignore", log, log] });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
  };
  try {
    await answering(child, logFile);
    for (const role of ["administrator", "operator", "auditor"] as const) {
      const token = execFileSync("node", ["scripts/token.mjs", "--name", `e2e ${role}`, "--role", role], {
        env,
        encoding: "utf8",
      }).trim();
      writeFileSync(tokenPath(role), token, { mode: 0o600 });
      if (role !== "administrator") await makePerson(role);
    }
    // An empty inventory has pages of its own (setup.spec.ts); whichever journey is first must not meet them.
    await ask("csr", { name: "before-all-others", subject: { CN: "before-all-others.example.com" }, key: "p-256" });
    await signEveryoneIn(config);
  } catch (error) {
    // Playwright stops only what a finished set-up has returned.
    await stop();
    throw error;
  }
  return stop;
}

/** Its own word counts: another console on the same port would answer to the address too. */
async function answering(child: ReturnType<typeof spawn>, log: string): Promise<void> {
  for (let i = 0; i < 1200 && child.exitCode === null; i++) {
    if (readFileSync(log, "utf8").includes("Chainsmith is ready at")) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`The console did not start; see ${log}`);
}

const makePerson = (role: "operator" | "auditor"): Promise<void> => ask("user-create", { ...people[role], role });

async function ask(command: string, input: unknown): Promise<void> {
  const answer = await fetch(`${address}/api/v1/pki/${command}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${readFileSync(tokenPath("administrator"), "utf8")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`${command} answered ${answer.status}: ${await answer.text()}`);
}

async function signEveryoneIn(config: FullConfig): Promise<void> {
  const { launchOptions, locale } = config.projects[0]!.use;
  const browser = await chromium.launch(launchOptions);
  for (const role of ["administrator", "operator", "auditor"] as const) {
    const context = await browser.newContext({ locale, baseURL: address });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(people[role].email);
    await page.getByRole("textbox", { name: "Password" }).fill(people[role].password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    await context.storageState({ path: statePath(role) });
    await context.close();
  }
  await browser.close();
}
