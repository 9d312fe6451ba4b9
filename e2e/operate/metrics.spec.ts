import { expect, test } from "../support/fixtures.ts";

test.use({ role: "auditor", provoked: [/401/] });

test("the state of the console is said without a token, its measures to a token and to a signed-in person", async ({
  page,
  playwright,
  baseURL,
}) => {
  const stranger = await playwright.request.newContext({
    baseURL: baseURL as string,
    storageState: { cookies: [], origins: [] },
  });
  const ready = await stranger.get("/api/v1/ready");
  expect(ready.status()).toBe(200);
  expect(await ready.json()).toEqual({ status: "ready", database: "ok", vault: "ok", disk: "ok", clock: "ok" });
  expect(await (await stranger.get("/api/v1/health")).json()).toEqual({ status: "ok" });
  const refused = await stranger.get("/metrics", { maxRedirects: 0 });
  expect(refused.status()).toBe(401);
  expect(await refused.json()).toMatchObject({ ok: false, error: { code: "actor.unknown" } });

  const id = refused.headers()["x-request-id"];
  expect(id).toMatch(/^[A-Za-z0-9_-]{16}$/);
  const measured = await page.request.get("/metrics");
  expect(measured.status()).toBe(200);
  expect(measured.headers()["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(measured.headers()["x-request-id"]).not.toBe(id);
  const text = await measured.text();
  expect(text).toMatch(/^chainsmith_certificates\{band="expired"\} \d+$/m);
  expect(text).toMatch(/^chainsmith_request_duration_seconds_count\{kind="probe",status="4xx"\} [1-9]\d*$/m);
  await stranger.dispose();
});

test("a token that is limited to metrics reads them and nothing else", async ({ baseURL, httpAs, name }) => {
  const { token } = await httpAs("administrator").ask<{ token: string }>("token-create", {
    name: name("prometheus"),
    role: "auditor",
    commands: ["metrics"],
  });
  const headers = { authorization: `Bearer ${token}` };
  const measured = await fetch(`${baseURL}/metrics`, { headers });
  expect(measured.status).toBe(200);
  expect(await measured.text()).toContain("chainsmith_ready");
  const list = await fetch(`${baseURL}/api/v1/pki/list`, { method: "POST", headers, body: "{}" });
  expect(list.status).toBe(403);
});
