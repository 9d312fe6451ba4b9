import { z } from "zod";

/** A name as it is typed: small letters, digits and hyphens. */
export const templateName = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .meta({ description: "Name of a template.", examples: ["cms-server"] });

export const templateVersion = z.int().min(1).max(100_000);
