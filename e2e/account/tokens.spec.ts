import { address } from "../support/console.ts";
import { expect, expectBeside, test } from "../support/fixtures.ts";

test.use({ role: "administrator" });

test("makes a token, shown once; a script uses it until it is revoked", async ({ page, name }) => {
  const stem = name("backup-job");
  await page.goto("/settings/tokens");
  const form = page.getByRole("region", { name: "Make a token" });
  await form.getByRole("textbox", { name: "Name" }).fill(stem);
  await form.getByRole("radio", { name: /^Auditor/ }).check();
  await form.getByRole("combobox", { name: "Ends after" }).selectOption({ label: "30 days" });
  await form.getByRole("button", { name: "Make a token" }).click();
  const made = form.getByRole("status").filter({ hasText: `The token ${stem} is made` });
  const token = (await made.getByRole("code").innerText()).trim();
  const ask = (command: string, input: unknown) =>
    fetch(`${address}/api/v1/pki/${command}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(input),
    });
  expect((await ask("list", {})).status).toBe(200);
  expect((await ask("csr", { name: name("no"), subject: { CN: "no.example.com" } })).status).toBe(403);

  await form.getByRole("textbox", { name: "Name" }).fill(stem);
  await form.getByRole("button", { name: "Make a token" }).click();
  await expectBeside(form.getByRole("textbox", { name: "Name" }), new RegExp(`There is already a token ${stem}`));
  await page.reload();
  await expect(page.getByRole("main")).not.toContainText(token);

  const row = page.getByRole("table", { name: "API tokens" }).getByRole("row").filter({ hasText: stem });
  await row.getByRole("button", { name: `Revoke ${stem}` }).click();
  await page
    .getByRole("alertdialog", { name: `Revoke the token ${stem}?` })
    .getByRole("button", { name: "Revoke" })
    .click();
  await expect(row).toContainText("Revoked");
  expect((await ask("list", {})).status).toBe(401);
});

test("a token of one command and one authority is refused outside of them", async ({ page, name, httpAs }) => {
  const [stem, mine, other, web] = [name("scoped"), name("mine"), name("other"), name("web")];
  const http = httpAs("administrator");
  for (const ca of [mine, other]) await http.ask("selfsigned", { name: ca, subject: { CN: ca }, key: "p-256" });
  await http.ask("csr", { name: web, subject: { CN: "web.example.com" }, key: "p-256" });
  await page.goto("/settings/tokens");
  const form = page.getByRole("region", { name: "Make a token" });
  await form.getByRole("textbox", { name: "Name" }).fill("ADA");
  await form.getByRole("textbox", { name: "Only these commands" }).fill("sign");
  await form.getByRole("textbox", { name: "Only these authorities" }).fill(`${mine}x`);
  await form.getByRole("button", { name: "Make a token" }).click();
  await expectBeside(form.getByRole("textbox", { name: "Only these authorities" }), /is no stored authority/);
  await form.getByRole("textbox", { name: "Only these authorities" }).fill(mine);
  await form.getByRole("button", { name: "Make a token" }).click();
  await expectBeside(form.getByRole("textbox", { name: "Name" }), /as if a person had asked/);
  await form.getByRole("textbox", { name: "Name" }).fill(stem);
  await form.getByRole("button", { name: "Make a token" }).click();
  const made = form.getByRole("status").filter({ hasText: `The token ${stem} is made` });
  const token = (await made.getByRole("code").innerText()).trim();
  const ask = async (command: string, input: unknown) => {
    const answer = await fetch(`${address}/api/v1/pki/${command}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    const body = (await answer.json()) as { error?: { code: string } };
    return `${answer.status} ${body.error?.code ?? "done"}`;
  };
  expect(await ask("list", {})).toBe("403 token.out-of-scope");
  expect(await ask("sign", { request: web, issuer: other })).toBe("403 token.out-of-scope");
  expect(await ask("sign", { request: web, issuer: mine })).toBe("200 done");
  const row = page.getByRole("table", { name: "API tokens" }).getByRole("row").filter({ hasText: stem });
  await expect(row).toContainText(`authorities: ${mine}`);
  await page.goto(`/activity?q=${stem}`);
  const entries = page.getByRole("main").getByRole("listitem");
  await expect(
    entries.filter({ hasText: "is limited to some commands, and list is none of them" }).first(),
  ).toContainText("token of ada@example.com");
});
