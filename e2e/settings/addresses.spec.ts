import { address } from "../support/console.ts";
import { expect, test } from "../support/fixtures.ts";

/**
 * An administrator says where lists are found, tries it, and sets how the lists of an authority are kept.
 */
test.use({ role: "administrator" });

test("the address of lists is set, tried and corrected, and certificates say it", async ({ page, http }) => {
  await http.ask("selfsigned", { name: "published-ca", subject: { CN: "Published CA" }, key: "p-256" });
  await page.goto("/settings/addresses");
  await expect(page.getByRole("heading", { name: "Addresses of lists and OCSP" })).toBeVisible();
  await page.getByLabel("Address", { exact: true }).fill("https://pki.example.com");
  await page.getByRole("button", { name: "Save and try" }).click();
  await expect(page.getByText("The address begins with https://, and it has to be http://.")).toBeVisible();

  // A name that leads nowhere is saved all the same: the DNS may come later. It is told at once.
  await page.getByLabel("Address", { exact: true }).fill("no-such-host.invalid");
  await page.getByRole("button", { name: "Save and try" }).click();
  await expect(page.getByText("The host of the console knows no address of this name.")).toBeVisible();

  await page.getByLabel("Address", { exact: true }).fill(address);
  await page.getByRole("button", { name: "Save and try" }).click();
  await expect(page.getByText("The console is reached by this address")).toBeVisible();
  await expect(page.getByText("This address means the machine itself")).toBeVisible();

  // The first certificate that names the list has it signed.
  await http.ask("csr", { name: "published-kim", subject: { CN: "Kim" }, key: "p-256" });
  await http.ask("sign", { request: "published-kim", issuer: "published-ca", profile: "client" });
  await page.reload();
  const row = page.getByRole("row", { name: /Published CA/ });
  await expect(row).toContainText(`${address}/crl/published-ca.crl`);
  await expect(row).toContainText("7 days");
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByText("The console is reached by this address")).toBeVisible();

  await row.getByRole("button", { name: "Change Published CA" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Days that a list holds").fill("0");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("A whole number from 1 to 366, or nothing.")).toBeVisible();
  await dialog.getByLabel("Days that a list holds").fill("14");
  await dialog.getByLabel("Delta lists").check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText("14 days, with delta lists");

  // Every other journey on this console goes on without addresses.
  await page.getByRole("button", { name: "Take it away" }).click();
  await expect(page.getByText("Certificates say no address from now on.", { exact: true })).toBeVisible();
});
