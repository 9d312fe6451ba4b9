import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { octets, openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { derLayers, pemLayers } from "../../../test/support/wrappings.ts";

/** Files as people have them, on every surface that takes one: nothing vanishes, and what was undone is said. */

const folder = temporaryFolder();
const at = folder.path;
const text = (name: string): string => Buffer.from(folder.read(name)).toString();
const lines = (name: string): number => text(name).trimEnd().split("\n").length;
let console_: TestConsole;

beforeAll(async () => {
  console_ = await openTestConsole();
  const ec = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
  openssl(`req -x509 ${ec} -keyout ${at("root.key")} -subj /CN=Reading-Root -days 300 -out ${at("root.pem")}`);
  openssl(`req -new ${ec} -keyout ${at("leaf.key")} -subj /CN=leaf.example -out ${at("leaf.csr")}`);
  openssl(
    `x509 -req -in ${at("leaf.csr")} -CA ${at("root.pem")} -CAkey ${at("root.key")} -days 90 -out ${at("leaf.pem")}`,
  );
  openssl(`req -x509 ${ec} -keyout ${at("other.key")} -subj /CN=other.example -days 90 -out ${at("other.pem")}`);
  folder.write("chain.pem", text("leaf.pem") + text("root.pem"));
});
afterAll(() => console_.close());
afterAll(() => folder.remove());

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  Uint8Array.from(typeof content === "string" ? Buffer.from(content) : content);
/** A console of its own, so that nothing is here already. */
async function withFreshConsole<T>(act: (fresh: TestConsole) => Promise<T>): Promise<T> {
  const fresh = await openTestConsole();
  try {
    return await act(fresh);
  } finally {
    await fresh.close();
  }
}

/** Blocks that no reading can mend. */
const damages: Record<string, (pem: string) => string> = {
  "characters that are no base64": (pem) => pem.replace("MI", "M!"),
  "a line that is missing": (pem) => pem.split("\n").toSpliced(3, 1).join("\n"),
  "an END that is missing, and a line": (pem) => pem.split("\n").toSpliced(4).join("\n"),
  "no content": (pem) => pem.replace(/-----\n[^-]*-----END/, "-----\n-----END"),
};
const line = (name: string): number => lines(name) + 1;

describe.each(Object.entries(damages))("a block with %s behind one that is whole", (_, damage) => {
  const file = () => ({
    name: "two.pem",
    bytes: bytesOf(`${text("leaf.pem")}${damage(text("other.pem"))}\n${text("root.pem")}`),
  });

  it("is named by upload, and what is stored says that it is a part", async () => {
    await withFreshConsole(async (fresh) => {
      const { stored, refused } = await fresh.ask("upload", { files: [file()] });
      expect(refused).toMatchObject([{ fileName: "two.pem", line: line("leaf.pem"), label: "CERTIFICATE" }]);
      expect(refused[0]!.code).toMatch(/^(?:pem\.malformed|part\.unreadable)$/);
      expect(stored).toMatchObject([{ storedAs: "two-part.pem", kind: "bundle", isPart: true }]);
    });
  });
  it("is named by upload that wants the whole, and nothing is stored", async () => {
    await withFreshConsole(async (fresh) => {
      await expect(fresh.ask("upload", { files: [file()], whole: true })).rejects.toThrow(
        new RegExp(`"line":${line("leaf.pem")}`),
      );
      expect((await fresh.ask("list", {})).rows).toEqual([]);
    });
  });
  it("is named by import-review and import", async () => {
    const { review, items, refused } = await console_.ask("import-review", { files: [file()] });
    expect(refused).toMatchObject([{ path: "two.pem", line: line("leaf.pem"), label: "CERTIFICATE", isPart: true }]);
    expect(items.map(({ name, isPart }) => [name, isPart])).toEqual([
      ["leaf.example", true],
      ["Reading-Root", true],
    ]);
    await withFreshConsole(async (fresh) => {
      const again = await fresh.ask("import-review", { files: [file()] });
      const { stored } = await fresh.ask("import", { review: again.review });
      expect(stored.map(({ isPart }) => isPart)).toEqual([true, true]);
    });
    expect(review).not.toBe("");
  });
  it("is named by bundle, inspect and verify, whose verdict is about the first", async () => {
    const { bundles } = await console_.ask("bundle", { files: [file()] });
    expect(bundles[0]!.notes.filter(({ params }) => "line" in params && params.line === line("leaf.pem"))).toHaveLength(
      1,
    );
    const { inspection } = await console_.ask("inspect", { bytes: file().bytes });
    const said =
      inspection.notes.some(({ params }) => "line" in params && params.line === line("leaf.pem")) ||
      inspection.elements.some((element) => element.line === line("leaf.pem") && element.failure !== null);
    expect(said).toBe(true);
    const answer = await console_.ask("verify", { bytes: file().bytes, anchors: text("root.pem") });
    expect(answer).toMatchObject({ trusted: true, subject: "CN=leaf.example" });
    expect(answer.reading.map(({ note }) => note.params)).toMatchObject([{ line: line("leaf.pem") }]);
  });
});

describe.each(Object.entries(damages))("a block with %s before one that is whole", (_, damage) => {
  it("is what verify was asked about, so it answers about no other", async () => {
    const bytes = bytesOf(`${damage(text("other.pem"))}\n${text("leaf.pem")}${text("root.pem")}`);
    await expect(console_.ask("verify", { bytes, anchors: text("root.pem") })).rejects.toThrow(/"line":1/);
  });
});

it("verify asks nothing of a broken block that is no certificate", async () => {
  const bytes = bytesOf(`${damages["characters that are no base64"]!(text("leaf.key"))}\n${text("leaf.pem")}`);
  const answer = await console_.ask("verify", { bytes, anchors: text("root.pem") });
  expect(answer).toMatchObject({ trusted: true, subject: "CN=leaf.example" });
  expect(answer.reading).toHaveLength(1);
});

it("a part that is of no use here is named beside the others, and no other part is lost for it", async () => {
  const vpn = `-----BEGIN OpenVPN Static key V1-----\n${"0123456789abcdef0123456789abcdef\n".repeat(16)}-----END OpenVPN Static key V1-----\n`;
  await withFreshConsole(async (fresh) => {
    const { stored, refused } = await fresh.ask("upload", {
      files: [{ name: "vpn.ovpn", text: `client\n<ca>\n${text("root.pem")}</ca>\n<tls-auth>\n${vpn}</tls-auth>\n` }],
    });
    expect(stored).toMatchObject([{ storedAs: "vpn.crt", isPart: true }]);
    expect(refused).toMatchObject([
      { line: lines("root.pem") + 5, code: "file.unsupported", params: { format: "openvpn-static" } },
    ]);
  });
});

it("DER files one behind the other are several elements on each surface", async () => {
  const der = ["leaf.pem", "root.pem"].map((name) => octets("openssl", ["x509", "-in", at(name), "-outform", "DER"]));
  const bytes = Uint8Array.from(Buffer.concat([...der, Buffer.from(text("other.pem"))]));
  await withFreshConsole(async (fresh) => {
    const { stored } = await fresh.ask("upload", { files: [{ name: "several.der", bytes }] });
    expect(stored).toMatchObject([{ kind: "bundle", isPart: false }]);
  });
  const { inspection } = await console_.ask("inspect", { bytes });
  expect(inspection.elements.map(({ card }) => (card !== null && "name" in card ? card.name : ""))).toEqual([
    "leaf.example",
    "Reading-Root",
    "other.example",
  ]);
  const broken = bytes.subarray(0, der[0]!.length + 200);
  const { refused } = await console_.ask("import-review", { files: [{ name: "broken.der", bytes: broken }] });
  expect(refused).toMatchObject([{ code: "part.unreadable", params: { offset: der[0]!.length }, isPart: true }]);
});

it("a key comes out of its layer into the vault, and neither answer nor note shows a byte of it", async () => {
  const secret = text("leaf.key")
    .split("\n")
    .filter((each) => !each.startsWith("-"))
    .join("");
  for (const { title, wrap } of pemLayers) {
    const bytes = bytesOf(wrap(text("leaf.key")));
    const answers = await withFreshConsole(async (fresh) => {
      const uploaded = await fresh.ask("upload", { files: [{ name: "x.txt", bytes }] });
      expect([title, uploaded.stored.map(({ kind, storedAs }) => [kind, storedAs])]).toEqual([
        title,
        [["key", "x.key"]],
      ]);
      await fresh.refusal("file.is-secret", "download", { file: "x.key" });
      return [uploaded, await fresh.ask("inspect", { bytes })];
    });
    expect(JSON.stringify(answers)).not.toContain(secret.slice(10, 40));
  }
}, 300_000);

describe.each(pemLayers)("a chain in $title", ({ wrap, wrapping }) => {
  it("is the same on every surface as without it, and each says what was undone", async () => {
    const bytes = bytesOf(wrap(text("chain.pem")));
    const [bare, wrapped] = await Promise.all(
      [bytesOf(text("chain.pem")), bytes].map(async (each) => ({
        review: await console_.ask("import-review", { files: [{ name: "a.pem", bytes: each }] }),
        inspection: (await console_.ask("inspect", { bytes: each })).inspection,
        bundle: await console_.ask("bundle", { bytes: each }),
        answer: await console_.ask("verify", { bytes: each, anchors: text("root.pem") }),
      })),
    );
    expect(wrapped!.review.items).toEqual(bare!.review.items);
    expect(wrapped!.inspection.elements.map(({ pem }) => pem)).toEqual(bare!.inspection.elements.map(({ pem }) => pem));
    expect(wrapped!.bundle.bundles.map(({ pem }) => pem)).toEqual(bare!.bundle.bundles.map(({ pem }) => pem));
    expect(wrapped!.answer).toMatchObject({ trusted: true, subject: "CN=leaf.example" });
    if (wrapping === null) return;
    const note = { code: "wrapping.undone", params: { wrapping } };
    expect(wrapped!.review.notes).toContainEqual({ path: "a.pem", note });
    expect(wrapped!.inspection.notes).toContainEqual(note);
    expect(wrapped!.bundle.bundles[0]!.notes).toContainEqual({
      code: "bundle.as-read",
      params: { fileName: "", note },
    });
    expect(wrapped!.answer.reading).toContainEqual({ fileName: null, note });
  });
});

describe.each(derLayers)("a certificate in $title", ({ wrap, wrapping }) => {
  it("is stored as it would be without, and upload says what was undone", async () => {
    const der = octets("openssl", ["x509", "-in", at("root.pem"), "-outform", "DER"]);
    await withFreshConsole(async (fresh) => {
      const { stored, refused, notes } = await fresh.ask("upload", {
        files: [{ name: "root.txt", bytes: bytesOf(wrap(der)) }],
      });
      expect(stored).toMatchObject([{ storedAs: "root.crt", kind: "certificate", isPart: false }]);
      expect(refused).toEqual([]);
      expect(notes).toContainEqual({ fileName: "root.txt", note: { code: "wrapping.undone", params: { wrapping } } });
      const { bytes } = await fresh.ask("download", { file: "root.crt" });
      expect(Buffer.from(bytes).toString()).toBe(text("root.pem"));
    });
  });
});

it("a key of a PKCS#12 that came as base64 is called by the file, without either ending", async () => {
  openssl(`pkcs12 -export -inkey ${at("leaf.key")} -in ${at("leaf.pem")} -passout pass:word -out ${at("mail.p12")}`);
  const encoded = Buffer.from(folder.read("mail.p12")).toString("base64");
  await withFreshConsole(async (fresh) => {
    const { stored } = await fresh.ask("upload", {
      files: [{ name: "mail.p12.b64", text: encoded }],
      passphrase: "word",
    });
    expect(stored.map(({ storedAs }) => storedAs)).toEqual(["mail.key", "mail.crt"]);
  });
});

it("an empty passphrase that is given opens a PKCS#12 that is too costly to be guessed at", async () => {
  openssl(
    `pkcs12 -export -inkey ${at("leaf.key")} -in ${at("leaf.pem")} -passout pass: -iter 200000 -out ${at("empty.p12")}`,
  );
  const file = { name: "empty.p12", bytes: folder.read("empty.p12") };
  expect((await console_.ask("inspect", { bytes: file.bytes })).inspection.elements[0]).toMatchObject({
    card: { isLocked: true },
  });
  expect((await console_.ask("inspect", { bytes: file.bytes, passphrase: "" })).inspection.elements[0]).toMatchObject({
    card: { isLocked: false },
  });
  const first = await console_.ask("import-review", { files: [file] });
  expect(first.locked).toHaveLength(1);
  const second = await console_.ask("import-review", { review: first.review, passphrases: [{ passphrase: "" }] });
  expect(second.locked).toEqual([]);
  expect(second.items.map(({ kind }) => kind).sort()).toEqual(["certificate", "key"]);
});
