import { z } from "zod";
import { builtIn } from "../../pki/templates/built-in.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";
import type { Signer } from "../../pki/keys/signer.ts";
import type { Identity } from "../../targets/material.ts";
import type { PlannedRequest } from "../../targets/plan.ts";
import { touchAuthorities, touchService } from "../access.ts";
import { command, type Context } from "../command.ts";
import * as field from "../parts/fields.ts";
import { keyOpening } from "../parts/key-opening.ts";
import { choose } from "../parts/service/choose.ts";
import { type Outcome, outcomeOf } from "../parts/service/outcome.ts";
import { planFor, type Planned } from "../parts/service/plan.ts";
import { requireService } from "../parts/service/service-name.ts";
import { usableIssuers } from "../parts/service/usable-issuers.ts";
import { certify } from "../parts/signing/certify.ts";
import { requireAuthority } from "../parts/signing/signing.ts";
import { requireFile } from "../parts/stored.ts";
import { requireUnrevoked } from "../parts/trust/revoked-issuer.ts";
import type { Authority } from "../ports/authority.ts";
import { lacksNames } from "../../targets/adoption.ts";

/**
 * Signs the requests of a service that wait for their certificates by one stored authority, and chooses those that are
 * not chosen yet. Without `confirm` it only says what it would sign. A request that wants a public authority is left out
 * unless it is named. What is signed stays signed: called again it goes on with the rest.
 */
export const serviceSignRequests = command({
  name: "service-sign-requests",
  effect: "create",
  permission: "certificate.sign",
  audited: "always",
  input: z
    .strictObject({
      service: z.string().max(64),
      issuer: field.storedName.optional().meta({ description: "The stored authority; needed with `confirm`." }),
      requests: z
        .array(field.basename)
        .max(100)
        .optional()
        .meta({ description: "Names of those to sign; absent: all that want no public authority." }),
      days: field.days.default(365),
      confirm: z.boolean().optional().meta({ description: "Absent or false: a preview, nothing is signed." }),
      ...keyOpening,
    })
    .superRefine(({ confirm, issuer }, context) => {
      if (confirm === true && issuer === undefined)
        context.addIssue({ code: "custom", path: ["issuer"], params: { code: "required" } });
    }),
  secrets: ["passphrase"],
  on: ({ service, issuer }) => [
    ...touchService("inventory.write", service),
    ...touchAuthorities("certificate.sign", [issuer], ["server", "client", "server-client"]),
  ],
  audit: ({ service, issuer, requests, days, confirm }) => ({
    service,
    issuer: issuer ?? null,
    requests: requests ?? null,
    days,
    confirm: confirm === true,
  }),
  async run(context, { service, issuer, requests: wanted, days, confirm, ...opening }) {
    const kept = await requireService(context.store, service);
    const planned = await planFor(context, kept.target, kept.inputs);
    const waiting = waitingOf(planned).filter(({ name }) => wanted === undefined || wanted.includes(name));
    const isMeant = ({ name, audience }: Waiting): boolean => audience !== "public" || wanted?.includes(name) === true;
    const by = confirm === true ? await requireAuthority(context.store, issuer!) : null;
    if (by !== null) await requireUnrevoked(context, by.certificate);
    // Asked for once, whatever the number of requests.
    const signer = by === null ? null : await context.vault.withOpening(opening).signer(by.keyFile);
    const items: (Omit<Waiting, "identity" | "planned"> & State)[] = [];
    for (const each of waiting) {
      const { identity: _, planned: __, ...shown } = each;
      const state: State = !isMeant(each)
        ? { outcome: "left-out", reason: "public-authority" }
        : by === null
          ? { outcome: "planned" }
          : await outcomeOf(() => sign(context, each, { ...by, signer: signer! }, days));
      items.push({ ...shown, ...state });
    }
    const signed = waiting.filter((_, index) => items[index]!.outcome === "done");
    const fresh = signed.filter(
      ({ isChosen, planned: { liveName, chosenBy } }) => !isChosen && liveName === null && chosenBy !== null,
    );
    if (fresh.length > 0)
      await choose(
        context.store,
        kept,
        planned,
        fresh.map(({ request, name }) => ({ request, name })),
      );
    return {
      service,
      issuer: issuer ?? null,
      days,
      isPreview: by === null,
      /** Stored authorities whose key is here, those that this service has certificates of first. */
      issuers: by === null ? await usableIssuers(context.store, planned.material) : [],
      items,
      signed: signed.length,
      failed: items.filter(({ outcome }) => outcome === "failed").length,
    };
  },
});

interface Waiting extends Pick<PlannedRequest, "commonName" | "subjectAltNames" | "profile" | "audience" | "roles"> {
  /** Id of the planned request. */
  readonly request: string;
  readonly name: string;
  readonly requestFile: string;
  readonly isChosen: boolean;
  readonly identity: Identity;
  readonly planned: PlannedRequest;
}

interface Signed {
  readonly fileName: string;
  readonly notAfter: string;
}

type State =
  | Outcome<Signed>
  | { readonly outcome: "planned" }
  | { readonly outcome: "left-out"; readonly reason: "public-authority" };

/** The stored requests of a plan without a certificate: chosen, or made under the plan's own name. */
function waitingOf({ plan, material }: Planned): Waiting[] {
  return plan.requests.flatMap((planned) => {
    const { id, name, commonName, subjectAltNames, profile, audience, roles } = planned;
    const chosen = material.identities.get(name);
    const identity = chosen ?? material.offers.get(id)?.find((offer) => offer.identity.name === name)?.identity ?? null;
    if (identity === null || identity.leaf !== null || identity.requestFile === null) return [];
    return [
      {
        request: id,
        name,
        requestFile: identity.requestFile,
        isChosen: chosen !== undefined,
        ...{ commonName, subjectAltNames, profile, audience, roles },
        identity,
        planned,
      },
    ];
  });
}

/** The names that the plan asks for, where the request lacks one of them; else its own. */
async function sign(
  context: Context,
  { identity, planned }: Waiting,
  by: Authority & { readonly signer: Signer },
  days: number,
): Promise<Signed> {
  const file = await requireFile(context.store, identity.requestFile!, [], ["csr"]);
  const { fileName, certificate } = await certify(context, {
    file,
    by,
    days,
    template: builtIn[planned.profile],
    signer: () => Promise.resolve(by.signer),
    names: lacksNames(identity, planned) ? planned.subjectAltNames : undefined,
  });
  return { fileName, notAfter: readCertificate(certificate).notAfter.toISOString() };
}
