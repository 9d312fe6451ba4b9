import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** A certificate and its next one: OpenSSL says whether they belong to the same holder and authority. */

afterAll(stopTestServer);

describe.each(["sqlite", "postgresql"] as const)("renewing on %s", (provider) => {
  const folder = temporaryFolder();
  let world: TestConsole;
  const ask: TestConsole["ask"] = (...asked) => world.ask(...asked);
  afterAll(async () => {
    folder.remove();
    await world.close();
  });
  const at = (line: string): string => openssl(line.replace(/@(\S+)/g, (_, name: string) => folder.path(name)));
  /** A stored file as it is downloaded, under the same name in the folder. */
  const fetch = async (fileName: string) => {
    const { bytes } = (await ask("download", { file: fileName })) as unknown as { bytes: Uint8Array };
    folder.write(fileName, Buffer.from(bytes));
  };
  const names = (fileName: string) => at(`x509 -in @${fileName} -noout -ext subjectAltName`);
  const subject = (fileName: string) => at(`x509 -in @${fileName} -noout -subject -nameopt sep_multiline,show_type`);
  const itemOf = async (name: string) => ask("item", { name });
  const fits = async (name: string) => (await ask("match", { key: `${name}.key`, certificate: `${name}.crt` })).matches;
  const numbers = async (name: string) =>
    (await itemOf(name)).generations.map(({ number, isLive }) => `${number}${isLive ? " live" : ""}`);

  /** What `openssl ca` of the outer authority makes of a request. */
  const answerOf = (name: string, to: string, validity: string) => {
    folder.write("index", Buffer.alloc(0));
    folder.write("index.attr", Buffer.from("unique_subject = no\n"));
    folder.write(
      "ca.cnf",
      Buffer.from(
        `[ca]\ndefault_ca=d\n[d]\ndatabase=${folder.path("index")}\nnew_certs_dir=${folder.path(".")}\nrand_serial=yes\ndefault_md=sha256\npolicy=p\ncopy_extensions=copy\n[p]\ncommonName=supplied\n`,
      ),
    );
    at(
      `ca -batch -notext -config @ca.cnf -cert @outer.crt -keyfile @outer.key ${validity} -in @${name}.csr -out @${to}`,
    );
  };

  beforeAll(async () => {
    world = await openTestConsole(provider);
    await ask("selfsigned", { name: "root", subject: { CN: "Example Root", O: "Example Inc" }, key: "p-256" });
    await ask("csr", {
      name: "web",
      subject: { CN: "web.example.com", O: "Example Inc", C: "KR" },
      subjectAltNames: ["web.example.com", "192.0.2.9"],
      key: "p-256",
    });
    await ask("sign", { request: "web", issuer: "root", days: 90 });
    // An authority that is not here: OpenSSL has its key.
    at(
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @outer.key -out @outer.crt -subj /CN=Outer-CA -days 900`,
    );
  });

  it("a stored authority issues the next generation for a new key, and the one before is kept", async () => {
    await fetch("web.crt");
    folder.write("before.crt", folder.read("web.crt"));
    const made = await ask("renew", { name: "web" });
    expect(made).toMatchObject({ made: "certificate", issuerFile: "root.crt", key: "new", services: [] });
    await fetch("web.crt");
    await fetch("root.crt");
    expect(at("verify -CAfile @root.crt @web.crt")).toContain("OK");
    expect(names("web.crt")).toBe(names("before.crt"));
    expect(subject("web.crt")).toBe(subject("before.crt"));
    expect(at("x509 -in @web.crt -noout -ext extendedKeyUsage,keyUsage,basicConstraints")).toBe(
      at("x509 -in @before.crt -noout -ext extendedKeyUsage,keyUsage,basicConstraints"),
    );
    expect(at("x509 -in @web.crt -noout -pubkey")).not.toBe(at("x509 -in @before.crt -noout -pubkey"));
    expect(await numbers("web")).toEqual(["2 live", "1"]);
    expect(await fits("web")).toBe(true);
    expect((await ask("match", { key: "web.key", certificate: "web.csr" })).matches, "the request too").toBe(true);
    const [now] = (await itemOf("web")).generations;
    const days = (now!.notAfter!.getTime() - now!.notBefore!.getTime()) / 86_400_000;
    expect(days, "as long as the one before").toBe(90);
    await ask("restore", { name: "web", generation: 1, confirm: true });
    expect(await fits("web"), "its key came back").toBe(true);
    await ask("restore", { name: "web", generation: 2, confirm: true });
    expect(await fits("web")).toBe(true);
  });

  it("the same key, other days and a name more are a choice", async () => {
    await fetch("web.crt");
    const key = at("x509 -in @web.crt -noout -pubkey");
    await ask("renew", { name: "web.crt", key: "same", days: 30, addNames: ["call.example.com", "web.example.com"] });
    await fetch("web.crt");
    expect(at("x509 -in @web.crt -noout -pubkey")).toBe(key);
    expect(names("web.crt").trim()).toMatch(/DNS:web\.example\.com, IP Address:192\.0\.2\.9, DNS:call\.example\.com$/);
    expect(await fits("web")).toBe(true);
    const preview = await ask("renew-preview", { names: ["web", "no-such"], days: 30 });
    expect(preview.rows).toMatchObject([
      { name: "web", makes: "certificate", issuer: "Example Root", problem: null },
      { name: "no-such", makes: null, problem: { code: "file.not-found" } },
    ]);
  });

  it("an authority that is not here gets a request, and its answer takes the place of the live certificate", async () => {
    await ask("csr", {
      name: "mail",
      subject: { CN: "mail.example.com" },
      subjectAltNames: ["mail.example.com"],
      key: "p-256",
    });
    const sign = async (to: string, days: number) => {
      await fetch("mail.csr");
      at(
        `x509 -req -in @mail.csr -CA @outer.crt -CAkey @outer.key -CAcreateserial -days ${days} -copy_extensions copy -out @${to}`,
      );
    };
    const upload = async (name: string, from: string) =>
      (await ask("upload", { files: [{ name, bytes: folder.read(from) }] })).stored;
    await sign("mail-1.crt", 30);
    await upload("mail-1.crt", "mail-1.crt");
    const made = await ask("renew", { name: "mail" });
    expect(made).toMatchObject({ made: "request", fileName: "mail.csr", keyFile: "mail.key" });
    expect(await fits("mail"), "until the answer comes nothing changes").toBe(true);
    expect(await numbers("mail")).toEqual(["1 live"]);
    await world.refusal("renewal.request-waits", "renew", { name: "mail" });
    await sign("mail-2.crt", 60);
    const [stored] = await upload("cert (7).cer", "mail-2.crt");
    expect(stored).toMatchObject({ outcome: "paired", storedAs: "mail.crt" });
    expect(await numbers("mail")).toEqual(["2 live", "1"]);
    expect(await fits("mail"), "the key that waited is the live one").toBe(true);
    expect((await itemOf("mail")).row.status).not.toBe("no-key");
    expect(names("mail-2.crt")).toBe(names("mail-1.crt"));
    await ask("restore", { name: "mail", generation: 1, confirm: true });
    expect(await fits("mail")).toBe(true);
    await ask("restore", { name: "mail", generation: 2, confirm: true });
  });

  it("a request with the same key has its answer found too, and an old certificate is not taken for one", async () => {
    const upload = (from: string) => ask("upload", { files: [{ name: from, bytes: folder.read(from) }] });
    await ask("renew", { name: "mail", key: "same" });
    await fetch("mail.csr");
    expect((await ask("match", { key: "mail.key", certificate: "mail.csr" })).matches).toBe(true);
    answerOf("mail", "mail-4.crt", "-startdate 20200101000000Z -enddate 20200102000000Z");
    await world.refusal("file.name-in-use", "upload", { files: [{ name: "x.crt", bytes: folder.read("mail-4.crt") }] });
    answerOf("mail", "mail-3.crt", "-days 70");
    const review = await ask("import-review", { files: [{ name: "mail-3.crt", bytes: folder.read("mail-3.crt") }] });
    expect(review.items, "an answer replaces nothing that a person has to agree to").toMatchObject([
      { fileName: "mail.crt", replaces: null },
    ]);
    expect((await upload("mail-3.crt")).stored).toMatchObject([{ storedAs: "mail.crt" }]);
    expect(await fits("mail")).toBe(true);
  });

  it("authorities are renewed too: a root by itself, one below it by the root, and what they signed still verifies", async () => {
    await ask("csr", { name: "sub", subject: { CN: "Example Sub" }, key: "p-256" });
    await ask("sign", { request: "sub", issuer: "root", profile: "sub-ca" });
    await ask("csr", { name: "app", subject: { CN: "app.example.com" }, key: "p-256" });
    await ask("sign", { request: "app", issuer: "sub" });
    await fetch("root.crt");
    folder.write("old-root.crt", folder.read("root.crt"));
    await ask("renew", { name: "root", key: "same", days: 4000 });
    await fetch("root.crt");
    await fetch("sub.crt");
    await fetch("app.crt");
    expect(at("verify -CAfile @root.crt @root.crt")).toContain("OK");
    expect(at("verify -CAfile @root.crt -untrusted @sub.crt @app.crt")).toContain("OK");
    await ask("renew", { name: "root" });
    expect(at("verify -CAfile @old-root.crt -untrusted @sub.crt @app.crt")).toContain("OK");
    await ask("renew", { name: "sub" });
    await fetch("root.crt");
    await fetch("sub.crt");
    expect(at("verify -CAfile @root.crt @sub.crt"), "by the root as it is now").toContain("OK");
    expect(at("x509 -in @sub.crt -noout -ext basicConstraints")).toContain("pathlen:0");
    // Its issuer is the sub authority by name and by its earlier certificate, though the key is another one.
    await ask("renew", { name: "app" });
    await fetch("app.crt");
    expect(at("verify -CAfile @root.crt -untrusted @sub.crt @app.crt")).toContain("OK");
  });

  it("an operator renews what is no authority, and no authority", async () => {
    await world.ask("renew", { name: "app" }, "operator");
    await world.refusal("actor.forbidden", "renew", { name: "sub" }, "operator");
    await world.refusal("actor.forbidden", "renew", { name: "app" }, "auditor");
  });

  it("an authority whose key is elsewhere is not renewed here", async () => {
    await ask("upload", { files: [{ name: "outer.crt", bytes: folder.read("outer.crt") }] });
    expect(await world.refusal("renewal.key-elsewhere", "renew", { name: "outer" })).toEqual({ name: "outer" });
  });

  it("a key that is not here does not renew with itself, and a new one is made beside the certificate", async () => {
    at(
      "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @far.key -out @far.csr -subj /CN=far.example.com",
    );
    at("x509 -req -in @far.csr -CA @outer.crt -CAkey @outer.key -CAcreateserial -days 30 -out @far.crt");
    await ask("upload", { files: [{ name: "far.crt", bytes: folder.read("far.crt") }] });
    expect(await world.refusal("key.absent", "renew", { name: "far", key: "same" })).toEqual({ fileName: "far.key" });
    expect(await ask("renew", { name: "far" })).toMatchObject({ made: "request", keyFile: "far.key" });
  });

  it("of two people who renew at once one is told that the other was first, and nothing is half there", async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        world.ask("renew", { name: "web" }).then(
          () => "renewed",
          (error: Error) => /"code":"([^"]+)"/.exec(error.message)?.[1] ?? error.message,
        ),
      ),
    );
    expect(answers.filter((answer) => answer === "renewed").length).toBeGreaterThanOrEqual(1);
    expect(new Set(answers.filter((answer) => answer !== "renewed"))).toEqual(new Set(["renewal.overtaken"]));
    expect(await fits("web")).toBe(true);
    const { client } = world.console.database;
    expect(await client.signingIntent.count({ where: { completedAt: null } })).toBe(0);
    expect(await client.auditEvent.count({ where: { outcome: "unfinished" } })).toBe(0);
  });

  it("a transaction that fails half-way leaves key, request and certificate as they were", async () => {
    const before = await itemOf("web");
    const { client } = world.console.database;
    const keys = await client.key.count();
    const database = world.console.database as { client: typeof client };
    const failing = new Proxy(client, {
      get: (target, property, receiver) =>
        property !== "$transaction"
          ? (Reflect.get(target, property, receiver) as unknown)
          : (work: (tx: unknown) => Promise<unknown>) =>
              client.$transaction(async (tx) => {
                await work(tx);
                throw new Error("the process was killed");
              }),
    });
    const original = database.client;
    Object.defineProperty(database, "client", { value: failing, configurable: true });
    try {
      await world.refusal("internal", "renew", { name: "web" });
    } finally {
      Object.defineProperty(database, "client", { value: original, configurable: true });
    }
    expect(await itemOf("web")).toEqual(before);
    expect(await client.key.count()).toBe(keys);
    expect(await fits("web")).toBe(true);
  });

  it("is typed, and says what is to be done", async () => {
    expect((await world.type("pki renew web days:40")).text).toMatch(
      /^SUCCESS: web\.crt renewed with root\.crt\nvalid until /,
    );
    expect((await world.type("pki renew mail request:yes key:same")).text).toContain("Created CSR mail.csr");
    expect((await world.type("pki renew mail")).text).toContain("pki renew mail confirm:yes");
  });

  it("a request is made for a stored key, by the same word of the line", async () => {
    expect((await world.type("pki csr web CN:web.example.com key:web.key")).text).toContain("FAILURE");
    expect((await world.type("pki csr web-second CN:web.example.com key:web.key")).text).toMatch(
      /^Created CSR web-second\.csr\n.*\nThe request is for the stored key web\.key/,
    );
    expect((await ask("match", { key: "web.key", certificate: "web-second.csr" })).matches).toBe(true);
    await fetch("web-second.csr");
    expect(at("req -in @web-second.csr -noout -verify -subject")).toContain("web.example.com");
    expect(
      await world.refusal("csr.key-unknown", "csr", { name: "q", subject: { CN: "q" }, key: "rsa-20480" }),
    ).toMatchObject({ key: "rsa-20480", nearest: "rsa-2048" });
    await world.refusal("csr.key-unknown", "csr", { name: "q", subject: { CN: "q" }, key: "web.crt.key" });
  });

  it("what a request like a certificate asks for is read from a stored, a pasted and an uploaded one", async () => {
    const stored = await ask("request-like", { file: "web" });
    expect(stored).toMatchObject({
      fileName: "web.crt",
      subjectFields: { CN: "web.example.com", O: "Example Inc", C: "KR" },
      subjectAltNames: ["web.example.com", "192.0.2.9", "call.example.com"],
      key: "p-256",
      leftOut: [],
    });
    await fetch("web.crt");
    const pasted = await ask("request-like", { text: Buffer.from(folder.read("web.crt")).toString() });
    expect(pasted).toEqual({ ...stored, fileName: null, basename: null });
    await fetch("mail.csr");
    expect(await ask("request-like", { bytes: folder.read("mail.csr") })).toMatchObject({
      commonName: "mail.example.com",
    });
    expect(await world.refusal("file.wrong-kind", "request-like", { bytes: folder.read("outer.key") })).toMatchObject({
      wanted: "certificate|csr",
    });
  });
});
