import { z } from "zod";
import { shortestPassphrase } from "../../pki/pkcs12/receivers.ts";
import { Failure } from "../error-codes.ts";
import * as field from "./fields.ts";

/**
 * The fields of every command that uses a stored key. They are passed on as they are: `vault.withOpening(input)`.
 */
export const keyOpening = {
  passphrase: field.passphrase.optional().meta({
    description: "Opens a key under a passphrase of its own. Never stored, never logged.",
    format: "password",
  }),
  keepOpen: z
    .boolean()
    .optional()
    .meta({ description: "The key stays open for 15 minutes, for this session alone. A token has none." }),
};

export const newPassphrase = field.passphrase.optional().meta({
  description:
    "Puts the new key under a passphrase of its own, which each use of it asks for. Never stored, never logged.",
  format: "password",
});

/** The passphrase that a new key is put under; absent: none. @throws Failure `passphrase.required`, `passphrase.too-short` */
export function requireNewPassphrase<P extends string | undefined>(passphrase: P): P {
  if (passphrase === undefined) return passphrase;
  if (passphrase === "") throw new Failure("passphrase.required", {});
  if (passphrase.length < shortestPassphrase)
    throw new Failure("passphrase.too-short", { length: passphrase.length, minimum: shortestPassphrase });
  return passphrase;
}
