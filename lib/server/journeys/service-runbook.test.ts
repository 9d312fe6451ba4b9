import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Oid } from "../../pki/asn1/oid.ts";
import { signerOf } from "../../pki/keys/signer.ts";
import { writeForeignRequest } from "../../../test/support/foreign-request.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** A service that knows what is stored: what is made already, what fits under another name, what is in use. */

let console_: TestConsole;
afterAll(stopTestServer);

const cluster = {
  clusterName: "cms.example.com",
  nodes: ["cms1", "cms2", "cms3"].map((node) => ({
    fqdn: `${node}.example.com`,
    services: ["web-admin", "call-bridge"],
  })),
};

describe.each(providers)("the runbook of a service on %s", (provider) => {
  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    for (const line of [
      "pki selfsigned root CN:Root key:p-256",
      "pki csr callbridge CN:elsewhere.example.net key:p-256",
    ])
      expect((await console_.type(line)).error).toBeNull();
  });
  afterAll(() => console_.close());

  const planOf = async (service: string) => (await console_.ask("service", { service })).plan;
  const stepOf = async (service: string, id: string) => (await planOf(service)).steps.find((step) => step.id === id);

  it("a name that is in use is not proposed, in no request, line or file of the plan", async () => {
    await console_.ask("service-save", { name: "CMS", target: "cisco-meeting-server", inputs: cluster });
    const plan = await planOf("CMS");
    expect(plan.requests.map(({ name }) => name)).toEqual([
      "webadmin-cms1",
      "callbridge-2",
      "webadmin-cms2",
      "webadmin-cms3",
    ]);
    const lines = plan.steps.flatMap((step) => step.lines).join("\n");
    expect(lines).toContain("callbridge certs callbridge-2.key callbridge-2.crt callbridge-2-bundle.crt");
    expect(lines).not.toMatch(/\bcallbridge\.(key|crt)\b/);
  });

  it("preflight says which certificates the inputs ask for, who shares them, and what is here", async () => {
    const { certificates } = await console_.ask("preflight", { target: "cisco-meeting-server", inputs: cluster });
    expect(
      certificates.map(({ name, state, roles }) => [name, state, roles.map(({ title, node }) => `${title}@${node}`)]),
    ).toEqual([
      ["webadmin-cms1", "to-make", ["web-admin@cms1"]],
      ["callbridge-2", "to-make", ["call-bridge@cms1", "call-bridge@cms2", "call-bridge@cms3"]],
      ["webadmin-cms2", "to-make", ["web-admin@cms2"]],
      ["webadmin-cms3", "to-make", ["web-admin@cms3"]],
    ]);
    const own = await console_.ask("preflight", {
      target: "tls-server",
      inputs: { host: "root.example.com", identity: "root" },
    });
    expect(own.certificates).toMatchObject([{ name: "root", state: "found", roles: [{ title: "server" }] }]);
    const asked = await console_.ask("preflight", {
      target: "tls-server",
      inputs: { host: "elsewhere.example.net", identity: "callbridge" },
    });
    expect(asked.certificates).toMatchObject([{ name: "callbridge", state: "requested", notAfter: null }]);
  });

  it("every request that is asked for is made in one go, after a preview, and chosen", async () => {
    const { ask, refusal } = console_;
    const preview = await ask("service-make-requests", { service: "CMS", key: "p-256" });
    expect(preview).toMatchObject({ isPreview: true, made: 0 });
    expect(preview.items.map(({ name, subjectAltNames }) => [name, subjectAltNames])).toEqual([
      ["webadmin-cms1", ["cms1.example.com"]],
      ["callbridge-2", ["cms.example.com", "cms1.example.com", "cms2.example.com", "cms3.example.com"]],
      ["webadmin-cms2", ["cms2.example.com"]],
      ["webadmin-cms3", ["cms3.example.com"]],
    ]);
    await refusal("file.not-found", "item", { name: "callbridge-2" });
    await refusal("actor.forbidden", "service-make-requests", { service: "CMS", confirm: true }, "auditor");
    const first = await ask(
      "service-make-requests",
      { service: "CMS", key: "p-256", requests: ["webadmin-cms2"], confirm: true },
      "operator",
    );
    expect(first).toMatchObject({ made: 1, failed: 0, items: [{ name: "webadmin-cms2", outcome: "done" }] });
    const rest = await ask("service-make-requests", { service: "CMS", key: "p-256", confirm: true });
    expect(rest.items.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["webadmin-cms1", "done"],
      ["callbridge-2", "done"],
      ["webadmin-cms3", "done"],
    ]);
    expect((await ask("service-make-requests", { service: "CMS" })).items).toEqual([]);
    const step = await stepOf("CMS", "request-pair:callbridge-2");
    expect(step).toMatchObject({
      lines: [],
      note: { code: "found-request", params: { file: "callbridge-2.csr" } },
      progress: { state: "done-by-console", evidence: { from: "inventory", fileName: "callbridge-2.csr" } },
    });
    expect(await stepOf("CMS", "callbridge@cms1")).toMatchObject({
      progress: { state: "waits", for: [{ for: "certificate", name: "callbridge-2" }] },
    });
  });

  it("every request that waits is signed by one authority, but for those that want a public one", async () => {
    const { ask, refusal } = console_;
    const preview = await ask("service-sign-requests", { service: "CMS" });
    expect(preview).toMatchObject({ isPreview: true, signed: 0, issuers: [{ fileName: "root.crt", isLocked: false }] });
    expect(preview.items.map(({ name, profile, outcome }) => [name, profile, outcome])).toEqual([
      ["webadmin-cms1", "server", "planned"],
      ["callbridge-2", "server-client", "planned"],
      ["webadmin-cms2", "server", "planned"],
      ["webadmin-cms3", "server", "planned"],
    ]);
    await refusal("input.malformed", "service-sign-requests", { service: "CMS", confirm: true });
    const all = { service: "CMS", issuer: "root", confirm: true };
    await refusal("actor.forbidden", "service-sign-requests", all, "auditor");
    const one = await ask("service-sign-requests", { ...all, requests: ["webadmin-cms1"] }, "operator");
    expect(one).toMatchObject({ signed: 1, items: [{ outcome: "done", fileName: "webadmin-cms1.crt" }] });
    expect(await ask("service-sign-requests", all)).toMatchObject({ signed: 3, failed: 0 });
    expect(await ask("service-sign-requests", all), "nothing is signed twice").toMatchObject({ signed: 0, items: [] });
    const plan = await planOf("CMS");
    expect(plan.summary).toMatchObject({ isReady: true, certificates: { here: 4, wanted: 4 } });
    expect(plan.progress.next, "a cluster with its certificates starts where they are tried and loaded").toBe(
      "rehearsal",
    );
    expect(
      plan.steps.filter(({ phase, progress: { state } }) => phase === "make" && state !== "done-by-console"),
    ).toEqual([]);

    await ask("service-save", {
      name: "Guests",
      target: "mattermost-nginx",
      inputs: { host: "chat.example.com" },
    });
    await ask("service-make-requests", { service: "Guests", key: "p-256", confirm: true });
    expect(await ask("service-sign-requests", { ...all, service: "Guests" })).toMatchObject({
      signed: 0,
      items: [{ name: "mattermost", outcome: "left-out", reason: "public-authority" }],
    });
    expect(
      await ask("service-sign-requests", { ...all, service: "Guests", requests: ["mattermost"], days: 30 }),
    ).toMatchObject({ signed: 1 });
  });

  it("one request that cannot be signed is told of, and the others are signed", async () => {
    const { ask } = console_;
    const weak = signerOf(generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey);
    const request = writeForeignRequest({ subject: [[Oid.commonName, "two.example.com"]], signer: weak });
    await ask("upload", { files: [{ name: "weak.csr", bytes: request }] });
    await ask("service-save", {
      name: "Two",
      target: "cisco-meeting-server",
      inputs: {
        nodes: [{ fqdn: "two.example.com", services: ["web-admin", "call-bridge"] }],
        identities: [{ service: "web-admin", identity: "weak" }],
      },
    });
    await ask("service-make-requests", { service: "Two", key: "p-256", confirm: true });
    const answer = await ask("service-sign-requests", { service: "Two", issuer: "root", confirm: true });
    expect(answer.items.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["weak", "failed"],
      ["callbridge-3", "done"],
    ]);
    expect(answer).toMatchObject({ signed: 1, failed: 1, items: [{ problem: { code: expect.any(String) } }, {}] });
  });

  it("a certificate that fits is offered under whatever name it has, and chosen by one click", async () => {
    const { ask, refusal, type } = console_;
    const site = { name: "Site", target: "tls-server", inputs: { host: "site.example.com" } };
    for (const [name, host] of [
      ["old-site", "site.example.com"],
      ["star", "*.example.com"],
      ["other", "other.example.com"],
    ])
      expect((await type(`pki csr ${name} CN:${host} subjectAltName:${host} key:p-256`)).error).toBeNull();
    await ask("service-save", site);
    const offers = async () => (await planOf("Site")).requests[0]!.offers.map(({ name, has }) => [name, has]);
    expect(await offers(), "a request for the very name, none for another").toEqual([["old-site", "request"]]);
    for (const name of ["old-site", "star", "other"])
      await ask("sign", { request: name, issuer: "root", profile: "server", days: name === "star" ? 90 : 60 });
    expect(await offers(), "what ends last first").toEqual([
      ["star", "certificate"],
      ["old-site", "certificate"],
    ]);
    expect((await planOf("Site")).summary.missing).toMatchObject([
      {
        check: { code: "identity.stored", fix: { code: "fix.use", params: { request: "server", name: "star" } } },
        subjects: [{ kind: "role", title: "server", node: null, name: null }],
      },
    ]);
    const choices = (name: string) => ({ service: "Site", choices: [{ request: "server", name }] });
    expect(await refusal("service.not-offered", "service-adopt", choices("other"))).toEqual({
      service: "Site",
      name: "other",
    });
    await refusal("actor.forbidden", "service-adopt", choices("old-site"), "auditor");
    expect((await ask("service-adopt", choices("old-site"), "operator")).inputs).toMatchObject({
      identity: "old-site",
    });
    expect((await planOf("Site")).summary).toMatchObject({
      isReady: true,
      missing: [],
      nextExpiry: { name: "old-site" },
    });
  });
});
