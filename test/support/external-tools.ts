import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of its own for what other programs write in a test. Call `remove` in afterAll. */
export function temporaryFolder(): {
  path(name: string): string;
  read(name: string): Uint8Array;
  write(name: string, content: string | Uint8Array): string;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), "chainsmith-test-"));
  const path = (name: string): string => join(folder, name);
  return {
    path,
    read: (name) => Uint8Array.from(readFileSync(path(name))),
    write: (name, content) => {
      writeFileSync(path(name), content);
      return path(name);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs a program and returns what it says on stdout (and stderr, which openssl likes). Throws when it fails. */
export function run(program: string, words: readonly string[], input?: string | Uint8Array): string {
  return execFileSync(program, words, {
    input: input ?? "",
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** `openssl` with words as one would type them; no quoting is understood. */
export function openssl(line: string, input?: string | Uint8Array): string {
  return run("openssl", line.split(" "), input);
}

/** The bytes that a program writes to stdout. */
export function octets(program: string, words: readonly string[], input?: string | Uint8Array): Uint8Array {
  return Uint8Array.from(
    execFileSync(program, words, { input: input ?? "", stdio: ["pipe", "pipe", "pipe"], maxBuffer: 64 * 1024 * 1024 }),
  );
}
