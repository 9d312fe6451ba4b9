import { readCertificate, type Certificate } from "../../../pki/x509/certificate.ts";
import { readCrl } from "../../../pki/x509/crl.ts";
import { readRequest } from "../../../pki/x509/csr.ts";
import { formatName } from "../../../pki/x509/name.ts";
import { publicKeyId } from "../../../pki/keys/public-key.ts";
import type { StoredNames } from "../../../targets/fields.ts";
import type { Identity, Material, StoredCertificates, StoredCrl } from "../../../targets/material.ts";
import type { Context } from "../../command.ts";
import type { StoredFile } from "../../ports/files.ts";
import { leadsTo, rootsOf } from "../../../pki/path/chain.ts";
import { anchorsAmong } from "../trust/anchors.ts";
import { chainsInInventory, isSelfSigned, type StoredChain } from "../../../pki/path/issuers.ts";
import { rootWish } from "../chain.ts";
import { Failure } from "../../error-codes.ts";
import { memoisedReads, type InventoryReads } from "../memoised.ts";
import { findFile } from "../stored.ts";
import { revocationFor } from "./authority-lists.ts";
import { presentedIn } from "../trust/sources.ts";
import { publicIssuerOf } from "./public-roots.ts";

/**
 * Loads the material of a target's plan: the stored files that its inputs name, and the instant. A name that is not
 * stored is left out; preflight says so. Never a key's bytes. Several plans of one command share their `reads`.
 */
export async function loadMaterial(
  { store, clock }: Context,
  names: StoredNames,
  root: string | undefined,
  reads: InventoryReads = memoisedReads(store),
): Promise<Material> {
  const now = clock.now();
  const question: ChainChoice = { at: now, root: await rootWish(reads, root), roots: new Set(), isMet: false };
  const identities = await loadAll(names.identities, (name) => loadIdentity(reads, name, question));
  if (question.root !== undefined && question.roots.size > 0 && !question.isMet)
    throw new Failure("chain.no-such-root", { root: root ?? "", roots: [...question.roots] });
  const certificates = await loadAll(names.certificates, (name) => loadCertificates(reads, name, now));
  const revocation = await revocationFor(reads, [
    ...[...identities.values()].flatMap(({ leaf, issuers }) => [...(leaf === null ? [] : [leaf]), ...issuers]),
    ...[...certificates.values()].flatMap(({ certificates: own, above }) => [
      ...own,
      ...above.map(({ certificate }) => certificate),
    ]),
  ]);
  return {
    now,
    identities,
    certificates,
    crls: await loadAll(names.crls, (name) => loadCrl(reads, name)),
    ...revocation,
    // Asked only where a list is fetched from there.
    publishedAt: revocation.authorityLists.some(({ crl }) => crl !== null)
      ? await store.setting("addresses.base")
      : null,
    publicRoots: publicRootsOf(identities, certificates),
    offers: new Map(),
    instead: new Map(),
  };
}

/** Of the issuers that are missing above what the inputs name. */
function publicRootsOf(
  identities: ReadonlyMap<string, Identity>,
  certificates: ReadonlyMap<string, StoredCertificates>,
): ReadonlyMap<string, string> {
  const ends = [
    ...[...identities.values()].flatMap(({ leaf, issuers, isComplete }) =>
      leaf === null || isComplete ? [] : [issuers.at(-1) ?? leaf],
    ),
    ...[...certificates.values()].flatMap(({ certificates: members, above }) =>
      members.length === 0 || members.some(isSelfSigned) ? [] : [above.at(-1)?.certificate ?? members.at(-1)!],
    ),
  ];
  return new Map(
    ends.flatMap((end) => {
      const root = publicIssuerOf(end);
      return root === null ? [] : [[formatName(end.issuer), root.sha256] as const];
    }),
  );
}

/** The identities of these names beside those that inputs mention, with the chains that the inventory has for them. */
export async function loadIdentities(
  reads: InventoryReads,
  names: readonly string[],
  at: Date,
): Promise<readonly Identity[]> {
  const choice: ChainChoice = { at, root: undefined, roots: new Set(), isMet: false };
  return [...(await loadAll(names, (name) => loadIdentity(reads, name, choice))).values()];
}

async function loadAll<T>(
  names: readonly string[],
  load: (name: string) => Promise<T | null>,
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  for (const name of names) {
    const loaded = await load(name);
    if (loaded !== null) found.set(name, loaded);
  }
  return found;
}

/** Which chain the identities of a service get: one root for all of those that lead there. */
interface ChainChoice {
  readonly at: Date;
  readonly root: string | undefined;
  /** Where their chains lead. */
  readonly roots: Set<string>;
  isMet: boolean;
}

async function loadIdentity(store: InventoryReads, name: string, choice: ChainChoice): Promise<Identity | null> {
  const row = (await store.item(name)) ?? (await ownerOf(store, name));
  if (row === null) return null;
  const files = await store.filesOf(row.basename);
  const key = files.find(({ kind }) => kind === "key" || kind === "locked-key") ?? null;
  const held = certificateOf(files, key);
  const chain = held === null ? null : await chainOf(store, held, choice);
  const links = chain?.issuers ?? [];
  const request = files.find(({ kind }) => kind === "csr") ?? null;
  return {
    name: row.basename,
    keyFile: key?.fileName ?? null,
    key: key === null ? "absent" : key.kind === "key" ? "present" : "locked",
    keySpkiSha256: key?.kind === "key" ? key.spkiSha256 : null,
    certificateFile: held?.file.fileName ?? null,
    leaf: held?.leaf ?? null,
    issuers: links.map(({ certificate }) => certificate),
    isComplete: chain?.isComplete ?? false,
    ...(chain?.isComplete === true ? await rootMarkOf(store, chain.certificates.at(-1)!) : {}),
    issuerFiles: links.map(({ fileName }) => fileName),
    requestFile: request?.fileName ?? null,
    request: request === null ? null : readRequest(request.bytes),
    generation: held?.file.generation ?? 0,
    storedAt: {
      key: key?.createdAt ?? null,
      request: request?.createdAt ?? null,
      certificate: held?.file.createdAt ?? null,
    },
  };
}

/** What the end of a chain is taken for, where that is no anchor. */
async function rootMarkOf(store: InventoryReads, root: Certificate): Promise<Pick<Identity, "rootMark">> {
  const [found] = (await anchorsAmong(store, [root])).untrusted;
  return found === undefined ? {} : { rootMark: found.mark };
}

async function ownerOf(store: InventoryReads, fileName: string) {
  const file = await store.file(fileName);
  return file === null ? null : store.item(file.basename);
}

interface Held {
  readonly file: StoredFile;
  readonly leaf: Certificate;
  /** Other certificates of the same file. */
  readonly beside: readonly Certificate[];
}

/** The certificate of an identity: its own file, or the one of a bundle that belongs to its key (else the first). */
function certificateOf(files: readonly StoredFile[], key: StoredFile | null): Held | null {
  const single = files.find(({ kind }) => kind === "certificate");
  if (single !== undefined) return { file: single, leaf: readCertificate(single.bytes), beside: [] };
  const bundle = files.find(({ kind }) => kind === "bundle" || kind === "pkcs7");
  if (bundle === undefined) return null;
  const all = presentedIn(bundle.bytes, bundle.fileName).certificates;
  const leaf = all.find(({ spki }) => publicKeyId(spki) === key?.spkiSha256) ?? all[0];
  return leaf === undefined ? null : { file: bundle, leaf, beside: all.filter((each) => each !== leaf) };
}

/** What stands in the file itself was given, and counts more than the inventory. */
async function chainOf(store: InventoryReads, { leaf, beside }: Held, choice: ChainChoice): Promise<StoredChain> {
  const chains = await chainsInInventory(store, { leaf, given: beside, at: choice.at });
  for (const root of rootsOf(chains)) choice.roots.add(root);
  const wanted = chains.find((chain) => choice.root !== undefined && leadsTo(chain, choice.root));
  if (wanted !== undefined) choice.isMet = true;
  return wanted ?? chains[0]!;
}

async function loadCertificates(store: InventoryReads, name: string, now: Date): Promise<StoredCertificates | null> {
  const file = await findFile(store, name, [".crt", ".cer", ".pem"]);
  if (file === null || !["certificate", "bundle", "pkcs7"].includes(file.kind)) return null;
  const certificates =
    file.kind === "certificate" ? [readCertificate(file.bytes)] : presentedIn(file.bytes, file.fileName).certificates;
  const form = file.kind === "pkcs7" ? "pkcs7" : "pem";
  const last = certificates.at(-1);
  const above =
    last === undefined || certificates.some(isSelfSigned)
      ? []
      : (await chainsInInventory(store, { leaf: last, given: certificates, at: now }))[0]!.issuers;
  return {
    name,
    fileName: file.fileName,
    certificates,
    form,
    above,
    storedAt: file.createdAt,
    text: file.kind === "bundle" ? new TextDecoder().decode(file.bytes) : null,
  };
}

async function loadCrl(store: InventoryReads, name: string): Promise<StoredCrl | null> {
  const file = await store.firstFile([name, `${name}.crl`]);
  return file?.kind === "crl" ? { name, fileName: file.fileName, crl: readCrl(file.bytes) } : null;
}
