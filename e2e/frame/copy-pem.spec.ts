import type { Page } from "@playwright/test";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";

/** Presses the button that copies, and returns what is then in the clipboard. */
async function copied(page: Page, name: string): Promise<string> {
  const button = page.getByRole("button", { name, exact: true });
  await button.click();
  await expect(page.getByRole("status").filter({ hasText: /^Copied$/ })).toHaveCount(1);
  return page.evaluate(() => navigator.clipboard.readText());
}

test("the PEM of a certificate, a request, a bundle and a public key can be copied and looked at where each is shown", async ({
  page,
  name,
  http,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const [ca, web] = [name("ca"), name("web")];
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", { name: web, subject: { CN: "web.example.com" }, key: "p-256" });
  await http.ask("sign", { request: web, issuer: ca, profile: "server", days: 30 });
  const [certificate, request, root] = await Promise.all(
    [`${web}.crt`, `${web}.csr`, `${ca}.crt`].map(async (file) => (await http.get(file)).text()),
  );

  await page.goto(`/files/${web}`);
  const view = page.getByRole("button", { name: `View PEM: ${web}.crt` });
  await expect(view).toHaveAttribute("aria-expanded", "false");
  await view.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: `Text of ${web}.crt` })).toHaveText(certificate!);
  expect(await copied(page, `Copy PEM: ${web}.crt`)).toBe(certificate);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.goto(`/files/${web}?file=${web}.csr`);
  expect(await copied(page, `Copy PEM: ${web}.csr`)).toBe(request);

  await page.goto(`/compare?first=${web}.csr&second=${web}.crt`);
  expect(await copied(page, `Copy PEM: ${web}.csr`)).toBe(request);
  await page.goto(`/compare?first=${web}.csr&second=${web}.crt`);
  expect(await copied(page, `Copy PEM: ${web}.crt`)).toBe(certificate);

  await page.goto(`/bundle?file=${web}.crt`);
  expect(await copied(page, "Copy PEM: web.example.com-fullchain.pem")).toBe(`${certificate}${root}`);

  await page.goto("/inspect");
  await page.getByLabel("Or paste it").fill(`${certificate}${root}`);
  await page.getByRole("button", { name: "Inspect", exact: true }).first().click();
  expect(await copied(page, "Copy PEM: Bundle")).toBe(`${certificate}${root}`);
  await expect(page.getByRole("main")).not.toContainText("undefined");
  await page.goto("/inspect");
  const publicKey = run("openssl", ["x509", "-noout", "-pubkey"], { input: certificate });
  await page.getByLabel("Or paste it").fill(publicKey);
  await page.getByRole("button", { name: "Inspect", exact: true }).first().click();
  expect(await copied(page, "Copy PEM: Public key")).toBe(publicKey);
});
