import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The strangers: OpenSSL, GnuTLS and Java read what the console hands out. */

/** Output of a program, stdout and stderr together. Throws with both when it exits non-zero. */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; input?: string | Uint8Array } = {},
): string {
  return execFileSync(program, args, {
    encoding: "utf8",
    cwd: options.cwd,
    input: options.input ?? "",
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** True when the program exits with 0. */
export function accepts(
  program: string,
  args: readonly string[],
  options: { cwd?: string; input?: string } = {},
): boolean {
  try {
    run(program, args, options);
    return true;
  } catch {
    return false;
  }
}

/** A new empty folder under the system's temporary one. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "chainsmith-e2e-"));
}

export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

/** Describes an X.509 certificate in OpenSSL's words. */
export function describe(path: string, ...what: string[]): string {
  return run("openssl", ["x509", "-in", path, "-noout", ...what]);
}

/** The public key of a certificate, request or key as PEM: equal text is an equal key. */
export function publicKeyOf(kind: "x509" | "req" | "pkey", path: string): string {
  return run("openssl", kind === "pkey" ? ["pkey", "-in", path, "-pubout"] : [kind, "-in", path, "-noout", "-pubkey"]);
}

/** Makes a fresh P-256 key that the console does not know. */
export function strangersKey(path: string): string {
  run("openssl", ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path]);
  return path;
}

/** Makes a fresh self-signed certificate that the console does not know, with its key beside it. */
export function strangersCertificate(
  folder: string,
  commonName: string,
  more: readonly string[] = [],
): { readonly key: string; readonly certificate: string } {
  const key = strangersKey(join(folder, "stranger.key"));
  const certificate = join(folder, "stranger.crt");
  run("openssl", [
    "req",
    "-x509",
    "-new",
    "-key",
    key,
    "-subj",
    `/CN=${commonName}`,
    "-days",
    "90",
    "-out",
    certificate,
    ...more,
  ]);
  return { key, certificate };
}
