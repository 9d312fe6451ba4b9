import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { issuerOf } from "../access.ts";
import { command } from "../command.ts";

import { batchRows, requireUsableIssuer, batchId } from "../parts/batch/input.ts";
import * as field from "../parts/fields.ts";
import { listIssuerOf } from "../ports/authority.ts";
import { keyOpening } from "../parts/key-opening.ts";

/**
 * A new batch for those of an old one whose certificates end soon: the same template, new keys, marked as successors.
 */
export const batchRenew = command({
  name: "batch-renew",
  effect: "create",
  permission: "certificate.sign",
  audited: "always",
  input: z.strictObject({
    batch: batchId,
    days: z
      .int()
      .min(0)
      .max(36_500)
      .default(30)
      .meta({ description: "Certificates that end within so many days, ended ones included." }),
    issuer: field.storedName.optional().meta({ description: "Another authority than the first time." }),
    title: z.string().trim().min(1).max(100).optional(),
    doubtfulChain: field.doubtfulChain,
    ...keyOpening,
  }),
  secrets: ["passphrase"],
  on: ({ batch, issuer }) => [
    { may: "certificate.sign", on: issuer === undefined ? issuerOf(batch) : { kind: "authority", named: issuer } },
  ],
  audit: ({ batch, days, doubtfulChain }) => ({ batch, days, doubtfulChain: doubtfulChain ?? null }),
  async run(context, { batch, days, issuer: issuerName, title, doubtfulChain, ...opening }) {
    const { batches, clock } = context;
    const old = await batches.summary(batch);
    const issuer = await requireUsableIssuer(context, issuerName ?? old.issuerFile, old.template, { doubtfulChain });
    const found = await batches.renewable(batch, new Date(clock.now().getTime() + days * 86_400_000));
    if (found.length === 0) throw new Failure("batch.nothing-to-renew", { title: old.title, days });
    const named = batchRows(
      found,
      found.map(({ row }) => row),
    );
    const rows = named.map((row, index) => ({ ...row, basename: found[index]!.basename }));
    const addresses = await context.lists.addresses(listIssuerOf(issuer), issuer.certificate);
    const key = await context.vault.withOpening(opening).hold(issuer.keyFile);
    await context.lists.publish(listIssuerOf(issuer), addresses);
    const order = {
      title: title ?? old.title,
      issuerFileName: issuer.authority.fileName,
      issuer: issuer.name,
      template: { ...old.template, addresses },
      rows,
      renewalOf: batch,
    };
    const renewal = await batches.create(order, key);
    return {
      batch: renewal,
      title: title ?? old.title,
      people: rows.length,
      notAfter: issuer.notAfter.toISOString(),
      isCut: issuer.isCut,
    };
  },
});
