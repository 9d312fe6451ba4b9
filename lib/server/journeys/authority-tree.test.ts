import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";

/** Authorities in several levels, made, renewed and cross-signed here; OpenSSL and GnuTLS say what they are worth. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
afterAll(stopTestServer);

describe.each(providers)("a hierarchy of authorities on %s", (provider) => {
  let console_: TestConsole;
  const ask: TestConsole["ask"] = (...words) => console_.ask(...words);
  const refusal: TestConsole["refusal"] = (...words) => console_.refusal(...words);

  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    await ask("authority-create", {
      name: "r1",
      subject: { CN: "Root R1", O: "Example Inc" },
      key: "p-256",
      days: 3650,
    });
    await ask("authority-create", { name: "r2", subject: { CN: "Root R2" }, key: "p-256", days: 3650 });
    await ask("authority-create", {
      name: "issuing",
      subject: { CN: "Issuing CA" },
      issuer: "r1",
      key: "p-256",
      pathLength: 0,
      nameConstraints: { permitted: ["DNS:example.com", "IP:10.0.0.0/8"], excluded: ["DNS:secret.example.com"] },
      purposes: ["serverAuth", "clientAuth"],
      policies: ["1.3.6.1.4.1.99999.2.4 https://pki.example.com/cps"],
    });
    await leaf("web", "issuing", ["DNS:web.example.com"]);
  });
  afterAll(() => console_.close());

  const leaf = async (name: string, issuer: string, subjectAltNames: readonly string[]) => {
    await ask("csr", { name, subject: { CN: subjectAltNames[0]!.slice(4) }, subjectAltNames, key: "p-256" });
    return ask("sign", { request: name, issuer, profile: "server" });
  };
  const pem = async (file: string) => Buffer.from((await ask("download", { file })).bytes).toString("utf8");
  const write = async (label: string, ...files: readonly string[]) =>
    folder.write(`${provider}-${label}.pem`, (await Promise.all(files.map(pem))).join(""));

  /** What OpenSSL says of a certificate below this root, with these certificates between. */
  async function verdict(leafPem: string, root: string, between: readonly string[]): Promise<string> {
    const words = [
      "verify",
      "-x509_strict",
      "-CAfile",
      await write("root", root),
      ...(between.length === 0 ? [] : ["-untrusted", await write("between", ...between)]),
      folder.write(`${provider}-leaf.pem`, leafPem),
    ];
    try {
      return run("openssl", words);
    } catch (error) {
      return String((error as { stderr?: string }).stderr);
    }
  }

  it("an authority below a stored one comes in one step, with its limits, and OpenSSL and GnuTLS verify what it signs", async () => {
    const text = openssl("x509 -noout -text", await pem("issuing.crt"));
    expect(text).toMatch(/CA:TRUE, pathlen:0/);
    expect(text).toMatch(
      /Name Constraints: critical\s+Permitted:\s+DNS:example\.com\s+IP:10\.0\.0\.0\/255\.0\.0\.0\s+Excluded:\s+DNS:secret\.example\.com/,
    );
    expect(text).toContain("TLS Web Server Authentication, TLS Web Client Authentication");
    expect(text).toContain("CPS: https://pki.example.com/cps");
    expect(await verdict(await pem("web.crt"), "r1.crt", ["issuing.crt"])).toContain("OK");
    const chain = await write("chain", "web.crt", "issuing.crt", "r1.crt");
    const said = run("certtool", [
      "--verify",
      "--load-ca-certificate",
      await write("root", "r1.crt"),
      "--infile",
      chain,
    ]);
    expect(said).toContain("Chain verification output: Verified");
  });

  it("a name outside of the constraints and a path that is too long are refused before the signature", async () => {
    await ask("csr", {
      name: "stranger",
      subject: { CN: "www.example.org" },
      subjectAltNames: ["DNS:www.example.org"],
      key: "p-256",
    });
    expect(
      await refusal("sign.name-not-permitted", "sign", { request: "stranger", issuer: "issuing", profile: "server" }),
    ).toMatchObject({
      name: "www.example.org",
    });
    expect(
      await refusal("sign.path-length-used-up", "authority-create", {
        name: "too-deep",
        subject: { CN: "Too deep" },
        issuer: "issuing",
        key: "p-256",
      }),
    ).toMatchObject({ pathLength: 0 });
    expect(await ask("list", { search: "too-deep" })).toMatchObject({ rows: [] });
  });

  it("OpenSSL enforces the constraints that were written: it refuses what the authority's key signs outside of them", async () => {
    // The key stays in the console: the very certificate is made again by OpenSSL with a key of its own.
    const caKey = folder.path(`${provider}-ca.key`);
    run("openssl", ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", caKey]);
    const request = folder.path(`${provider}-ca.csr`);
    run("openssl", ["req", "-new", "-key", caKey, "-subj", "/CN=Judged CA", "-out", request]);
    await ask("upload", {
      files: [{ name: "judged.csr", text: Buffer.from(folder.read(`${provider}-ca.csr`)).toString("utf8") }],
    });
    const limits = { permitted: ["DNS:example.com"], excluded: [] };
    const rules = {
      ...(await ask("template", { name: "sub-ca" })).rules,
      authority: { pathLength: 0, nameConstraints: limits },
    };
    await ask("template-save", { name: "judged-ca", rules });
    await ask("sign", { request: "judged", issuer: "r1", template: "judged-ca" });
    const certificate = await write("judged", "judged.crt");
    const below = (subject: string, extension: string, from: string, fromKey: string, label: string) => {
      const [ownKey, csr, crt] = ["key", "csr", "crt"].map((ending) =>
        folder.path(`${provider}-${label}.${ending}`),
      ) as [string, string, string];
      run("openssl", [
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        ownKey,
        "-subj",
        subject,
        "-out",
        csr,
      ]);
      const extfile = folder.write(
        `${provider}-${label}.ext`,
        `${extension}\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n`,
      );
      run("openssl", [
        "x509",
        "-req",
        "-in",
        csr,
        "-CA",
        from,
        "-CAkey",
        fromKey,
        "-days",
        "30",
        "-extfile",
        extfile,
        "-out",
        crt,
      ]);
      return { crt, key: ownKey, text: Buffer.from(folder.read(`${provider}-${label}.crt`)).toString("utf8") };
    };
    const inside = below("/CN=in", "subjectAltName=DNS:in.example.com", certificate, caKey, "in");
    expect(await verdict(inside.text, "r1.crt", ["judged.crt"])).toContain("OK");
    const outside = below("/CN=out", "subjectAltName=DNS:out.example.org", certificate, caKey, "out");
    expect(await verdict(outside.text, "r1.crt", ["judged.crt"])).toContain("permitted subtree violation");
    const deeper = below(
      "/CN=Deeper",
      "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign",
      certificate,
      caKey,
      "deeper",
    );
    const end = below("/CN=end", "subjectAltName=DNS:end.example.com", deeper.crt, deeper.key, "end");
    const pool = folder.write(`${provider}-pool.pem`, (await pem("judged.crt")) + deeper.text);
    expect(() =>
      run("openssl", [
        "verify",
        "-CAfile",
        folder.write(`${provider}-r1.pem`, Buffer.from(folder.read(`${provider}-root.pem`))),
        "-untrusted",
        pool,
        end.crt,
      ]),
    ).toThrow(/path length constraint exceeded/);
  });

  it("a cross-certificate keeps subject, key and key identifier, and OpenSSL verifies by both ways", async () => {
    const crossed = await ask("authority-cross-sign", { certificate: "issuing", issuer: "r2", name: "issuing-by-r2" });
    expect(crossed).toMatchObject({
      fileName: "issuing-by-r2.crt",
      subject: "CN=Issuing CA",
      issuer: "CN=Root R2",
      pathLength: 0,
      nameConstraints: { permitted: ["DNS:example.com", "IP:10.0.0.0/8"], excluded: ["DNS:secret.example.com"] },
      purposes: ["serverAuth", "clientAuth"],
    });
    const spki = async (file: string) => openssl("x509 -noout -pubkey", await pem(file));
    const ski = async (file: string) => openssl("x509 -noout -ext subjectKeyIdentifier", await pem(file));
    expect(await spki("issuing-by-r2.crt")).toBe(await spki("issuing.crt"));
    expect(await ski("issuing-by-r2.crt")).toBe(await ski("issuing.crt"));
    expect(await verdict(await pem("web.crt"), "r2.crt", ["issuing-by-r2.crt"])).toContain("OK");
    expect(await verdict(await pem("web.crt"), "r1.crt", ["issuing.crt"])).toContain("OK");
    expect((await ask("verify", { file: "web" })).trusted).toBe(true);
    await refusal("sign.cross-of-itself", "authority-cross-sign", { certificate: "r2", issuer: "r2", name: "itself" });
    await refusal("sign.not-an-authority", "authority-cross-sign", { certificate: "web", issuer: "r2", name: "leaf" });
  });

  it("the tree has each authority once, its cross-certificate under the other root, and what it issued", async () => {
    const { authorities } = await ask("authority-list", {});
    const of = (name: string) => authorities.find((each) => each.name === name);
    expect(of("r1")).toMatchObject({ kind: "root", parent: null, key: "here", room: null, state: "valid" });
    expect(of("issuing")).toMatchObject({
      kind: "intermediate",
      parent: "r1",
      pathLength: 0,
      room: 0,
      issued: { total: 1, inForce: 1 },
    });
    expect(of("issuing-by-r2")).toMatchObject({ kind: "cross", parent: "r2", crossOf: "issuing", key: "here" });
    const one = await ask("authority", { name: "issuing", search: "web" });
    expect(one.above).toEqual(["Root R1"]);
    expect(one.certificates.map(({ name, issuer }) => [name, issuer?.name])).toEqual([
      ["issuing", "r1"],
      ["issuing-by-r2", "r2"],
    ]);
    expect(one.issuedPage.rows).toMatchObject([
      { name: "web", template: { name: "server", version: 1 }, by: "test administrator" },
    ]);
    expect((await ask("authority", { name: "issuing.crt", search: "nothing like it" })).issuedPage.rows).toEqual([]);
    await refusal("authority.unknown", "authority", { name: "web" });
    const typed = await console_.type("pki authorities");
    expect(typed.text).toMatch(/^r1 {2}Root R1/m);
    expect(typed.text).toMatch(/^ {2}issuing {2}Issuing CA {2}\(intermediate, key here/m);
  });

  it("a page of what was issued goes on where the one before ended", async () => {
    for (const name of ["a1", "a2", "a3"]) await leaf(name, "issuing", [`DNS:${name}.example.com`]);
    const first = await ask("authority", { name: "issuing", limit: 2 });
    const second = await ask("authority", { name: "issuing", limit: 2, cursor: first.issuedPage.next });
    expect([...first.issuedPage.rows, ...second.issuedPage.rows].map(({ name }) => name)).toEqual([
      "a3",
      "a2",
      "a1",
      "web",
    ]);
    expect(second.issuedPage.next).toBeNull();
    await refusal("cursor.malformed", "authority", { name: "issuing", cursor: "x" });
  });

  it("an authority that is renewed with its key goes on with what it signed, by either certificate", async () => {
    const before = await pem("issuing.crt");
    const renewed = await ask("authority-renew", { name: "issuing" });
    expect(renewed).toMatchObject({ key: "same", made: "certificate", former: { generation: 1 } });
    expect(renewed.below.find(({ name }) => name === "web")).toMatchObject({ chain: "either" });
    const after = await pem("issuing.crt");
    expect(after).not.toBe(before);
    expect(openssl("x509 -noout -ext subjectKeyIdentifier,nameConstraints", after)).toBe(
      openssl("x509 -noout -ext subjectKeyIdentifier,nameConstraints", before),
    );
    expect(await verdict(await pem("web.crt"), "r1.crt", ["issuing.crt"])).toContain("OK");
  });

  it("an authority that gets a new key leaves the former generation trusted, and says which chain goes on", async () => {
    const former = await pem("issuing.crt");
    const renewed = await ask("authority-renew", { name: "issuing", key: "new" });
    expect(renewed.below.map(({ name, chain }) => [name, chain])).toContainEqual(["web", "former"]);
    expect((await ask("verify", { file: "web" })).trusted).toBe(true);
    expect((await ask("item", { name: "web" })).row.status).toBe("valid");
    await leaf("newer", "issuing", ["DNS:newer.example.com"]);
    expect((await ask("verify", { file: "newer" })).trusted).toBe(true);
    expect(await verdict(await pem("newer.crt"), "r1.crt", ["issuing.crt"])).toContain("OK");
    const old = folder.write(`${provider}-old.pem`, former);
    expect(
      run("openssl", [
        "verify",
        "-CAfile",
        await write("root", "r1.crt"),
        "-untrusted",
        old,
        await write("web", "web.crt"),
      ]),
    ).toContain("OK");
    const { authorities } = await ask("authority-list", {});
    const shown = authorities.find(({ name }) => name === "issuing")!;
    expect(shown.generations.map(({ isSameKey }) => isSameKey)).toEqual([false, false]);
  });

  it("a root that gets a new key leaves the former one trusted for what stands below it", async () => {
    await ask("authority-renew", { name: "r2", key: "new" });
    await ask("authority-create", { name: "under-r2", subject: { CN: "Under R2" }, issuer: "r2", key: "p-256" });
    await leaf("below-new", "under-r2", ["DNS:below.example.com"]);
    expect((await ask("verify", { file: "below-new" })).trusted).toBe(true);
    expect(await verdict(await pem("below-new.crt"), "r2.crt", ["under-r2.crt"])).toContain("OK");
  });

  it("a request for an issuer elsewhere says what it asks for, and its answer finds its place", async () => {
    const asked = await ask("authority-create", {
      name: "bought",
      subject: { CN: "Bought CA" },
      request: true,
      key: "p-256",
      pathLength: 1,
      nameConstraints: { permitted: ["DNS:example.com"], excluded: [] },
    });
    if (asked.made !== "request") throw new Error("a request was asked for");
    expect(asked).toMatchObject({ requestFile: "bought.csr", keyFile: "bought.key" });
    const text = openssl("req -noout -text -verify", asked.pem);
    expect(text).toMatch(/CA:TRUE, pathlen:1/);
    expect(text).toContain("DNS:example.com");
    const caKey = folder.path(`${provider}-elsewhere.key`);
    const ca = folder.path(`${provider}-elsewhere.crt`);
    run("openssl", [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      caKey,
      "-subj",
      "/CN=Elsewhere",
      "-days",
      "3650",
      "-out",
      ca,
    ]);
    const csr = folder.write(`${provider}-bought.csr`, asked.pem);
    const extfile = folder.write(
      `${provider}-bought.ext`,
      "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n",
    );
    const answer = run("openssl", [
      "x509",
      "-req",
      "-in",
      csr,
      "-CA",
      ca,
      "-CAkey",
      caKey,
      "-days",
      "900",
      "-extfile",
      extfile,
    ]);
    await ask("upload", { files: [{ name: "answer.crt", text: answer }] });
    const { authorities } = await ask("authority-list", {});
    expect(authorities.find(({ name }) => name === "bought")).toMatchObject({
      kind: "intermediate",
      key: "here",
      parent: null,
    });
  });

  it("what cannot be limited so, and what is asked for twice, is refused with its place", async () => {
    const wish = { name: "odd", subject: { CN: "Odd" }, issuer: "r1", key: "p-256" };
    expect(
      await refusal("template.impossible", "authority-create", {
        ...wish,
        nameConstraints: { permitted: ["example.com"] },
      }),
    ).toMatchObject({ faults: [{ path: "authority.nameConstraints.permitted.0", problem: "not-a-subtree" }] });
    await refusal("template.impossible", "authority-create", { ...wish, purposes: ["no such purpose"] });
    await refusal("authority.issuer-and-request", "authority-create", { ...wish, request: true });
    await refusal("authority.template-of-leaves", "authority-create", { ...wish, template: "server" });
    await refusal("authority.limits-beyond-template", "authority-create", {
      ...wish,
      template: "judged-ca",
      nameConstraints: { permitted: ["DNS:example.org"] },
    });
    await refusal("name.in-use", "authority-create", { ...wish, name: "r1" });
    await refusal("authority.unknown", "authority-renew", { name: "web" });
    expect(await refusal("actor.forbidden", "authority-create", wish, "operator")).toMatchObject({
      permission: "certificate.sign-authority",
    });
  });
});
