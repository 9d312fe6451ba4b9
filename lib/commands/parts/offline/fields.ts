import { z } from "zod";

/** Of a request to an authority whose key is not here. */
export const offlineId = z
  .uuid()
  .meta({ description: "Id of the request.", examples: ["0d6a3f6e-8a52-4d4c-9a5e-2f6c1f0b7a11"] });
