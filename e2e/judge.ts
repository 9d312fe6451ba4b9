import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The strangers: OpenSSL, GnuTLS and Java read what the console hands out. */

/** Output of a program, stdout and stderr together. Throws with both when it exits non-zero. */
export function run(program: string, args: readonly string[], options: { cwd?: string; input?: string | Uint8Array } = {}): string {
  return execFileSync(program, args, { encoding: "utf8", cwd: options.cwd, input: options.input ?? "", stdio: ["pipe", "pipe", "pipe"] });
}

/** True when the program exits with 0. */
export function accepts(program: string, args: readonly string[], options: { cwd?: string; input?: string } = {}): boolean {
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
