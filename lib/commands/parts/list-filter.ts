import { z } from "zod";
import { listSorts, purposes } from "../ports/items.ts";
import * as field from "./fields.ts";

/** The fields of an input that narrow the inventory, and say in which order it comes. */
export const listFilter = {
  search: z
    .string()
    .max(200)
    .optional()
    .meta({ description: "Part of any name: CN, O, OU, SAN, serial, fingerprint, file name, label." }),
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
      "no-chain",
      "ends-soon",
      "revoked",
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
  purpose: z.enum(purposes).optional().meta({ description: "What it is: a certificate by what it may be used for." }),
  label: z.string().max(40).optional(),
  batch: z.string().max(40).optional().meta({ description: "Id of a batch: its names." }),
  names: z.array(field.storedName).max(200).optional().meta({ description: "These names alone." }),
  show: z.enum(["current", "all", "archived"]).optional().meta({
    description:
      "`current`: without archived names, and without expired certificates of no service; a batch is one row when nothing else is asked. Everything by itself.",
  }),
  sort: z.enum(listSorts).optional(),
  direction: z.enum(["ascending", "descending"]).optional(),
};
