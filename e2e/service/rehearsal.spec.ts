import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unpack } from "../../test/support/programs.ts";
import { chooseFile, field } from "../support/acts.ts";
import { expect, expectBeside, test } from "../support/fixtures.ts";
import { accepts } from "../support/judge.ts";

test.use({ role: "administrator" });

test("rehearses a mutual handshake with stored files, and gives the pack that was rehearsed", async ({
  page,
  name,
  httpAs,
  folder,
}) => {
  const http = httpAs("operator");
  const [root, server, client] = [name("root"), name("api"), name("minji")];
  await http.ask("selfsigned", { name: root, subject: { CN: `${root} CA` }, key: "p-256" });
  await http.ask("csr", {
    name: server,
    subject: { CN: "api.example.com" },
    subjectAltNames: ["api.example.com"],
    key: "p-256",
  });
  await http.ask("csr", { name: client, subject: { CN: "minji" }, key: "p-256" });
  await http.ask("sign", { request: server, issuer: root, profile: "server" });
  await http.ask("sign", { request: client, issuer: root, profile: "client" });

  await page.goto("/rehearsal");
  await page.getByRole("button", { name: "Rehearse" }).click();
  await expectBeside(
    page.getByRole("combobox", { name: "Server", exact: true }),
    "This is needed. A certificate whose key is stored here.",
  );
  await chooseFile(page, "Server", `${server}.crt`);
  await field(page, "host").fill("api.example.com");
  await chooseFile(page, "Client", `${client}.crt`);
  await chooseFile(page, "Client authorities", `${root}.crt`);
  await page.getByRole("button", { name: "Rehearse" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Every handshake went as expected" })).toContainText(
    "4 connections",
  );

  const without = page
    .getByRole("group")
    .filter({ hasText: "A client without a certificate" })
    .filter({ hasText: "TLS 1.3" });
  await without.locator("summary").press("Enter");
  await expect(without).toContainText("alert 116, certificate_required");
  await expect(without).toContainText("was refused");

  // Another name: the same button tells what a client would say.
  await field(page, "host").fill("other.example.com");
  await page.getByRole("button", { name: "Rehearse again" }).click();
  await expect(page.getByRole("status").filter({ hasText: "A handshake did not go as expected" })).toBeVisible();
  await expect(
    page.getByText("The client looks for other.example.com; the certificate is for api.example.com.").first(),
  ).toBeVisible();
  await expect(page.getByText("hostname mismatch").first()).toBeVisible();

  await field(page, "host").fill("api.example.com");
  await page.getByRole("button", { name: "Get the pack" }).click();
  const dialog = page.getByRole("dialog", { name: "Pack" });
  await dialog.getByRole("radio", { name: /^In clear/ }).check();
  const get = dialog.getByRole("button", { name: "Download mutual-tls.zip" });
  await expect(get).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("checkbox").check();
  const downloading = page.waitForEvent("download");
  await get.click();
  const path = join(folder, "pack.zip");
  await (await downloading).saveAs(path);
  expect(unpack(readFileSync(path), join(folder, "pack"))).toEqual(
    expect.arrayContaining([
      `${server}.key`,
      `${server}-fullchain.crt`,
      "client-ca.crt",
      "STEPS.md",
      "SHA256SUMS",
      "manifest.json",
    ]),
  );
  expect(
    accepts("openssl", [
      "verify",
      "-purpose",
      "sslclient",
      "-CAfile",
      join(folder, "pack/client-ca.crt"),
      join(folder, `pack/clients/${client}.crt`),
    ]),
  ).toBe(true);
});
