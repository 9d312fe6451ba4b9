import { Failure, isFailure } from "../failure.ts";
import { readMsKey } from "./ms-key.ts";
import { readOpenSshEnvelope, readOpenSshSection } from "../ssh/openssh-private.ts";
import { recogniseFile } from "./recognise.ts";
import type { Recognised } from "./recognised.ts";
import { type PrivateKeyReading, readPrivateKeyDer, normalisePkcs8 } from "../keys/private-key.ts";

/**
 * Reads a private key in clear: PKCS#1, SEC1, OpenSSL's DSA, PKCS#8 or OpenSSH; PEM text (the first key in it) or DER.
 * The halves of the key are held against each other.
 * @throws Failure `key.locked`, `key.not-found`, `key.damaged`, `key.unsupported`; `file.*` and `pem.malformed` when it
 *   is no such file at all.
 */
export function readPrivateKey(bytes: Uint8Array): PrivateKeyReading {
  const { elements } = recogniseFile(bytes);
  const element = elements.find(({ kind }) => kind === "key" || kind === "locked-key");
  if (element === undefined) throw new Failure("key.not-found", { found: elements[0]?.kind ?? "" });
  return readPrivateKeyElement(element);
}

/** As `readPrivateKey`, of an element already recognised as a key. */
export function readPrivateKeyElement(element: Recognised): PrivateKeyReading {
  if (element.form === "openssh") return readOpenSshInClear(element.bytes);
  if (element.form === "ms") return { ...readPrivateKeyDer(readMsKey(element.bytes)), form: "ms" };
  if (element.kind === "locked-key")
    throw new Failure("key.locked", { encryption: element.headers?.get("DEK-Info")?.split(",")[0] ?? "PKCS#8" });
  return readPrivateKeyDer(element.bytes);
}

function readOpenSshInClear(bytes: Uint8Array): PrivateKeyReading {
  try {
    const envelope = readOpenSshEnvelope(bytes);
    if (envelope.encryption !== null) throw new Failure("key.locked", { encryption: envelope.encryption });
    const section = envelope.clearSection!;
    const key = readOpenSshSection(section);
    if (key === null) throw new Failure("ssh-key.malformed", { offset: bytes.length - section.length });
    return normalisePkcs8(key.pkcs8, "openssh");
  } catch (error) {
    if (isFailure(error, "ssh-key.malformed")) throw new Failure("key.damaged", { offset: error.facts.offset }, error);
    throw error;
  }
}
