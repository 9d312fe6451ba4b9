import type { KeyObject } from "node:crypto";
import { createHash } from "node:crypto";
import { writeBitString, writeSequence } from "../../lib/pki/asn1/der-write.ts";
import { signerOf } from "../../lib/pki/keys/signer.ts";
import type { OfflineAnswer, OfflineBody, OfflinePackage } from "../../lib/pki/offline/package.ts";

/** What the side with the key does, without its page: for tests of what comes back. */

export interface OpenedPackage {
  readonly file: OfflinePackage;
  readonly body: OfflineBody;
  readonly tbs: Buffer;
  readonly sha256: string;
}

export function openPackage(bytes: Uint8Array): OpenedPackage {
  const file = JSON.parse(Buffer.from(bytes).toString("utf8")) as OfflinePackage;
  const body = Buffer.from(file.body, "base64");
  const read = JSON.parse(body.toString("utf8")) as OfflineBody;
  return {
    file,
    body: read,
    tbs: Buffer.from(read.toBeSigned, "base64"),
    sha256: createHash("sha256").update(body).digest("hex"),
  };
}

/** A certificate or list over these bytes, DER. */
export function signWhole(tbs: Uint8Array, key: KeyObject): Uint8Array {
  const { algorithm, value } = signerOf(key).sign(tbs);
  return writeSequence(tbs, algorithm, writeBitString(value));
}

/** The file that comes back. */
export function answerTo({ body, tbs, sha256 }: OpenedPackage, key: KeyObject, signed = signWhole(tbs, key)): Buffer {
  const answer: OfflineAnswer = {
    format: "chainsmith-offline-answer",
    version: 1,
    id: body.id,
    sha256,
    signed: Buffer.from(signed).toString("base64"),
  };
  return Buffer.from(JSON.stringify(answer));
}
