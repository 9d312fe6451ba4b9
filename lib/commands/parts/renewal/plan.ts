import type { IssuerAddresses } from "../../../pki/issue/addresses.ts";
import { prepareRenewal, type Prepared } from "../../../pki/issue/prepare.ts";
import { namesToAdd } from "../../../pki/issue/renewed-extensions.ts";
import { algorithmLike } from "../../../pki/keys/key-algorithm.ts";
import { type KeyAlgorithm, readPublicKeyFacts } from "../../../pki/keys/public-key.ts";
import { chainsAbove } from "../../../pki/path/issuers.ts";
import type { Template } from "../../../pki/templates/template.ts";
import { type Certificate, sha256Hex } from "../../../pki/x509/certificate.ts";
import { type GeneralNameInput } from "../../../pki/x509/general-name-text.ts";
import type { Context } from "../../command.ts";
import { Failure } from "../../error-codes.ts";
import type { Templates } from "../../ports/templates.ts";
import { requireTemplate } from "../templates/find.ts";
import { requireAuthority } from "../signing/signing.ts";
import { type AltNameText, readAltNames } from "../subject/alt-names.ts";
import { type Former, requireFormer } from "./former.ts";
import { issuerNow, type NextIssuer } from "./issuer.ts";

/** What a person chose of a renewal; the rest is as it was. */
export interface RenewalChoice {
  readonly name: string;
  readonly key: "same" | "new";
  /** A stored authority instead of the one that issued it. */
  readonly issuer?: string | undefined;
  readonly days?: number | undefined;
  /** A request for an authority that is not here. */
  readonly request?: boolean | undefined;
  readonly addNames?: readonly AltNameText[] | undefined;
  readonly doubtfulChain?: "accept" | undefined;
}

export interface RenewalPlan {
  readonly former: Former;
  readonly next: NextIssuer;
  readonly key: "same" | "new";
  /** Of a new key. */
  readonly algorithm: KeyAlgorithm;
  /** Whole days; null where another authority decides. */
  readonly days: number | null;
  /** Names beside those that the certificate has. */
  readonly added: readonly GeneralNameInput[];
  /** Every chain above the issuer. */
  readonly ancestors: readonly (readonly Certificate[])[];
  /** By which the certificate was made, in the version of then; null where that is not known. */
  readonly template: Template | null;
}

/**
 * Decides how a name is renewed: by whom, with which key, for how long.
 * @throws Failure `file.not-found`, `file.wrong-kind`, `renewal.key-elsewhere` of an authority whose key is not here,
 *   `key.absent` where the same key is wanted; `san.malformed`.
 */
export async function planRenewal(context: Context, choice: RenewalChoice): Promise<RenewalPlan> {
  const { store, clock } = context;
  const former = await requireFormer(store, choice.name);
  const { certificate, row } = former;
  const now = clock.now();
  if (row.isAuthority && former.key === null) throw new Failure("renewal.key-elsewhere", { name: row.basename });
  if (choice.key === "same" && former.key === null) throw new Failure("key.absent", { fileName: former.keyFileName });
  const next: NextIssuer =
    choice.request === true
      ? { by: "outside" }
      : choice.issuer === undefined
        ? await issuerNow(store, certificate, now)
        : { by: "authority", authority: await requireAuthority(store, choice.issuer) };
  const given = readAltNames(choice.addNames ?? [], "").names;
  return {
    former,
    next,
    key: choice.key,
    algorithm: algorithmLike(readPublicKeyFacts(certificate.spki)),
    days: next.by === "outside" ? null : (choice.days ?? lifetimeOf(certificate)),
    added: namesToAdd(certificate, given),
    ancestors: next.by === "authority" ? await chainsAbove(store, next.authority.certificate, now) : [],
    template: next.by === "outside" ? null : await rememberedTemplate(store, certificate),
  };
}

async function rememberedTemplate(store: Templates, certificate: Certificate): Promise<Template | null> {
  const made = await store.templateOf(sha256Hex(certificate.der));
  return made === null ? null : requireTemplate(store, made.name, made.version);
}

/** Whole days, as many as the certificate before had. */
export function lifetimeOf({ notBefore, notAfter }: Certificate): number {
  const days = Math.round((notAfter.getTime() - notBefore.getTime()) / 86_400_000);
  return Math.min(36_500, Math.max(1, days));
}

/**
 * Checks and lays out the next certificate. @throws Failure as `prepareRenewal`.
 */
export function prepareNext(
  { clock, issuing }: Context,
  { former, next, days, added, ancestors, template }: RenewalPlan,
  order: {
    readonly spki: Uint8Array;
    readonly serialNumber: Uint8Array;
    readonly isChainAccepted: boolean;
    readonly addresses?: IssuerAddresses | null;
  },
): Prepared {
  return prepareRenewal({
    former: former.certificate,
    issuer: next.by === "authority" ? next.authority.certificate : null,
    ancestors,
    added,
    template,
    days: days ?? lifetimeOf(former.certificate),
    now: clock.now(),
    backdating: issuing.backdating,
    ...order,
  });
}
