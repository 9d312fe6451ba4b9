import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { gzipSync } from "node:zlib";
import { openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { startWork } from "../../../test/support/work.ts";
import { readArchive } from "./archive.ts";
import { ArchiveBudget } from "./limits.ts";
import { isFailure } from "../failure.ts";
import { inspect } from "../inspect/inspect.ts";
import { unpackFiles } from "../files/unpack.ts";

/** Archives by zip, tar and python; what is in them by OpenSSL. */

vi.setConfig({ testTimeout: 120_000 });
const folder = temporaryFolder();
const at = folder.path;
const shell = (line: string): string => run("sh", ["-c", `cd '${at("")}' && ${line}`]);
const entriesOf = (name: string): [path: string, size: number, failure: string | null][] =>
  readArchive(name, folder.read(name), new ArchiveBudget()).entries.map(({ path, bytes, failure }) => [
    path,
    bytes.length,
    failure?.code ?? null,
  ]);
const options = { passphrases: [], triesEmpty: true };

beforeAll(() => {
  openssl(
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${at("server.key")} -out ${at("server.crt")} -subj /CN=Archived -days 30`,
  );
  openssl(
    `pkcs12 -export -inkey ${at("server.key")} -in ${at("server.crt")} -passout pass:word -out ${at("server.p12")}`,
  );
  shell("mkdir -p certs && cp server.crt server.p12 certs/ && cp server.crt 'certs/인증서 서버.crt'");
});
afterAll(() => folder.remove());

describe("readArchive", () => {
  it.each([
    ["zip", "zip -q -r all.zip certs server.key"],
    ["zip", "zip -q -0 -r stored.zip certs server.key"],
    ["tar", "tar cf all.tar certs server.key"],
    ["tar", "tar czf all.tar.gz certs server.key"],
    ["tar", "tar cf gnu.tar --format=gnu certs server.key"],
    ["tar", "tar cf v7.tar --format=v7 certs server.key"],
  ])("%s by `%s`", (format, line) => {
    shell(line);
    const name = /\S+\.(?:zip|tar(?:\.gz)?)/.exec(line)![0];
    expect(readArchive(name, folder.read(name), new ArchiveBudget()).format).toBe(format);
    const size = folder.read("server.crt").length;
    expect(entriesOf(name).toSorted()).toEqual([
      ["certs/server.crt", size, null],
      ["certs/server.p12", folder.read("server.p12").length, null],
      ["certs/인증서 서버.crt", size, null],
      ["server.key", folder.read("server.key").length, null],
    ]);
  });
  it("names longer than a header, names of Windows and names that climb out of the folder are read as they are", () => {
    const long = `${"deep/".repeat(60)}server.crt`;
    run("python3", [
      "-c",
      `
import tarfile, zipfile, io
d = open(${JSON.stringify(at("server.crt"))}, "rb").read()
for f, n in ((tarfile.PAX_FORMAT, "pax.tar"), (tarfile.GNU_FORMAT, "long.tar")):
    with tarfile.open(${JSON.stringify(`${at("")}/`)} + n, "w", format=f) as t:
        i = tarfile.TarInfo(${JSON.stringify(long)}); i.size = len(d); t.addfile(i, io.BytesIO(d))
with zipfile.ZipFile(${JSON.stringify(at("odd.zip"))}, "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("../../etc/cron.d/x.crt", d); z.writestr("C:\\\\Users\\\\me\\\\y.crt", d)
    z.writestr("XXXX.crt", d); z.writestr("YYYY.crt", d); z.writestr("ZZZZZ.crt", d)
b = open(${JSON.stringify(at("odd.zip"))}, "rb").read().replace(b"XXXX", "서버".encode("cp949"))
b = b.replace(b"YYYY", "뷁똠".encode("cp949")).replace(b"ZZZZZ", "señal".encode("cp437"))
open(${JSON.stringify(at("odd.zip"))}, "wb").write(b)`,
    ]);
    for (const name of ["pax.tar", "long.tar"])
      expect(entriesOf(name)).toEqual([[long, folder.read("server.crt").length, null]]);
    const { entries } = readArchive("odd.zip", folder.read("odd.zip"), new ArchiveBudget());
    expect(entries.map(({ path, fileName }) => [path, fileName])).toEqual([
      ["../../etc/cron.d/x.crt", "x.crt"],
      ["C:/Users/me/y.crt", "y.crt"],
      ["서버.crt", "서버.crt"],
      ["뷁똠.crt", "뷁똠.crt"],
      ["señal.crt", "señal.crt"],
    ]);
  });
  it("an archive within an archive and a single gzipped file are unpacked", async () => {
    shell(
      "zip -q -r inner.zip certs && tar czf outer.tgz inner.zip server.key && gzip -k -f server.key && zip -q again.zip outer.tgz",
    );
    const found = await unpackFiles([{ name: "outer.tgz", bytes: folder.read("outer.tgz") }], options);
    expect(found.map(({ path }) => path.join(" › ")).toSorted()).toEqual([
      "outer.tgz › inner.zip › certs/server.crt",
      "outer.tgz › inner.zip › certs/server.p12",
      "outer.tgz › inner.zip › certs/인증서 서버.crt",
      "outer.tgz › server.key",
    ]);
    expect(entriesOf("server.key.gz")).toEqual([["server.key", folder.read("server.key").length, null]]);
    const [deep] = await unpackFiles([{ name: "again.zip", bytes: folder.read("again.zip") }], options);
    expect(deep!.failure?.code ?? null).toBe("zip.nested");
  });
  it("inspect shows each entry of an archive under its name", async () => {
    shell(
      "zip -q -r shown.zip certs && echo hello > certs/readme.txt && zip -q shown.zip certs/readme.txt && rm certs/readme.txt",
    );
    const [element] = (await inspect(folder.read("shown.zip"), { now: new Date("2026-11-22"), passphrase: "word" }))
      .elements;
    if (element?.kind !== "zip" || element.card === null) throw new Error("no archive");
    expect(
      element.card.entries
        .map(({ path, elements, failure }) => [path, elements.map(({ kind }) => kind), failure?.code ?? null])
        .toSorted(),
    ).toEqual([
      ["certs/readme.txt", [], "file.unrecognised"],
      ["certs/server.crt", ["certificate"], null],
      ["certs/server.p12", ["pkcs12"], null],
      ["certs/인증서 서버.crt", ["certificate"], null],
    ]);
    const wrong = (await inspect(folder.read("shown.zip"), { now: new Date("2026-11-22"), passphrase: "wrong" }))
      .elements[0]!;
    if (wrong.kind !== "zip") throw new Error("no archive");
    expect(wrong.card!.entries.find(({ path }) => path.endsWith(".p12"))!.elements[0]!.failure?.code).toBe(
      "pkcs12.wrong-passphrase",
    );
  });
});

describe("archives that are refused", () => {
  it("an encrypted zip is said to be one, file by file", async () => {
    shell("zip -q -P secret locked.zip server.key && zip -q locked.zip server.crt");
    expect(entriesOf("locked.zip")).toEqual([
      ["server.key", 0, "zip.encrypted"],
      ["server.crt", folder.read("server.crt").length, null],
    ]);
  });
  it("a compression method that is not read is named", () => {
    run("python3", [
      "-c",
      `import zipfile\nz = zipfile.ZipFile(${JSON.stringify(at("lzma.zip"))}, "w", zipfile.ZIP_LZMA)\nz.writestr("a.crt", b"x" * 5000)\nz.close()`,
    ]);
    expect(readArchive("lzma.zip", folder.read("lzma.zip"), new ArchiveBudget()).entries[0]!.failure).toEqual({
      code: "zip.unsupported",
      facts: { entry: "a.crt", method: "LZMA" },
    });
  });
  it.each([
    ["7z", "377abcaf271c0004"],
    ["rar", "526172211a0700cf"],
    ["xz", "fd377a585a000004"],
  ])("refuses a %s archive as a known format that is not read here", async (format, magic) => {
    await expect(inspect(Buffer.from(magic.padEnd(80, "e3"), "hex"), { now: new Date() })).rejects.toMatchObject({
      code: "file.unsupported",
      facts: { format, label: "" },
    });
  });
  it("a decompression bomb is stopped before it is unpacked", () => {
    const code = (name: string): string => {
      const before = process.memoryUsage().rss;
      try {
        readArchive(name, folder.read(name), new ArchiveBudget());
        return "opened";
      } catch (error) {
        expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
        return isFailure(error) ? error.code : String(error);
      }
    };
    shell("head -c 40000000 /dev/zero > zeros && zip -q ratio.zip zeros && rm zeros");
    expect(code("ratio.zip")).toBe("zip.ratio");
    folder.write("zeros.gz", gzipSync(Buffer.alloc(60 * 1024 * 1024)));
    expect(code("zeros.gz")).toBe("zip.ratio");
    // the directory says little, the stream is long
    const lying = Uint8Array.from(folder.read("ratio.zip"));
    const view = new DataView(lying.buffer);
    const directory = Buffer.from(lying).indexOf(Buffer.from("504b0102", "hex"));
    view.setUint32(directory + 24, 1000, true);
    folder.write("lying.zip", lying);
    expect(entriesOf("lying.zip")).toEqual([["zeros", 0, "zip.damaged"]]);
  });
  it("an archive that is cut anywhere or has a flipped bit gets a typed answer within a second", () => {
    shell("zip -q -r fuzz.zip certs && tar cf fuzz.tar certs && tar czf fuzz.tgz certs");
    for (const name of ["fuzz.zip", "fuzz.tar", "fuzz.tgz"]) {
      const whole = folder.read(name);
      for (let i = 0; i < 400; i++) {
        const part = Uint8Array.from(i % 2 === 0 ? whole.subarray(0, Math.floor((whole.length * i) / 400)) : whole);
        if (i % 2 === 1) part[Math.floor((whole.length * i) / 400)]! ^= 1 << (i % 8);
        const work = startWork();
        try {
          readArchive(name, part, new ArchiveBudget());
        } catch (error) {
          expect(isFailure(error)).toBe(true);
        }
        expect(work()).toBeLessThan(1000);
      }
    }
  });
});
