import { z } from "zod";
import { writeRequest } from "../../pki/x509/csr.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import type { KeyAlgorithm } from "../../pki/keys/public-key.ts";
import { isAsked } from "../../targets/checks/requests.ts";
import type { PlannedRequest } from "../../targets/plan.ts";
import { touchService } from "../access.ts";
import { command, type Context } from "../command.ts";
import * as field from "../parts/fields.ts";
import { requireBasename, requireFreeName } from "../parts/names.ts";
import { choose } from "../parts/service/choose.ts";
import { type Outcome, outcomeOf } from "../parts/service/outcome.ts";
import { planFor } from "../parts/service/plan.ts";
import { requireService } from "../parts/service/service-name.ts";
import { readAltNames } from "../parts/subject/alt-names.ts";
import { readSubject } from "../parts/subject/subject.ts";

/**
 * Makes every key and request that a service still asks for, and chooses them. Without `confirm` it only says what it
 * would make. What is made stays made: called again it goes on with the rest.
 */
export const serviceMakeRequests = command({
  name: "service-make-requests",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    service: z.string().max(64),
    requests: z
      .array(field.basename)
      .max(100)
      .optional()
      .meta({ description: "Names of those to make; absent: all that are asked for." }),
    key: field.keyAlgorithm.default("rsa-2048"),
    confirm: z.boolean().optional().meta({ description: "Absent or false: a preview, nothing is made." }),
  }),
  secrets: [],
  on: (input) => touchService("inventory.write", input.service),
  audit: ({ service, requests, key, confirm }) => ({
    service,
    requests: requests ?? null,
    key,
    confirm: confirm === true,
  }),
  async run(context, { service, requests: wanted, key, confirm }) {
    const kept = await requireService(context.store, service);
    const planned = await planFor(context, kept.target, kept.inputs);
    const { plan, material } = planned;
    const asked = plan.requests.filter(
      (request) => isAsked(request, plan.checks) && (wanted === undefined || wanted.includes(request.name)),
    );
    const offered = plan.requests.flatMap(({ id, name, chosenBy }) =>
      (chosenBy === null ? [] : (material.offers.get(id) ?? []).slice(0, 1)).map(({ identity, has }) => ({
        request: id,
        wanted: name,
        name: identity.name,
        has,
      })),
    );
    const items: (ReturnType<typeof previewOf> & (Outcome<Made> | { readonly outcome: "planned" }))[] = [];
    for (const request of asked)
      items.push({
        ...previewOf(request),
        ...(confirm === true ? await outcomeOf(() => make(context, request, key)) : { outcome: "planned" as const }),
      });
    const made = asked.filter((request, index) => items[index]!.outcome === "done" && request.chosenBy !== null);
    // A live certificate keeps its place until the one beside it is signed.
    const fresh = made.filter(({ liveName }) => liveName === null);
    if (fresh.length > 0)
      await choose(
        context.store,
        kept,
        planned,
        fresh.map(({ id, name }) => ({ request: id, name })),
      );
    return {
      service,
      key,
      isPreview: confirm !== true,
      items,
      offered,
      made: items.filter(({ outcome }) => outcome === "done").length,
      failed: items.filter(({ outcome }) => outcome === "failed").length,
    };
  },
});

const previewOf = ({ id, name, commonName, subjectAltNames, profile, audience, roles, liveName }: PlannedRequest) => ({
  request: id,
  name,
  commonName,
  subjectAltNames,
  profile,
  audience,
  roles,
  liveName,
});

interface Made {
  readonly keyFile: string;
  readonly requestFile: string;
  readonly pem: string;
}

async function make({ store, vault }: Context, planned: PlannedRequest, algorithm: KeyAlgorithm): Promise<Made> {
  const name = requireBasename(planned.name);
  const subject = readSubject({ CN: planned.commonName });
  const { names } = readAltNames([...planned.subjectAltNames], planned.commonName);
  await requireFreeName(store, name, [".key", ".csr"]);
  const { key, signer } = await vault.generate(algorithm);
  const der = writeRequest(subject, [...names], signer);
  await store.create([
    { fileName: `${name}.key`, kind: "key", bytes: new Uint8Array(), sealed: key },
    { fileName: `${name}.csr`, kind: "csr", bytes: der },
  ]);
  return { keyFile: `${name}.key`, requestFile: `${name}.csr`, pem: writePem("CERTIFICATE REQUEST", der) };
}
