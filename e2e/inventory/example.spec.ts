import AxeBuilder from "@axe-core/playwright";
import { fillPair } from "../support/acts.ts";
import { people, port } from "../support/console.ts";
import { expect, test } from "../support/fixtures.ts";
import { startOwnConsole, stopOwnConsoles } from "../support/own-console.ts";

// An inventory of its own: the example begins on an empty one.
test.use({ storageState: { cookies: [], origins: [] } });
test.afterEach(stopOwnConsoles);

test("a newcomer loads the example with one click, sees what it is, and removes it with one click", async ({
  page,
  folder,
}) => {
  test.setTimeout(180_000);
  const own = await startOwnConsole({
    folder,
    port: port + 8,
    // What its pages ran counts as run, like that of the console that the others share.
    variables: { NODE_OPTIONS: `--import=${new URL("../support/record-page-commands.mjs", import.meta.url).href}` },
  });
  const { email, password } = people.administrator;
  await page.goto(`${own.address}/sign-in`);
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();

  await page.getByRole("button", { name: "Load the example inventory" }).click();
  const remove = page.getByRole("button", { name: "Remove the example" });
  await expect(remove).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("This is an example", { exact: true })).toBeVisible();
  const attention = page.getByRole("region", { name: "Needs attention" });
  await expect(attention.getByRole("heading", { name: "example-tableau has expired" })).toBeVisible();
  await expect(attention.getByRole("heading", { name: "example-webadmin1 ends" })).toBeVisible();

  // Marked wherever it is shown.
  await page.goto(`${own.address}/files`);
  const rows = page.getByRole("row").filter({ has: page.getByRole("link", { name: /example|Example/ }) });
  await expect(rows.first()).toBeVisible();
  for (const row of await rows.all()) await expect(row.getByText("Example", { exact: true })).toBeVisible();
  await page.goto(`${own.address}/files/example-webadmin1`);
  await expect(page.getByText("Example", { exact: true })).toBeVisible();
  await page.goto(`${own.address}/services`);
  await expect(page.getByText("Example", { exact: true })).toHaveCount(4);
  await page.getByRole("link", { name: "Example CMS cluster" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Example CMS cluster" })).toBeVisible();
  await expect(page.getByText("Example", { exact: true })).toBeVisible();
  await page.goto(`${own.address}/batches`);
  await expect(page.getByText("Example", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Example team" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Example team" })).toBeVisible();
  await expect(page.getByText("Example", { exact: true })).toBeVisible();

  // One's own certificate, by an authority of the example: what it needs stays, and is named.
  await page.goto(`${own.address}/request`);
  await fillPair(page, { name: "intranet", cn: "intranet.corp.example" });
  await page.getByRole("button", { name: "Make key and request" }).click();
  await expect(page.getByText("intranet.csr").first()).toBeVisible();
  await page.goto(`${own.address}/sign?request=intranet.csr&issuer=example-issuing.crt`);
  await page.getByRole("button", { name: "Sign intranet", exact: true }).click();
  await expect(page.getByText("intranet.crt").first()).toBeVisible();
  await page.goto(own.address);
  await expect(page.getByText("An example inventory is here beside your own")).toBeVisible();
  await remove.press("Enter");
  await expect(page.getByText("example-issuing, needed by intranet.crt")).toBeVisible();
  await expect(page.getByText("example-root, an authority above one of these")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.goto(`${own.address}/services`);
  await expect(page.getByText("Example CMS cluster")).toHaveCount(0);
  await page.goto(`${own.address}/files`);
  await expect(page.getByRole("link", { name: "intranet", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "example-tableau" })).toHaveCount(0);
});
