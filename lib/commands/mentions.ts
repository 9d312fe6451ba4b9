import type { Mention, Resource } from "./access.ts";
import { isFailure } from "./error-codes.ts";
import { storedNamesIn } from "../targets/fields.ts";
import { namesOfIssuer } from "./parts/renewal/issuer.ts";
import { namesInTree } from "./parts/revocation/sub-tree.ts";
import { namesOfSigners } from "./parts/revocation/revocable.ts";
import { requireInputs } from "./parts/service/plan.ts";
import { requireTemplate } from "./parts/templates/find.ts";
import { servicesUsing } from "./parts/services-using.ts";
import type { Batches } from "./ports/batch.ts";
import type { Store } from "./ports/store.ts";

type Ports = { readonly store: Store; readonly batches: Batches };

/**
 * The things that a mention means, as they are stored now; none where nothing of the kind is there (a name that is no
 * authority, a batch that is gone: the command itself says so).
 */
export async function resourcesOf(mention: Mention, ports: Ports): Promise<readonly Resource[]> {
  if (mention.kind === "service" && "using" in mention)
    return (await servicesUsing(ports.store, mention.using)).map((name) => ({ kind: "service", id: name, name }));
  if (mention.kind !== "authority") return [{ kind: mention.kind, id: mention.named, name: mention.named }];
  if ("askedBy" in mention) {
    const asked = await ports.store.offlineRequest(mention.askedBy);
    return asked === null ? [] : [{ kind: "authority", id: asked.authority, name: asked.issuerFileName }];
  }
  const names = await namesOf(mention, ports).catch((error: unknown) => {
    if (isFailure(error)) return [];
    throw error;
  });
  if (names.length === 0) return [];
  const found = await ports.store.authorities(names);
  return found.map((each) => ({ kind: "authority", ...each }));
}

async function namesOf(
  mention: Exclude<Extract<Mention, { readonly kind: "authority" }>, { readonly askedBy: string }>,
  { store, batches }: Ports,
): Promise<readonly string[]> {
  if ("whereMadeBy" in mention) {
    const { rules } = await requireTemplate(store, mention.whereMadeBy);
    return rules.authority === undefined ? [] : [mention.named];
  }
  if ("named" in mention) return [mention.named];
  if ("ofExample" in mention) return (await store.example()).authorities;
  if ("issuerOfBatch" in mention) return [(await batches.summary(mention.issuerOfBatch)).issuerFile];
  if ("issuerOfRenewal" in mention) {
    const { name, issuer, ofAuthority = false } = mention.issuerOfRenewal;
    const isMeant = !ofAuthority || (await store.authorities([name])).length > 0;
    return isMeant ? namesOfIssuer(store, name, issuer) : [];
  }
  if ("treeOf" in mention) return namesInTree(store, mention.treeOf);
  if ("signersOf" in mention) return namesOfSigners(store, mention.signersOf, mention.ofAuthority ?? false);
  const { service, target, inputs } = mention.identitiesOf;
  const kept = service === undefined ? { target: target ?? "", inputs: inputs ?? {} } : await store.service(service);
  if (kept === null) return [];
  const parsed = requireInputs(kept.target, kept.inputs);
  return storedNamesIn(parsed.target.fields, parsed.inputs).identities;
}
