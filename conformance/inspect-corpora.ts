import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Failure, isFailure, type PkiErrorFacts } from "../lib/pki/failure.ts";
import { inspect } from "../lib/pki/inspect/inspect.ts";
import type { Inspection } from "../lib/pki/inspect/types.ts";
import type { ElementKind } from "../lib/pki/asn1/element.ts";

/**
 * Puts every file of the public corpora through `inspect`, with the documented passwords, and prints what became of it:
 * node --conditions=react-server conformance/inspect-corpora.ts <folder with the corpora> [--json <file>] [--only
 * <corpus>] A raw exception, a kind that differs from the index and a key that fits what it should not end the run with
 * 1.
 */
interface Entry {
  readonly id: string;
  readonly file?: string;
  readonly kind: string;
  readonly password?: string | null;
  readonly expected?: unknown;
  readonly doc?: string | null;
}

interface Row {
  readonly corpus: string;
  readonly file: string;
  readonly wanted: string;
  readonly got: string;
  readonly milliseconds: number;
  readonly verdict: "agreed" | "typed error" | "disagreed" | "crashed";
  /** SHA-256 of the public keys: of the private keys in the file, and of its first certificate or request. */
  readonly privateKeys: readonly string[];
  readonly holder: string | null;
}

const corpora = ["pyca-vectors", "keys-p12-extras", "openssl-test", "zlint", "openssl-fuzz", "boringssl-fuzz"];

const kindOfLabel: Readonly<Record<string, readonly ElementKind[]>> = {
  CERTIFICATE: ["certificate"],
  "X509 CERTIFICATE": ["certificate"],
  "TRUSTED CERTIFICATE": ["certificate"],
  "CERTIFICATE REQUEST": ["csr"],
  "X509 CRL": ["crl"],
  PKCS7: ["pkcs7", "cms"],
  "PRIVATE KEY": ["key"],
  "RSA PRIVATE KEY": ["key", "locked-key"],
  "EC PRIVATE KEY": ["key", "locked-key"],
  "DSA PRIVATE KEY": ["key", "locked-key"],
  "OPENSSH PRIVATE KEY": ["key", "locked-key"],
  "ENCRYPTED PRIVATE KEY": ["key", "locked-key"],
  "PUBLIC KEY": ["public-key"],
  "RSA PUBLIC KEY": ["public-key"],
  "DSA PUBLIC KEY": ["public-key"],
  "DSA PARAMETERS": ["parameters"],
  "DH PARAMETERS": ["parameters"],
};

/** The kinds that the index's own word allows, element by element; null when it says nothing of the kind. */
function wantedKinds(kind: string): (readonly ElementKind[])[] | null {
  if (kind.startsWith("pem:")) {
    const all = kind
      .slice(4)
      .split("+")
      .flatMap((part) => {
        const match = /^(.*?)(?:x(\d+))?$/.exec(part)!;
        return Array.from({ length: Number(match[2] ?? 1) }, () => kindOfLabel[match[1]!] ?? null);
      });
    return all.every((kinds) => kinds !== null) ? (all as (readonly ElementKind[])[]) : null;
  }
  const plain: Readonly<Record<string, readonly ElementKind[]>> = {
    pub: ["ssh-public-key", "ssh-certificate"],
    pkcs12: ["pkcs12"],
    "pkcs12-pbmac1": ["pkcs12"],
    "cert-der": ["certificate"],
    "crl-der": ["crl"],
    pkcs7: ["pkcs7"],
    cms: ["pkcs7", "cms"],
    ta: ["trust-anchor"],
  };
  const kinds = plain[kind];
  return kinds === undefined ? null : [kinds];
}

/** DER says what it is by its folder or its name, where the index says only `der`. */
function wantedOfDer({ id, kind }: Entry): ElementKind[] | null {
  if (kind !== "der") return null;
  const rules: readonly (readonly [RegExp, ElementKind[]])[] = [
    [/ocsp\/req/, ["ocsp-request"]],
    [/ocsp\/resp/, ["ocsp-response"]],
    [/requests\/|-csr\.der/, ["csr"]],
    [/pkcs5\/.*algid/, []],
    [/\.pkcs8\.der|enc2?-rsa|encpriv|pkcs8-enc|_encrypted\.der/, ["key", "locked-key"]],
    [/pub\.der|public_key.*\.der/, ["public-key"]],
    [/ec384-ee-key/, ["certificate"]], // OpenSSL says so too
    [/priv|prv\.der|pkcs8\.der|pkcs1\.der|-key\.der|private_key/, ["key"]],
    [/x509-cert\/.*\.der|_cert\.der|cert\.der$|x509\/[^/]*\.der|custom\/[^/]*\.der/, ["certificate", "crl"]],
  ];
  return rules.find(([pattern]) => pattern.test(id))?.[1] ?? null;
}

/** Files whose documented passphrase OpenSSL refuses too: what opens them is "password". */
const misdocumented = /^pkcs12\/(?:no-cert-)?(?:no-)?name-.*-?pwd\.p12$/;

function passphraseOf(corpus: string, { id, file, password }: Entry): string | undefined {
  if (corpus === "pyca-vectors" && misdocumented.test(file ?? id))
    return id.includes("no-pwd") ? undefined : "password";
  if (typeof password !== "string") return undefined;
  // the file of that name beside them holds it
  return password.startsWith("contents of") ? "wellknown" : password;
}

/** A refusal that names a kind must name the right one. */
function fitsWanted(error: Failure, wanted: readonly (readonly ElementKind[])[] | null): boolean {
  if (wanted === null || error.code !== "file.unrecognised") return true;
  const { recognised } = error.facts as PkiErrorFacts["file.unrecognised"];
  if (recognised === "" || recognised === "pem" || wanted.length === 0) return true;
  return wanted.some((kinds) => kinds.length === 0 || kinds.includes(recognised));
}

async function inspectEntry(corpus: string, entry: Entry, bytes: Uint8Array): Promise<Row> {
  const wanted = wantedKinds(entry.kind) ?? (wantedOfDer(entry) === null ? null : [wantedOfDer(entry)!]);
  const word = wanted?.map((kinds) => kinds.join("|")).join("+") ?? entry.kind;
  const start = performance.now();
  const row = (verdict: Row["verdict"], got: string, elements: Inspection["elements"] = []): Row => ({
    corpus,
    file: entry.file ?? entry.id,
    wanted: word,
    got,
    milliseconds: performance.now() - start,
    verdict,
    privateKeys: elements.flatMap((element) =>
      element.kind === "key" && element.card !== null ? [element.card.key.id] : [],
    ),
    holder:
      elements.flatMap((element) =>
        (element.kind === "certificate" || element.kind === "csr") && element.card !== null
          ? [element.card.key.id]
          : [],
      )[0] ?? null,
  });
  try {
    const passphrase = passphraseOf(corpus, entry);
    const inspection = await inspect(bytes, {
      now: new Date("2026-11-22T00:00:00Z"),
      ...(passphrase === undefined ? {} : { passphrase }),
    });
    JSON.stringify(inspection);
    return row(
      agrees(inspection, wanted) ? "agreed" : "disagreed",
      inspection.elements.map(said).join("+").slice(0, 200),
      inspection.elements,
    );
  } catch (error) {
    if (isFailure(error))
      return row(
        fitsWanted(error, wanted) ? "typed error" : "disagreed",
        `${error.code} ${JSON.stringify(error.facts)}`,
      );
    return row("crashed", error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

const said = (element: Inspection["elements"][number]): string =>
  element.failure === null ? element.kind : `${element.kind}(${element.failure.code})`;

function agrees({ elements }: Inspection, wanted: readonly (readonly ElementKind[])[] | null): boolean {
  if (wanted === null) return true;
  const kinds = elements.map(({ kind }) => kind).toSorted();
  return kinds.length === wanted.length && wanted.every((options) => options.some((kind) => kinds.includes(kind)));
}

function readEntries(folder: string): Entry[] {
  const { entries } = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as { entries: Entry[] };
  const listed = new Set(entries.map(({ file, id }) => file ?? id));
  const matches = join(folder, "key-match.json");
  if (existsSync(matches)) {
    // some of the files that it judges stand in no entry of their own
    const { objects } = JSON.parse(readFileSync(matches, "utf8")) as KeyMatch;
    const named = Object.entries(objects).flatMap(([file, { matching_keys }]) => [file, ...matching_keys]);
    for (const file of new Set(named)) if (!listed.has(file)) entries.push({ id: file, file, kind: "key-match" });
  }
  return entries.filter(({ file, id }) => {
    const path = join(folder, file ?? id);
    return existsSync(path) && statSync(path).isFile();
  });
}

async function main(): Promise<void> {
  const [folder, ...words] = process.argv.slice(2);
  if (folder === undefined) throw new Error("usage: inspect-corpora.ts <folder> [--json <file>] [--only <corpus>]");
  const optionOf = (name: string): string | undefined =>
    words.includes(name) ? words[words.indexOf(name) + 1] : undefined;
  const only = optionOf("--only");
  const rows: Row[] = [];
  for (const corpus of corpora.filter((name) => only === undefined || name === only)) {
    for (const entry of readEntries(join(folder, corpus))) {
      rows.push(
        await inspectEntry(corpus, entry, Uint8Array.from(readFileSync(join(folder, corpus, entry.file ?? entry.id)))),
      );
    }
  }
  print(rows);
  const areMatchesClean = printKeyMatches(folder, rows);
  const json = optionOf("--json");
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, null, 1)}\n`);
  const isClean = !rows.some(({ verdict }) => verdict === "crashed" || verdict === "disagreed");
  process.exitCode = isClean && areMatchesClean ? 0 : 1;
}

/**
 * Pairs that are one key in two spellings of its SubjectPublicKeyInfo: a compressed point, PSS restrictions written
 * out. The identity of a key is the SHA-256 of the bytes that stand in the certificate, so they do not match here.
 */
const respelled = [
  "certs/server-cecdsa-cert.pem and certs/server-ecdsa-key.pem",
  "certs/server-ecdsa-cert.pem and certs/server-cecdsa-key.pem",
  "certs/server-pss-restrict-cert.pem and certs/server-pss-restrict-key.pem",
];

interface KeyMatch {
  readonly objects: Readonly<Record<string, { readonly matching_keys: readonly string[] }>>;
}

/** Which key belongs to which certificate or request, as pyca measured it (key-match.json). */
function printKeyMatches(folder: string, rows: readonly Row[]): boolean {
  let isClean = true;
  for (const corpus of new Set(rows.map((row) => row.corpus))) {
    const path = join(folder, corpus, "key-match.json");
    if (!existsSync(path)) continue;
    const { objects } = JSON.parse(readFileSync(path, "utf8")) as KeyMatch;
    const own = new Map(rows.filter((row) => row.corpus === corpus).map((row) => [row.file, row]));
    const judgedKeys = new Set(Object.values(objects).flatMap(({ matching_keys }) => matching_keys));
    const differences: string[] = [];
    let pairs = 0;
    let known = 0;
    for (const [file, { matching_keys }] of Object.entries(objects)) {
      const holder = own.get(file)?.holder ?? null;
      for (const key of judgedKeys) {
        pairs++;
        const isOurs = holder !== null && (own.get(key)?.privateKeys.includes(holder) ?? false);
        if (isOurs === matching_keys.includes(key)) continue;
        if (respelled.includes(`${file} and ${key}`)) known++;
        else differences.push(`  ${file} and ${key}: ours ${isOurs}`);
      }
    }
    console.log(
      `key match ${corpus}: ${pairs} pairs, ${pairs - known - differences.length} agreed, ${known} known differences (one key spelled in two ways)`,
    );
    for (const line of differences) console.log(line);
    isClean &&= differences.length === 0;
  }
  return isClean;
}

function print(rows: readonly Row[]): void {
  const verdicts = ["agreed", "typed error", "disagreed", "crashed"] as const;
  console.log(["corpus".padEnd(18), "files", ...verdicts, "worst ms"].join("\t"));
  for (const corpus of new Set(rows.map((row) => row.corpus))) {
    const own = rows.filter((row) => row.corpus === corpus);
    const counts = verdicts.map((verdict) => own.filter((row) => row.verdict === verdict).length);
    const worst = Math.max(...own.map(({ milliseconds }) => milliseconds));
    console.log([corpus.padEnd(18), own.length, ...counts, worst.toFixed(0)].join("\t"));
  }
  for (const { verdict, corpus, file, wanted, got } of rows) {
    if (verdict === "disagreed" || verdict === "crashed")
      console.log(`\n${verdict}: ${corpus}/${file}\n  wanted ${wanted}\n  got    ${got}`);
  }
}

await main();
