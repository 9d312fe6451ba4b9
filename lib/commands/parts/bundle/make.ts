import { type Bundle, type BundleMember, buildBundles } from "../../../pki/bundle/bundle.ts";
import { writeBundleFile, writeBundlePem } from "../../../pki/bundle/form.ts";
import { type BundleNote, notesOfDates } from "../../../pki/bundle/notes.ts";
import { type Certificate, sha256Hex } from "../../../pki/x509/certificate.ts";
import { Failure, isFailure } from "../../error-codes.ts";
import { commonNameOf } from "../../../pki/x509/name.ts";
import type { NewFile } from "../../ports/files.ts";
import type { Context } from "../../command.ts";
import type { Store } from "../../ports/store.ts";
import { fileNameFor } from "../file-kinds.ts";
import { rootWish } from "../chain.ts";
import type { Gathered } from "./input.ts";
import { requireFileName } from "../names.ts";
import { issuersInInventory } from "../trust/inventory.ts";
import { type BundleForm, kindOfForm } from "../../../pki/bundle/kind.ts";

export interface MadeBundle {
  readonly leaf: Bundle["leaf"];
  /** Certificates, or the one block of PKCS#7: exactly one line feed after each block. */
  readonly pem: string;
  /** The file's bytes where it is no text (PKCS#7 in DER), base64; else null. */
  readonly base64: string | null;
  /** A proposed name for the file. */
  readonly fileName: string;
  readonly members: readonly BundleMember[];
  readonly notes: readonly BundleNote[];
  /** Where its chain leads, and where other chains of its leaf do. */
  readonly end: Bundle["end"];
  readonly otherEnds: Bundle["otherEnds"];
  /** It holds what was given, in the same order and in the same dress. */
  readonly isAsGiven: boolean;
}

/**
 * A bundle of each leaf; what the files had around their certificates is said with each.
 * @throws Failure `bundle.empty`, `chain.no-such-root`
 */
export async function makeBundles(
  { store, clock }: Pick<Context, "store" | "clock">,
  gathered: Gathered,
  form: BundleForm,
  root: string | undefined,
): Promise<{ made: readonly MadeBundle[]; bundles: readonly Bundle[] }> {
  const { certificates } = gathered;
  const at = clock.now();
  const inventory = form === "anchors" ? [] : await issuersInInventory(store, [...certificates], at);
  const wish = await rootWish(store, root);
  const bundles = buildBundles({ certificates, kind: kindOfForm(form), inventory, at, root: wish });
  if (bundles.every((bundle) => bundle.certificates.length === 0)) throw new Failure("bundle.empty", { kind: form });
  return {
    bundles,
    made: madeBundles(bundles, form, gathered, (bundle) => notesOfDates(bundle.certificates, at)),
  };
}

/** The bundles of one question as files: no two have one name, in capitals or not. */
export function madeBundles(
  bundles: readonly Bundle[],
  form: BundleForm,
  { certificates, notes }: Gathered,
  more: (bundle: Bundle) => readonly BundleNote[] = () => [],
): MadeBundle[] {
  const given = certificates.map(({ der }) => sha256Hex(der));
  const taken = new Set<string>();
  return bundles.map((bundle) => {
    const { leaf, end, otherEnds, certificates: members } = bundle;
    const said = [...more(bundle), ...notes, ...bundle.notes, ...changesOf(bundle, bundles, form, given)];
    return {
      leaf,
      end,
      otherEnds,
      pem: writeBundlePem(form, members),
      base64: form === "pkcs7" ? Buffer.from(writeBundleFile(form, members)).toString("base64") : null,
      fileName: freeName(suggestedName(members[0], form), taken),
      members: bundle.members,
      notes: said,
      isAsGiven:
        said.length === 0 &&
        form !== "pkcs7" &&
        bundle.members.length === given.length &&
        bundle.members.every(({ sha256 }, index) => sha256 === given[index]),
    };
  });
}

/** What its kind left out of the certificates that were given, and whether they stood in another order. */
function changesOf(
  { members, leaf }: Bundle,
  bundles: readonly Bundle[],
  form: BundleForm,
  given: readonly string[],
): BundleNote[] {
  if (form === "anchors") return [];
  const inFile = members.map(({ sha256 }) => sha256);
  const places = inFile.flatMap((sha256) => (given.includes(sha256) ? [given.indexOf(sha256) + 1] : []));
  const isMoved = places.some((place, index) => index > 0 && place < places[index - 1]!);
  const others = bundles.length - 1;
  return [
    ...(isMoved ? [{ code: "bundle.reordered", params: { places } } as const] : []),
    ...(leaf !== null && given.includes(leaf.sha256) && !inFile.includes(leaf.sha256)
      ? [{ code: "bundle.leaf-left-out", params: leaf } as const]
      : []),
    ...rootLeftOut(bundles, { inFile, given, leaf }),
    ...(others > 0 ? [{ code: "bundle.divided", params: { bundles: bundles.length } } as const] : []),
  ];
}

function rootLeftOut(
  bundles: readonly Bundle[],
  { inFile, given, leaf }: { inFile: readonly string[]; given: readonly string[]; leaf: Bundle["leaf"] },
): BundleNote[] {
  const end = bundles.find((bundle) => bundle.leaf === leaf)?.end ?? null;
  if (end === null || !end.isRoot || !given.includes(end.sha256) || inFile.includes(end.sha256)) return [];
  return [{ code: "bundle.root-left-out", params: { subject: end.subject, sha256: end.sha256 } }];
}

function freeName(wanted: string, taken: Set<string>): string {
  const [, stem = "", ending = ""] = /^(.*?)(-fullchain\.pem|-chain\.pem|-ca\.pem|\.[a-z0-9]+)$/.exec(wanted) ?? [];
  let name = wanted;
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${stem}-${n}${ending}`;
  taken.add(name.toLowerCase());
  return name;
}

const endings: Readonly<Record<BundleForm, string>> = {
  "full-chain": "-fullchain.pem",
  chain: "-chain.pem",
  "ca-bundle": "-ca.pem",
  anchors: ".crt",
  pkcs7: ".p7b",
};

function suggestedName(first: Certificate | undefined, form: BundleForm): string {
  if (form === "anchors") return `anchors${endings[form]}`;
  const name = first === undefined ? "" : (commonNameOf(first.subject) ?? "");
  const stem = name
    .replace(/^\*\./, "wildcard.")
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 64);
  return `${stem === "" ? "bundle" : stem}${endings[form]}`;
}

/** A bundle as a file of the inventory. @throws Failure `file-name.malformed`, `bundle.empty` */
export function bundleFile(name: string, form: BundleForm, certificates: readonly Certificate[]): NewFile {
  if (certificates.length === 0) throw new Failure("bundle.empty", { kind: form });
  const kind = form === "pkcs7" ? "pkcs7" : "bundle";
  return {
    fileName: fileNameFor(requireFileName(name), kind),
    kind,
    bytes: writeBundleFile(form, certificates),
    madeAs: form,
  };
}

/** Under a free name alone; a bundle that is here already is not stored twice. @throws Failure `name.in-use` */
export async function storeBundle(
  store: Store,
  file: NewFile,
): Promise<{ fileName: string; basename: string; isNew: boolean }> {
  try {
    const [report] = (await store.add([file], { replace: false })).stored;
    const { storedAs, basename, outcome } = report!;
    return { fileName: storedAs, basename, isNew: outcome === "stored" };
  } catch (error) {
    if (!isFailure(error, "file.name-in-use")) throw error;
    throw new Failure(
      "name.in-use",
      { name: file.fileName, fileNames: [file.fileName], services: error.facts.services },
      error,
    );
  }
}
