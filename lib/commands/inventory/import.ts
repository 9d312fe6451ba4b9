import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { checkAll } from "../parts/faults.ts";
import * as field from "../parts/fields.ts";
import { requireFileName } from "../parts/names.ts";
import { requireMayReplace } from "../parts/import/replaced-authorities.ts";
import { asNewFile, describeReview } from "../parts/import/describe.ts";
import { ownerOf } from "../ports/reviews.ts";
import { newMark, newRoots, trustField } from "../parts/trust/new-mark.ts";
import { fileNameFor } from "../parts/file-kinds.ts";

/** Stores what was chosen of a review, in one transaction: all of it or nothing. */
export const importChosen = command({
  name: "import",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    review: z.string().max(64).meta({ description: "Of the answer of `import-review`." }),
    items: z
      .array(
        z.strictObject({
          item: z.string().max(12),
          name: z
            .string()
            .max(300)
            .optional()
            .meta({ description: "File name; without it, the one that the review proposed." }),
        }),
      )
      .max(1000)
      .optional()
      .meta({ description: "Without it: everything that is new." }),
    trust: trustField,
    replace: field.confirm.meta({
      description: "Other content under a name in use: keep the old one as a generation.",
    }),
  }),
  secrets: [],
  alsoNeeds: ({ trust }) => (trust === "trusted" ? "authority.trust" : null),
  on: ({ items, replace }) =>
    touchAuthorities("inventory.write", replace === true ? (items ?? []).map(({ name }) => name) : []),
  audit: ({ items, replace, trust }) => ({
    count: items?.length ?? null,
    names: (items ?? []).flatMap(({ name }) => (name === undefined ? [] : [name.slice(0, 128)])).slice(0, 50),
    replace: replace === true,
    ...(trust === undefined ? {} : { trust }),
  }),
  async run(context, { review, items, replace, trust }) {
    const { store, reviews } = context;
    const owner = ownerOf(context.actor);
    const { held } = await reviews.open(owner, review);
    const proposed = (await describeReview(context, held)).items;
    const chosen =
      items ?? proposed.filter(({ outcome }) => outcome === "new").map(({ item }) => ({ item, name: undefined }));
    if (chosen.length === 0) throw new Failure("import.nothing-chosen", {});
    const names = new Set<string>();
    const files = await checkAll(
      chosen.map(({ item, name }) => () => {
        const found = held.items.find(({ id }) => id === item);
        const proposal = proposed.find((each) => each.item === item);
        if (found === undefined || proposal === undefined) throw new Failure("import.unknown-item", { item });
        const fileName = name === undefined ? proposal.fileName : fileNameFor(requireFileName(name), found.kind);
        if (names.has(fileName)) throw new Failure("import.name-twice", { fileName });
        names.add(fileName);
        return { ...asNewFile(found, fileName), trust: newMark(context.actor, trust) };
      }),
    );
    if (replace === true)
      await requireMayReplace(
        context,
        "import",
        files.map(({ fileName }) => fileName),
      );
    const { stored } = await store.add(files, { replace: replace === true, saysEvery: true });
    await reviews.end(owner, review);
    const marked = await newRoots(store, files);
    const parts = new Set(held.items.filter(({ isPart }) => isPart === true).map(({ id }) => id));
    return {
      stored: stored.map((report, at) => ({
        ...report,
        item: chosen[at]!.item,
        isPart: parts.has(chosen[at]!.item),
        roots: marked.get(files[at]!) ?? [],
      })),
    };
  },
});
