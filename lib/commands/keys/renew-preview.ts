import { z } from "zod";
import { layOutKey } from "../../pki/issue/draft.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import { command, type Context } from "../command.ts";
import { isFailure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { waitingRequest } from "../parts/renewal/former.ts";
import { planRenewal, prepareNext, type RenewalChoice } from "../parts/renewal/plan.ts";
import { servicesUsing } from "../parts/services-using.ts";
import type { Problem } from "../ports/batch.ts";

/** What a renewal of each of these names would make, before it is asked for one by one; nothing is made. */
export const renewPreview = command({
  name: "renew-preview",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    names: z.array(field.storedName).min(1).max(200),
    key: field.renewedKey,
    issuer: field.storedName.optional(),
    days: field.days.optional(),
  }),
  secrets: [],
  audit: ({ names }) => ({ count: names.length }),
  async run(context, { names, ...choice }) {
    const rows = [];
    for (const name of names) rows.push(await previewOf(context, { name, ...choice }));
    return { rows };
  },
});

async function previewOf(context: Context, choice: RenewalChoice) {
  const none = { name: choice.name, makes: null, issuer: null, notAfter: null, services: [] as readonly string[] };
  try {
    const plan = await planRenewal(context, choice);
    const { former, next, key } = plan;
    const { certificate, row } = former;
    const services = await servicesUsing(context.store, row.basename);
    const known = { name: row.basename, services, endsNow: certificate.notAfter.toISOString() };
    if (next.by === "outside") {
      const waiting = waitingRequest(former);
      const problem =
        waiting === null
          ? null
          : ({
              code: "renewal.request-waits",
              params: {
                name: row.basename,
                requestFile: waiting.fileName,
                since: waiting.createdAt.toISOString(),
              },
            } as Problem);
      const issuer = commonNameOf(certificate.issuer) ?? formatName(certificate.issuer);
      return { ...known, makes: "request" as const, issuer, notAfter: null, problem };
    }
    const spki = key === "same" ? certificate.spki : layOutKey();
    const serialNumber = new Uint8Array(16).fill(1);
    const { notAfter } = prepareNext(context, plan, { spki, serialNumber, isChainAccepted: false });
    const signer = next.by === "authority" ? next.authority.certificate.subject : certificate.subject;
    return {
      ...known,
      makes: "certificate" as const,
      issuer: commonNameOf(signer) ?? formatName(signer),
      notAfter: notAfter.toISOString(),
      problem: null,
    };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { ...none, endsNow: null, problem: { code: error.code, params: error.facts } as Problem };
  }
}
