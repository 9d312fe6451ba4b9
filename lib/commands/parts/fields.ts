import { z } from "zod";
import { bytesField } from "../bytes-field.ts";
import { isKeyAlgorithm, keyAlgorithms, spelledKeyAlgorithm } from "./key-algorithm.ts";

/** Fields that several commands take. What is true of their content is checked by `run`, with an error of its own. */

/** `dbserver` or `dbserver.crt`: what a person would type for a stored file. */
export const storedName = z
  .string()
  .min(1)
  .max(200)
  .meta({ description: "Name of a stored file, with or without its extension.", examples: ["dbserver.crt"] });

export const baseAddress = z
  .string()
  .min(1)
  .max(1000)
  .meta({ description: "Where authorities publish, by plain HTTP.", examples: ["http://pki.example.com"] });

export const basename = z
  .string()
  .max(200)
  .meta({
    description: "Name of the new key and certificate: letters, digits, hyphen, underscore.",
    examples: ["dbserver"],
  });

export const passphrase = z.string().max(1024).meta({ description: "Never stored, never logged.", format: "password" });

const words = z.union([z.string(), z.array(z.string()).max(20)]);

export const subject = z
  .strictObject({
    CN: z.string().optional().meta({ description: "Common name. Needed." }),
    OU: words.optional().meta({ description: "Organizational unit, one or several." }),
    O: words.optional().meta({ description: "Organization." }),
    L: z.string().optional().meta({ description: "Locality." }),
    ST: z.string().optional().meta({ description: "State or province." }),
    C: z.string().optional().meta({ description: "Country, two letters of ISO 3166." }),
    emailAddress: z.string().optional(),
  })
  .meta({ examples: [{ CN: "cmscore1.example.com", O: "Example Inc", C: "KR" }] });

export const subjectAltNames = z
  .array(
    z.union([
      z.string().meta({ description: "By shape or by prefix (`DNS:` `IP:` `email:` `URI:` `UPN:`)." }),
      z.strictObject({ kind: z.enum(["dns", "ip", "email", "uri", "upn"]), value: z.string() }),
    ]),
  )
  .max(1000)
  .meta({ examples: [["cmscore2.example.com", "192.0.2.25"]] });

export const keyAlgorithm = z.preprocess(
  (given) => (typeof given === "string" ? spelledKeyAlgorithm(given) : given),
  z.enum(keyAlgorithms),
);

/** A kind of key to make, or the name of a stored one. */
export const keyOrFile = z
  .string()
  .min(1)
  .max(200)
  .transform((given) => {
    const spelled = spelledKeyAlgorithm(given);
    return isKeyAlgorithm(spelled) ? spelled : given;
  })
  .meta({
    description: `Kind of a new key (${keyAlgorithms.join(", ")}), or the name of a stored key.`,
    examples: ["rsa-2048", "dbserver.key"],
  });

export const days = z.int().meta({ description: "Validity in days.", examples: [365] });

export const renewedKey = z.enum(["same", "new"]).default("new").meta({
  description: "A new key, or the certificate alone.",
});

export const confirm = z
  .boolean()
  .optional()
  .meta({ description: "True once a person has agreed to what the refusal named." });

/** For an administrator who knows what a stored list says of the authority, and wants the signature all the same. */
export const revokedIssuer = z
  .literal("accept")
  .optional()
  .meta({ description: "Sign although a stored revocation list revokes the authority. Administrators only." });

/** For a person who knows the receivers: they take what others refuse. */
export const doubtfulChain = z
  .literal("accept")
  .optional()
  .meta({ description: "Sign although something above the authority makes common receivers refuse the certificate." });

export const pathLength = z.int().min(0).max(20).optional();

/** `server+client` and `sub-CA` are understood too. */
export const profile = z.preprocess(
  (given) =>
    typeof given === "string"
      ? given
          .trim()
          .toLowerCase()
          .replace(/[\s+_]+/g, "-")
      : given,
  z.enum(["server", "client", "server-client", "sub-ca"]),
);

/** One of `file` (stored name), `text` (PEM) and `bytes`. */
export const source = {
  file: storedName.optional(),
  text: z.string().max(28_000_000).optional().meta({ description: "PEM." }),
  bytes: bytesField(21_000_000).optional().meta({ description: "Any bytes." }),
};

/** Refuses none or several of the fields. */
export function exactlyOne(fields: readonly string[]) {
  return (input: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void => {
    const given = fields.filter((field) => input[field] !== undefined);
    if (given.length === 1) return;
    context.addIssue({
      code: "custom",
      path: [],
      message: "",
      params: { code: "one-of-fields", fields: fields.join(", ") },
    });
  };
}
