import { z } from "zod";
import { type Certificate, isAuthority } from "../../pki/x509/certificate.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import { requireListIssuer } from "../../pki/issue/revocation-list.ts";
import { command, type Context } from "../command.ts";
import { isFailure } from "../error-codes.ts";
import { namesIn, revocable } from "../parts/revocation/fields.ts";
import { requireNamed, requireRevocable } from "../parts/revocation/revocable.ts";
import { subTreeOf } from "../parts/revocation/sub-tree.ts";
import { problemOf } from "../parts/revocation/targets.ts";
import type { CrlIssuer } from "../ports/revocations.ts";

/** Certificates below an authority that are looked at and told by name. */
const mostBelow = 2000;

/** What goes down when these are revoked: services, people and what is below, by name; nothing is changed. */
export const revokePreview = command({
  name: "revoke-preview",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({ certificate: revocable }),
  secrets: [],
  audit: ({ certificate }) => ({ count: namesIn(certificate).length }),
  async run(context, { certificate }) {
    const rows = [];
    for (const name of namesIn(certificate)) rows.push(await previewOf(context, name));
    const below = rows.flatMap((row) => row.below);
    const names = below.flatMap(({ isHeld, name: each }) => (isHeld ? [each] : []));
    const uses = await context.store.serviceUses([...new Set([...rows.map(({ name }) => name), ...names])]);
    const sha256s = [...rows.flatMap(({ sha256 }) => sha256 ?? []), ...below.map(({ sha256 }) => sha256)];
    return {
      rows,
      services: [...new Set(uses.map(({ service }) => service))].sort(),
      people: await context.store.handedOut({ sha256s: [...new Set(sha256s)], basenames: [] }),
    };
  },
});

async function previewOf(context: Context, name: string) {
  const { store, clock, vault } = context;
  try {
    const found = await requireRevocable(store, name, clock.now());
    const { certificate, serialNumber, issuer, authority, sha256, fileName, basename } = found;
    requireListIssuer(issuer.certificate, clock.now());
    const before = (await store.revocationsOf([sha256])).get(sha256);
    const isRevoked = before !== undefined && before.releasedAt === null;
    const list = await store.crlIssuer(authority);
    return {
      asked: name,
      name: basename ?? fileName,
      isAuthority: isAuthority(certificate),
      sha256,
      commonName: commonNameOf(certificate.subject) ?? formatName(certificate.subject),
      serial: serialNumber,
      issuer: commonNameOf(issuer.certificate.subject) ?? formatName(issuer.certificate.subject),
      issuerFile: issuer.authority.fileName,
      notAfter: certificate.notAfter.toISOString(),
      revoked: isRevoked
        ? {
            reason: before.reason,
            at: before.at.toISOString(),
            invalidityDate: before.invalidityDate?.toISOString() ?? null,
            /** The list that says it; null while it is being signed. */
            list: list !== null && (list.listedRevision ?? -1) >= before.revision ? shownList(list) : null,
          }
        : null,
      /** How its key is opened; null without a passphrase. */
      keyLock: (await vault.locks([issuer.authority.basename])).get(issuer.authority.basename) ?? null,
      nextList: (list?.listNumber ?? 0) + 1,
      ...(await belowOf(context, certificate)),
      problem: null,
    };
  } catch (error) {
    if (!isFailure(error)) throw error;
    const problem = problemOf(error);
    // A root that signed itself is in no list; what it has issued can be taken back all the same.
    const root = isFailure(error, "revocation.self-signed") ? await requireNamed(store, name) : null;
    if (root === null) return { ...nothing, asked: name, name, problem };
    const told = {
      isAuthority: true,
      commonName: commonNameOf(root.certificate.subject) ?? "",
      name: root.basename ?? name,
    };
    return { ...nothing, ...told, asked: name, problem, ...(await belowOf(context, root.certificate)) };
  }
}

function shownList({ publishedName, newest }: CrlIssuer) {
  return {
    publishedName,
    number: newest?.number ?? 0,
    entries: newest?.entries ?? 0,
    nextUpdate: newest?.nextUpdate.toISOString() ?? "",
  };
}

const nothing = {
  isAuthority: false,
  sha256: null,
  commonName: "",
  serial: "",
  issuer: "",
  issuerFile: "",
  notAfter: null,
  revoked: null,
  keyLock: null,
  nextList: 0,
  below: [] as readonly ToldBelow[],
  isBelowCut: false,
};

interface ToldBelow {
  readonly name: string;
  readonly commonName: string;
  readonly sha256: string;
  readonly isAuthority: boolean;
  readonly isRevoked: boolean;
  /** The name holds it now; else it was replaced or removed. */
  readonly isHeld: boolean;
}

/** What an authority has issued, at every level below it, cannot be verified any more when it is revoked. */
async function belowOf({ store }: Context, certificate: Certificate) {
  if (!isAuthority(certificate)) return { below: [], isBelowCut: false };
  const { certificates, isCut } = await subTreeOf(store, certificate, mostBelow);
  const below = certificates.map((each): ToldBelow => ({
    name: each.name ?? `sha256:${each.sha256}`,
    commonName: each.commonName ?? "",
    sha256: each.sha256,
    isAuthority: each.isAuthority,
    isRevoked: each.reason !== null && each.reason !== "certificateHold",
    isHeld: each.fileName !== null,
  }));
  return { below, isBelowCut: isCut };
}
