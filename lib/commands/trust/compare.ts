import { z } from "zod";
import { compareElements, type ComparableElement } from "../../pki/inspect/compare.ts";
import { command, type Context } from "../command.ts";
import { Failure } from "../error-codes.ts";
import { readGivenFile, storedNameOf } from "../parts/given-file.ts";

const side = z
  .string()
  .min(1)
  .max(28_000_000)
  .meta({
    description: "A stored certificate or request, `sha256:` and a fingerprint, PEM, or base64 of DER.",
    examples: ["dbserver.crt"],
  });

/** `pki compare`: two certificates or requests, field by field: what is the same, what differs, what one side lacks. */
export const compare = command({
  name: "compare",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({ first: side, second: side }),
  positional: ["first", "second"],
  secrets: [],
  audit: ({ first, second }) => ({ first: storedNameOf(first), second: storedNameOf(second) }),
  async run(context, input) {
    const [first, second] = await Promise.all([readSide(context, input.first), readSide(context, input.second)]);
    const rows = compareElements(first.element, second.element);
    return {
      first: factsOf(first),
      second: factsOf(second),
      rows,
      differences: rows.filter(({ relation }) => relation !== "same").length,
    };
  },
});

interface Side {
  readonly fileName: string | null;
  readonly element: ComparableElement;
  /** How many certificates and requests it has; the first of them is compared. */
  readonly of: number;
}

function factsOf({ fileName, element, of }: Side) {
  return { fileName, kind: element.kind, name: element.card?.name ?? "", of, pem: element.pem };
}

async function readSide(context: Context, given: string): Promise<Side> {
  const { fileName, elements } = await readGivenFile(context, given, {
    extensions: [".crt", ".csr", ".cer", ".pem", ".p7b"],
    kinds: ["certificate", "csr", "bundle", "pkcs7"],
  });
  const comparable = elements.filter(
    (element): element is ComparableElement => element.kind === "certificate" || element.kind === "csr",
  );
  const [element] = comparable;
  if (element === undefined)
    throw new Failure("file.wrong-kind", {
      fileName: fileName ?? "",
      kind: elements[0]?.kind ?? "",
      wanted: "certificate|csr",
    });
  return { fileName, element, of: comparable.length };
}
