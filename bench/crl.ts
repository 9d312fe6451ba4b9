import { execFileSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signRevocationList, writeListEntries } from "../lib/pki/issue/revocation-list.ts";
import { signerOf } from "../lib/pki/keys/signer.ts";
import { readCertificate } from "../lib/pki/x509/certificate.ts";
import { readCrl } from "../lib/pki/x509/crl.ts";
import { type BenchRow, type Pair, rowOfPairs } from "./row.ts";

/**
 * A revocation list: the entries laid out, signed, and read again with one of them looked up. OpenSSL signs the same
 * entries from its own database, with the same key, and reads nothing.
 */

const against = "a CRL of 100,000 entries, written and read, against openssl ca -gencrl (at most)";
const growth = "a CRL of 100,000 entries, against one of 10,000 (at most)";
const memory = "a CRL of 100,000 entries, written and read: memory of the process at its height (below)";
export const names = [against, growth, memory];
const bars = { against: 0.33, growth: 12, memory: 300 };
const pairs = 5;
const day = 86_400_000;

const serialOf = (index: number): Buffer => {
  const serial = Buffer.alloc(16, 0x5a);
  serial.writeUInt32BE(index, 12);
  return serial;
};

function makeAuthority(folder: string): void {
  const words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out crt.pem -days 30";
  const extensions = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  execFileSync("openssl", [...words.split(" "), "-subj", "/CN=Bench CA", ...extensions], {
    cwd: folder,
    stdio: "ignore",
  });
  const line = (index: number) =>
    `R\t351231235959Z\t261130120000Z,superseded\t${serialOf(index).toString("hex").toUpperCase()}\tunknown\t/CN=person ${index}\n`;
  writeFileSync(join(folder, "index.txt"), Array.from({ length: 100_000 }, (_, index) => line(index)).join(""));
  writeFileSync(join(folder, "number"), "01\n");
  writeFileSync(
    join(folder, "ca.cnf"),
    "[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\ncrlnumber=number\ncertificate=crt.pem\nprivate_key=key.pem\ndefault_md=sha256\ndefault_crl_days=7\ncrl_extensions=list\n[list]\nauthorityKeyIdentifier=keyid\n",
  );
}

function ourList(folder: string, count: number): number {
  const issuer = readCertificate(new X509Certificate(readFileSync(join(folder, "crt.pem"))).raw);
  const signer = signerOf(createPrivateKey(readFileSync(join(folder, "key.pem"))));
  const now = new Date(Math.floor(Date.now() / 1000) * 1000);
  const entries = Array.from({ length: count }, (_, index) => ({
    serialNumber: serialOf(index),
    at: now,
    reason: "superseded" as const,
    invalidityDate: null,
  }));
  const started = performance.now();
  const der = signRevocationList(
    {
      issuer,
      number: 1,
      now,
      thisUpdate: now,
      nextUpdate: new Date(now.getTime() + 7 * day),
      entries: [writeListEntries(entries)],
    },
    signer,
  );
  const found = readCrl(der).find(serialOf(count >> 1));
  const took = performance.now() - started;
  if (found?.reason !== "superseded") throw new Error("the list does not hold what was written");
  writeFileSync(join(folder, "ours.crl"), der);
  return took;
}

function theirList(folder: string): number {
  const started = performance.now();
  execFileSync("openssl", ["ca", "-config", "ca.cnf", "-gencrl", "-out", "theirs.crl"], {
    cwd: folder,
    stdio: "ignore",
  });
  return performance.now() - started;
}

/** A row over unequal work would say nothing. */
function requireEqualEntries(folder: string): void {
  const text = (file: string, form: string) =>
    execFileSync("openssl", ["crl", "-inform", form, "-in", file, "-noout", "-text"], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 256 * 1024 * 1024,
    });
  const count = (said: string) => said.split("Serial Number:").length - 1;
  const counts = [count(text("ours.crl", "DER")), count(text("theirs.crl", "PEM"))];
  if (counts.some((each) => each !== 100_000)) throw new Error(`the lists have ${counts.join(" and ")} entries`);
}

export async function rows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "chainsmith-crl-"));
  try {
    makeAuthority(folder);
    ourList(folder, 10_000);
    const sides: Pair[] = [];
    const sizes: Pair[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      // Ten of them take as long as the large one: a short one alone is lucky or not with what else the machine does.
      const tens = Array.from({ length: 10 }, () => ourList(folder, 10_000));
      const small = tens.reduce((sum, each) => sum + each, 0) / tens.length;
      const ours = ourList(folder, 100_000);
      sides.push({ ours, theirs: theirList(folder) });
      sizes.push({ ours, theirs: small });
    }
    requireEqualEntries(folder);
    return await Promise.resolve([
      rowOfPairs(against, bars.against, sides),
      rowOfPairs(growth, bars.growth, sizes),
      memoryRow(folder),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A process of its own, which does nothing else: what this one holds from other rows would count. */
function memoryRow(folder: string): BenchRow {
  const words = [...process.execArgv, import.meta.filename, folder];
  const height = (): number => Number(execFileSync(process.execPath, words, { encoding: "utf8" }));
  const taken = [height(), height(), height()].sort((one, other) => one - other)[1]!;
  const ours = Math.round(taken);
  return {
    name: memory,
    unit: "MB",
    ours,
    peer: 1,
    ratio: ours,
    bar: bars.memory,
    holds: ours < bars.memory,
  };
}

if (process.argv[1] === import.meta.filename) {
  ourList(process.argv[2]!, 100_000);
  process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
}
