import { readdirSync, readFileSync } from "node:fs";
import { unpack } from "../../test/support/programs.ts";
import { countClicks } from "../support/click-count.ts";
import { people, port } from "../support/console.ts";
import { fillPair } from "../support/acts.ts";
import { expect, test } from "../support/fixtures.ts";
import { run } from "../support/judge.ts";
import { startOwnConsole, stopOwnConsoles } from "../support/own-console.ts";

// An inventory of its own: what other journeys have stored would be offered, and fewer requests made.
test.use({ storageState: { cookies: [], origins: [] } });
test.afterEach(stopOwnConsoles);

/** The most clicks from an empty inventory to the files of three machines. */
const budget = 40;

test("a cluster of three Meeting Servers comes from nothing to its pack in forty clicks, and OpenSSL takes the files", async ({
  page,
  name,
  folder,
  takeAway,
}) => {
  test.setTimeout(240_000);
  const own = await startOwnConsole({ folder, port: port + 7 });
  const { email, password } = people.administrator;
  await page.goto(`${own.address}/sign-in`);
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  const [service, ca] = [name("cms"), name("root")];
  const zone = `${service}.example.com`;
  const clicks = await countClicks(page);
  await page.goto(own.address);
  await page.getByRole("link", { name: "Self-signed" }).first().click();
  await fillPair(page, { name: ca, cn: `${ca} Root` });
  await page.getByRole("button", { name: "Make key and certificate" }).click();
  await expect(page.getByText(`${ca}.crt`).first()).toBeVisible();

  await page
    .getByRole("link", { name: /^Services/ })
    .first()
    .click();
  await page.getByRole("link", { name: "Describe a service" }).first().click();
  await page.getByRole("link", { name: "Cisco Meeting Server" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(service);
  for (const index of [0, 1, 2]) {
    if (index > 0) await page.getByRole("button", { name: "Add a machine" }).click();
    await page.getByRole("textbox", { name: `FQDN, row ${index + 1}` }).fill(`core${index + 1}.${zone}`);
    await page
      .getByRole("combobox", { name: `Database, row ${index + 1}` })
      .selectOption(index === 0 ? "primary" : "replica");
    await page.getByRole("checkbox", { name: `Web Bridge on core${index + 1}` }).check();
  }
  await page.getByRole("textbox", { name: /^Cluster name/ }).fill(`core.${zone}`);
  await page.getByRole("textbox", { name: /^Join/ }).fill(`join.${zone}`);
  await page.getByRole("button", { name: "Save and check" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(service);

  await page.getByRole("button", { name: "Make all 12 requests" }).click();
  const make = page.getByRole("dialog", { name: "Make keys and requests" });
  await make.getByRole("button", { name: "Make 12 requests" }).click();
  await expect(make.getByRole("status")).toContainText("12 are done.", { timeout: 60_000 });
  await make.getByRole("button", { name: "Close" }).last().click();

  await page.getByRole("button", { name: /^Sign all \d+ requests$/ }).click();
  const sign = page.getByRole("dialog", { name: "Sign what waits" });
  await sign.getByRole("combobox", { name: "Authority" }).selectOption(ca);
  await sign.getByRole("checkbox", { name: /for a public authority/ }).check();
  await sign.getByRole("button", { name: "Sign 12 requests" }).click();
  await expect(sign.getByRole("status")).toContainText("12 are done.", { timeout: 60_000 });
  await sign.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByText(/^Ready(, with remarks)?$/).first()).toBeVisible();
  await expect(page.getByText("12 of 12 here")).toBeVisible();

  await page.getByRole("navigation", { name: "Parts of the service" }).getByRole("link", { name: "Rehearsal" }).click();
  await page.getByRole("button", { name: "Rehearse" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Every handshake went as expected" })).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole("button", { name: "Get the pack" }).click();
  const dialog = page.getByRole("dialog", { name: "Pack" });
  await dialog.getByRole("radio", { name: /^In clear/ }).check();
  await dialog.getByRole("checkbox").check();
  const { path } = await takeAway(() => dialog.getByRole("button", { name: `Download ${service}.zip` }).click());
  const used = clicks();
  expect(used, "the count itself works").toBeGreaterThan(20);
  expect(used).toBeLessThanOrEqual(budget);

  const files = path.replace(/\.zip$/, "");
  unpack(readFileSync(path), files);
  for (const node of ["core1", "core2", "core3"]) {
    const bundle = readdirSync(`${files}/${node}`).find((file) => /^callbridge.*-bundle\.crt$/.test(file))!;
    const [authorities, leaf] = [bundle, bundle.replace("-bundle", "")].map((file) => `${files}/${node}/${file}`);
    expect(run("openssl", ["verify", "-CAfile", authorities!, "-verify_hostname", `core.${zone}`, leaf!])).toContain(
      "OK",
    );
  }
});
