import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures.ts";

/** Fields for a stored file: what they offer, what they say of the rest, and what Enter takes. */

test("a field offers what fits, says why the rest does not, and Enter takes no name that is not shown", async ({
  page,
  name,
  http,
}) => {
  const stem = name("pick");
  await http.ask("csr", {
    name: `${stem}-one`,
    subject: { CN: `${stem}.example.com` },
    subjectAltNames: [`${stem}-hidden.internal`],
    key: "p-256",
  });
  await http.ask("selfsigned", { name: `${stem}-ca`, subject: { CN: `${stem} CA` }, key: "p-256" });
  await http.ask("selfsigned", { name: `${stem}-site`, subject: { CN: "site" }, profile: "server", key: "p-256" });
  await page.goto("/sign");

  const authority = page.getByRole("combobox", { name: "Authority" });
  await authority.fill(stem);
  const list = page.getByRole("listbox", { name: "Stored files" });
  await expect(list.getByRole("option", { name: new RegExp(`${stem}-ca\\.crt`) })).toContainText(
    new RegExp(`Authority · ${stem} CA · until `),
  );
  await expect(list.getByRole("group", { name: "Not offered" })).toContainText(
    "is not a certificate authority (no basicConstraints CA:TRUE), so it cannot sign.",
  );
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(authority).toHaveValue(`${stem}-ca.crt`);

  const request = page.getByRole("combobox", { name: "Request" });
  await request.fill(`${stem}-hidden`);
  await expect(page.getByText(`Matches ${stem}-hidden.internal`)).toBeVisible();
  const only = page.getByRole("option", { name: new RegExp(`${stem}-one`) });
  await expect(only).toHaveAttribute("aria-selected", "false");
  await page.keyboard.press("Enter");
  await expect(request).toHaveValue(`${stem}-hidden`);
  await page.keyboard.press("ArrowDown");
  await expect(only).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(request).toHaveValue(`${stem}-one.csr`);
  await expect(request).toBeFocused();
});
