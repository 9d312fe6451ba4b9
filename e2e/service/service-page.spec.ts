import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import type { Http } from "../support/http.ts";

/** The page of a cluster of three machines: never longer than a few screens, and each part of it has an address. */

/** Three machines with all that runs on them; the Call Bridges have their certificate, the rest is to be made. */
async function cluster(http: Http, name: (stem: string) => string): Promise<{ service: string; bridge: string }> {
  const [service, ca, bridge] = [name("cluster"), name("ca"), name("bridge")];
  // A zone of its own: what other tests made would do here as well.
  const zone = `${name("zone")}.example.com`;
  const hosts = ["core1", "core2", "core3"].map((host) => `${host}.${zone}`);
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", {
    name: bridge,
    subject: { CN: `core.${zone}` },
    subjectAltNames: [`core.${zone}`, ...hosts],
    key: "p-256",
  });
  await http.ask("sign", { request: bridge, issuer: ca, profile: "server-client" });
  await http.ask("service-save", {
    name: service,
    target: "cisco-meeting-server",
    inputs: {
      nodes: hosts.map((fqdn, index) => ({
        fqdn,
        services: [
          "web-admin",
          "call-bridge",
          "web-bridge",
          "scheduler",
          ...(index === 2 ? ["turn", "recorder", "streamer", "uploader"] : []),
        ],
        database: index === 0 ? "primary" : "replica",
      })),
      clusterName: `core.${zone}`,
      joinHost: `join.${zone}`,
      identities: [{ service: "call-bridge", identity: bridge }],
    },
  });
  return { service, bridge };
}

interface PlannedStep {
  readonly node: string;
  readonly phase: string;
  readonly lines: readonly string[];
  readonly progress: { readonly state: string };
}

const heightOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollHeight);

test("no view of a cluster of three machines is longer than 3,000 px, and each has an address", async ({
  page,
  name,
  http,
}) => {
  const { service, bridge } = await cluster(http, name);
  await page.setViewportSize({ width: 1440, height: 900 });
  const machines = page.getByRole("navigation", { name: "Machine" });
  for (const query of [
    "",
    "?view=all",
    ...[1, 2, 3].flatMap((n) => [`?machine=core${n}`, `?machine=core${n}&view=role`]),
  ]) {
    await page.goto(`/services/${service}${query}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(service);
    expect
      .soft(await heightOf(page), `the height of ${query === "" ? "the page as it opens" : query}`)
      .toBeLessThan(3000);
  }
  // It opens at the machine of the next step; the table shows who has which certificate.
  await page.goto(`/services/${service}`);
  await expect(machines.getByRole("link", { name: /^core1/ })).toHaveAttribute("aria-current", "page");
  await machines.getByRole("link", { name: /^All/ }).click();
  await expect(page).toHaveURL(/\?view=all$/);
  const table = page.getByRole("region", { name: "Roles by machine" });
  await expect(table.getByRole("row", { name: /^Call Bridge / }).getByRole("link", { name: bridge })).toHaveCount(3);
  await expect(table.getByRole("row", { name: /^Recorder/ })).toContainText("not here");
  await page.getByText("Load on core2").click();
  await expect(page).toHaveURL(/machine=core2&phase=apply/);
  await expect(page.locator("#phase-apply")).toHaveAttribute("open", "");
  await page.getByRole("navigation", { name: "Grouped by" }).getByRole("link", { name: "Role" }).click();
  await expect(page).toHaveURL(/machine=core2&view=role/);
  await expect(page.locator("summary").filter({ hasText: "Call Bridge" }).first()).toBeVisible();
});

test("three kinds of tick: found by the console, said by a person, waited for; and the lines of a machine are copied", async ({
  page,
  name,
  http,
  context,
}) => {
  const { service, bridge } = await cluster(http, name);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/services/${service}?machine=core1&phase=make`);
  // The certificate is in the inventory: no box, and where it is.
  const found = page.getByRole("listitem").filter({ hasText: "found in the inventory" }).first();
  await expect(found.getByRole("img", { name: "Ticked by the console" })).toBeVisible();
  await expect(found.getByRole("checkbox")).toHaveCount(0);
  await found.getByRole("link", { name: `${bridge}.crt` }).click();
  await expect(page).toHaveURL(new RegExp(`/files/${bridge}`));

  await page.goto(`/services/${service}?machine=core1&phase=apply`);
  const apply = page.locator("#phase-apply");
  const waits = apply
    .getByRole("listitem")
    .filter({ has: page.getByRole("img", { name: "Waits" }) })
    .filter({ hasText: "its request is not made yet" })
    .first();
  await expect(waits.getByRole("checkbox")).toHaveCount(0);
  await expect(waits.locator("pre")).toBeHidden();

  const next = apply.locator("[data-state=open]").first();
  await expect(next.locator("pre")).toBeVisible();
  await apply.getByRole("button", { name: "Copy all lines of core1" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  // As they are typed: without the name of the machine before them, and none that waits; what is folded is in it.
  const { plan } = (await http.ask("service", { service })) as { plan: { steps: readonly PlannedStep[] } };
  const open = plan.steps.filter(
    ({ node, phase, progress }) => node === "core1" && phase === "apply" && progress.state === "open",
  );
  expect(copied).toBe(`${open.flatMap(({ lines }) => lines).join("\n")}\n`);
  expect(copied).not.toContain("core1>");

  const step = await next.getByRole("checkbox").getAttribute("value");
  const box = next.getByRole("checkbox");
  await box.focus();
  await page.keyboard.press("Space");
  const ticked = apply.locator(`li:has(input[value="${step}"])`);
  await expect(ticked).toHaveAttribute("data-state", "done");
  await expect(ticked.getByRole("checkbox")).toBeFocused();
  await expect(ticked.locator("pre")).toHaveCount(0);
  await ticked.getByRole("checkbox").press("Space");
  await expect(ticked).toHaveAttribute("data-state", /next|open/);
});

test("what a phase and a list have more comes when it is asked for, and stands there again after a tick", async ({
  page,
  name,
  http,
}) => {
  const { service } = await cluster(http, name);
  await page.goto(`/services/${service}?machine=core1&phase=make`);
  const make = page.locator("#phase-make");
  const rest = make.locator("summary").filter({ hasText: /^\d+ more steps$/ });
  const before = await make.getByRole("listitem").count();
  await rest.press("Enter");
  await expect(page).toHaveURL(/phase=make,make\.rest/);
  await expect.poll(() => make.getByRole("listitem").count()).toBeGreaterThan(before);
  const last = make.getByRole("checkbox").last();
  await last.check();
  await expect(last).toBeFocused();
  await expect(last).toBeVisible();
  const logs = page.getByRole("region", { name: "When a log says" });
  await logs.locator("summary").click();
  await expect(logs.getByText("unsuitable certificate purpose")).toBeVisible();
  await expect(last).toBeVisible();
});

test("the pack is called like the service, and the page fits a phone", async ({ page, name, http }) => {
  const { service } = await cluster(http, name);
  await page.goto(`/services/${service}`);
  await page.getByRole("button", { name: "Get the pack" }).click();
  await expect(
    page.getByRole("dialog", { name: "Pack" }).getByRole("button", { name: `Download ${service}.zip` }),
  ).toBeVisible();
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 390, height: 844 });
  for (const query of ["", "?view=all", "?view=role"]) {
    await page.goto(`/services/${service}${query}`);
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), query).toBeLessThan(1);
  }
});

test("requests are made and signed in one go each, after a preview, but for those of a public authority", async ({
  page,
  name,
  http,
}) => {
  const [service, ca] = [name("pair"), name("ca")];
  const zone = `${name("zone")}.example.com`;
  const hosts = ["one", "two"].map((host) => `${host}.${zone}`);
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("service-save", {
    name: service,
    target: "cisco-meeting-server",
    inputs: {
      nodes: hosts.map((fqdn) => ({ fqdn, services: ["web-admin", "call-bridge", "web-bridge"] })),
      clusterName: `both.${zone}`,
      joinHost: `join.${zone}`,
    },
  });
  await page.goto(`/services/${service}`);
  await page.getByRole("button", { name: /^Make all \d requests$/ }).click();
  const making = page.getByRole("dialog", { name: "Make keys and requests" });
  await expect(
    making
      .getByRole("listitem")
      .filter({ hasText: `join.${zone}` })
      .first(),
  ).toBeVisible();
  await making.getByRole("combobox", { name: "Key" }).selectOption("p-256");
  await making.getByRole("button", { name: /^Make \d requests$/ }).click();
  await expect(making.getByRole("status")).toContainText(/^[1-9] are done\.$/);
  await making.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("button", { name: /^Make all/ })).toHaveCount(0);

  await page.getByRole("button", { name: /^Sign all \d requests$/ }).click();
  const signing = page.getByRole("dialog", { name: "Sign what waits" });
  await signing.getByRole("combobox", { name: "Authority" }).selectOption(ca);
  // Browsers want a public authority: what is for them is not signed by this one.
  await expect(signing.getByText("For a public authority").first()).toBeVisible();
  await signing.getByRole("button", { name: /^Sign \d requests$/ }).click();
  await expect(signing.getByRole("status")).toContainText(/^[1-9] are done\.$/);
  await signing.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("button", { name: /^Sign/ })).toHaveCount(0);
  await expect(
    page
      .getByRole("listitem")
      .filter({ hasText: /found in the inventory: .*\.crt/ })
      .first(),
  ).toBeVisible();
});

test("a stored certificate that would do is chosen by one click, and can be left out", async ({ page, name, http }) => {
  const [service, ca, own] = [name("shop"), name("ca"), name("own")];
  const host = `${name("host")}.example.com`;
  await http.ask("selfsigned", { name: ca, subject: { CN: `${ca} Root` }, key: "p-256" });
  await http.ask("csr", { name: own, subject: { CN: host }, subjectAltNames: [host], key: "p-256" });
  await http.ask("sign", { request: own, issuer: ca, profile: "server" });
  await http.ask("service-save", { name: service, target: "tls-server", inputs: { host } });
  await page.goto(`/services/${service}`);
  await page.getByRole("button", { name: "Use what is stored" }).click();
  const dialog = page.getByRole("dialog", { name: "Use what is stored" });
  const box = dialog.getByRole("checkbox", { name: `${own} for Server` });
  await box.uncheck();
  await expect(dialog.getByRole("button", { name: "Use 0" })).toHaveAttribute("aria-disabled", "true");
  await box.check();
  await dialog.getByRole("button", { name: "Use 1" }).click();
  await expect(page.getByRole("heading", { name: "Nothing is missing" })).toBeVisible();
  await expect(page.getByRole("link", { name: own, exact: true }).first()).toBeVisible();
});

test("what a machine prints is pasted, compared, and ticks its step; the password in it goes nowhere", async ({
  page,
  name,
  http,
}) => {
  const { service, bridge } = await cluster(http, name);
  await page.goto(`/services/${service}?machine=core1&phase=apply`);
  await page.getByRole("button", { name: "Compare a screen" }).click();
  const dialog = page.getByRole("dialog", { name: "What core1 prints" });
  const box = dialog.getByRole("textbox", { name: "Screen" });
  await box.fill(
    [
      "core1> webadmin",
      "TLS listening interface : a",
      "TLS listening port : 445",
      "core1> callbridge",
      "Listening interfaces : a",
      `Key file : ${bridge}.key`,
      "Certificate file : other.crt",
      "core1> turn",
      "Password : S3cret-of-turn",
    ].join("\n"),
  );
  await dialog.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText(/steps? (?:is|are) ticked by it/);
  const other = dialog.getByRole("row", { name: /^Another value: Certificate file/ });
  await expect(other).toContainText("other.crt");
  await expect(other).toContainText(`${bridge}.crt`);
  await expect(dialog).not.toContainText("S3cret");
  await page.keyboard.press("Escape");
  const apply = page.locator("#phase-apply");
  const ticked = apply.getByRole("listitem").filter({ hasText: "read from the pasted webadmin screen" });
  await expect(ticked.getByRole("img", { name: "Ticked by the console" })).toBeVisible();
});
