import { zipSync, type Zippable } from "fflate";
import { packTexts } from "../../../i18n/documents/pack-texts.ts";
import { writeStepsPage, type PackedFile } from "../../../i18n/documents/steps-page.ts";
import type { Locale } from "../../../i18n/locale.ts";
import { sha256Hex } from "../../../pki/x509/certificate.ts";
import { Failure } from "../../error-codes.ts";
import { writePem } from "../../../pki/asn1/pem.ts";
import { publicKeyId } from "../../../pki/keys/public-key.ts";
import type { FileSource, PlannedFile } from "../../../targets/plan.ts";
import type { Context } from "../../command.ts";
import type { Vault } from "../../ports/vault.ts";
import { shortestPassphrase } from "../../../pki/pkcs12/receivers.ts";
import { neededCertificates } from "./needed-certificates.ts";
import type { Planned } from "./plan.ts";
import type { FileContent } from "../../ports/files.ts";

export interface PackChoice {
  readonly locale: Locale;
  /** Keys in clear. */
  readonly isClear: boolean;
  /** Keys and .p12 under it; null without. */
  readonly passphrase: string | null;
  /** The kept service, else the target: what the archive is called. */
  readonly name: string;
  /** Ids of the steps that are done: they are ticked in STEPS.md. */
  readonly ticks: ReadonlySet<string>;
}

export interface Pack extends FileContent {
  /** The files in it, in their order. */
  readonly entries: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
  /** Files that belong to it and are not in it: private keys that were not asked for, or that are not stored. */
  readonly leftOut: readonly string[];
  /** Names whose certificates are not here: the files that hold them are not planned yet. */
  readonly missing: readonly string[];
}

interface Entry {
  readonly path: string;
  readonly mode: number;
  readonly bytes: Uint8Array;
}

const text = new TextEncoder();
/**
 * The first moment that a zip can name, at noon: the same in every zone. An archive says what is in it, not when it was
 * made.
 */
const moment = (): Date => new Date(1980, 0, 1, 12);

/**
 * The same inputs and stored files give the same bytes, unless a passphrase is given: what it protects has a new salt
 * each time.
 * @throws Failure `pack.nothing`, `passphrase.too-short`, `key.still-locked`, `key.absent`.
 */
export async function packPlan(context: Context, planned: Planned, choice: PackChoice): Promise<Pack> {
  const { plan, target } = planned;
  const { passphrase } = choice;
  if (passphrase !== null && passphrase.length < shortestPassphrase)
    throw new Failure("passphrase.too-short", { length: passphrase.length, minimum: shortestPassphrase });
  if (plan.files.length === 0) throw new Failure("pack.nothing", { target: target.name });
  const missing = missingIn(planned);
  const listed: PackedFile[] = [];
  const entries: Entry[] = [];
  for (const file of [...plan.files, ...settingsFiles(planned)]) {
    const bytes = await contentOf(context, planned, file, choice);
    listed.push({
      path: pathOf(file),
      kind: file.kind,
      identity: identityIn(file.source),
      state: stateOf(file, bytes, choice),
    });
    if (bytes !== null) entries.push({ path: pathOf(file), mode: file.mode, bytes });
  }
  entries.push(...pagesOf(planned, { files: listed, missing }, choice));
  entries.push(entryOf("manifest.json", `${JSON.stringify(manifestOf(planned, entries, listed), null, 2)}\n`));
  entries.push(entryOf("SHA256SUMS", entries.map(({ path, bytes }) => `${sha256Hex(bytes)}  ${path}\n`).join("")));
  return {
    fileName: `${choice.name.replaceAll(" ", "-")}.zip`,
    mediaType: "application/zip",
    bytes: zipSync(zippable(entries)),
    entries: entries.map(({ path, bytes }) => ({ path, size: bytes.length, sha256: sha256Hex(bytes) })),
    leftOut: listed.filter(({ state }) => state === "left-out").map(({ path }) => path),
    missing,
  };
}

const missingIn = (planned: Planned): readonly string[] => [
  ...new Set(neededCertificates(planned).flatMap(({ name, state }) => (state === "found" ? [] : [name]))),
];

function zippable(entries: readonly Entry[]): Zippable {
  // `os` 3 and the high half of the attributes: a Unix mode, so that keys come out as 0600.
  return Object.fromEntries(
    entries.map(({ path, mode, bytes }) => [
      path,
      [bytes, { level: 6, mtime: moment(), os: 3, attrs: (0o100000 | mode) << 16 }],
    ]),
  );
}

/** Settings that no planned file carries yet lie beside the files, by the last part of their path. */
function settingsFiles({ plan }: Planned): PlannedFile[] {
  const carried = new Set(
    plan.files.flatMap(({ node, source }) => (source.from === "text" ? [`${node}\n${source.text}`] : [])),
  );
  const missing = plan.settings.filter(({ node, text: content }) => !carried.has(`${node}\n${content}`));
  return missing.map(({ id, node, path, text: content }) => ({
    node,
    path: `settings/${path.split("/").at(-1) || id}`,
    kind: "settings",
    source: { from: "text", text: content },
    mode: 0o644,
  }));
}

async function contentOf(
  { vault }: Context,
  { material }: Planned,
  { source }: PlannedFile,
  { isClear, passphrase }: PackChoice,
): Promise<Uint8Array | null> {
  switch (source.from) {
    case "text":
      return text.encode(source.text);
    case "certificates":
      return text.encode(source.certificates.map(({ der }) => writePem("CERTIFICATE", der)).join(""));
    case "der":
      return source.certificate.der;
    case "crls":
      return text.encode(source.crls.map(({ der }) => writePem("X509 CRL", der)).join(""));
    case "key":
    case "pkcs12": {
      const key = material.identities.get(source.identity)?.keyFile ?? null;
      if (key === null) return null;
      if (source.from === "pkcs12") return passphrase === null ? null : pkcs12(vault, key, passphrase, source);
      if (isClear) return vault.exportClear(key);
      return passphrase === null ? null : vault.exportEncrypted(key, passphrase);
    }
  }
}

/** For a person's own machine, of which nothing is known: the profile that the older systems open too. */
async function pkcs12(
  vault: Vault,
  key: string,
  passphrase: string,
  { identity, certificates }: Extract<FileSource, { from: "pkcs12" }>,
): Promise<Uint8Array> {
  return (
    await vault.exportPkcs12(
      key,
      passphrase,
      identity,
      certificates.map(({ der }) => der),
      "compatible",
    )
  ).bytes;
}

function stateOf({ source }: PlannedFile, bytes: Uint8Array | null, { isClear }: PackChoice): PackedFile["state"] {
  if (bytes === null) return "left-out";
  if (source.from === "key") return isClear ? "clear" : "locked";
  return source.from === "pkcs12" ? "locked" : "public";
}

const identityIn = (source: FileSource): string | null => ("identity" in source ? source.identity : null);

/** Inside of the archive and nowhere above it: names come from people. */
function pathOf({ node, path }: PlannedFile): string {
  const whole = node === "" ? path : `${node}/${path}`;
  const isInside =
    whole.split("/").every((part) => part !== "" && part !== "." && part !== "..") && !/[\p{Cc}\\:]/u.test(whole);
  if (!isInside)
    throw new Failure("file-name.malformed", { fileName: whole.slice(0, 80), problem: "character", position: 1 });
  return whole;
}

const entryOf = (path: string, content: string): Entry => ({ path, mode: 0o644, bytes: text.encode(content) });

/** One page for everything, in order; where there are several machines each has its own part as well. */
function pagesOf(
  { plan, target }: Planned,
  held: { readonly files: readonly PackedFile[]; readonly missing: readonly string[] },
  { locale, ticks }: PackChoice,
): Entry[] {
  const page = (node: string | null) =>
    writeStepsPage(
      {
        target: target.name,
        steps: plan.steps,
        settings: plan.settings,
        troubles: plan.troubles,
        ticks,
        ...held,
        node,
      },
      packTexts[locale],
      locale,
    );
  const nodes = plan.nodes.filter((node) => node !== "");
  return [
    entryOf("STEPS.md", page(null)),
    ...(nodes.length < 2 ? [] : nodes.map((node) => entryOf(`${node}/STEPS.md`, page(node)))),
  ];
}

/**
 * Writes the facts for a script, without the time of day: certificates, what they were made from, and how the keys are
 * held.
 */
function manifestOf(planned: Planned, entries: readonly Entry[], listed: readonly PackedFile[]) {
  const { target, inputs, material, plan } = planned;
  const stateBy = new Map(listed.map(({ path, kind, state }) => [path, { kind, state }]));
  return {
    format: 1,
    target: target.name,
    inputs,
    nodes: plan.nodes,
    files: entries.map(({ path, mode, bytes }) => ({
      path,
      ...(stateBy.get(path) ?? { kind: "text", state: "public" }),
      mode: mode.toString(8).padStart(4, "0"),
      size: bytes.length,
      sha256: sha256Hex(bytes),
    })),
    leftOut: listed.filter(({ state }) => state === "left-out").map(({ path, kind }) => ({ path, kind })),
    missing: missingIn(planned),
    identities: [...material.identities.values()].flatMap(({ name, leaf, generation }) =>
      leaf === null
        ? []
        : [
            {
              name,
              generation,
              sha256: sha256Hex(leaf.der),
              spkiSha256: publicKeyId(leaf.spki),
              notAfter: leaf.notAfter.toISOString(),
            },
          ],
    ),
  };
}
