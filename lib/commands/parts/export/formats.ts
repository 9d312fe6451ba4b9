import { z } from "zod";
import { traditionalCiphers } from "../../../pki/keys/write-key.ts";
import { pkcs12Profiles } from "../../../pki/pkcs12/encrypt.ts";
import { pkcs12ReceiverNames } from "../../../pki/pkcs12/receivers.ts";
import { batchId } from "../batch/input.ts";
import { rootField } from "../chain.ts";
import type { ChainWish } from "./identity.ts";
import * as field from "../fields.ts";

/** The formats of `export` and the fields that each of them takes. */

/**
 * `public`: nothing secret in it. `key`: a private key, under a passphrase or in clear on purpose. `locked`: always
 * under a passphrase. `clear`: the form knows no passphrase.
 */
export type Secrecy = "public" | "key" | "locked" | "clear" | "key-or-none";

export const exportFormats = {
  "key-pem": "key",
  "key-der": "key",
  "key-traditional-pem": "key",
  "key-and-chain-pem": "key",
  pkcs12: "locked",
  "certificate-pem": "public",
  "certificate-der": "public",
  "chain-pem": "public",
  "pkcs7-pem": "public",
  "pkcs7-der": "public",
  "ssh-public-key": "public",
  jwk: "public",
  "jwk-private": "clear",
  zip: "key-or-none",
} as const satisfies Readonly<Record<string, Secrecy>>;

export type ExportFormat = keyof typeof exportFormats;
const formatNames = Object.keys(exportFormats) as [ExportFormat, ...ExportFormat[]];

const withChain: readonly ExportFormat[] = [
  "pkcs12",
  "chain-pem",
  "pkcs7-pem",
  "pkcs7-der",
  "key-and-chain-pem",
  "jwk",
  "jwk-private",
  "zip",
];

/** Which optional field belongs to which formats. The passphrase and the clear key are asked for by `Secrecy`. */
const fieldsOf: Readonly<Record<string, readonly ExportFormat[]>> = {
  receiver: ["pkcs12", "zip"],
  profile: ["pkcs12", "zip"],
  alias: ["pkcs12", "zip"],
  root: withChain,
  withRoot: withChain,
  cipher: ["key-traditional-pem"],
  service: ["key-and-chain-pem"],
  language: ["zip", "key-and-chain-pem"],
};

export const exportInput = z
  .strictObject({
    name: field.storedName
      .optional()
      .meta({ description: "Name of the identity or of one of its files.", examples: ["dbserver"] }),
    batch: batchId.optional().meta({ description: "Instead of a name: every .p12 of a batch, as a zip." }),
    format: z.enum(formatNames),
    passphrase: field.passphrase.optional(),
    keyPassphrase: field.passphrase.optional().meta({
      description: "Opens a key under a passphrase of its own. Never stored, never logged.",
      format: "password",
    }),
    unencrypted: z
      .literal(true)
      .optional()
      .meta({ description: "The key in clear: Cisco Meeting Server wants it so." }),
    receiver: z
      .enum(pkcs12ReceiverNames)
      .optional()
      .meta({ description: "Who opens the PKCS#12 file; its profile follows. `unknown` is opened by all." }),
    profile: z.enum(pkcs12Profiles).optional().meta({
      description:
        "Of PKCS#12. `modern`: AES-256 and SHA-256 (the default). `compatible`: 3DES and SHA-1, for old systems.",
    }),
    alias: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[^\p{Cc}]*$/u)
      .optional()
      .meta({ description: "Friendly name in the PKCS#12 file; the name when it is not given." }),
    root: z
      .union([z.boolean(), rootField])
      .optional()
      .meta({ description: "Which root the chain ends in, by its name or fingerprint; or as `withRoot`." }),
    withRoot: z.boolean().optional().meta({ description: "Whether the self-signed root goes with the chain." }),
    cipher: z.enum(traditionalCiphers).optional().meta({ description: "Of the traditional PEM; AES-256 unless told." }),
    service: z
      .enum(["nginx", "haproxy", "cms"])
      .optional()
      .meta({ description: "Whose order the key and the chain have; nginx unless told." }),
    language: z.enum(["en", "ko"]).optional().meta({ description: "Of the README in a zip." }),
    receipt: z
      .literal(true)
      .optional()
      .meta({ description: "Answers JSON: the file as base64 and what was found when it was opened again." }),
  })
  .superRefine(field.exactlyOne(["name", "batch"]))
  .superRefine((input, context) => {
    if (input.batch !== undefined && input.format !== "zip")
      context.addIssue({
        code: "custom",
        path: ["batch"],
        message: "",
        params: { code: "not-for-format", format: input.format, formats: "zip" },
      });
    for (const [name, formats] of Object.entries(fieldsOf)) {
      if (input[name as keyof typeof input] === undefined || formats.includes(input.format)) continue;
      context.addIssue({
        code: "custom",
        path: [name],
        message: "",
        params: { code: "not-for-format", format: input.format, formats: formats.join(", ") },
      });
    }
    if (input.receiver !== undefined && input.profile !== undefined)
      context.addIssue({
        code: "custom",
        path: [],
        message: "",
        params: { code: "one-of-fields", fields: "receiver, profile" },
      });
  });

/** Of one identity. */
export type ExportChoice = Omit<z.output<typeof exportInput>, "name" | "batch" | "root"> & {
  readonly name: string;
  /** The root that the chain is to end in; absent: that of the best chain. */
  readonly root?: string | undefined;
};

/** `root` may say which root, or only whether it goes along. */
export function choiceOf({ root, withRoot, ...input }: Omit<z.output<typeof exportInput>, "batch">): ExportChoice {
  const isFlag = typeof root === "boolean";
  return {
    ...input,
    name: input.name ?? "",
    root: isFlag ? undefined : root,
    withRoot: withRoot ?? (isFlag ? root : undefined),
  };
}

/** The permission beside `inventory.read` that a choice needs. */
export function exportPermission({
  batch,
  format,
  passphrase,
  unencrypted,
}: z.output<typeof exportInput>): "key.export" | "key.export-clear" | null {
  if (batch !== undefined) return "key.export";
  const secrecy: Secrecy = exportFormats[format];
  if (secrecy === "public") return null;
  if (secrecy === "clear" || (unencrypted === true && secrecy !== "locked")) return "key.export-clear";
  return secrecy === "key-or-none" && passphrase === undefined ? null : "key.export";
}

/** Formats in which a chain leaves. */
export const hasChain = (format: ExportFormat): boolean => withChain.includes(format);

/** The wish for a chain, with what the format does by itself about the root. */
export function wishOf({ root, withRoot }: ExportChoice, byDefault: boolean): ChainWish {
  return { root, withRoot: withRoot ?? byDefault };
}
