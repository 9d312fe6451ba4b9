import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { port } from "../support/console.ts";
import { expect, test } from "../support/fixtures.ts";

/** A console of its own: nobody is in it yet. */
async function startFresh(folder: string, freshPort: number): Promise<{ child: ChildProcess; link: string }> {
  // An empty variable counts as absent.
  const absent = { DATABASE_URL: "", ADMIN_EMAIL: "", ADMIN_PASSWORD: "", MASTER_KEY_FILE: "" };
  const env = {
    ...process.env,
    ...absent,
    NODE_ENV: "production" as const,
    PORT: String(freshPort),
    DATA_DIR: join(folder, "data"),
  };
  const child = spawn("node", ["scripts/start.mjs"], { env, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  for (let i = 0; i < 240 && child.exitCode === null; i++) {
    const [, link] = /(http:\/\/\S+\/setup#\S+)/.exec(said) ?? [];
    if (link !== undefined) return { child, link };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  child.kill("SIGTERM");
  throw new Error(`No set-up link was printed:\n${said}`);
}

test.use({ role: "nobody" });

test("the printed link makes the first administrator, once", async ({ page, folder }) => {
  const { child, link } = await startFresh(folder, port + 1);
  try {
    const address = new URL(link).origin;
    await page.goto(`${address}/files`);
    await expect(page).toHaveURL(`${address}/setup`);
    await page.goto("about:blank");
    await page.goto(link);
    // The token leaves the address at once: no history keeps it.
    await expect(page).toHaveURL(`${address}/setup`);
    await expect(page.getByRole("textbox", { name: "Set-up token" })).toHaveCount(0);
    await page.getByRole("textbox", { name: "Name" }).fill("Ada Park");
    await page.getByRole("textbox", { name: "E-mail" }).fill("ada@example.org");
    const password = page.getByRole("textbox", { name: "Password" });
    await password.fill("short");
    await page.getByRole("button", { name: "Make the administrator" }).click();
    await expect(password).toHaveAccessibleDescription(/needs at least 12/);
    await password.fill("otter-plinth-carbon-41");
    await page.getByRole("button", { name: "Make the administrator" }).click();
    await expect(
      page
        .getByRole("heading", { name: "Start here" })
        .or(page.getByRole("heading", { name: "Overview", level: 1 }))
        .first(),
    ).toBeVisible();

    await page.getByRole("button", { name: "Account menu for ada@example.org" }).click();
    await expect(page.getByRole("menu")).toContainText("Administrator");
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await page.goto("about:blank");
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "The console is set up already" })).toBeVisible();
    await page.getByRole("link", { name: "Go to sign-in" }).click();
    await page.getByRole("textbox", { name: "E-mail" }).fill("ada@example.org");
    await page.getByRole("textbox", { name: "Password" }).fill("otter-plinth-carbon-41");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("button", { name: "Account menu for ada@example.org" })).toBeVisible();
  } finally {
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
  }
});
