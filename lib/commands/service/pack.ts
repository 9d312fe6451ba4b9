import { z } from "zod";
import { locales } from "../../i18n/locale.ts";
import { progressOf } from "../../targets/progress.ts";
import { requireService } from "../parts/service/service-name.ts";
import { touchService } from "../access.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { packPlan } from "../parts/service/pack.ts";
import { oneService, planOf, serviceFacts, serviceFields } from "../parts/service/service-or-target.ts";

/**
 * Everything that a service needs, in one archive: files, settings, steps, checksums. Keys only as it was asked for.
 */
export const pack = command({
  name: "pack",
  effect: "read",
  permission: "inventory.read",
  audited: "always",
  input: z
    .strictObject({
      ...serviceFields,
      unencryptedKeys: z
        .literal(true)
        .optional()
        .meta({ description: "Private keys in clear, as the service reads them. Absent: they are left out." }),
      passphrase: field.passphrase
        .optional()
        .meta({ description: "Private keys under this passphrase instead, and the .p12 files." }),
      keyPassphrase: field.passphrase.optional().meta({
        description: "Opens stored keys under a passphrase of their own, for this one use. Never stored, never logged.",
        format: "password",
      }),
      language: z.enum(locales).default("en").meta({ description: "Of STEPS.md." }),
    })
    .superRefine(oneService),
  positional: ["target"],
  attributes: { "*": "inputs", language: "language" },
  secrets: ["passphrase", "keyPassphrase"],
  alsoNeeds: ({ unencryptedKeys, passphrase }) =>
    unencryptedKeys === true ? "key.export-clear" : passphrase === undefined ? null : "key.export",
  on: ({ unencryptedKeys, passphrase, keyPassphrase: _, ...question }) => [
    ...touchService("inventory.read", question.service),
    ...(unencryptedKeys === true || passphrase !== undefined
      ? [{ may: "key.export-authority", on: { kind: "authority", identitiesOf: question } } as const]
      : []),
  ],
  audit: ({ unencryptedKeys, passphrase, ...question }) => ({
    ...serviceFacts(question),
    unencrypted: unencryptedKeys === true,
    underPassphrase: passphrase !== undefined,
  }),
  async run(context, { language, unencryptedKeys, passphrase, keyPassphrase, ...question }) {
    const planned = await planOf(context, question);
    const vault = context.vault.withOpening({ passphrase: keyPassphrase });
    const kept = question.service === undefined ? null : await requireService(context.store, question.service);
    const { states } = progressOf(planned.plan, planned.material, kept ?? { marks: [], sightings: [] });
    return packPlan({ ...context, vault }, planned, {
      locale: language,
      isClear: unencryptedKeys === true,
      passphrase: passphrase ?? null,
      name: question.service ?? planned.target.name,
      ticks: new Set([...states].flatMap(([id, { state }]) => (state.startsWith("done") ? [id] : []))),
    });
  },
});
