import { createPrivateKey } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A secret in one of the ways in which it could lie around. */
export interface Needle {
  readonly label: string;
  readonly bytes: Buffer;
}

/** The private numbers of a key and its encodings, each raw, in hex and in base64 at every alignment. */
export function needlesOfKey(label: string, pem: string): Needle[] {
  const key = createPrivateKey(pem);
  const jwk = key.export({ format: "jwk" });
  const parts: Needle[] = [];
  for (const name of ["d", "p", "q", "dp", "dq", "qi"] as const) {
    const value = jwk[name];
    if (value !== undefined) parts.push(...formsOf(`${label} ${name}`, Buffer.from(value, "base64url")));
  }
  // A line of the PEM that a writer would have left, whatever its form; the first lines are public numbers.
  for (const form of [
    "pkcs8",
    ...(key.asymmetricKeyType === "rsa" ? ["pkcs1"] : key.asymmetricKeyType === "ec" ? ["sec1"] : []),
  ] as const) {
    const lines = String(key.export({ type: form as "pkcs8", format: "pem" }))
      .split("\n")
      .filter((line) => line.length === 64);
    const line = lines[Math.floor(lines.length / 2)];
    if (line !== undefined) parts.push({ label: `${label} ${form} PEM`, bytes: Buffer.from(line) });
  }
  return parts;
}

/** A passphrase, password or token. */
export function needlesOfText(label: string, text: string): Needle[] {
  const utf16 = Buffer.from(text, "utf16le");
  return [
    ...formsOf(label, Buffer.from(text)),
    { label: `${label} UTF-16LE`, bytes: utf16 },
    { label: `${label} UTF-16BE`, bytes: Buffer.from(utf16).swap16() },
  ];
}

function formsOf(label: string, bytes: Buffer): Needle[] {
  const hex = bytes.toString("hex");
  const forms: Needle[] = [
    { label, bytes },
    { label: `${label} hex`, bytes: Buffer.from(hex) },
    { label: `${label} HEX`, bytes: Buffer.from(hex.toUpperCase()) },
  ];
  for (const skipped of [0, 1, 2]) {
    // Base64 of a longer text shows our bytes in one of three alignments; the edges depend on the neighbours.
    const core = Buffer.concat([Buffer.alloc(skipped), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const inner = core.slice(skipped === 0 ? 0 : skipped + 1, -2);
    if (inner.length >= 8) {
      forms.push({ label: `${label} base64 ${skipped}`, bytes: Buffer.from(inner) });
      forms.push({
        label: `${label} base64url ${skipped}`,
        bytes: Buffer.from(inner.replaceAll("+", "-").replaceAll("/", "_")),
      });
    }
  }
  return forms;
}

/** Finds `where: what` for every needle in a text or file. */
export function findNeedles(where: string, haystack: Buffer, needles: readonly Needle[]): string[] {
  return needles.filter((needle) => haystack.includes(needle.bytes)).map((needle) => `${where}: ${needle.label}`);
}

/** Every file under a folder, but those that `except` names. */
export function findNeedlesIn(folder: string, needles: readonly Needle[], except: readonly string[] = []): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !except.includes(entry.name))
    .flatMap((entry) => findNeedles(entry.name, readFileSync(join(entry.parentPath, entry.name)), needles));
}
