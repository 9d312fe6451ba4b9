import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures.ts";
import { run, writeFiles } from "../support/judge.ts";

test("the page of a request that waits takes it to its authority and takes the answer", async ({
  page,
  name,
  http,
  folder,
}) => {
  const stem = name("waits");
  const at = (file: string): string => join(folder, file);
  await http.ask("csr", { name: stem, subject: { CN: `${stem}.example.com` }, key: "p-256" });
  await page.goto(`/files/${stem}`);
  const waiting = page.getByRole("region", { name: /waits for its certificate/ });
  await expect(waiting).toContainText(`${stem}.csr was made on`);
  await expect(waiting.getByRole("button", { name: `Copy ${stem}.csr as PEM` })).toBeVisible();
  await expect(waiting.getByRole("link", { name: `Download ${stem}.csr` })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  writeFiles(folder, { "asked.csr": await (await http.get(`${stem}.csr`)).text() });
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90"];
  run("openssl", ["req", "-x509", ...ec, "-keyout", at("ca.key"), "-out", at("ca.pem"), "-subj", `/CN=${stem} CA`]);
  const ca = ["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-days", "60"];
  run("openssl", ["x509", "-req", "-in", at("asked.csr"), ...ca, "-out", at("certnew.cer")]);
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    waiting.getByRole("button", { name: "Choose the answer" }).click(),
  ]);
  await chooser.setFiles(at("certnew.cer"));
  const dialog = page.getByRole("dialog", { name: "Add files" });
  await expect(dialog).toContainText(`Stored as ${stem}.crt`);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(waiting).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: stem })).toBeVisible();
});
