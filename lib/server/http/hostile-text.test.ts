import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PUT as writeFile, GET as readFile } from "@/app/api/v1/files/[name]/route.ts";
import { POST as askCommand } from "@/app/api/v1/pki/[command]/route.ts";
import { POST as typeLine } from "@/app/api/v1/terminal/route.ts";
import { createMigrated } from "../../../test/support/migrated-database.ts";
import { hostToken } from "../../../test/support/tokens.ts";
import { visibleLine } from "../../pki/asn1/visible-text.ts";
import { createConsole, type Console } from "../gate/console.ts";

/** What a terminal would obey, and what makes text look like another, in whatever other people can name. */

const evil = "\u001b[2J\u009b1mgpj.\u202eexe\u2066\u200b\u0007";
const isRaw = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

let world: Console;
let dataDir: string;
let folder: string;
let authorization: string;

beforeAll(async () => {
  ({ dataDir } = await createMigrated("sqlite"));
  folder = mkdtempSync(join(tmpdir(), "chainsmith-hostile-"));
  const env = {
    port: 0,
    host: "127.0.0.1",
    dataDir,
    databaseUrl: null,
    masterKeyFile: join(dataDir, "master.key"),
    backdating: 300_000,
    firstAdministrator: null,
  };
  world = await createConsole(env);
  Object.assign(globalThis, { [Symbol.for("chainsmith.console")]: Promise.resolve(world) });
  const token = { ...hostToken(world.clock.now()), name: "test", role: "administrator" } as const;
  authorization = `Bearer ${(await world.accounts.createToken(token)).token}`;
  for (const [name, content] of Object.entries(hostileFiles())) {
    const request = new Request(`http://localhost/api/v1/files/${name}`, {
      method: "PUT",
      body: new Uint8Array(content),
      headers: { authorization },
    });
    const answer = await writeFile(request, { params: Promise.resolve({ name }) });
    expect(answer.status, `${name}: ${await answer.clone().text()}`).toBe(201);
    expect(await answer.text(), name).not.toMatch(isRaw);
  }
}, 120_000);

afterAll(async () => {
  await world.close();
  for (const path of [dataDir, folder]) rmSync(path, { recursive: true, force: true });
});

/** Made by OpenSSL and ssh-keygen, which take such names. */
function hostileFiles(): Record<string, Buffer> {
  const [key, leaf, p12] = ["key", "crt", "p12"].map((ending) => join(folder, `evil.${ending}`)) as [
    string,
    string,
    string,
  ];
  const names = [`URI:http://x.example/${evil}`, `email:${evil}@example.com`, `DNS:${evil}.example.com`].join(",");
  openssl(
    "req",
    "-x509",
    "-utf8",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-days",
    "30",
  ).with(
    ...["-subj", `/CN=a${evil}/O=one\nSUCCESS: two/OU=${evil}`, "-addext", `subjectAltName=${names}`],
    ...["-addext", `nsComment=${evil}`, "-keyout", key, "-out", leaf],
  );
  openssl("pkcs12", "-export", "-name", `friendly ${evil}`, "-inkey", key, "-in", leaf).with(
    "-passout",
    "pass:",
    "-out",
    p12,
  );
  const request = join(folder, "evil.csr");
  openssl("req", "-new", "-utf8", "-key", key, "-subj", `/CN=b${evil}`).with("-out", request);
  return { "evil.crt": readFileSync(leaf), "request.csr": readFileSync(request), "store.p12": readFileSync(p12) };
}

const openssl = (...words: string[]) => ({
  with: (...more: string[]) => void execFileSync("openssl", [...words, ...more], { stdio: "ignore" }),
});

const line = (text: string) =>
  typeLine(new Request("http://localhost/api/v1/terminal", { method: "POST", body: text, headers: { authorization } }));

const lines = [
  "pki list",
  "pki inspect evil.crt",
  "pki inspect request.csr",
  "pki inspect store.p12",
  "pki verify evil.crt",
  "pki match evil.key evil.crt",
  "pki bundle full-chain evil.crt",
  "pki preflight tls-server host:www.example.com identity:evil",
  `pki inspect ${evil}`,
  `pki ${evil}`,
  `${evil}`,
  `pki csr x CN:${evil}`,
  `pki csr ${evil} CN:a.example.com`,
  `pki list ${evil}`,
  `pki verify evil.crt name:${evil}`,
];

test.each(lines.map((typed) => [visibleLine(typed), typed] as const))(
  "no terminal obeys what %s prints",
  async (_, typed) => {
    const text = await (await line(typed)).text();
    expect(text.length).toBeGreaterThan(10);
    expect(text).not.toMatch(isRaw);
    expect(text).not.toMatch(/^SUCCESS: two/m);
  },
);

test("the text of a certificate shows what its names hold", async () => {
  const text = await (await line("pki inspect evil.crt")).text();
  expect(text).toMatch(/CN=a\\1B\[2J\\C2\\9B1mgpj\.\\E2\\80\\AEexe/);
  expect(text).toContain("http://x.example/\\1B[2J");
});

const questions: readonly (readonly [string, object])[] = [
  ["list", {}],
  ["inspect", { file: "evil.crt" }],
  ["verify", { certificate: "evil.crt" }],
  ["item", { name: "evil" }],
  ["item", { name: evil }],
  [evil, {}],
  ["csr", { name: evil, subject: { CN: evil }, [evil]: 1 }],
];

test.each(questions.map(([command, input]) => [visibleLine(command), command, input] as const))(
  "JSON of %s is the same value without the characters",
  async (_, command, input) => {
    const request = new Request("http://localhost/", {
      method: "POST",
      body: JSON.stringify(input),
      headers: { authorization },
    });
    const answer = await askCommand(request, { params: Promise.resolve({ command }) });
    const text = await answer.text();
    expect(text).not.toMatch(isRaw);
    expect(JSON.parse(text)).toHaveProperty("ok", answer.ok);
  },
);

test("the error of a file that is not there names it without the characters", async () => {
  const request = new Request("http://localhost/", { headers: { authorization } });
  const answer = await readFile(request, { params: Promise.resolve({ name: encodeURIComponent(`${evil}.crt`) }) });
  expect(answer.ok).toBe(false);
  expect(await answer.text()).not.toMatch(isRaw);
});

test("a line of the log holds them as JSON escapes", () => {
  const script = `import { log } from "./lib/server/log.ts";
    log.error({ error: new Error(${JSON.stringify(evil)}), name: ${JSON.stringify(evil)} }, ${JSON.stringify(evil)});`;
  const words = ["--conditions=react-server", "--input-type=module", "--eval", script];
  const { stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  const [said = ""] = stderr.split("\n").filter((each) => each.startsWith("{"));
  expect(said).not.toMatch(isRaw);
  expect(JSON.parse(said)).toMatchObject({ name: evil, msg: evil, error: { message: evil } });
});
