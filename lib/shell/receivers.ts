import {
  type Pkcs12Receiver,
  type Pkcs12ReceiverName,
  pkcs12ReceiverNames,
  pkcs12Receivers,
} from "../pki/pkcs12/receivers.ts";

export { shortestPassphrase } from "../pki/pkcs12/receivers.ts";

/** The receivers in the order in which they are offered. */
export function receiverList(): readonly { readonly name: Pkcs12ReceiverName; readonly receiver: Pkcs12Receiver }[] {
  return pkcs12ReceiverNames.map((name) => ({ name, receiver: pkcs12Receivers[name] }));
}

/** A problem that a receiver may have with this passphrase and key; none of them forbids the export. */
export type ReceiverConcern =
  "passphrase-too-long" | "passphrase-not-ascii" | "passphrase-spelling" | "key-refused" | "key-unproven";

/**
 * Asked by the dialog with every key and by `export` for its receipt. `passphrase` null: not chosen yet; `keyLabel` as
 * `readPublicKeyFacts` names it (`Ed25519`, `RSA 2048` …).
 */
export function receiverConcerns(
  { longestPassphrase, characters, ed25519 }: Pkcs12Receiver,
  passphrase: string | null,
  keyLabel: string | null,
): ReceiverConcern[] {
  const concerns: ReceiverConcern[] = [];
  const isAscii = passphrase === null || /^[\x20-\x7e]*$/.test(passphrase);
  if (passphrase !== null && longestPassphrase !== null && passphrase.length > longestPassphrase)
    concerns.push("passphrase-too-long");
  if (!isAscii && characters !== "any")
    concerns.push(characters === "ascii" ? "passphrase-not-ascii" : "passphrase-spelling");
  if (keyLabel === "Ed25519" && ed25519 !== "takes")
    concerns.push(ed25519 === "refuses" ? "key-refused" : "key-unproven");
  return concerns;
}
