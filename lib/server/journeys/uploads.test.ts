import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zipSync } from "fflate";
import { octets, openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Files of strangers come in: what belongs together finds itself, and what cannot be kept is said file by file. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
let console_: TestConsole;
afterAll(() => console_.close());

const file = (name: string, from = name) => ({ name, bytes: folder.read(from) });
const at = (line: string): string => openssl(line.replace(/@(\S+)/g, (_, name: string) => folder.path(name)));

beforeAll(async () => {
  console_ = await openTestConsole();
  at(
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @root.key -out @root.pem -subj /CN=Outside-Root -days 300",
  );
  at(
    "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @inter.key -out @inter.csr -subj /CN=Outside-Issuing",
  );
  folder.write("ca.ext", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n");
  at("x509 -req -in @inter.csr -CA @root.pem -CAkey @root.key -days 200 -extfile @ca.ext -out @inter.pem");
});

/** What the outside authority answers to a request of ours. */
async function answerOf(name: string): Promise<void> {
  const { bytes } = await console_.ask("download", { file: `${name}.csr` });
  folder.write(`${name}.csr`, bytes);
  at(
    `x509 -req -in @${name}.csr -CA @inter.pem -CAkey @inter.key -days 100 -copy_extensions copy -out @${name}-answer.pem`,
  );
}

describe("an authority's answer", () => {
  it("an authority's answer finds its request whatever it is called, and its issuers", async () => {
    await console_.ask("csr", {
      name: "join",
      subject: { CN: "join.example.com" },
      subjectAltNames: ["www.example.com"],
      key: "p-256",
    });
    await answerOf("join");
    at("x509 -in @join-answer.pem -outform DER -out @certnew.cer");
    await console_.ask("upload", { files: [file("Outside-Root.pem", "root.pem"), file("issuing.crt", "inter.pem")] });
    const { stored } = await console_.ask("upload", { files: [file("certnew.cer")] });
    expect(stored).toMatchObject([
      {
        from: "certnew.cer",
        storedAs: "join.crt",
        outcome: "paired",
        pairedWith: ["join.csr", "join.key"],
        issuers: ["issuing.crt"],
        isUnpaired: false,
      },
    ]);
    const item = await console_.ask("item", { name: "join" });
    expect(item.issuers.map(({ fileName }) => fileName)).toEqual(["issuing.crt", "Outside-Root.pem"]);
    expect(
      (await console_.ask("verify", { file: "join.crt", purpose: "server", name: "www.example.com" })).trusted,
    ).toBe(true);
  });

  it("an authority's answer is found inside of a bundle and of a PKCS#7", async () => {
    for (const [name, container] of [
      ["full", "full.pem"],
      ["seven", "seven.p7b"],
    ] as const) {
      await console_.ask("csr", { name, subject: { CN: `${name}.example.com` }, key: "p-256" });
      await answerOf(name);
      folder.write(
        "full.pem",
        Buffer.concat([folder.read("inter.pem"), folder.read(`${name}-answer.pem`), folder.read("root.pem")]),
      );
      if (container === "seven.p7b") at("crl2pkcs7 -nocrl -certfile @full.pem -out @seven.p7b");
      const { stored } = await console_.ask("upload", { files: [file(`from-ca-${container}`, container)] });
      expect(stored.map(({ storedAs, kind }) => [storedAs, kind])).toEqual([
        [`from-ca-${container}`, container === "full.pem" ? "bundle" : "pkcs7"],
        [`${name}.crt`, "certificate"],
      ]);
      expect(await console_.ask("match", { key: `${name}.key`, certificate: `${name}.crt` })).toMatchObject({
        matches: true,
      });
    }
    expect((await console_.ask("verify", { file: "full.crt", bundle: "from-ca-full.pem" })).trusted).toBe(true);
    expect((await console_.ask("verify", { file: "seven.crt", bundle: "from-ca-seven.p7b" })).trusted).toBe(true);
  });
  it("an answer as a PKCS#7 brings its issuers in as authorities, each under its own name", async () => {
    at(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @far-root.key -out @far-root.pem -subj /CN=Far-Root -days 300",
    );
    at(
      "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @far.key -out @far.csr -subj /O=Far/CN=Far-Issuing",
    );
    at(
      "x509 -req -in @far.csr -CA @far-root.pem -CAkey @far-root.key -days 200 -extfile @ca.ext -out @far-issuing.pem",
    );
    const container = async (name: string) => {
      await console_.ask("csr", { name, subject: { CN: `${name}.example.com` }, key: "p-256" });
      const { bytes } = await console_.ask("download", { file: `${name}.csr` });
      folder.write(`${name}.csr`, bytes);
      at(`x509 -req -in @${name}.csr -CA @far-issuing.pem -CAkey @far.key -days 100 -out @${name}-answer.pem`);
      at(
        `crl2pkcs7 -nocrl -certfile @${name}-answer.pem -certfile @far-issuing.pem -certfile @far-root.pem -outform DER -out @${name}.p7b`,
      );
    };
    await container("far-web");
    const { stored } = await console_.ask("upload", { files: [file("certnew(1).p7b", "far-web.p7b")] });
    expect(new Set(stored.map(({ storedAs, outcome }) => `${storedAs} ${outcome}`))).toEqual(
      new Set(["far-web.crt paired", "Far-Issuing.crt stored", "Far-Root.crt stored"]),
    );
    expect(await console_.ask("item", { name: "Far-Issuing" })).toMatchObject({ row: { isAuthority: true } });
    expect((await console_.ask("item", { name: "far-web" })).issuers.map(({ fileName }) => fileName)).toEqual([
      "Far-Issuing.crt",
      "Far-Root.crt",
    ]);
    await console_.refusal("file.not-found", "download", { file: "certnew(1).p7b" });

    await container("far-mail");
    const second = await console_.ask("upload", { files: [file("certnew(2).p7b", "far-mail.p7b")] });
    expect(new Set(second.stored.map(({ storedAs, outcome }) => `${storedAs} ${outcome}`))).toEqual(
      new Set(["far-mail.crt paired", "Far-Issuing.crt identical", "Far-Root.crt identical"]),
    );
  });

  it("a PKCS#7 with a name of its own is kept as it came, with the authorities in it beside", async () => {
    at(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @near.key -out @near.pem -subj /CN=Far-Root -days 300",
    );
    at("crl2pkcs7 -nocrl -certfile @near.pem -certfile @far-root.pem -out @partner.p7b");
    const { stored } = await console_.ask("upload", { files: [file("partner.p7b")] });
    expect(stored.map(({ storedAs, kind }) => [storedAs, kind])).toEqual([
      ["partner.p7b", "pkcs7"],
      ["Far-Root-2.crt", "certificate"],
    ]);
    expect((await console_.ask("download", { file: "partner.p7b" })).bytes).toEqual(
      new Uint8Array(folder.read("partner.p7b")),
    );
  });
});

describe("an answer under a name that says nothing", () => {
  it("a PKCS#7 and a PEM with a list leave nothing that is called certnew: each thing has the name of its CA", async () => {
    folder.write("index", "");
    folder.write(
      "crl.cnf",
      `[ca]\ndefault_ca=d\n[d]\ndatabase=${folder.path("index")}\ndefault_md=sha256\ndefault_crl_days=30\n`,
    );
    at(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @lists.key -out @lists.pem -subj /CN=Lists-CA -days 300",
    );
    at("ca -gencrl -config @crl.cnf -cert @lists.pem -keyfile @lists.key -out @one.crl");
    at("ca -gencrl -config @crl.cnf -cert @lists.pem -keyfile @lists.key -crldays 60 -out @two.crl");
    at("crl2pkcs7 -in @one.crl -certfile @lists.pem -out @lists.p7b");
    folder.write(
      "both.pem",
      Buffer.concat([folder.read("lists.pem"), folder.read("inter.pem"), folder.read("two.crl")]),
    );
    const container = await console_.ask("upload", { files: [file("certnew.p7b", "lists.p7b")] });
    expect(container.stored.map(({ storedAs, kind }) => [storedAs, kind])).toEqual([
      ["Lists-CA.crt", "certificate"],
      ["Lists-CA.crl", "crl"],
    ]);
    const together = await console_.ask("upload", { files: [file("certnew.pem", "both.pem")] });
    expect(together.stored.map(({ storedAs, outcome }) => [storedAs, outcome])).toEqual([
      ["Lists-CA.crt", "identical"],
      ["issuing.crt", "identical"],
      ["Lists-CA-2.crl", "stored"],
    ]);
    const again = await console_.ask("upload", { files: [file("certcrl.crl", "one.crl")] });
    expect(again.stored).toMatchObject([{ storedAs: "Lists-CA.crl", outcome: "identical" }]);
    expect((await console_.ask("list", { search: "certnew" })).rows).toEqual([]);
    expect((await console_.ask("list", { search: "certcrl" })).rows).toEqual([]);
  });

  it("a renewal with the same key takes its certificate out of a PKCS#7 and out of a bundle", async () => {
    for (const [name, container] of [
      ["again-seven", "partner-answer.p7b"],
      ["again-pem", "partner-answer.pem"],
    ] as const) {
      await console_.ask("csr", { name, subject: { CN: `${name}.example.com` }, key: "p-256" });
      await answerOf(name);
      await console_.ask("upload", { files: [file(`${name}.crt`, `${name}-answer.pem`)] });
      await console_.ask("renew", { name, key: "same" });
      const { bytes } = await console_.ask("download", { file: `${name}.csr` });
      folder.write(`${name}.csr`, bytes);
      at(`x509 -req -in @${name}.csr -CA @inter.pem -CAkey @inter.key -days 190 -copy_extensions copy -out @next.pem`);
      if (container.endsWith(".p7b"))
        at("crl2pkcs7 -nocrl -certfile @next.pem -certfile @inter.pem -out @partner-answer.p7b");
      else folder.write(container, Buffer.concat([folder.read("next.pem"), folder.read("inter.pem")]));
      const { stored } = await console_.ask("upload", { files: [file(container)] });
      expect(stored.map(({ storedAs }) => storedAs)).toContain(`${name}.crt`);
      const item = await console_.ask("item", { name });
      expect(item.generations.map(({ number, isLive }) => [number, isLive])).toEqual([
        [2, true],
        [1, false],
      ]);
      expect(await console_.ask("match", { key: `${name}.key`, certificate: `${name}.crt` })).toMatchObject({
        matches: true,
      });
      // What is known by then is not taken out a second time.
      const twice = await console_.ask("upload", { files: [file(container)] });
      expect(twice.stored.map(({ storedAs, outcome }) => [storedAs, outcome])).toEqual([[container, "identical"]]);
    }
  });
});

describe("a certificate whose key is locked", () => {
  it("a certificate names the locked key of its own name, else those that may be it, until one of them is open", async () => {
    at(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -passout pass:locked-away -keyout @shut.key -out @shut.pem -subj /CN=shut.example -days 30 -addext basicConstraints=critical,CA:FALSE",
    );
    const lone = await console_.ask("upload", { files: [file("lone.crt", "shut.pem")] });
    expect(lone.stored).toMatchObject([{ isUnpaired: true, lockedKeys: [] }]);
    await console_.ask("remove", { file: "lone.crt", confirm: true });
    await console_.ask("upload", { files: [file("safe.key", "shut.key")] });
    const other = await console_.ask("upload", { files: [file("lone.crt", "shut.pem")] });
    expect(other.stored).toMatchObject([{ isUnpaired: true, lockedKeys: ["safe.key"] }]);
    await console_.ask("remove", { file: "lone.crt", confirm: true });
    const review = await console_.ask("import-review", { files: [file("lone.crt", "shut.pem")] });
    expect(review.items).toMatchObject([{ kind: "certificate", pairsWithStored: [], lockedKeys: ["safe.key"] }]);
    await console_.ask("unlock", { key: "safe.key", passphrase: "locked-away" });
    const open = await console_.ask("upload", { files: [file("lone.crt", "shut.pem")] });
    expect(open.stored).toMatchObject([{ storedAs: "safe.crt", pairedWith: ["safe.key"], lockedKeys: [] }]);
    const known = await console_.ask("import-review", { files: [file("lone.crt", "shut.pem")] });
    expect(known.items).toMatchObject([{ pairsWithStored: ["safe.key"], lockedKeys: [] }]);
  });

  it("an authority that came without its key asks for none", async () => {
    at("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -aes-256-cbc -pass pass:locked-away -out @safe2.key");
    await console_.ask("upload", { files: [file("safe2.key")] });
    at(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @x.key -out @foreign.pem -subj /CN=Foreign-CA -days 30",
    );
    const { stored } = await console_.ask("upload", { files: [file("foreign.crt", "foreign.pem")] });
    expect(stored).toMatchObject([{ isUnpaired: true, lockedKeys: [] }]);
  });
});

describe("a name in use", () => {
  it("a name in use is refused for other content, and replaced on request with the old one kept", async () => {
    at(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @x.key -out @other.pem -subj /CN=Other -days 30",
    );
    expect(
      await console_.refusal("file.name-in-use", "upload", { files: [file("issuing.crt", "other.pem")] }),
    ).toMatchObject({ fileName: "issuing.crt" });
    const { stored } = await console_.ask("upload", { files: [file("issuing.crt", "other.pem")], replace: true });
    expect(stored).toMatchObject([{ outcome: "replaced", storedAs: "issuing.crt" }]);
    const item = await console_.ask("item", { name: "issuing" });
    expect(item.generations).toHaveLength(2);
    await console_.ask("restore", { name: "issuing", generation: 1, confirm: true });
    expect(openssl(`x509 -noout -subject`, (await console_.ask("download", { file: "issuing.crt" })).bytes)).toContain(
      "Outside-Issuing",
    );
  });
});

describe("several files", () => {
  it("several files are reported one by one, and the good ones are stored", async () => {
    at("genpkey -algorithm ed25519 -out @ed.key");
    const { stored, refused } = await console_.ask("upload", {
      files: [
        file("ed.key"),
        { name: "notes.txt", text: "call the CA on monday" },
        { name: "../../etc/passwd", text: "x" },
        { name: "empty.crt", text: "" },
        file("issuing.crt", "other.pem"),
      ],
    });
    expect(stored.map(({ storedAs }) => storedAs)).toEqual(["ed.key"]);
    expect(refused.map(({ fileName, code }) => [fileName, code])).toEqual([
      ["notes.txt", "file.unrecognised"],
      ["../../etc/passwd", "file-name.malformed"],
      ["empty.crt", "file.empty"],
      ["issuing.crt", "file.name-in-use"],
    ]);
  });

  it("the files of an archive are stored", async () => {
    at(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @zipped.key -out @zipped.crt -subj /CN=Zipped -days 30",
    );
    const archive = zipSync({
      "mail/zipped.crt": folder.read("zipped.crt"),
      "mail/zipped.key": folder.read("zipped.key"),
      "__MACOSX/._zipped.crt": new Uint8Array(3),
      "mail/": new Uint8Array(),
    });
    const { stored } = await console_.ask("upload", { files: [{ name: "mail.zip", bytes: archive }] });
    expect(stored.map(({ storedAs, pairedWith }) => [storedAs, pairedWith])).toEqual([
      ["zipped.crt", ["zipped.key"]],
      ["zipped.key", ["zipped.crt"]],
    ]);
  });

  it("an archive that is a bomb or broken is refused", async () => {
    const many = zipSync(
      Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`${index}.crt`, new Uint8Array(1)])),
    );
    expect(
      await console_.refusal("zip.too-many-entries", "upload", { files: [{ name: "many.zip", bytes: many }] }),
    ).toEqual({ entries: 501, limit: 500 });
    const large = zipSync({ "zeros.crt": new Uint8Array(51 * 1024 * 1024) }, { level: 9 });
    expect(large.length).toBeLessThan(100_000);
    await console_.refusal("zip.too-large", "upload", { files: [{ name: "bomb.zip", bytes: large }] });
    await console_.refusal("zip.damaged", "upload", {
      files: [{ name: "cut.zip", bytes: many.subarray(0, 2000) }],
    });
  });
});

describe("a container", () => {
  it("a PEM with key and certificate is taken apart", async () => {
    at("req -x509 -newkey rsa:2048 -nodes -keyout @both.key -out @both.crt -subj /CN=Both -days 30");
    const both = Buffer.concat([folder.read("both.crt"), folder.read("both.key"), folder.read("root.pem")]);
    const { stored } = await console_.ask("upload", { files: [{ name: "haproxy.pem", bytes: both }] });
    expect(stored.map(({ storedAs, kind, outcome }) => [storedAs, kind, outcome])).toEqual([
      ["haproxy.key", "key", "stored"],
      ["haproxy.crt", "certificate", "paired"],
      ["Outside-Root.pem", "certificate", "identical"],
    ]);
  });

  it("a PKCS#12 becomes an identity with its passphrase, and stays locked without", async () => {
    at("req -x509 -newkey rsa:2048 -nodes -keyout @p.key -out @p.crt -subj /CN=Packed -days 30");
    at("pkcs12 -export -inkey @p.key -in @p.crt -certfile @root.pem -out @packed.p12 -passout pass:iron-words");
    await console_.refusal("pkcs12.wrong-passphrase", "upload", { files: [file("packed.p12")], passphrase: "wrong" });
    const sealed = await console_.ask("upload", { files: [file("waiting.p12", "packed.p12")] });
    expect(sealed.stored).toMatchObject([{ kind: "pkcs12", storedAs: "waiting.p12" }]);
    const shown = await console_.ask("inspect", { file: "waiting.p12", passphrase: "iron-words" });
    expect(shown.inspection.elements[0]).toMatchObject({ kind: "pkcs12", card: { isLocked: false } });
    expect((await console_.ask("inspect", { file: "waiting.p12" })).inspection.elements[0]).toMatchObject({
      card: { isLocked: true },
    });
    const typed = await console_.type("pki inspect waiting.p12");
    expect(typed).toMatchObject({
      error: null,
      asks: "passphrase",
      text: expect.stringMatching(/^File contains a DER encoded PKCS#12 container\n/) as unknown,
    });
    expect((await console_.type("pki inspect waiting.p12", "iron-words")).text).toContain("Packed");
    const opened = await console_.ask("upload", { files: [file("packed.p12")], passphrase: "iron-words" });
    expect(opened.stored.map(({ storedAs, kind }) => [storedAs, kind])).toEqual([
      ["packed.key", "key"],
      ["packed.crt", "certificate"],
      ["Outside-Root.pem", "certificate"],
    ]);
  });

  it("a key locked in each way is unlocked, in DER too", async () => {
    at("genrsa -out @plain.pem 2048");
    const ways: Record<string, string> = {
      "trad-des3.key": "rsa -in @plain.pem -des3 -traditional -passout pass:iron-words -out @",
      "trad-aes.key": "rsa -in @plain.pem -aes256 -traditional -passout pass:iron-words -out @",
      "pbes2.key": "pkcs8 -topk8 -in @plain.pem -v2 aes-256-cbc -passout pass:iron-words -out @",
      "scrypt.key": "pkcs8 -topk8 -in @plain.pem -scrypt -passout pass:iron-words -out @",
      "pbes1.key": "pkcs8 -topk8 -in @plain.pem -v1 PBE-SHA1-3DES -passout pass:iron-words -out @",
      "der.key": "pkcs8 -topk8 -in @plain.pem -v2 aes-128-cbc -outform DER -passout pass:iron-words -out @",
    };
    for (const [name, line] of Object.entries(ways)) {
      at(line + name);
      expect((await console_.ask("upload", { files: [file(name)] })).stored).toMatchObject([
        { kind: "locked-key", storedAs: name },
      ]);
      await console_.refusal("key.wrong-passphrase", "unlock", { key: name, passphrase: "wrong" });
      expect(await console_.ask("unlock", { key: name, passphrase: "iron-words" })).toMatchObject({
        wasLocked: true,
        keyLabel: "RSA 2048",
      });
      await console_.ask("remove", { file: name, confirm: true });
    }
  });

  it("a kind of file that is not stored is told", async () => {
    const parameters = octets("openssl", ["ecparam", "-name", "prime256v1", "-outform", "PEM"]);
    expect(
      await console_.refusal("file.not-kept", "upload", { files: [{ name: "curve.pem", bytes: parameters }] }),
    ).toEqual({ fileName: "curve.pem", kind: "parameters" });
  });

  it("a file without an ending gets the ending of its kind", async () => {
    at(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @n.key -out @n.crt -subj /CN=Nameless -days 30",
    );
    const { stored } = await console_.ask("upload", {
      files: [file("answer.txt", "n.crt"), { name: "한글 이름", bytes: folder.read("n.key") }],
    });
    expect(stored.map(({ storedAs }) => storedAs)).toEqual(["한글 이름.crt", "한글 이름.key"]);
  });
});
