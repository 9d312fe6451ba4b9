import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { isFailure } from "../lib/pki/failure.ts";
import { recogniseFile } from "../lib/pki/files/recognise.ts";
import { unpackFiles, type UnpackedElement } from "../lib/pki/files/unpack.ts";

/**
 * Opens every PKCS#12, key store and private key of a folder and prints a table of what came of each, for people to
 * judge:
 *   node --conditions=react-server conformance/read-corpora.ts <folder>… [--passphrase word]…
 * Passphrases are those that an `index.json` documents for the file, those given, and the empty one. Ends with 1 when
 * something threw what is no typed answer, or took longer than ten seconds.
 */
const [words, folders] = [[] as string[], [] as string[]];
for (const [at, word] of process.argv.slice(2).entries()) {
  if (word === "--passphrase") words.push(process.argv[at + 3] ?? "");
  else if (process.argv[at + 1] !== "--passphrase") folders.push(word);
}
if (folders.length === 0) throw new Error("usage: read-corpora.ts <folder>… [--passphrase word]…");

const names = /\.(p12|pfx|key|pvk|snk|ppk|jks|jceks|pem|der|pk8|pkcs8)$/i;
const wantedKinds = new Set(["pkcs12", "keystore", "key", "locked-key"]);

/** File → passphrase, where an index says so. */
function documented(folder: string): ReadonlyMap<string, string> {
  const path = join(folder, "index.json");
  if (!existsSync(path)) return new Map();
  const { entries } = JSON.parse(readFileSync(path, "utf8")) as {
    entries: { id: string; file?: string; password?: string | null }[];
  };
  return new Map(
    entries.flatMap(({ id, file, password }) =>
      typeof password === "string" ? [[file ?? id, wordOf(folder, password)] as const] : [],
    ),
  );
}

/** The word itself, or where it stands: `contents of <file> (…)`, as `-passin file:` reads it: the first line. */
function wordOf(folder: string, password: string): string {
  const [, file] = /^contents of (\S+)/.exec(password) ?? [];
  const path = file === undefined ? null : join(folder, file);
  return path !== null && existsSync(path) ? (readFileSync(path, "utf8").split(/\r?\n/)[0] ?? "") : password;
}

function* filesOf(folder: string, inside = ""): Generator<string> {
  for (const name of readdirSync(join(folder, inside)).sort()) {
    const path = join(inside, name);
    if (statSync(join(folder, path)).isDirectory()) yield* filesOf(folder, path);
    else if (names.test(name) || /pkcs12|pkcs8|privkey/.test(inside)) yield path;
  }
}

interface Row {
  readonly kind: string;
  readonly answer: string;
}

function said(element: UnpackedElement): Row {
  const {
    contents,
    failure,
    pkcs8,
    encryption,
    element: { kind, form, detail },
  } = element;
  const way = form ?? detail ?? "";
  const trouble = failure === null ? "" : `${failure.code} ${JSON.stringify(failure.facts)}`;
  if (contents !== null) {
    const { keys, certificates, crls, lockedKeys, skipped } = contents;
    const parts = [
      [keys.length, "keys"],
      [certificates.length, "certificates"],
      [crls.length, "CRLs"],
      [lockedKeys.length, "locked keys"],
      [skipped.length, "passed over"],
    ] as const;
    return {
      kind,
      answer: `opened: ${
        parts
          .filter(([n]) => n > 0)
          .map(([n, word]) => `${n} ${word}`)
          .join(", ") || "empty"
      } ${trouble}`.trim(),
    };
  }
  if (pkcs8 !== null) return { kind: `${kind} ${way}`.trim(), answer: "opened: 1 key" };
  return {
    kind: `${kind} ${way}`.trim(),
    answer: trouble || (encryption === null ? "read" : `locked (${encryption})`),
  };
}

let isBad = false;
console.log("| file | what | answer | ms |\n|---|---|---|---|");
const totals = new Map<string, number>();
for (const folder of folders) {
  const known = documented(folder);
  for (const path of filesOf(folder)) {
    const bytes = Uint8Array.from(readFileSync(join(folder, path)));
    const start = performance.now();
    let rows: Row[];
    try {
      const own = known.get(path);
      const passphrases = [...(own === undefined ? [] : [own]), ...words, ""].map((passphrase) => ({ passphrase }));
      const isOurs = kindsOf(bytes).some((kind) => wantedKinds.has(kind)) || /\.(p12|pfx|jks|jceks)$/i.test(path);
      if (!isOurs) continue;
      const files = await unpackFiles([{ name: basename(path), bytes }], { passphrases, triesEmpty: true });
      rows = files.flatMap(({ elements, failure }) =>
        failure === null
          ? elements.filter(({ element: { kind } }) => wantedKinds.has(kind)).map(said)
          : [{ kind: "file", answer: `${failure.code} ${JSON.stringify(failure.facts)}` }],
      );
    } catch (error) {
      rows = [{ kind: "CRASH", answer: error instanceof Error ? (error.stack ?? error.message) : String(error) }];
      isBad = true;
    }
    const took = performance.now() - start;
    isBad ||= took > 10_000;
    for (const { kind, answer } of rows) {
      const word = /^(opened|read|locked)/.exec(answer)?.[0] ?? answer.split(" ")[0]!;
      totals.set(word, (totals.get(word) ?? 0) + 1);
      console.log(`| ${basename(folder)}/${path} | ${kind} | ${answer.replaceAll("|", "\\|")} | ${took.toFixed(0)} |`);
    }
  }
}
console.log(`\n${[...totals].map(([word, n]) => `${word}: ${n}`).join("; ")}`);
process.exitCode = isBad ? 1 : 0;

function kindsOf(bytes: Uint8Array): string[] {
  try {
    return recogniseFile(bytes).elements.map(({ kind }) => kind);
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}
