import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";

/** Tab until what has focus is called so; a trap or a missing stop ends in an error. */
async function tabTo(page: Page, name: RegExp, role?: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) continue;
    const label = await focused.evaluate(
      (element) =>
        `${element.getAttribute("aria-label") ?? ""} ${(element as HTMLInputElement).labels?.[0]?.textContent ?? ""} ${element.tagName === "INPUT" ? "" : (element.textContent ?? "")}`,
    );
    if (name.test(label.trim()) && (role === undefined || (await focused.getAttribute("role")) === role)) return;
  }
  throw new Error(`Tab never reached ${String(name)}`);
}

test("a request from the first Tab to the download, without a mouse", async ({ page, name, http }) => {
  const stem = name("keys");
  await page.goto("/");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();

  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("signing");
  await expect(palette.getByRole("option", { name: /Signing request/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/request$/);
  await expect(page.getByRole("heading", { name: "New signing request" })).toBeVisible();

  await tabTo(page, /^Name/);
  await page.keyboard.type(stem);
  await tabTo(page, /^Common name/);
  await page.keyboard.type(`${stem}.example.com`);
  await tabTo(page, /^More names/);
  await page.keyboard.type("alt.example.com,192.0.2.5,");
  await expect(page.getByRole("button", { name: "Correct 192.0.2.5" })).toBeVisible();
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("button", { name: "Correct 192.0.2.5" })).toHaveCount(0);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await tabTo(page, /RSA 2048/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: /^ECDSA P-256/ })).toBeChecked();
  await tabTo(page, /^Make key and request/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: `${stem}.key and ${stem}.csr are made` })).toBeVisible();
  expect(await http.ask("inspect", { file: `${stem}.csr` })).toMatchObject({ kind: "csr" });

  // Whoever leaves for another page by the palette begins in it, not where they were on the one before.
  await page.getByRole("link", { name: "Overview" }).focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("match");
  await expect(palette.getByRole("option", { name: /^Match/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/match$/);
  await expect(page.locator("#main")).toBeFocused();
});

test("the list: arrows move, x selects, Enter opens", async ({ page, name, http }) => {
  const stem = name("row");
  for (const index of [1, 2, 3])
    await http.ask("csr", { name: `${stem}-${index}`, subject: { CN: "row.example.com" }, key: "p-256" });
  await page.goto(`/files?q=${stem}`);
  await page.getByRole("link", { name: `${stem}-1` }).focus();
  await page.keyboard.press("x");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("link", { name: `${stem}-2` })).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByRole("toolbar").getByRole("status")).toHaveText("2 selected");
  await page.keyboard.press("x");
  await expect(page.getByRole("toolbar").getByRole("status")).toHaveText("1 selected");
  await page.keyboard.press("End");
  await expect(page.getByRole("link", { name: `${stem}-3` })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/files/${stem}-3$`));
});

test("a dialog takes focus, keeps it, and gives it back", async ({ page }) => {
  await page.goto("/files");
  const opener = page.getByRole("button", { name: "Add files" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add files" });
  await expect(dialog).toBeVisible();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();

  const finder = page.getByRole("button", { name: "Search and commands" });
  await finder.focus();
  await page.keyboard.press("/");
  await expect(page.getByRole("dialog", { name: "Search and commands" })).toBeVisible();
  await page.keyboard.type("pki list");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/terminal\?line=pki(\+|%20)list/);
  await expect(page.getByRole("combobox", { name: "Command line" })).toHaveValue("pki list");
});

test("the answer of an outside authority is pasted and its bundle made, without a mouse", async ({
  page,
  name,
  http,
  folder,
  takeAway,
}) => {
  const stem = name("answer");
  const at = (file: string) => join(folder, file);
  await http.ask("csr", { name: stem, subject: { CN: `${stem}.example.com` }, key: "p-256" });
  writeFileSync(at("r.csr"), await (await http.get(`${stem}.csr`)).text());
  run(
    "openssl",
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${at("ca.key")} -out ${at("ca.crt")} -subj /CN=${stem}-root -days 99`.split(
      " ",
    ),
  );
  run(
    "openssl",
    `x509 -req -in ${at("r.csr")} -CA ${at("ca.crt")} -CAkey ${at("ca.key")} -CAcreateserial -days 60 -out ${at("a.crt")}`.split(
      " ",
    ),
  );
  const answer = run("cat", [at("a.crt"), at("ca.crt")]);

  await page.goto("/files");
  await tabTo(page, /^Add files/);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add files" });
  await expect(dialog).toBeVisible();
  await tabTo(page, /^Or paste PEM/);
  await page.keyboard.insertText(answer);
  await tabTo(page, /^Add the pasted text/);
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("listitem").first()).toContainText(`${stem}.crt`);
  await tabTo(page, new RegExp(`^Make the bundle of ${stem}`));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Download .*fullchain\.pem$/ })).toBeVisible();
  await tabTo(page, /^Download .*fullchain\.pem$/);
  const bundle = await takeAway(() => page.keyboard.press("Enter"));
  expect(run("openssl", ["storeutl", "-certs", "-noout", bundle.path])).toContain("Total found: 2");
  expect(await http.ask("match", { key: `${stem}.key`, certificate: `${stem}.crt` })).toMatchObject({ matches: true });
});

test("thirty people get their certificates without a mouse", async ({ page, name, http }) => {
  const ca = name("people");
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} CA` }, key: "p-256" });
  const people = Array.from({ length: 30 }, (_, index) => `Person ${index},${ca}.${index}@example.com`);
  await page.goto("/batches/new");
  await tabTo(page, /^Table/);
  await page.keyboard.insertText(`name,email\n${people.join("\n")}\n`);
  await expect(page.getByText("30 ready")).toBeVisible();
  await tabTo(page, /^Authority/);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(`${ca}.crt`);
  await expect(page.getByRole("option", { name: new RegExp(`^${ca}\\.crt`) })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Authority" })).toHaveValue(`${ca}.crt`);
  await tabTo(page, /^Issue 30 certificates/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/batches\/[0-9a-f-]+$/);
  await expect(page.getByText(/30 of 30|30 certificates/).first()).toBeVisible({ timeout: 60_000 });
});
