import * as field from "../parts/fields.ts";
import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { command } from "../command.ts";
import { rootField } from "../parts/chain.ts";
import { gatherCertificates } from "../parts/bundle/input.ts";
import { bundleFile, makeBundles, storeBundle } from "../parts/bundle/make.ts";
import { bundleForms } from "../../pki/bundle/kind.ts";

const givenFile = z.union([
  field.storedName,
  z
    .strictObject({ name: z.string().max(300), text: field.source.text, bytes: field.source.bytes })
    .superRefine(field.exactlyOne(["text", "bytes"])),
]);

/** Certificates in whatever order and mess → bundles in the right one; stored, when a name is given. */
export const bundle = command({
  name: "bundle",
  effect: "create",
  permission: "inventory.read",
  audited: "always",
  input: z
    .strictObject({
      text: field.source.text,
      bytes: field.source.bytes,
      files: z
        .array(givenFile)
        .min(1)
        .max(500)
        .optional()
        .meta({ description: "Stored names, or files with their content; their order counts for anchors." }),
      kind: z.enum(bundleForms).default("full-chain").meta({ description: "pkcs7 is the full chain as PKCS#7." }),
      leaf: z
        .string()
        .regex(/^[0-9a-f]{64}$/i)
        .optional()
        .meta({ description: "SHA-256 of a leaf: the bundle of this one alone." }),
      root: rootField.optional(),
      store: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .meta({ description: "Name to store it under. A name in use is refused." }),
    })
    .superRefine((input, context) => {
      if (input.text === undefined && input.bytes === undefined && input.files === undefined)
        field.exactlyOne(["text", "files"])(input, context);
    }),
  positional: ["files"],
  attributes: { kind: "kind", store: "store", leaf: "leaf", root: "root" },
  secrets: [],
  alsoNeeds: ({ store }) => (store === undefined ? null : "inventory.write"),
  audit: ({ files, kind, store, root }) => ({
    files: (files ?? []).slice(0, 50).map((file) => (typeof file === "string" ? file : file.name).slice(0, 128)),
    kind,
    store: store ?? null,
    root: root ?? null,
  }),
  async run(context, { kind, leaf, root, store: name, ...sources }) {
    const gathered = await gatherCertificates(context.store, sources);
    const { made, bundles } = await makeBundles(context, gathered, kind, root);
    const wanted = leaf === undefined ? made : made.filter((each) => each.leaf?.sha256 === leaf.toLowerCase());
    const [first, ...others] = wanted;
    if (first === undefined) throw new Failure("bundle.no-such-leaf", { leaf: leaf ?? "" });
    if (name === undefined) return { kind, bundles: wanted, stored: null };
    if (others.length > 0)
      throw new Failure("bundle.several", {
        count: wanted.length,
        leaves: wanted.map((each) => each.leaf?.subject ?? ""),
      });
    const file = bundleFile(name, kind, bundles[made.indexOf(first)]!.certificates);
    return { kind, bundles: wanted, stored: await storeBundle(context.store, file) };
  },
});
