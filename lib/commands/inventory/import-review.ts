import { z } from "zod";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { Collection, openLocked } from "../parts/import/collect.ts";
import { describeReview } from "../parts/import/describe.ts";
import { ownerOf } from "../ports/reviews.ts";
import { readSource } from "../parts/content.ts";

/**
 * Reviews files before they are stored: archives, containers and bundles opened, each content held against the
 * inventory. Nothing is stored; the contents are kept sealed for some minutes under the answer's `review`, for
 * `import`. With `review` in place of `files`: the same again, after another passphrase was tried on the locked ones.
 */
export const importReview = command({
  name: "import-review",
  effect: "read",
  permission: "inventory.write",
  audited: "refusals",
  input: z
    .strictObject({
      files: z
        .array(
          z
            .strictObject({ name: z.string().max(300), text: field.source.text, bytes: field.source.bytes })
            .superRefine(field.exactlyOne(["text", "bytes"])),
        )
        .min(1)
        .max(500)
        .optional(),
      review: z.string().max(64).optional().meta({ description: "Of an earlier answer." }),
      passphrases: z
        .array(
          z.strictObject({
            passphrase: field.passphrase,
            path: z
              .string()
              .max(2000)
              .optional()
              .meta({ description: "The `path` of the one file that it is for; without it, for all." }),
          }),
        )
        .max(20)
        .optional(),
    })
    .superRefine(field.exactlyOne(["files", "review"])),
  secrets: ["passphrases"],
  audit: ({ files, review }) => ({
    files: (files ?? []).slice(0, 50).map(({ name }) => name.slice(0, 128)),
    again: review !== undefined,
  }),
  async run(context, { files, review, passphrases = [] }) {
    const { reader, reviews } = context;
    const owner = ownerOf(context.actor);
    const tried = passphrases.map(({ passphrase, path }) => ({ passphrase, ...(path === undefined ? {} : { path }) }));
    if (review !== undefined && tried.length === 0) {
      const { held, expiresAt } = await reviews.open(owner, review);
      return { review, expiresAt: expiresAt.toISOString(), ...(await describeReview(context, held)) };
    }
    const former = review === undefined ? undefined : (await reviews.open(owner, review)).held;
    const collection = new Collection();
    if (former === undefined) {
      const contents = (files ?? []).map((file) => ({ name: file.name, bytes: readSource(file) }));
      for (const each of await reader.unpack(contents, { passphrases: tried, triesEmpty: true }))
        collection.addFile(each);
    }
    const held = former === undefined ? collection.held() : await openLocked(context, former, tried);
    const { id, expiresAt } = await reviews.keep(owner, held, review);
    return { review: id, expiresAt: expiresAt.toISOString(), ...(await describeReview(context, held)) };
  },
});
