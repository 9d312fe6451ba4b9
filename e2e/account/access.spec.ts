import { fillPair } from "../support/acts.ts";
import { address, statePath } from "../support/console.ts";
import { expect, test } from "../support/fixtures.ts";

const pages = [
  "/",
  "/files",
  "/request",
  "/sign",
  "/selfsigned",
  "/inspect",
  "/match",
  "/verify",
  "/rehearsal",
  "/unlock",
  "/pkcs12-to-ssh",
  "/terminal",
  "/activity",
  "/settings",
  "/settings/sessions",
  "/settings/tokens",
  "/settings/users",
];

test.describe("nobody", () => {
  test.use({ role: "nobody" });

  test("is sent to the sign-in page from everywhere, and back after it", async ({ page, request }) => {
    for (const path of pages) {
      const answer = await request.get(path, { maxRedirects: 0 });
      expect([path, answer.status(), new URL(answer.headers()["location"]!, address).pathname]).toEqual([
        path,
        307,
        "/sign-in",
      ]);
    }
    expect(
      (
        await request.post("/download", {
          form: { name: "x", format: "zip" },
          headers: { "sec-fetch-site": "same-origin" },
        })
      ).status(),
    ).toBe(401);
    expect((await request.post("/api/v1/pki/list", { data: {} })).status()).toBe(401);
    expect((await request.get("/api/v1/health")).status()).toBe(200);
    // A policy that lets in the page's own scripts alone, another one for each page.
    const policies = await Promise.all(
      [1, 2].map(async () => {
        const answer = await request.get("/sign-in");
        const policy = answer.headers()["content-security-policy"] ?? "";
        const nonce = /'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1];
        const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
        expect(scripts.length).toBeGreaterThan(3);
        expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
        return policy;
      }),
    );
    expect(policies[0]).not.toBe(policies[1]);
    expect(policies.join()).not.toContain("unsafe");
    await page.goto("/verify?file=x.crt");
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fverify%3Ffile%3Dx\.crt/);
    await page.getByRole("textbox", { name: "E-mail" }).fill("yuna@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill("meadow-lantern-quartz-88");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/verify\?file=x\.crt/);
  });
});

test.describe("an auditor", () => {
  test.use({ role: "auditor" });

  test("sees nothing that changes anything", async ({ page, name, httpAs }) => {
    const stem = name("seen");
    await httpAs("operator").ask("selfsigned", { name: stem, subject: { CN: "seen.example.com" }, key: "p-256" });
    await page.goto("/files");
    const navigation = page.getByRole("navigation", { name: "Main" });
    for (const absent of ["Signing request", "Sign", "Self-signed", "Unlock", "PKCS#12 to SSH"])
      await expect(navigation.getByRole("link", { name: absent, exact: true })).toHaveCount(0);
    for (const absent of ["Add files", "New request"])
      await expect(page.getByText(absent, { exact: true })).toHaveCount(0);
    await page.goto(`/files/${stem}`);
    await page.getByRole("button", { name: `More actions for ${stem}` }).click();
    await expect(page.getByRole("menuitem").first()).toBeVisible();
    await expect(page.getByRole("menuitem", { name: "Delete" })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Download", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Download" });
    await expect(dialog.getByRole("option", { name: "Certificate, PEM" })).toHaveCount(1);
    await expect(dialog.getByRole("option", { name: /private/i })).toHaveCount(0);
    await expect(dialog.getByRole("radio")).toHaveCount(0);
  });

  test("is refused when a form is sent all the same", async ({ page, name, httpAs, browser }) => {
    const [taken, again] = [name("taken"), name("again")];
    // What an operator's browser sends, sent once more with the auditor's session.
    const context = await browser.newContext({ storageState: statePath("operator"), baseURL: address });
    const theirs = await context.newPage();
    await theirs.goto("/request");
    await fillPair(theirs, { name: taken, cn: "taken.example.com" });
    const [sent] = await Promise.all([
      theirs.waitForRequest((request) => request.method() === "POST"),
      theirs.getByRole("button", { name: "Make key and request" }).click(),
    ]);
    await expect(theirs.getByRole("status").filter({ hasText: `${taken}.key` })).toBeVisible();
    const { cookie: _theirs, ...headers } = await sent.allHeaders();
    const answer = await page.request.post("/request", {
      headers: Object.fromEntries(
        Object.entries(headers).filter(([header]) => !header.startsWith(":") && header !== "content-length"),
      ),
      data: sent.postData()!.replaceAll(taken, again),
    });
    expect(await answer.text()).toContain("actor.forbidden");
    expect((await httpAs("operator").refused("item", { name: again })).code).toBe("file.not-found");
    await context.close();

    const put = await httpAs("auditor").put("x.crt", "nothing");
    expect(put.status).toBe(403);
    for (const [command, input] of [
      ["sign", { request: taken, issuer: taken }],
      ["remove", { file: `${taken}.csr`, confirm: true }],
      ["export", { name: taken, format: "key-pem", passphrase: "nine-words-of-iron" }],
      ["user-list", {}],
      ["token-create", { name: "x", role: "administrator" }],
    ] as const) {
      expect([command, (await httpAs("auditor").refused(command, input)).status]).toEqual([command, 403]);
    }
  });
});

test.describe("an operator", () => {
  test.use({ role: "operator" });

  test("takes no key away in clear, and is not told who there is", async ({ page, name, http }) => {
    const stem = name("mine");
    // No authority: the key of one is not an operator's to take at all (below).
    await http.ask("selfsigned", { name: stem, subject: { CN: "mine.example.com" }, key: "p-256", profile: "server" });
    await page.goto(`/files/${stem}`);
    await page.getByRole("button", { name: "Download", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Download" });
    await dialog.getByRole("radio", { name: /^Something else/ }).check();
    await expect(dialog.getByRole("option", { name: "Private key, locked", exact: true })).toHaveCount(1);
    await expect(dialog.getByRole("option", { name: /in clear/ })).toHaveCount(0);
    await dialog.getByRole("radio", { name: /^A server/ }).check();
    await expect(dialog.getByRole("option")).toHaveText(["nginx", "HAProxy"]);
    await expect(dialog.getByRole("button", { name: "In clear" })).toHaveCount(0);
    const answer = await page.request.post("/download", {
      form: { name: stem, format: "key-pem", unencrypted: "true" },
      headers: { "sec-fetch-site": "same-origin" },
    });
    expect(answer.status()).toBe(403);
    expect(await http.refused("export", { name: stem, format: "key-pem", unencrypted: true })).toMatchObject({
      status: 403,
      code: "actor.forbidden",
    });
    const ca = name("root");
    await http.ask("selfsigned", { name: ca, subject: { CN: "Root" }, key: "p-256" });
    const key = { name: ca, format: "pkcs12", passphrase: "nine-words-of-iron" };
    expect(await http.refused("export", key)).toMatchObject({ status: 403, code: "actor.forbidden" });
    expect(await http.refused("sign", { request: ca, issuer: ca, profile: "sub-ca" })).toMatchObject({ status: 403 });
    // From another site, not even what the role may do.
    const foreign = await page.request.post("/download", {
      form: { name: stem, format: "zip" },
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(await foreign.text()).toContain("request.foreign-origin");
    expect((await http.get(`${stem}.key`)).status).toBe(403);
    for (const path of ["/settings/users", "/settings/tokens"]) {
      await page.goto(path);
      await expect(page.getByRole("main").getByRole("alert")).toContainText("The role operator may not do this");
    }
  });
});
