import { Failure } from "../../error-codes.ts";
import { pkcs12Receivers, shortestPassphrase } from "../../../pki/pkcs12/receivers.ts";
import type { Context } from "../../command.ts";
import type { ExportedPkcs12, LockedKeyForm } from "../../ports/vault.ts";
import { type ExportChoice, wishOf } from "./formats.ts";
import { chainOf, ders, type Identity, ownChain, requireKey, requirePair } from "./identity.ts";

/** Exports with a private key in them; the vault writes and proves them. */

/**
 * A JWK knows no passphrase. @throws Failure `export.only-in-clear`, `key.absent`, `key.still-locked`, `export.no-jwk`.
 */
export async function exportJwk(context: Context, identity: Identity, choice: ExportChoice): Promise<Uint8Array> {
  if (choice.unencrypted !== true) throw new Failure("export.only-in-clear", { format: "jwk-private" });
  return context.vault.exportJwk(
    requireKey(identity).fileName,
    ders(await ownChain(context, identity, wishOf(choice, false))),
  );
}

function requirePassphrase(name: string, passphrase: string | undefined): string {
  if (passphrase === undefined) throw new Failure("export.unencrypted-not-chosen", { name });
  if (passphrase === "") throw new Failure("passphrase.required", {});
  if (passphrase.length < shortestPassphrase)
    throw new Failure("passphrase.too-short", { length: passphrase.length, minimum: shortestPassphrase });
  return passphrase;
}

/** The key alone, in clear when that was chosen. */
export async function exportKey(
  { vault }: Context,
  identity: Identity,
  { passphrase, unencrypted }: ExportChoice,
  form: LockedKeyForm = "pkcs8-pem",
): Promise<Uint8Array> {
  const { fileName } = requireKey(identity);
  if (unencrypted === true)
    return vault.exportClear(fileName, form === "pkcs8-pem" || form === "pkcs8-der" ? form : "traditional-pem");
  return vault.exportEncrypted(fileName, requirePassphrase(identity.name, passphrase), form);
}

export async function exportPkcs12(
  context: Context,
  identity: Identity,
  choice: ExportChoice,
): Promise<ExportedPkcs12> {
  if (choice.unencrypted === true && choice.format === "pkcs12")
    throw new Failure("export.not-in-clear", { format: "pkcs12" });
  const passphrase = requirePassphrase(identity.name, choice.passphrase);
  const { key, certificate } = requirePair(identity);
  const chain = await chainOf(context, certificate, wishOf(choice, true));
  const profile = choice.profile ?? pkcs12Receivers[choice.receiver ?? "openssl"].profile;
  return context.vault.exportPkcs12(key.fileName, passphrase, choice.alias ?? identity.name, ders(chain), profile);
}
