import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
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
  const log = openSync(join(root, "console.log"), "w");
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
  const child = spawn("node", ["scripts/start.mjs"], { env, stdio: ["ignore", log, log] });
  await answering(child);

  for (const role of ["administrator", "operator", "auditor"] as const) {
    const token = execFileSync("node", ["scripts/token.mjs", "--name", `e2e ${role}`, "--role", role], { env, encoding: "utf8" }).trim();
    writeFileSync(tokenPath(role), token, { mode: 0o600 });
    if (role !== "administrator") await makePerson(role);
  }
  await signEveryoneIn(config);

  return async () => {
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
  };
}

async function answering(child: ReturnType<typeof spawn>): Promise<void> {
  for (let i = 0; i < 1200; i++) {
    if (child.exitCode !== null) break;
    try {
      if ((await fetch(`${address}/api/v1/health`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`The console did not start; see ${join(root, "console.log")}`);
}

async function makePerson(role: "operator" | "auditor"): Promise<void> {
  const { readFileSync } = await import("node:fs");
  const answer = await fetch(`${address}/api/v1/pki/user-create`, {
    method: "POST",
    headers: { authorization: `Bearer ${readFileSync(tokenPath("administrator"), "utf8")}`, "content-type": "application/json" },
    body: JSON.stringify({ ...people[role], role }),
  });
  if (!answer.ok) throw new Error(`user-create answered ${answer.status}: ${await answer.text()}`);
}

async function signEveryoneIn(config: FullConfig): Promise<void> {
  const { launchOptions, locale } = config.projects[0]!.use;
  const browser = await chromium.launch(launchOptions);
  for (const role of ["administrator", "operator", "auditor"] as const) {
    const context = await browser.newContext({ locale, baseURL: address });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(people[role].email);
    await page.getByLabel("Password").fill(people[role].password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    await context.storageState({ path: statePath(role) });
    await context.close();
  }
  await browser.close();
}
