import { z } from "zod";
import { sha256Hex } from "../../pki/x509/certificate.ts";
import { command } from "../command.ts";

/** The page that signs from disk: one HTML file, the same for every console of this version, and its SHA-256. */
export const offlinePage = command({
  name: "offline-page",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  async run({ offline }) {
    const bytes = await offline.page();
    return {
      fileName: "chainsmith-offline.html",
      mediaType: "text/html; charset=utf-8",
      bytes,
      sha256: sha256Hex(bytes),
    };
  },
});
