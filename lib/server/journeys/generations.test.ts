import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** What was replaced is kept, and comes back: keys, requests and revocation lists that OpenSSL made. */
describe.each(["sqlite", "postgresql"] as const)("on %s", (provider) => {
  const folder = temporaryFolder();
  let console_: TestConsole;
  afterAll(async () => {
    folder.remove();
    await console_.close();
  });
  const at = (line: string): string => openssl(line.replace(/@(\S+)/g, (_, name: string) => folder.path(name)));
  const upload = (as: string, from: string, replace = false) =>
    console_.ask("upload", {
      files: [{ name: as, bytes: folder.read(from) }],
      replace,
    });
  const generationsOf = async (fileName: string) =>
    (await console_.ask("item", { name: "web" })).fileGenerations[fileName]!.map(
      ({ number, isLive }) => `${number}${isLive ? " live" : ""}`,
    );
  const fits = async () => (await console_.ask("match", { key: "web.key", certificate: "web.crt" })).matches;

  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    for (const name of ["one", "two", "three"])
      at(
        `req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @${name}.key -out @${name}.csr -subj /CN=web.example.com`,
      );
    at("pkcs8 -topk8 -in @three.key -passout pass:walnut-seven -out @three-locked.key");
    at("x509 -req -in @one.csr -signkey @one.key -days 90 -out @one.crt");
    await upload("web.key", "one.key");
    await upload("web.csr", "one.csr");
    await upload("web.crt", "one.crt");
  });

  it("a key comes back with all that it can do", async () => {
    await upload("web.key", "two.key", true);
    expect(await generationsOf("web.key")).toEqual(["2 live", "1"]);
    expect(await fits()).toBe(false);
    expect((await console_.ask("item", { name: "web" })).row.status).toBe("no-key");
    await console_.refusal("confirmation.required", "restore", { name: "web.key", generation: 1 });
    await console_.ask("restore", { name: "web.key", generation: 1, confirm: true });
    expect(await generationsOf("web.key")).toEqual(["2", "1 live"]);
    expect(await fits()).toBe(true);
    expect((await console_.ask("item", { name: "web" })).row.status).not.toBe("no-key");
    const { bytes } = (await console_.ask("export", {
      name: "web",
      format: "key-pem",
      unencrypted: true,
    })) as unknown as { bytes: Uint8Array };
    folder.write("back.key", Buffer.from(bytes));
    expect(at("pkey -in @back.key -pubout")).toBe(
      new X509Certificate(folder.read("one.crt")).publicKey.export({ type: "spki", format: "pem" }),
    );
  });

  it("a certificate that replaces a restored one has the number that its generation has", async () => {
    const listed = async () => (await console_.ask("item", { name: "front" })).generations;
    for (const days of [10, 20, 30]) {
      at(`x509 -req -in @one.csr -signkey @two.key -days ${days} -out @front-${days}.crt`);
      await upload("front.crt", `front-${days}.crt`, true);
      if (days === 20) await console_.ask("restore", { name: "front", generation: 1, confirm: true });
    }
    expect((await listed()).map(({ number, isLive }) => [number, isLive])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
    const { files } = await console_.ask("item", { name: "front" });
    expect(files).toMatchObject([{ fileName: "front.crt", generation: 3 }]);
    // One that was here before keeps its number, and its file has the same.
    await upload("front.crt", "front-20.crt", true);
    expect((await console_.ask("item", { name: "front" })).files).toMatchObject([{ generation: 2 }]);
    expect((await listed()).find(({ isLive }) => isLive)?.number).toBe(2);
  });

  it("what comes after a restored generation gets a number of its own", async () => {
    await upload("web.key", "three-locked.key", true);
    expect(await generationsOf("web.key")).toEqual(["3 live", "2", "1"]);
    expect(
      (await console_.ask("item", { name: "web" })).files.find(({ fileName }) => fileName === "web.key")?.kind,
    ).toBe("locked-key");
    await console_.ask("unlock", { key: "web.key", passphrase: "walnut-seven" });
    expect(await generationsOf("web.key")).toEqual(["4 live", "3", "2", "1"]);
    await console_.ask("restore", { name: "web.key", generation: 2, confirm: true });
    expect(await console_.ask("match", { key: "web.key", certificate: "web.csr" })).toMatchObject({ matches: false });
    await console_.ask("restore", { name: "web.key", generation: 1, confirm: true });
    expect(await fits()).toBe(true);
    await upload("web.key", "two.key", true);
    expect(await generationsOf("web.key"), "one that comes back is the newest").toEqual(["5 live", "4", "3", "1"]);
    await console_.ask("restore", { name: "web.key", generation: 1, confirm: true });
    expect(
      await console_.refusal("generation.not-found", "restore", { name: "web.key", generation: 9, confirm: true }),
    ).toEqual({ name: "web.key", generation: 9 });
  });

  it("a deleted key does not come back under another file of its name", async () => {
    at("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out @other.key");
    at("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out @gone.key");
    await upload("two-keys.key", "other.key");
    await upload("two-keys.pem", "gone.key");
    const keys = async () => (await console_.ask("item", { name: "two-keys" })).files.map(({ fileName }) => fileName);
    expect(await keys()).toEqual(["two-keys.key", "two-keys.pem"]);
    const { key, sealedSecret } = console_.console.database.client;
    const [keysBefore, sealsBefore] = [await key.count(), await sealedSecret.count()];
    await console_.ask("remove", { file: "two-keys.pem", confirm: true });
    expect((await console_.ask("item", { name: "two-keys" })).fileGenerations["two-keys.key"]).toHaveLength(1);
    expect([await key.count(), await sealedSecret.count()]).toEqual([keysBefore - 1, sealsBefore - 1]);
  });

  it("a deleted request does not come back under another file of its name", async () => {
    await upload("web.csr", "two.csr", true);
    expect(await console_.ask("match", { key: "web.key", certificate: "web.csr" })).toMatchObject({ matches: false });
    await console_.ask("restore", { name: "web.csr", generation: 1, confirm: true });
    expect(await generationsOf("web.csr")).toEqual(["2", "1 live"]);
    expect(await console_.ask("match", { key: "web.key", certificate: "web.csr" })).toMatchObject({ matches: true });
  });

  it("a file that no key belongs to comes back by the only file of its name", async () => {
    folder.write("index", Buffer.alloc(0));
    folder.write("number", Buffer.from("01\n"));
    folder.write(
      "ca.cnf",
      Buffer.from(
        `[ca]\ndefault_ca=d\n[d]\ndatabase=${folder.path("index")}\ncrlnumber=${folder.path("number")}\ndefault_md=sha256\n`,
      ),
    );
    for (const crl of ["old", "new"])
      at(
        `ca -gencrl -config @ca.cnf -keyfile @one.key -cert @one.crt -crldays ${crl === "old" ? 5 : 9} -out @${crl}.crl`,
      );
    await upload("list.crl", "old.crl");
    await upload("list.crl", "new.crl", true);
    const { name, generations } = await console_.ask("restore", { name: "list", generation: 1, confirm: true });
    expect([name, generations.map(({ number, isLive }) => [number, isLive])]).toEqual([
      "list.crl",
      [
        [2, false],
        [1, true],
      ],
    ]);
  });
});
