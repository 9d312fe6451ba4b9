import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { providers } from "../../../test/support/migrated-database.ts";

/** Templates on every surface: kept in versions, tried, enforced before each signature, remembered by what they made. */

const rules = {
  subject: { attributes: { O: { from: "template", value: "Example Inc" }, L: { from: "nowhere" } }, others: "request" },
  names: { dns: { minimum: 1, maximum: 2, patterns: ["*.example.com"] } },
  keys: [{ family: "ec", curves: ["P-256"] }],
  keyUsage: ["digitalSignature", "keyEncipherment"],
  purposes: ["1.3.6.1.5.5.7.3.1"],
  days: { byDefault: 90, maximum: 397 },
  policies: [{ policy: "1.3.6.1.4.1.99999.2.4", cps: null }],
} as const;

describe.each(providers)("templates on %s", (provider) => {
  let console_: TestConsole;
  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    await console_.ask("selfsigned", { name: "ca", subject: { CN: "CA" }, key: "p-256" });
  });
  afterAll(() => console_.close());

  const request = (name: string, subject: object, subjectAltNames: string[]) =>
    console_.ask("csr", { name, subject, subjectAltNames, key: "p-256" });

  it("a version is added, never changed, and two writers do not overwrite each other", async () => {
    expect(await console_.ask("template-save", { name: "web", rules, note: "first" })).toEqual({
      name: "web",
      version: 1,
    });
    const second = { ...rules, days: { byDefault: 90, maximum: 200 } };
    const both = await Promise.allSettled([
      console_.ask("template-save", { name: "web", rules: second, basedOn: 1 }),
      console_.ask("template-save", { name: "web", rules: second, basedOn: 1 }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find(({ status }) => status === "rejected");
    expect(String((lost as PromiseRejectedResult).reason)).toContain("template.changed-meanwhile");
    await console_.refusal("template.changed-meanwhile", "template-save", { name: "web", rules });
    const { versions, differences } = await console_.ask("template", { name: "web", against: 1 });
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(differences).toEqual([{ path: "days.maximum", before: "397", after: "200" }]);
  });

  it("a built-in template is not changed, and rules that nothing can follow are not kept", async () => {
    await console_.refusal("template.built-in", "template-save", { name: "server", rules });
    const impossible = { ...rules, keyUsage: ["keyCertSign"] };
    expect(
      await console_.refusal("template.impossible", "template-save", { name: "odd", rules: impossible }),
    ).toMatchObject({
      faults: [{ path: "keyUsage", problem: "usage-without-authority" }],
    });
  });

  it("what a try says is what a signature does: refused with every reason, or made with what is fixed", async () => {
    await request("bad", { CN: "Bad site", L: "Pangyo" }, ["DNS:a.example.org", "IP:10.0.0.1"]);
    const tried = await console_.ask("template-try", { template: "web", request: "bad", issuer: "ca", days: 300 });
    const codes = ["attribute-refused", "name-misfit", "kind-refused", "days-many"].map((code) => `template.${code}`);
    expect(tried.refusals.map(({ code }) => code)).toEqual(codes);
    const wish = { request: "bad", issuer: "ca", template: "web", days: 300 };
    const refused = await console_.refusal("template.refused", "sign", wish);
    expect(refused).toMatchObject({ refusals: tried.refusals, version: 2 });
    const typed = await console_.type("pki sign bad ca template:web days:300");
    expect(typed.text).toContain("L=Pangyo is not allowed here");
    expect(typed.text).toContain("300 days are more than 200");

    await request("good", { CN: "Good site", O: "Example Incorporated" }, ["DNS:good.example.com"]);
    const wanted = await console_.ask("template-try", { template: "web", request: "good", issuer: "ca" });
    expect([wanted.refusals, wanted.problem]).toEqual([[], null]);
    const signed = await console_.ask("sign", { request: "good", issuer: "ca", template: "web" });
    expect(signed).toMatchObject({ profile: "web", templateVersion: 2, subject: wanted.subject });
    expect(Date.parse(signed.notAfter) - Date.parse(signed.notBefore)).toBe(90 * 86_400_000);
    const text = openssl("x509 -noout -text", signed.pem);
    expect(text).toMatch(/Subject: O\s?=\s?Example Inc, CN\s?=\s?Good site/);
    expect(text).toContain("Policy: 1.3.6.1.4.1.99999.2.4");
    const { templates } = await console_.ask("template-list", {});
    expect(templates.find(({ name }) => name === "web")).toMatchObject({ version: 2, issued: 1, isBuiltIn: false });
  });

  it("a draft is tried without being kept", async () => {
    const draft = { ...rules, names: { dns: { patterns: ["*.example.org"] } } };
    const tried = await console_.ask("template-try", { template: "web", rules: draft, request: "good" });
    expect(tried.refusals).toEqual([
      { code: "template.name-misfit", kind: "dns", value: "good.example.com", patterns: ["*.example.org"] },
    ]);
    expect((await console_.ask("template", { name: "web" })).version).toBe(2);
  });

  it("a template of authorities is for those who may make authorities", async () => {
    const authorities = {
      ...rules,
      names: {},
      keyUsage: ["keyCertSign", "cRLSign"],
      purposes: [],
      authority: { pathLength: 0 },
    };
    await console_.ask("template-save", { name: "below", rules: authorities });
    await request("middle", { CN: "Middle" }, []);
    const wish = { request: "middle", issuer: "ca", template: "below" };
    expect(await console_.refusal("actor.forbidden", "sign", wish, "operator")).toMatchObject({
      permission: "certificate.sign-authority",
    });
    await console_.refusal("actor.forbidden", "template-save", { name: "web", rules, basedOn: 2 }, "operator");
    const made = await console_.ask("sign", { request: "middle", issuer: "ca", template: "below" });
    expect(openssl("x509 -noout -text", made.pem)).toMatch(/CA:TRUE, pathlen:0/);
  });
});
