import { z } from "zod";

/** The fields of an input that narrow the inventory, and say in which order it comes. */
export const listFilter = {
  search: z
    .string()
    .max(200)
    .optional()
    .meta({ description: "Part of any name: CN, SAN, serial, fingerprint, file name." }),
  kind: z
    .enum([
      "key",
      "locked-key",
      "csr",
      "certificate",
      "bundle",
      "pkcs7",
      "pkcs12",
      "crl",
      "public-key",
      "ssh-public-key",
      "authority",
    ])
    .optional(),
  status: z
    .enum([
      "valid",
      "ends-soon",
      "expired",
      "not-yet-valid",
      "waiting",
      "key-locked",
      "no-key",
      "key-only",
      "bundle",
      "other",
    ])
    .optional(),
  expiresWithinDays: z.int().min(0).max(36_500).optional(),
  issuer: z.string().max(300).optional().meta({ description: "Common name of the issuer, exact." }),
  keyAlgorithm: z.string().max(40).optional(),
  sort: z.enum(["name", "ends", "created", "subject"]).optional(),
  direction: z.enum(["ascending", "descending"]).optional(),
};
