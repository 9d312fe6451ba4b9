import { z } from "zod";
import { checkCertificate } from "../../pki/checks/index.ts";
import { readCertificate, serialHex, sha256Hex } from "../../pki/x509/certificate.ts";
import { formatName } from "../../pki/x509/name.ts";
import { command } from "../command.ts";
import type { OwnLists } from "../ports/revocations.ts";
import { endsOf } from "../../pki/path/chain.ts";
import { chainsInInventory } from "../../pki/path/issuers.ts";
import { chainTo, rootField } from "../parts/chain.ts";
import * as field from "../parts/fields.ts";
import { servicesUsing } from "../parts/services-using.ts";
import { everyListIsHere, isAnswered, revocationOf } from "../parts/revocation/told.ts";
import { standingOf } from "../parts/revocation/standing.ts";
import { keyDenialOf } from "../parts/authority/key-denial.ts";
import { requireItem } from "../parts/stored.ts";
import type { KnownMark } from "../ports/trust.ts";

/** One name of the inventory: its files, its generations, who issued it, what it issued. */
export const item = command({
  name: "item",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({ name: field.storedName, root: rootField.optional() }),
  secrets: [],
  audit: ({ name }) => ({ name }),
  async run({ store, vault, clock, actor }, { name, root }) {
    const row = await requireItem(store, name);
    const files = await store.filesOf(row.basename);
    const stored = files.find((file) => file.kind === "certificate");
    const others = files.filter(({ kind }) => kind !== "certificate");
    const request = files.find(({ kind }) => kind === "csr");
    const certificate = stored === undefined ? null : readCertificate(stored.bytes);
    const chains = certificate === null ? [] : await chainsInInventory(store, { leaf: certificate, at: clock.now() });
    const own = row.isAuthority ? await store.ownLists({ basename: row.basename }) : [];
    const chosen = certificate === null ? null : await chainTo(store, chains, root);
    const marks = certificate === null ? null : await store.trustMarks([sha256Hex(certificate.der)]);
    return {
      row,
      /** Of a self-signed certificate: what it is taken for. */
      trust:
        certificate === null || !row.isSelfSigned
          ? null
          : ((marks?.get(sha256Hex(certificate.der))?.mark ?? "stored") as KnownMark),
      /** Why the one who asks may not take the key of an authority; null: they may, or it is none. */
      keyDenied: await keyDenialOf(store, actor, row, stored?.spkiSha256 ?? ""),
      files: files.map(({ fileName, kind, spkiSha256, createdAt, generation }) => ({
        fileName,
        kind,
        spkiSha256,
        createdAt,
        generation,
      })),
      generations: await store.generations(row.basename),
      /** Those of each other file, by its name. */
      fileGenerations: Object.fromEntries(
        await Promise.all(
          others.map(async ({ fileName }) => [fileName, await store.fileGenerations(fileName)] as const),
        ),
      ),
      /** Where the chain that is shown leads, and where others do, the best first; null without a certificate. */
      chain: chosen === null ? null : endsOf(chosen, chains),
      issuers: (chosen?.issuers ?? []).map((link) => ({
        fileName: link.fileName,
        subject: formatName(link.certificate.subject),
        issuer: formatName(link.certificate.issuer),
        notAfter: link.certificate.notAfter.toISOString(),
        serial: serialHex(link.certificate),
        sha256: sha256Hex(link.certificate.der),
      })),
      /** Of a key under a passphrase of its own; null without one. */
      keyLock: (await vault.locks([row.basename])).get(row.basename) ?? null,
      /** Of its certificate, and what the lists of an authority are; null without. */
      revocation: certificate === null ? null : await revocationOf(store, certificate),
      lists: shownLists(
        own.find(({ authority }) => authority === stored?.spkiSha256),
        clock.now(),
      ),
      /** Lists of keys that another one has followed under this name. */
      formerLists: own
        .filter(({ basename, fileName }) => basename === row.basename && fileName === null)
        .flatMap((lists) => shownLists(lists, clock.now()) ?? []),
      /** Its authority answers OCSP here, so that its answer can be had as a file. */
      hasStaple: certificate !== null && !row.isSelfSigned && (await isAnswered(store, chosen?.issuers[0])),
      /** Each authority above it has a list as well, so that a file of all of them can be handed out. */
      hasEveryList: row.isAuthority && (await everyListIsHere(store, chosen?.issuers ?? [])),
      usedBy: await servicesUsing(store, row.basename),
      /** Who asked for its request; null without one, or where the log does not say. */
      askedBy:
        request === undefined
          ? null
          : ((await store.askers([{ basename: row.basename, createdAt: request.createdAt }])).get(row.basename) ??
            null),
      issued: row.isAuthority ? await store.issuedBy(row.basename, 50) : [],
      findings: certificate === null ? [] : checkCertificate(certificate, clock.now()),
    };
  },
});

/** The lists of one key of an authority, with what a person has to do about them; null where it publishes none. */
function shownLists(lists: OwnLists | undefined, now: Date) {
  if (lists === undefined) return null;
  const { publishedName, revision, listedRevision, listNumber, newest, key, settings, usual, parts, sha256 } = lists;
  return {
    publishedName,
    revision,
    listedRevision,
    listNumber,
    newest,
    key,
    settings,
    usual,
    parts,
    /** As `crl` means it whatever key its name has now. */
    authority: lists.fileName ?? `sha256:${sha256 ?? ""}`,
    responderEnds: lists.responder?.notAfter ?? null,
    standing: standingOf(lists, now),
  };
}
