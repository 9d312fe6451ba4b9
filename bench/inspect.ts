import { execFileSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtIn } from "../lib/pki/templates/built-in.ts";
import { terminalTexts } from "../lib/i18n/en/terminal/terminal.ts";
import { writePem } from "../lib/pki/asn1/pem.ts";
import { inspect } from "../lib/pki/inspect/inspect.ts";
import { issue } from "../lib/pki/issue/issue.ts";
import { prepareCertificate, prepareSelfSigned } from "../lib/pki/issue/prepare.ts";
import { signerOf } from "../lib/pki/keys/signer.ts";
import { readCertificate } from "../lib/pki/x509/certificate.ts";
import { readRequest, writeRequest } from "../lib/pki/x509/csr.ts";
import { printInspection } from "../lib/shell/print/tree.ts";
import { type BenchRow, type Pair, rowOfPairs } from "./row.ts";

/**
 * A bundle of 200 server certificates as text: each field of each of them. OpenSSL prints that and no more; ours has
 * every finding, both trees with their offsets and the fingerprints beside it. OpenSSL's two processes are in its time,
 * so a bundle of one certificate is taken off: what is compared is the work.
 */

const rowName = "inspect a bundle of 200 certificates, against openssl pkcs7 -print_certs -text (at most)";
export const names = [rowName];
const bar = 3;
const pairs = 9;
const size = 200;

function makeBundle(): string[] {
  const now = new Date();
  const serialNumber = (): Uint8Array => Uint8Array.of(0x40, ...randomBytes(15));
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const signer = signerOf(key);
  const order = { subject: { CN: "Bench Root", O: "Bench" }, names: [], spki: signer.spki, days: 3650, now };
  const root = issue(
    prepareSelfSigned({ ...order, template: builtIn["root-ca"], serialNumber: serialNumber() }),
    signer,
  );
  const issuer = readCertificate(root);
  return Array.from({ length: size }, (_, at) => {
    const names = [`host${at}.example`, `www.host${at}.example`].map((value) => ({ kind: "dns" as const, value }));
    const request = readRequest(writeRequest({ CN: names[0]!.value, O: "Bench", C: "KR" }, names, signer));
    return writePem(
      "CERTIFICATE",
      issue(
        prepareCertificate({
          request,
          issuer,
          template: builtIn.server,
          names,
          days: 90,
          now,
          serialNumber: serialNumber(),
        }),
        signer,
      ),
    );
  });
}

const theirText = (folder: string, file: string): string =>
  execFileSync("sh", ["-c", `openssl crl2pkcs7 -nocrl -certfile ${file} | openssl pkcs7 -print_certs -text -noout`], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });

async function ourText(folder: string, file: string): Promise<string> {
  return printInspection(await inspect(readFileSync(join(folder, file)), { now: new Date() }), "en", terminalTexts);
}

/** A row over unequal work would say nothing. */
async function requireEqualFields(folder: string): Promise<void> {
  const [ours, theirs] = [await ourText(folder, "all.pem"), theirText(folder, "all.pem")];
  for (const [what, pattern] of [
    ["certificates", /^ *Certificate:$/gm],
    ["alternative names", /Subject Alternative Name:/g],
    ["public keys", /Modulus:/g],
  ] as const) {
    const counts = [ours, theirs].map((text) => [...text.matchAll(pattern)].length);
    if (counts.some((count) => count !== size)) throw new Error(`${what}: ${counts.join(" and ")}, not ${size}`);
  }
}

async function timed(act: () => unknown): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

export async function rows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "chainsmith-inspect-"));
  try {
    const certificates = makeBundle();
    writeFileSync(join(folder, "all.pem"), certificates.join(""));
    writeFileSync(join(folder, "one.pem"), certificates[0]!);
    await requireEqualFields(folder);
    const both: Pair[] = [];
    for (let pair = 0; pair < pairs; pair++)
      both.push({
        ours: (await timed(() => ourText(folder, "all.pem"))) - (await timed(() => ourText(folder, "one.pem"))),
        theirs: (await timed(() => theirText(folder, "all.pem"))) - (await timed(() => theirText(folder, "one.pem"))),
      });
    return [rowOfPairs(rowName, bar, both)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
