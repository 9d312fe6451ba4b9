import { z } from "zod";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import { findNode } from "../parts/authority/find.ts";
import {
  askedName,
  marksOf,
  namesAbove,
  nextUpdates,
  readAuthorityNodes,
  rootsAbove,
  shownName,
  stateOf,
  toldNode,
} from "../parts/authority/tree.ts";
import * as field from "../parts/fields.ts";
import { denyOnAuthority } from "../rights.ts";
import type { Permission } from "../permission.ts";
import { issuedStates } from "../ports/authorities.ts";
import { usualRights } from "../ports/rights.ts";

/** One authority: what its certificates let it do, who vouches for it, what it issued, and how its lists stand. */
export const authority = command({
  name: "authority",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    name: field.storedName,
    search: z
      .string()
      .max(200)
      .optional()
      .meta({ description: "Of what it issued: a part of a name, serial number or person." }),
    state: z.enum(issuedStates).optional(),
    cursor: z.string().max(100).optional(),
    limit: z.int().min(1).max(200).default(25),
  }),
  positional: ["name"],
  secrets: [],
  audit: ({ name }) => ({ name }),
  async run({ store, vault, clock, actor }, { name, search, state, cursor, limit }) {
    const now = clock.now();
    const nodes = await readAuthorityNodes(store);
    const node = await findNode(store, nodes, name);
    if (node === null) throw new Failure("authority.unknown", { name });
    const main = node.crossOf ?? node;
    const [counts] = await store.issuedCounts([node.row]);
    const page = await store.issued({ ...node.row, search, state, cursor, limit });
    const lists = await nextUpdates(store, [node]);
    const uses =
      node.row.basename === null
        ? undefined
        : (await store.uses([node.row.basename], { areTogether: false })).get(node.row.basename);
    const crlIssuer = await store.crlIssuer(node.row.publicKeyId);
    const lock =
      node.row.basename === null ? undefined : (await vault.locks([node.row.basename])).get(node.row.basename);
    const roots = rootsAbove(node);
    const marks = await marksOf(store, [
      node,
      ...roots,
      ...nodes.filter(({ crossOf }) => crossOf === main).flatMap(rootsAbove),
    ]);
    const rights = (await store.authorityRights()).get(node.row.publicKeyId) ?? usualRights;
    const on = { kind: "authority", id: node.row.publicKeyId, name: askedName(node) } as const;
    const denied = (may: Permission) => denyOnAuthority(actor, { command: "authority", may, on }, rights);
    return {
      ...toldNode(node, now),
      trust: marks.get(node) ?? null,
      /** The roots that its chains end in, and what each is taken for. */
      roots: [...marks].map(([root, { mark }]) => ({ name: askedName(root), commonName: shownName(root), mark })),
      rights: {
        sign: rights.sign,
        makeAuthorities: rights.makeAuthorities,
        exportKey: rights.exportKey,
        neverLeaves: rights.neverLeaves,
        changedAt: rights.changedAt?.toISOString() ?? null,
        changedBy: rights.changedBy,
      },
      /** Why the one who asks may not; null: they may. */
      denied: {
        sign: denied("certificate.sign"),
        makeAuthorities: denied("certificate.sign-authority"),
        exportKey: denied("key.export-authority"),
      },
      /** The names above it, the root first. */
      above: namesAbove(node),
      /** Every certificate by which an issuer vouches for its key, its own one first. */
      certificates: [main, ...nodes.filter(({ crossOf }) => crossOf === main)].map((each) => ({
        name: askedName(each),
        kind: each.kind,
        issuer: each.parent === null ? null : { name: askedName(each.parent), commonName: shownName(each.parent) },
        state: stateOf(each, now),
        notAfter: each.certificate.notAfter.toISOString(),
      })),
      /** Authorities directly below it. */
      below: nodes
        .filter(({ parent }) => parent === node)
        .map((each) => ({ name: askedName(each), commonName: shownName(each), kind: each.kind })),
      issued: counts!,
      issuedPage: {
        rows: page.rows.map(({ row, serialNumber, notAfter, issuedAt, template, by, revokedAt }) => ({
          name: row.basename,
          commonName: row.commonName,
          nameCount: row.nameCount,
          status: row.status,
          isAuthority: row.isAuthority,
          serial: serialNumber,
          notAfter: notAfter.toISOString(),
          issuedAt: issuedAt.toISOString(),
          template,
          by,
          revokedAt: revokedAt?.toISOString() ?? null,
        })),
        next: page.next,
      },
      nextUpdate: lists.get(node)?.toISOString() ?? null,
      lists:
        crlIssuer === null
          ? null
          : {
              publishedName: crlIssuer.publishedName,
              isCurrent: crlIssuer.listedRevision !== null && crlIssuer.listedRevision >= crlIssuer.revision,
              number: crlIssuer.newest?.number ?? null,
              entries: crlIssuer.newest?.entries ?? null,
              thisUpdate: crlIssuer.newest?.thisUpdate.toISOString() ?? null,
              nextUpdate: crlIssuer.newest?.nextUpdate.toISOString() ?? null,
            },
      keyLock:
        lock === undefined
          ? null
          : { state: lock.state, until: lock.until?.toISOString() ?? null, fileName: lock.fileName },
      services: uses?.services ?? [],
      bundles: uses?.bundles ?? { names: [], count: 0 },
    };
  },
});
