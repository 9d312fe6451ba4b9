import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { publicKeyOf, run, strangersKey } from "../support/judge.ts";

async function type(page: Page, line: string): Promise<void> {
  const input = page.getByRole("combobox", { name: "Command line" });
  await input.fill(line);
  await input.press("Enter");
  await expect(input).toHaveValue("");
  await expect(input).not.toHaveAttribute("aria-busy");
}

test("answers as the appliance does, and says why when it cannot", async ({ page, name, http }) => {
  const stem = name("typed");
  const identity = name("used");
  await http.ask("selfsigned", { name: identity, subject: { CN: "used.example.com" }, key: "p-256" });
  await http.ask("service-save", {
    name: `${stem}-service`,
    target: "tls-server",
    inputs: { host: "used.example.com", identity },
  });
  await page.goto("/terminal");
  const log = page.getByRole("log", { name: "Terminal output" });
  await expect(log).toContainText("Type help for the commands.");
  await type(page, "pki");
  await expect(log).toContainText("PKI usage:");
  await expect(log).toContainText(`${stem}-service (tls-server)\n  ${identity}`);
  await type(page, "help");
  await expect(log).toContainText("pki csr");
  await type(page, `pki csr ${stem} CN:${stem}.example.com O:"Example, Inc." subjectAltName:alt.example.com key:p-256`);
  await expect(log).toContainText(`Created key file ${stem}.key and CSR ${stem}.csr`);
  await expect(log).toContainText(`${stem}.example.com was added to the alternative names.`);
  await type(page, `pki csr ${stem} CN:again.example.com`);
  await expect(log).toContainText(`FAILURE: The name ${stem} is in use`);
  await type(page, `pki lsit`);
  await expect(log).toContainText("FAILURE: There is no command lsit. The nearest is list.");
  await type(page, `pki match ${stem}.key ${stem}.csr`);
  await expect(log).toContainText("SUCCESS: Key and certificate pair match");
  await type(page, `pki inspect ${stem}.csr`);
  await expect(log).toContainText("alt.example.com");
  await type(page, `pki list ${stem}`);
  await expect(log).toContainText("User supplied certificates and keys:");
});

test("completes commands and file names, and remembers lines", async ({ page, name, http }) => {
  const stem = name("complete");
  await http.ask("csr", { name: stem, subject: { CN: "complete.example.com" }, key: "p-256" });
  await page.goto("/terminal");
  const input = page.getByRole("combobox", { name: "Command line" });
  await input.pressSequentially("pki self");
  await input.press("Tab");
  await expect(input).toHaveValue("pki selfsigned ");
  await input.fill(`pki inspect ${stem}`);
  await input.press("Tab");
  await expect(page.getByRole("option", { name: `${stem}.csr` })).toBeVisible();
  await input.press("Escape");
  await input.fill("pki list no-such-thing");
  await input.press("Enter");
  await expect(page.getByRole("log")).toContainText("No name holds no-such-thing.");
  await input.press("ArrowUp");
  await expect(input).toHaveValue("pki list no-such-thing");
});

test("asks for a passphrase in a prompt of its own, masked, and in no history", async ({
  page,
  name,
  http,
  httpAs,
  folder,
}) => {
  const stem = name("locked");
  const key = strangersKey(join(folder, "clear.key"));
  run("openssl", ["pkcs8", "-topk8", "-in", key, "-passout", "pass:walnut-seven", "-out", join(folder, "locked.key")]);
  await http.put(`${stem}.key`, readFileSync(join(folder, "locked.key")));
  await page.goto("/terminal");
  const log = page.getByRole("log", { name: "Terminal output" });
  const line = page.getByRole("combobox", { name: "Command line" });
  await line.fill(`pki unlock ${stem}.key`);
  await line.press("Enter");
  const secret = page.getByLabel("Passphrase:");
  await expect(secret).toHaveAttribute("type", "password");
  await secret.fill("not that one");
  await secret.press("Enter");
  await expect(log).toContainText("FAILURE: The passphrase does not open this private key.");
  await line.fill(`pki unlock ${stem}.key`);
  await line.press("Enter");
  await secret.fill("walnut-seven");
  await secret.press("Enter");
  await expect(log).toContainText(`SUCCESS: ${stem}.key is unlocked`);
  await expect(page.getByRole("main")).not.toContainText("walnut-seven");
  await line.press("ArrowUp");
  await expect(line).toHaveValue(`pki unlock ${stem}.key`);
  run("openssl", ["pkey", "-out", join(folder, "taken.key")], {
    input: await httpAs("administrator").take({ name: stem, format: "key-pem", unencrypted: true }),
  });
  expect(publicKeyOf("pkey", join(folder, "taken.key"))).toBe(publicKeyOf("pkey", key));
  await type(page, `pki unlock ${stem}.key passphrase:walnut-seven`);
  await expect(log).toContainText("FAILURE:");
});
