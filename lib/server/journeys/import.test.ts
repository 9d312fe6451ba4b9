import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Look first, then store: files of strangers through `import-review` and `import`. */

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
const folder = temporaryFolder();
const at = folder.path;
const file = (name: string, from = name) => ({ name, bytes: folder.read(from) });
afterAll(() => folder.remove());
afterAll(stopTestServer);

beforeAll(() => {
  openssl(
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${at("root.key")} -out ${at("root.crt")} -subj /CN=Review-Root -days 300`,
  );
  for (const name of ["web", "mail"]) {
    openssl(
      `req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${at(`${name}.key`)} -out ${at(`${name}.csr`)} -subj /CN=${name}.example.com`,
    );
    openssl(
      `x509 -req -in ${at(`${name}.csr`)} -CA ${at("root.crt")} -CAkey ${at("root.key")} -CAcreateserial -days 90 -out ${at(`${name}.crt`)}`,
    );
    openssl(
      `pkcs12 -export -inkey ${at(`${name}.key`)} -in ${at(`${name}.crt`)} -certfile ${at("root.crt")} -name ${name} -passout pass:word-of-${name} -out ${at(`${name}.p12`)}`,
    );
  }
  openssl(`crl2pkcs7 -nocrl -certfile ${at("root.crt")} -certfile ${at("web.crt")} -out ${at("chain.p7b")}`);
  run("sh", [
    "-c",
    `cd '${at("x").slice(0, -2)}' && zip -q all.zip web.p12 mail.p12 chain.p7b && echo notes > notes.txt && zip -q all.zip notes.txt`,
  ]);
});

describe.each(providers)("on %s", (provider) => {
  let console_: TestConsole;
  beforeAll(async () => {
    console_ = await openTestConsole(provider);
  });
  afterAll(() => console_.close());

  it("import-review shows what is in an archive, and import stores what is chosen, all at once", async () => {
    const first = await console_.ask("import-review", { files: [file("all.zip")] });
    expect(first.locked.map(({ path, kind, failure }) => [path, kind, failure])).toEqual([
      ["all.zip › web.p12", "pkcs12", null],
      ["all.zip › mail.p12", "pkcs12", null],
    ]);
    expect(first.refused).toMatchObject([{ path: "all.zip › notes.txt", code: "file.unrecognised" }]);
    expect(first.items.map(({ kind, name }) => [kind, name])).toEqual([
      ["pkcs12", ""],
      ["pkcs12", ""],
      ["certificate", "Review-Root"],
      ["certificate", "web.example.com"],
    ]);

    const wrong = await console_.ask("import-review", { review: first.review, passphrases: [{ passphrase: "no" }] });
    expect(wrong.locked.map(({ failure }) => failure?.code)).toEqual([
      "pkcs12.wrong-passphrase",
      "pkcs12.wrong-passphrase",
    ]);
    await console_.refusal("import.expired", "import-review", { review: first.review });
    const half = await console_.ask("import-review", {
      review: wrong.review,
      passphrases: [{ passphrase: "word-of-web", path: "all.zip › web.p12" }],
    });
    expect(half.locked.map(({ path }) => path)).toEqual(["all.zip › mail.p12"]);
    const open = await console_.ask("import-review", {
      review: half.review,
      passphrases: [{ passphrase: "word-of-mail" }],
    });
    expect(open.locked).toEqual([]);
    const by = (kind: string, name: string) =>
      open.items.find((each) => each.kind === kind && (each.name === name || each.fileName === name))!;
    const [root, web, key] = [by("certificate", "Review-Root"), by("certificate", "web.example.com"), by("key", "web")];
    expect(open.items).toHaveLength(5);
    expect(web).toMatchObject({
      outcome: "new",
      follows: true,
      pairsWithItems: [key.item],
      issuersItems: [root.item],
      fileName: "web.example.com.crt",
    });
    expect(root).toMatchObject({ isAuthority: true, follows: false, fileName: "Review-Root.crt", issuersItems: [] });

    await console_.refusal("import.name-twice", "import", {
      review: open.review,
      items: [
        { item: root.item, name: "one.crt" },
        { item: by("certificate", "mail.example.com").item, name: "one.crt" },
      ],
    });
    await console_.refusal("import.unknown-item", "import", { review: open.review, items: [{ item: "99" }] });
    await console_.refusal("import.nothing-chosen", "import", { review: open.review, items: [] });
    const { stored } = await console_.ask("import", {
      review: open.review,
      items: [{ item: root.item, name: "우리 root.crt" }, { item: web.item }, { item: key.item, name: "shop.key" }],
    });
    expect(stored.map(({ storedAs, outcome }) => [storedAs, outcome])).toEqual([
      ["우리 root.crt", "stored"],
      ["shop.crt", "paired"],
      ["shop.key", "stored"],
    ]);
    expect(await console_.ask("match", { key: "shop.key", certificate: "shop.crt" })).toMatchObject({ matches: true });
    expect((await console_.ask("verify", { file: "shop.crt", purpose: "server" })).trusted).toBe(true);
    await console_.refusal("import.expired", "import", { review: open.review });
  });

  it("import-review says what is here already and what it belongs to", async () => {
    const { review, items } = await console_.ask("import-review", {
      files: [file("web.crt"), file("mail.crt"), file("mail.key"), file("again.crt", "mail.crt")],
    });
    expect(items.map(({ path, outcome, duplicateOf }) => [path, outcome, duplicateOf])).toEqual([
      ["web.crt", "duplicate", "shop.crt"],
      ["mail.crt", "new", null],
      ["mail.key", "new", null],
    ]);
    expect(items[0]!.pairsWithStored).toEqual(["shop.key"]);
    expect(items[1]).toMatchObject({ issuersStored: ["우리 root.crt"], follows: true, fileName: "mail.crt" });
    const { stored } = await console_.ask("import", { review });
    expect(stored.map(({ storedAs }) => storedAs)).toEqual(["mail.crt", "mail.key"]);
  });

  it("import says what it leaves out of a container, and takes the rest", async () => {
    if (provider === "sqlite") {
      run("keytool", [
        "-importkeystore",
        "-srckeystore",
        at("web.p12"),
        "-srcstorepass",
        "word-of-web",
        "-destkeystore",
        at("java.p12"),
        "-deststorepass",
        "word-of-web",
      ]);
      for (const alias of ["one", "two"])
        run("keytool", [
          "-genseckey",
          "-alias",
          alias,
          "-keyalg",
          "AES",
          "-keysize",
          "128",
          "-keystore",
          at("java.p12"),
          "-storepass",
          "word-of-web",
        ]);
      run("keytool", [
        "-genseckey",
        "-alias",
        "alone",
        "-keyalg",
        "AES",
        "-keysize",
        "128",
        "-keystore",
        at("secret.p12"),
        "-storepass",
        "word-of-web",
      ]);
    }
    const { items, refused } = await console_.ask("import-review", {
      files: [file("java.p12"), file("secret.p12")],
      passphrases: [{ passphrase: "word-of-web" }],
    });
    expect(items.map(({ kind }) => kind).sort()).toEqual(["certificate", "certificate", "key"]);
    const part = { code: "container.part-left-out", line: null, label: "", isPart: true };
    expect(refused).toEqual([
      { ...part, path: "java.p12", params: { type: "secret", count: 2 } },
      { ...part, path: "secret.p12", params: { type: "secret", count: 1 } },
    ]);
  });

  it("import stores nothing when one name is taken by other content", async () => {
    openssl(
      `req -x509 -newkey ed25519 -nodes -keyout ${at("other.key")} -out ${at("other.crt")} -subj /CN=Other -days 9`,
    );
    const { review, items } = await console_.ask("import-review", { files: [file("other.key"), file("other.crt")] });
    const before = (await console_.ask("usage", {})).counts;
    await console_.refusal("file.name-in-use", "import", {
      review,
      items: [{ item: items[1]!.item }, { item: items[0]!.item, name: "shop.key" }],
    });
    const several = await console_.refusal("input.several", "import", {
      review,
      items: [
        { item: items[0]!.item, name: "shop.key" },
        { item: items[1]!.item, name: "shop.crt" },
      ],
    });
    expect(several.faults).toMatchObject([
      { code: "file.name-in-use", params: { fileName: "shop.key" } },
      { code: "file.name-in-use", params: { fileName: "shop.crt" } },
    ]);
    const names = await console_.refusal("input.several", "import", {
      review,
      items: items.map(({ item }, index) => ({ item, name: `no/${index}.crt` })),
    });
    expect(names.faults.map(({ code }) => code)).toEqual(["file-name.malformed", "file-name.malformed"]);
    expect((await console_.ask("usage", {})).counts).toEqual(before);
    const { stored } = await console_.ask("import", {
      review,
      items: [{ item: items[0]!.item, name: "shop.key" }],
      replace: true,
    });
    expect(stored).toMatchObject([{ outcome: "replaced", storedAs: "shop.key" }]);
  });

  it("a review is kept sealed, and for the person who asked alone", async () => {
    const { review } = await console_.ask("import-review", { files: [file("web.key")] });
    const row = await console_.console.database.client.importReview.findUniqueOrThrow({ where: { id: review } });
    const der = Buffer.from(openssl(`pkey -in ${at("web.key")}`).replace(/-----[^-]+-----|\s/g, ""), "base64");
    expect(Buffer.from(row.sealed).includes(der.subarray(-32))).toBe(false);
    expect(Buffer.from(row.sealed).includes(Buffer.from("web.key"))).toBe(false);
    await console_.refusal("import.expired", "import-review", { review }, "operator");
    await console_.refusal("actor.forbidden", "import-review", { review }, "auditor");
    for (let i = 0; i < 4; i++) await console_.ask("import-review", { files: [file("web.csr")] });
    await console_.refusal("import.expired", "import-review", { review });
    expect(await console_.console.database.client.importReview.count()).toBeLessThanOrEqual(6);
    const late = await console_.ask("import-review", { files: [file("web.csr")] });
    await console_.console.database.client.importReview.update({
      where: { id: late.review },
      data: { createdAt: new Date(Date.now() - 2000), expiresAt: new Date(Date.now() - 1000) },
    });
    await console_.refusal("import.expired", "import", { review: late.review });
  });
});
