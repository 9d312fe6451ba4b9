import type { Signer } from "../../../pki/keys/signer.ts";
import { requireListIssuer } from "../../../pki/issue/revocation-list.ts";
import type { Context } from "../../command.ts";
import type { KeyOpening } from "../../ports/vault.ts";
import type { Revocable } from "./revocable.ts";

/** An authority that takes certificates back, with its key opened. */
export interface OpenedIssuer {
  readonly authority: string;
  readonly basename: string;
  /** Null: its key is elsewhere, so its next list goes out to be signed. */
  readonly signer: Signer | null;
  readonly certificates: readonly Revocable[];
}

/**
 * Opens the key of each authority before anything is revoked: a revocation that no list can ever say would be none.
 * @throws Failure `key.passphrase-needed` and the others of a key; those of `requireListIssuer`
 */
export async function openIssuers(
  { vault, clock }: Pick<Context, "vault" | "clock">,
  opening: KeyOpening,
  certificates: readonly Revocable[],
): Promise<readonly OpenedIssuer[]> {
  const byAuthority = new Map<string, Revocable[]>();
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
