import { type Bundle, type BundleMember, buildBundles } from "../../../pki/bundle/bundle.ts";
import { writeBundleFile, writeBundlePem } from "../../../pki/bundle/form.ts";
import { type BundleNote, notesOfDates } from "../../../pki/bundle/notes.ts";
import type { Certificate } from "../../../pki/x509/certificate.ts";
import { Failure, isFailure } from "../../error-codes.ts";
import { commonNameOf } from "../../../pki/x509/name.ts";
import type { NewFile } from "../../ports/files.ts";
import type { Context } from "../../command.ts";
import type { Store } from "../../ports/store.ts";
import { fileNameFor } from "../file-kinds.ts";
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
}

/**
 * A bundle of each leaf; what the files had around their certificates is said with each. @throws Failure `bundle.empty`
 */
export async function makeBundles(
  { store, clock }: Pick<Context, "store" | "clock">,
  { certificates, notes }: Gathered,
  form: BundleForm,
): Promise<{ made: readonly MadeBundle[]; bundles: readonly Bundle[] }> {
  const inventory = form === "anchors" ? [] : await issuersInInventory(store, [...certificates]);
  const bundles = buildBundles({ certificates, kind: kindOfForm(form), inventory });
  if (bundles.every((bundle) => bundle.certificates.length === 0)) throw new Failure("bundle.empty", { kind: form });
  return {
    bundles,
    made: bundles.map((bundle) => madeOf(bundle, form, [...notesOfDates(bundle.certificates, clock.now()), ...notes])),
  };
}

export function madeOf(bundle: Bundle, form: BundleForm, notes: readonly BundleNote[]): MadeBundle {
  const { leaf, certificates, members } = bundle;
  return {
    leaf,
    pem: writeBundlePem(form, certificates),
    base64: form === "pkcs7" ? Buffer.from(writeBundleFile(form, certificates)).toString("base64") : null,
    fileName: suggestedName(certificates[0], form),
    members,
    notes: [...notes, ...bundle.notes],
  };
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
