import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** What one click mends of a service, and two people at one service; on both databases. */

let console_: TestConsole;
afterAll(stopTestServer);

describe.each(providers)("services on %s", (provider) => {
  beforeAll(async () => {
    console_ = await openTestConsole(provider);
  });
  afterAll(() => console_.close());

  it("service-apply-fix applies at once a fix that is the only one", async () => {
    const { ask, refusal, type } = console_;
    const checkOf = async (service: string, code: string, about: string) =>
      (await ask("service", { service })).plan.checks.find(
        (check) => check.code === code && check.about === about && check.status !== "pass",
      );
    for (const line of [
      "pki selfsigned root CN:Root",
      "pki selfsigned other CN:Other",
      "pki csr sub CN:Sub",
      "pki csr caller CN:caller",
    ])
      expect((await type(line)).error).toBeNull();
    await ask("sign", { request: "sub", issuer: "root", profile: "sub-ca" });
    await ask("sign", { request: "caller", issuer: "sub", profile: "client" });

    await ask("service-save", {
      name: "In",
      target: "mutual-tls",
      inputs: { host: "in.example.com", clients: ["caller"] },
    });
    expect((await checkOf("In", "trust.chosen", "client-trust"))?.fix).toEqual({
      code: "fix.add-to-list",
      params: { list: "client-trust", files: ["root.crt"] },
    });
    await refusal(
      "actor.forbidden",
      "service-apply-fix",
      { service: "In", check: "trust.chosen", about: "client-trust" },
      "auditor",
    );
    expect(
      (await ask("service-apply-fix", { service: "In", check: "trust.chosen", about: "client-trust" }, "operator"))
        .inputs,
    ).toMatchObject({ clientAuthorities: ["root.crt"] });
    expect(await checkOf("In", "trust.chosen", "client-trust")).toBeUndefined();
    expect((await ask("item", { name: "root" })).usedBy).toEqual(["In"]);
    await refusal("service.nothing-to-fix", "service-apply-fix", {
      service: "In",
      check: "trust.chosen",
      about: "client-trust",
    });

    await ask("service-save", {
      name: "In",
      previous: "In",
      target: "mutual-tls",
      inputs: { host: "in.example.com", clients: ["caller"], clientAuthorities: ["sub.crt"] },
    });
    expect((await checkOf("In", "trust.has-root", "client-trust"))?.fix).toEqual({
      code: "fix.add-to-list",
      params: { list: "client-trust", files: ["root.crt"] },
    });
    expect(
      (await ask("service-apply-fix", { service: "In", check: "trust.has-root", about: "client-trust" })).inputs,
    ).toMatchObject({ clientAuthorities: ["sub.crt", "root.crt"] });
    expect(await checkOf("In", "trust.has-root", "client-trust")).toBeUndefined();

    await ask("service-save", {
      name: "In",
      previous: "In",
      target: "mutual-tls",
      inputs: { host: "in.example.com", clients: ["caller"], clientAuthorities: ["other.crt"] },
    });
    const untrusted = (await ask("service", { service: "In" })).plan.checks.find(
      ({ about, fix }) => about === "client:caller" && fix?.code === "fix.add-to-list",
    )!;
    expect(
      (await ask("service-apply-fix", { service: "In", check: untrusted.code, about: "client:caller" })).inputs,
    ).toMatchObject({ clientAuthorities: ["other.crt", "root.crt"] });
    expect(
      (await ask("service", { service: "In" })).plan.checks.find(
        ({ code, about }) => code === "chain.trusted" && about === "client:caller",
      ),
    ).toMatchObject({ status: "pass" });
    await ask("service-remove", { service: "In", confirm: true });
  });

  it("service-apply-fix chooses the certificate that was made of the service's own request", async () => {
    const { ask, type } = console_;
    const fixes = async () =>
      (await ask("service", { service: "Site" })).plan.checks.flatMap(({ about, fix }) =>
        fix === null ? [] : [[about, fix.code]],
      );
    await ask("service-save", { name: "Site", target: "tls-server", inputs: { host: "site.example.com" } });
    expect(await fixes()).toEqual([["server", "fix.request"]]);
    await type("pki csr site CN:elsewhere.example.com");
    expect(await fixes(), "a name for something else").toEqual([["server", "fix.request"]]);
    for (const file of ["site.csr", "site.key"]) await ask("remove", { file, confirm: true });
    await type("pki csr site CN:site.example.com");
    expect(await fixes()).toEqual([["server", "fix.use"]]);
    expect(
      (await ask("service-apply-fix", { service: "Site", check: "identity.stored", about: "server" })).inputs,
    ).toMatchObject({ identity: "site" });
    expect(await fixes()).toEqual([["server", "fix.sign"]]);

    const nodes = [
      { fqdn: "cms1.example.com", services: ["web-admin", "call-bridge", "turn"] },
      { fqdn: "edge.example.com", services: ["web-bridge", "turn"] },
    ];
    await ask("service-save", {
      name: "Site",
      previous: "Site",
      target: "cisco-meeting-server",
      inputs: { joinHost: "join.example.com", nodes },
    });
    for (const { line } of (await ask("service", { service: "Site" })).plan.requests)
      expect((await type(line)).error).toBeNull();
    const names = async () => (await ask("service", { service: "Site" })).plan.requests.map(({ name }) => name);
    const planned = await names();
    for (let open = await fixes(); open.some(([, code]) => code === "fix.use"); open = await fixes()) {
      await ask("service-apply-fix", {
        service: "Site",
        check: "identity.stored",
        about: open.find(([, code]) => code === "fix.use")![0],
      });
      expect(await names(), "the plan stays").toEqual(planned);
    }
    const { inputs } = await ask("service", { service: "Site" });
    expect(inputs["identities"]).toEqual([
      { service: "web-admin", node: "cms1.example.com", identity: "webadmin-cms1" },
      { service: "call-bridge", identity: "callbridge" },
      { service: "turn", identity: "callbridge" },
      { service: "web-bridge", node: "edge.example.com", identity: "webbridge-edge" },
      { service: "web-bridge-c2w", node: "edge.example.com", identity: "c2w-edge" },
    ]);
    await ask("service-remove", { service: "Site", confirm: true });
  });

  it("service-apply-fix takes a root from the list of Node.js by its fingerprint, and puts it where it is missing", async () => {
    const { ask } = console_;
    const root = async () =>
      (await ask("service", { service: "Hook" })).plan.checks.find(({ code }) => code === "dialogflow.current-root");
    await ask("service-save", { name: "Hook", target: "dialogflow-webhook", inputs: { host: "hook.example.com" } });
    const sha256 = "85666a562ee0be5ce925c1d8890a6f76a87ec16d4d7d5f29ea7419cf20123b69";
    expect((await root())?.fix).toMatchObject({ code: "fix.take-root", params: { sha256, list: "client-trust" } });
    const fix = { service: "Hook", check: "dialogflow.current-root", about: "client-trust" };
    const { inputs, name } = await ask("service-apply-fix", fix);
    const file = "ssl-com-root-certification-authority-rsa.crt";
    expect([name, inputs]).toMatchObject(["Hook", { clientAuthorities: [file] }]);
    expect((await root())?.status).toBe("pass");
    expect(JSON.stringify(await ask("inspect", { file })).toLowerCase()).toContain(sha256);
    // A second press finds nothing to fix.
    await console_.refusal("service.nothing-to-fix", "service-apply-fix", fix);
    await ask("service-remove", { service: "Hook", confirm: true });
  });

  it("service-apply-fix takes the certificate that was made for a missing name, once it is signed", async () => {
    const { ask, type } = console_;
    for (const line of ["pki selfsigned maker CN:Maker", "pki csr shop CN:shop.example.com", "pki sign shop maker"])
      expect((await type(line)).error).toBeNull();
    const fixOf = async () =>
      (await ask("service", { service: "Shop" })).plan.checks.find(
        ({ code, status }) => code === "name.covered" && status === "fail",
      )?.fix ?? null;
    await ask("service-save", {
      name: "Shop",
      target: "tls-server",
      inputs: { host: "shop.example.com", otherNames: ["store.example.com"], identity: "shop" },
    });
    // Its subject is right: the next certificate of the same name, with the name that it lacks.
    expect(await fixOf()).toEqual({
      code: "fix.renew",
      params: { name: "shop", names: "shop.example.com,store.example.com" },
    });
    await type("pki csr shop-next CN:shop.example.com subjectAltName:store.example.com");
    expect(await fixOf(), "a request alone would stop the service").toEqual({
      code: "fix.sign",
      params: { request: "shop-next", profile: "server" },
    });
    await type("pki sign shop-next maker");
    expect(await fixOf()).toEqual({ code: "fix.use", params: { request: "server", name: "shop-next" } });
    expect(
      (await ask("service-apply-fix", { service: "Shop", check: "name.covered", about: "server" })).inputs,
    ).toMatchObject({ identity: "shop-next" });
    const { plan } = await ask("service", { service: "Shop" });
    expect([plan.checks.filter(({ status }) => status === "fail"), plan.requests.map(({ name }) => name)]).toEqual([
      [],
      ["shop-next2"],
    ]);
  });

  it("a service that was changed meanwhile is not overwritten", async () => {
    const { ask, refusal } = console_;
    const inputs = (host: string) => ({ name: "Both", target: "tls-server", inputs: { host } });
    await ask("service-save", inputs("one.example.com"));
    const { updatedAt: since } = await ask("service", { service: "Both" });
    await new Promise((done) => setTimeout(done, 5));
    await ask("service-save", { ...inputs("two.example.com"), previous: "Both", since });
    expect(
      await refusal("service.changed", "service-save", { ...inputs("three.example.com"), previous: "Both", since }),
    ).toEqual({ service: "Both" });
    expect((await ask("service", { service: "Both" })).inputs).toMatchObject({ host: "two.example.com" });
    await ask("service-save", { ...inputs("four.example.com"), previous: "Both" });
    const last = (await ask("service", { service: "Both" })).updatedAt;
    await new Promise((done) => setTimeout(done, 5));
    const answers = await Promise.allSettled(
      ["five", "six"].map((each) =>
        ask("service-save", { ...inputs(`${each}.example.com`), previous: "Both", since: last }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await ask("service-remove", { service: "Both", confirm: true });
  });
});
