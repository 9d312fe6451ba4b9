import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { stopTestServer } from "../../../test/support/migrated-database.ts";
import type { Actor } from "../../commands/permission.ts";
import { templateRefusal } from "../../i18n/en/sentences/templates.ts";
import type { TemplateRefusal } from "../../pki/templates/decision.ts";
import { execute } from "../gate/execute.ts";

/** What a template forbids is refused on each surface, in batches and in renewals. */

const base = {
  subject: { attributes: {}, others: "request" },
  names: { dns: {}, ip: {}, email: {}, uri: {}, upn: {}, rid: {} },
  keyUsage: ["digitalSignature"],
  purposes: ["1.3.6.1.5.5.7.3.2"],
  days: { byDefault: 30, maximum: 365 },
};
const authority = {
  ...base,
  keyUsage: ["keyCertSign", "cRLSign"],
  purposes: [],
  authority: { pathLength: 0, longestPath: 0 },
};
const ofSubject = (attributes: object, others = "request") => ({ ...base, subject: { attributes, others } });

/** Rules, the template's other way of saying no, and what is asked for beside the request: as typed and as JSON. */
type Row = [rule: string, rules: object, code: string, typed?: string, more?: object];
const rows: readonly Row[] = [
  ["an attribute that may not be there", ofSubject({ L: { from: "nowhere" } }), "attribute-refused"],
  ["attributes without a rule", ofSubject({ CN: { from: "request" } }, "nowhere"), "attribute-refused"],
  ["an attribute that has to be there", ofSubject({ OU: { from: "request", isRequired: true } }), "attribute-missing"],
  ["a pattern of an attribute", ofSubject({ CN: { from: "request", patterns: ["db-##"] } }), "attribute-misfit"],
  ["a kind of name", { ...base, names: { ip: {} } }, "kind-refused"],
  ["a pattern of names", { ...base, names: { dns: { patterns: ["*.example.com"] } } }, "name-misfit"],
  ["the fewest names of a kind", { ...base, names: { dns: { minimum: 3 } } }, "names-few"],
  ["the most names of a kind", { ...base, names: { dns: { maximum: 1 } } }, "names-many"],
  ["the kinds of keys", { ...base, keys: [{ family: "rsa", minimumBits: 3072 }] }, "key-refused"],
  ["the longest life", base, "days-many", " days:366", { days: 366 }],
  ["the account of Windows", { ...base, sid: "required" }, "sid-missing"],
  [
    "an address that has to be said",
    { ...base, publication: { lists: { from: "authority", isRequired: true } } },
    "address-missing",
  ],
  ["the longest path", authority, "path-long", " pathLength:1", { pathLength: 1 }],
];

let console_: TestConsole;
beforeAll(async () => {
  console_ = await openTestConsole("sqlite");
  await console_.ask("selfsigned", { name: "ca", subject: { CN: "CA" }, key: "p-256" });
  await console_.ask("csr", {
    name: "asked",
    subject: { CN: "a.example.org", L: "Pangyo" },
    subjectAltNames: ["a.example.org", "b.example.org"],
    key: "p-256",
  });
});
afterAll(async () => {
  await console_.close();
  await stopTestServer();
});

const administrator: Actor = { kind: "token", id: "test", label: "test", role: "administrator" };
const refusalsBy = async (surface: "browser" | "http", input: object): Promise<readonly TemplateRefusal[]> => {
  const answer = await execute({ actor: administrator, surface, command: "sign", input }, console_.console);
  if (answer.ok || answer.error.code !== "template.refused") return [];
  return answer.error.params.refusals;
};

describe("a request against a rule is refused by the form, over HTTP and as a typed line, and nothing is signed", () => {
  it.each<Row>(rows)("%s", async (rule, rules, code, typed = "", more = {}) => {
    const name = `rule-${rows.findIndex(([each]) => each === rule)}`;
    await console_.ask("template-save", { name, rules });
    const input = { request: "asked", issuer: "ca", template: name, ...more };
    const refusals = await refusalsBy("http", input);
    expect(refusals.map((each) => each.code)).toContain(`template.${code}`);
    expect(await refusalsBy("browser", input)).toEqual(refusals);
    const line = await console_.type(`pki sign asked ca template:${name}${typed}`);
    for (const refusal of refusals) expect(line.text).toContain(templateRefusal(refusal));
    expect(await console_.ask("list", { search: "asked" })).toMatchObject({
      rows: [{ files: [{ kind: "csr" }, { kind: "key" }] }],
    });
  });
});

describe("a batch is held against the template that is chosen", () => {
  const template = (name: string, more: object = {}) => ({ name, subject: { CN: "{name}" }, ...more });
  beforeAll(async () => {
    const staff = { ...base, names: { email: { minimum: 1, patterns: ["**@example.com"] } } };
    const keys = [{ family: "ec", curves: ["P-256"] }];
    await console_.ask("template-save", { name: "staff", rules: { ...staff, keys } });
  });

  it("each person who does not fit is named, before anything is made", async () => {
    const rows = ["Minji Kim <minji@example.com>", "Jan <jan@example.org>", "Nobody"];
    const refused = await console_.refusal("batch.rows-refused", "client-batch", {
      issuer: "ca",
      template: template("staff"),
      rows,
    });
    expect(refused).toMatchObject({
      count: 2,
      rows: [
        {
          position: 2,
          problem: { code: "template.refused", params: { refusals: [{ code: "template.name-misfit" }] } },
        },
        { position: 3, problem: { code: "template.refused", params: { refusals: [{ code: "template.names-few" }] } } },
      ],
    });
  });

  it("a key and a life that no row may have are refused once, and a template of authorities altogether", async () => {
    const rows = ["Minji Kim <minji@example.com>"];
    const order = (more: object) => ({ issuer: "ca", rows, template: template("staff", more) });
    expect(
      await console_.refusal("template.refused", "client-batch", order({ key: "rsa-2048", days: 400 })),
    ).toMatchObject({ refusals: [{ code: "template.key-refused" }, { code: "template.days-many" }] });
    await console_.refusal("template.of-authorities", "client-batch", {
      issuer: "ca",
      rows,
      template: { name: "sub-ca" },
    });
    await console_.refusal("template.unknown", "client-batch", { issuer: "ca", rows, template: { name: "absent" } });
  });

  it("what it makes remembers the template, and its renewal is held against it", async () => {
    const line = await console_.type('pki client-batch ca person:"Minji Kim <minji@example.com>" template:staff');
    expect(line.text).not.toContain("FAILURE");
    await console_.console.batches.idle();
    const { templates } = await console_.ask("template-list", {});
    expect(templates.find(({ name }) => name === "staff")).toMatchObject({ version: 1, issued: 1 });
    const made = await console_.ask("list", { search: "minji" });
    const name = made.rows[0]!.basename;
    const refused = await console_.refusal("template.refused", "renew", {
      name,
      addNames: ["email:minji@example.org"],
      days: 366,
    });
    expect(refused).toMatchObject({
      template: "staff",
      refusals: [{ code: "template.name-misfit" }, { code: "template.days-many" }],
    });
    await console_.ask("renew", { name });
    const after = await console_.ask("template-list", {});
    expect(after.templates.find((each) => each.name === "staff")).toMatchObject({ issued: 2 });
  });
});
