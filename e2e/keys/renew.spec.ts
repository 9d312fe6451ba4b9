import { join } from "node:path";
import { writeFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { commonNameField, nameField } from "../support/acts.ts";
import { countClicks } from "../support/click-count.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Http } from "../support/http.ts";
import { run } from "../support/judge.ts";

async function endingSoon(http: Http, ca: string, web: string, service?: string): Promise<void> {
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", {
    name: web,
    subject: { CN: "shop.example.com", O: "Example Inc" },
    subjectAltNames: ["shop.example.com"],
    key: "p-256",
  });
  await http.ask("sign", { request: web, issuer: ca, profile: "server", days: 9 });
  if (service !== undefined)
    await http.ask("service-save", {
      name: service,
      target: "tls-server",
      inputs: { host: "shop.example.com", identity: web },
    });
}

test("an expiring certificate of a service is renewed and its pack taken in three clicks", async ({
  page,
  name,
  http,
  takeAway,
  folder,
}) => {
  const [ca, web, service] = [name("ca"), name("web"), name("shop")];
  await endingSoon(http, ca, web, service);
  const before = await (await http.get(`${web}.crt`)).text();
  const clicks = await countClicks(page);
  await page.goto(`/files/${web}`);
  await page.getByRole("link", { name: "Renew", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Renew ${web}`);
  await expect(page.getByRole("row", { name: /^Key/ })).toContainText("New key");
  await expect(page.getByRole("region", { name: "What to do at each" })).toContainText(service);
  await expect(page.getByText(`Makes generation 2: new key, by ${ca} Root.`)).toBeInViewport();
  await page.getByRole("button", { name: `Renew ${web}`, exact: true }).click();
  const done = page.getByRole("heading", { name: `${web}, generation 2 is made` });
  await expect(done).toBeFocused();
  await expect(done).toBeInViewport();
  await expect(page.getByRole("button", { name: `Copy PEM: ${web}.crt` })).toBeVisible();
  await expect(page.getByRole("link", { name: `Open ${web}` })).toBeVisible();
  await page.getByLabel("Passphrase of the key in the pack").fill("walnut-breeze-copper");
  const { path } = await takeAway(() => page.getByRole("button", { name: "Get the pack", exact: true }).click());
  await expect.poll(clicks).toBeGreaterThan(0);
  expect(clicks()).toBeLessThanOrEqual(3);

  run("unzip", ["-q", "-o", path, "-d", folder]);
  const files = run("find", [folder, "-name", "*.key", "-o", "-name", "*.crt", "-o", "-name", "*.pem"])
    .trim()
    .split("\n");
  const key = files.find((file) => run("cat", [file]).includes("PRIVATE KEY"));
  expect(run("openssl", ["pkey", "-in", key!, "-passin", "pass:walnut-breeze-copper", "-noout", "-text"])).toContain(
    "256 bit",
  );
  writeFileSync(join(folder, "before.crt"), before);
  for (const file of [`${ca}.crt`, `${web}.crt`])
    writeFileSync(join(folder, file), await (await http.get(file)).text());
  expect(run("openssl", ["verify", "-CAfile", join(folder, `${ca}.crt`), join(folder, `${web}.crt`)])).toContain("OK");
  const names = (file: string) =>
    run("openssl", ["x509", "-in", join(folder, file), "-noout", "-ext", "subjectAltName"]);
  expect(names(`${web}.crt`)).toBe(names("before.crt"));
});

test("a name that a service is called by is added, and can be left out", async ({ page, name, http }) => {
  const [ca, web, service] = [name("ca"), name("web"), name("shop")];
  await endingSoon(http, ca, web);
  await http.ask("service-save", {
    name: service,
    target: "tls-server",
    inputs: { host: "pay.example.com", identity: web },
  });
  await page.goto(`/renew?certificate=${web}`);
  await expect(page.getByText("pay.example.com was added", { exact: true })).toBeVisible();
  await expect(page.getByRole("row", { name: /^Names/ })).toContainText("1 added");
  await page.getByRole("button", { name: "Leave it out" }).click();
  await expect(page.getByText("pay.example.com is left out.")).toBeVisible();
  await expect(page.getByRole("row", { name: /^Names/ })).toContainText("Stays");
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByText("pay.example.com was added", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: `Renew ${web}` }).click();
  await expect(page.getByRole("heading", { name: `${web}, generation 2 is made` })).toBeFocused();
  expect(JSON.stringify(await http.ask("item", { name: web }))).toContain('"nameCount":2');
});

test("an outside authority gets a request, and the answer is the next generation", async ({
  page,
  name,
  http,
  folder,
}) => {
  const mail = name("mail");
  const at = (file: string) => join(folder, file);
  run(
    "openssl",
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${at("ca.key")} -out ${at("ca.crt")} -subj /CN=Outer -days 99`.split(
      " ",
    ),
  );
  const answer = async (to: string, days: number) => {
    writeFileSync(at("r.csr"), await (await http.get(`${mail}.csr`)).text());
    run(
      "openssl",
      `x509 -req -in ${at("r.csr")} -CA ${at("ca.crt")} -CAkey ${at("ca.key")} -CAcreateserial -days ${days} -copy_extensions copy -out ${at(to)}`.split(
        " ",
      ),
    );
  };
  await http.ask("csr", {
    name: mail,
    subject: { CN: "mail.example.com" },
    subjectAltNames: ["mail.example.com"],
    key: "p-256",
  });
  await answer("one.crt", 8);
  await http.put(`${mail}.crt`, run("cat", [at("one.crt")]));
  await page.goto(`/renew?certificate=${mail}`);
  await expect(page.getByText("The authority decides").first()).toBeVisible();
  await page.getByRole("button", { name: "Make the request" }).click();
  await expect(page).toHaveURL(new RegExp(`/files/${mail}\\?file=${mail}\\.csr`));
  await page.goto(`/renew?certificate=${mail}`);
  await expect(page.getByText(/^A request waits since/)).toBeVisible();
  await answer("two.crt", 60);
  await http.ask("upload", { files: [{ name: "certnew.cer", text: run("cat", [at("two.crt")]) }] });
  await page.goto(`/files/${mail}`);
  await expect(page.getByRole("button", { name: "Restore generation 1" })).toBeVisible();
  expect(await http.ask("match", { key: `${mail}.key`, certificate: `${mail}.crt` })).toMatchObject({ matches: true });
});

test("by keyboard alone, and clean for a screen reader before and after", async ({ page, name, http }) => {
  const [ca, web, service] = [name("ca"), name("web"), name("shop")];
  await endingSoon(http, ca, web, service);
  const violations = async () =>
    (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  await page.goto(`/renew?certificate=${web}`);
  expect(await violations()).toEqual([]);
  await page.getByRole("radio", { name: "New key" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("row", { name: /^Key/ })).toContainText("Stays");
  const days = page.getByRole("textbox", { name: "Days" });
  for (let tab = 0; tab < 4 && !(await days.evaluate((element) => element === document.activeElement)); tab += 1)
    await page.keyboard.press("Tab");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("30");
  await page.keyboard.press("Tab");
  await expect(page.getByText(`pki renew ${web} key:same days:30`)).toBeVisible();
  await days.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: `${web}, generation 2 is made` })).toBeFocused();
  await expect(page.getByRole("row", { name: /^Valid until/ })).toContainText("in 29 days");
  expect(await violations()).toEqual([]);
});

test("a file gets another name, and what uses it follows", async ({ page, name, http }) => {
  const [ca, web, service, later] = [name("ca"), name("web"), name("shop"), name("later")];
  await endingSoon(http, ca, web, service);
  await page.goto(`/files/${web}`);
  await page.getByRole("button", { name: `More actions for ${web}` }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  const dialog = page.getByRole("dialog", { name: `Rename ${web}` });
  await expect(dialog).toContainText(service);
  await dialog.getByLabel("New name").fill(later);
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(page).toHaveURL(new RegExp(`/files/${later}$`));
  await expect(page.getByRole("heading", { level: 1, name: later })).toBeVisible();
  await expect(page.getByRole("region", { name: "Used by" }).getByRole("link", { name: service })).toBeVisible();
});

test("a request asks for what a certificate has, stored or pasted, for a stored key too", async ({
  page,
  name,
  http,
}) => {
  const [ca, web, next] = [name("ca"), name("web"), name("next")];
  await endingSoon(http, ca, web);
  await page.goto(`/request?like=${web}&key=${web}.key`);
  await expect(commonNameField(page)).toHaveValue("shop.example.com");
  await expect(page.getByRole("radio", { name: new RegExp(`^${web}.key`) })).toBeChecked();
  await nameField(page).fill(next);
  await page.getByRole("button", { name: "Make key and request" }).click();
  await expect.poll(async () => (await http.get(`${next}.csr`)).status).toBe(200);
  expect(await http.ask("match", { key: `${web}.key`, certificate: `${next}.csr` })).toMatchObject({ matches: true });

  await page.goto("/request");
  await page.getByRole("button", { name: "Fill from a line or certificate" }).click();
  const dialog = page.getByRole("dialog", { name: "Fill from a line or certificate" });
  await dialog
    .getByLabel("Typed line, or PEM")
    .fill((await (await http.get(`${web}.crt`)).text()).replaceAll("\n", ""));
  await dialog.getByRole("button", { name: "Fill the form" }).click();
  await expect(commonNameField(page)).toHaveValue("shop.example.com");

  // The same from a file, in DER.
  await page.goto("/request");
  await page.getByRole("button", { name: "Fill from a line or certificate" }).click();
  const path = test.info().outputPath("shop.der");
  const pem = await (await http.get(`${web}.crt`)).text();
  writeFileSync(path, Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64"));
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    dialog.getByRole("button", { name: "Choose a file" }).click(),
  ]);
  await chooser.setFiles(path);
  await expect(dialog).toBeHidden();
  await expect(commonNameField(page)).toHaveValue("shop.example.com");
});

test("the new key of a renewal is put under a passphrase, and a key that is under one is followed by another", async ({
  page,
  name,
  http,
}) => {
  const [ca, web] = [name("ca"), name("web")];
  await endingSoon(http, ca, web);
  const renewWith = async (passphrase: string, isFirst: boolean) => {
    await page.goto(`/renew?certificate=${web}`);
    const box = page.getByRole("checkbox", { name: /^Put the key under a passphrase/ });
    if (isFirst) await box.check();
    await expect(box).toBeChecked();
    await page.getByLabel("New passphrase", { exact: true }).fill(passphrase);
    await page.getByRole("button", { name: `Renew ${web}` }).click();
    await expect(page.getByText("The two are not the same.").first()).toBeVisible();
    await page.getByLabel("The new passphrase again").fill(passphrase);
    await page.getByRole("button", { name: `Renew ${web}` }).click();
    await expect(page).toHaveURL(/made=\d+/);
    const { keyLock } = await http.ask<{ keyLock: { state: string } | null }>("item", { name: web });
    expect(keyLock?.state).toBe("own-passphrase");
  };
  await renewWith("copper lantern 84 oak", true);
  await renewWith("marble otter 12 lemon", false);
});
