import type { Signer } from "../../../pki/keys/signer.ts";
import { requireListIssuer } from "../../../pki/issue/revocation-list.ts";
import type { Context } from "../../command.ts";
import { type Failure, isFailure } from "../../error-codes.ts";
import type { KeyOpening } from "../../ports/vault.ts";
import type { Revocable } from "./revocable.ts";

/** An authority that takes certificates back, with its key opened. */
export interface OpenedIssuer {
  readonly authority: string;
  readonly basename: string;
  /** Null: its key is elsewhere, so its next list goes out to be signed. */
  readonly signer: Signer | null;
  readonly certificates: readonly Revoked[];
}

/** What a list needs to know of a certificate, and whose list it is. */
export interface Revoked extends Pick<Revocable, "serialNumber" | "sha256" | "issuer" | "authority"> {
  /** The addresses of lists that stand in it. */
  readonly points: readonly string[];
}

/**
 * Opens the key of each authority before anything is revoked: a revocation that no list can ever say would be none.
 * @throws Failure `key.passphrase-needed` and the others of a key; those of `requireListIssuer`
 */
export async function openIssuers(
  { vault, clock }: Pick<Context, "vault" | "clock">,
  opening: KeyOpening,
  certificates: readonly Revoked[],
): Promise<readonly OpenedIssuer[]> {
  const byAuthority = new Map<string, Revoked[]>();
  for (const each of certificates) byAuthority.set(each.authority, [...(byAuthority.get(each.authority) ?? []), each]);
  const opened: OpenedIssuer[] = [];
  for (const [authority, own] of byAuthority) {
    const { issuer } = own[0]!;
    requireListIssuer(issuer.certificate, clock.now());
    const signer = issuer.keyFile === null ? null : await vault.withOpening(opening).signer(issuer.keyFile);
    opened.push({ authority, basename: issuer.authority.basename, signer, certificates: own });
  }
  return opened;
}

/**
 * The same for a whole tree, whose authorities may lie under passphrases of their own: one that does not open with the
 * given one is told with its certificates, and the others are done.
 * @throws Failure `key.passphrase-needed` while none is given and one is wanted; of the only authority as `openIssuers`
 */
export async function openTree(
  context: Pick<Context, "vault" | "clock">,
  opening: KeyOpening,
  certificates: readonly Revoked[],
): Promise<{ readonly issuers: readonly OpenedIssuer[]; readonly closed: ReadonlyMap<string, Failure> }> {
  const issuers: OpenedIssuer[] = [];
  const closed = new Map<string, Failure>();
  for (const authority of new Set(certificates.map((each) => each.authority))) {
    const own = certificates.filter((each) => each.authority === authority);
    try {
      issuers.push(...(await openIssuers(context, opening, own)));
    } catch (error) {
      if (!isFailure(error) || isFailure(error, "key.passphrase-needed")) throw error;
      closed.set(authority, error);
    }
  }
  const [refusal] = closed.values();
  if (issuers.length === 0 && refusal !== undefined) throw refusal;
  return { issuers, closed };
}

/** The list of an authority after a change; `number` is null while it is being signed. */
export interface ListAfter {
  readonly issuer: string;
  readonly publishedName: string;
  readonly number: number | null;
  readonly nextUpdate: string | null;
  readonly entries: number | null;
  /** The key is elsewhere: nothing says it until a list was sent out, signed and brought back. */
  readonly isOffline: boolean;
}

export async function signListsOf(
  { lists, store }: Pick<Context, "lists" | "store">,
  issuers: readonly OpenedIssuer[],
): Promise<readonly ListAfter[]> {
  const signed: ListAfter[] = [];
  for (const { authority, basename, signer } of issuers) {
    const list = signer === null ? null : await lists.signSoon({ authority, basename }, signer);
    signed.push({
      issuer: basename,
      publishedName: (await store.crlIssuer(authority))?.publishedName ?? basename,
      number: list?.number ?? null,
      nextUpdate: list?.nextUpdate.toISOString() ?? null,
      entries: list?.entries ?? null,
      isOffline: signer === null,
    });
  }
  return signed;
}
