import { execFileSync } from "node:child_process";
import { createPrivateKey, randomBytes, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writePkcs12 } from "../lib/pki/pkcs12/write.ts";
import { type BenchRow, type Pair, rowOfPairs } from "./row.ts";

/**
 * One PKCS#12 file, the modern profile, at the rounds that GnuTLS takes: key and certificate from their files, the file
 * written. Both make AES and a MAC of SHA-256 at 600,000 rounds each; OpenSSL is asked whether that is so.
 */

const rowName = "one .p12 at 600,000 iterations, against certtool --to-p12 (at most)";
export const names = [rowName];
const bar = 1.3;
const pairs = 9;
const rounds = 600_000;
const word = "changeit";

const run = (program: string, words: readonly string[], cwd: string): string =>
  execFileSync(program, words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

async function ourFile(folder: string): Promise<void> {
  const key = createPrivateKey(readFileSync(join(folder, "key.pem"))).export({ type: "pkcs8", format: "der" });
  const certificate = new X509Certificate(readFileSync(join(folder, "crt.pem"))).raw;
  const file = await writePkcs12({
    key,
    certificates: [certificate],
    friendlyName: "bench",
    passphrase: word,
    profile: "modern",
    iterations: rounds,
    random: (length) => randomBytes(length),
  });
  writeFileSync(join(folder, "ours.p12"), file);
}

function theirFile(folder: string): void {
  run(
    "certtool",
    [
      "--to-p12",
      "--load-privkey",
      "key.pem",
      "--load-certificate",
      "crt.pem",
      "--p12-name",
      "bench",
      "--password",
      word,
      "--outder",
      "--outfile",
      "theirs.p12",
    ],
    folder,
  );
}

/** A row over unequal work would say nothing. */
function requireEqualRounds(folder: string): void {
  for (const file of ["ours.p12", "theirs.p12"]) {
    const said = execFileSync("sh", ["-c", `openssl pkcs12 -info -noout -in ${file} -passin pass:${word} 2>&1`], {
      cwd: folder,
      encoding: "utf8",
    });
    const counts = [...said.matchAll(/Iteration (\d+)/g)].map(([, count]) => Number(count));
    if (counts.length !== 3 || counts.some((count) => count !== rounds))
      throw new Error(`${file} does not have ${rounds} rounds three times: ${said}`);
  }
}

async function timed(act: () => Promise<void> | void): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

export async function rows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "chainsmith-p12-"));
  try {
    run("openssl", ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key.pem"], folder);
    run(
      "openssl",
      ["req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=bench", "-days", "30", "-out", "crt.pem"],
      folder,
    );
    await ourFile(folder);
    theirFile(folder);
    requireEqualRounds(folder);
    const both: Pair[] = [];
    for (let pair = 0; pair < pairs; pair++)
      both.push({ ours: await timed(() => ourFile(folder)), theirs: await timed(() => theirFile(folder)) });
    return [rowOfPairs(rowName, bar, both)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
