import { z } from "zod";

/** Fields that the batch commands share. */
export const batchId = z
  .string()
  .min(1)
  .max(64)
  .meta({ description: "What `client-batch` answered.", examples: ["2f9c1e4ab07d"] });

export const positions = z
  .array(z.int().min(1))
  .min(1)
  .max(10_000)
  .optional()
  .meta({ description: "Rows of the table; all when it is not given." });
