import { readBundleSource } from "../../../pki/bundle/source.ts";
import { type OrderFinding, reviewBundle } from "../../../pki/bundle/review.ts";
import type { Certificate } from "../../../pki/x509/certificate.ts";
import { isFailure } from "../../error-codes.ts";
import { readFileText } from "../../../pki/files/file-text.ts";
import type { Context } from "../../command.ts";
import { mostCertificates } from "./input.ts";
import { madeBundles, type MadeBundle } from "./make.ts";
import { issuersInInventory } from "../trust/inventory.ts";
import type { BundleForm } from "../../../pki/bundle/kind.ts";

/** The answer of `inspect` for a text with several certificates. */
export interface GivenBundle {
  readonly form: BundleForm;
  readonly findings: readonly OrderFinding[];
  /** The file as it should be, of the same kind, one for each leaf; none when it is so already. */
  readonly repaired: readonly MadeBundle[];
}

/** Null for what is no bundle: one certificate, or a container, which has no order. */
export async function givenBundle(
  { store, clock }: Pick<Context, "store" | "clock">,
  bytes: Uint8Array,
): Promise<GivenBundle | null> {
  const source = await readBundleSource(bytes).catch((error: unknown) => {
    if (isFailure(error)) return null; // inspect itself says why
    throw error;
  });
  if (source === null || source.certificates.length < 2 || source.certificates.length > mostCertificates) return null;
  if (source.notes.some(({ code }) => code === "bundle.from-container")) return null;
  const certificates: readonly Certificate[] = source.certificates;
  const at = clock.now();
  const review = reviewBundle({
    certificates,
    inventory: await issuersInInventory(store, [...certificates], at),
    at,
  });
  const repaired = madeBundles(review.bundles, review.kind, { certificates, notes: source.notes }).filter(
    ({ members }) => members.length > 0,
  );
  const isAsItShouldBe = readFileText(bytes)?.text === repaired.map(({ pem }) => pem).join("");
  return { form: review.kind, findings: review.findings, repaired: isAsItShouldBe ? [] : repaired };
}
