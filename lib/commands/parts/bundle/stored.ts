import { type BundleMember, describeMembers } from "../../../pki/bundle/bundle.ts";
import { formOf } from "../../../pki/bundle/form.ts";
import type { BundleNote } from "../../../pki/bundle/notes.ts";
import { type Rebuilt, rebuildBundle } from "../../../pki/bundle/rebuild.ts";
import { type OrderFinding, reviewBundle } from "../../../pki/bundle/review.ts";
import { type Certificate, readCertificate, sha256Hex } from "../../../pki/x509/certificate.ts";
import { Failure } from "../../error-codes.ts";
import type { Context } from "../../command.ts";
import type { StoredFile, StoredMember } from "../../ports/files.ts";
import type { Store } from "../../ports/store.ts";
import { rootWish } from "../chain.ts";
import { mostCertificates } from "./input.ts";
import { servicesUsing } from "../services-using.ts";
import { requireFile } from "../stored.ts";
import { issuersInInventory } from "../trust/inventory.ts";
import { type BundleForm, kindOfForm } from "../../../pki/bundle/kind.ts";

export interface KeptMember extends BundleMember {
  /** File that holds it by itself. */
  readonly fileName: string | null;
  readonly state: "valid" | "not-yet-valid" | "expired";
  /** The certificate that a rebuild puts in its place. */
  readonly replacedBy: { readonly fileName: string; readonly sha256: string; readonly notAfter: string } | null;
  /** A rebuild leaves it out, and puts nothing in its place. */
  readonly isDropped: boolean;
}

/** A stored bundle, compared with the present inventory. */
export interface KeptBundle {
  readonly form: BundleForm;
  /** Null: it was uploaded, and `form` is what it looks like. */
  readonly madeAs: BundleForm | null;
  readonly members: readonly KeptMember[];
  readonly findings: readonly OrderFinding[];
  /** The members after a rebuild; null when that is the same file. */
  readonly rebuilt: { readonly members: readonly BundleMember[]; readonly notes: readonly BundleNote[] } | null;
  /** Where its chain leads after a rebuild, and where other chains of its leaf do. */
  readonly end: Rebuilt["end"];
  readonly otherEnds: Rebuilt["otherEnds"];
  /** The services that use it, and change with it. */
  readonly services: readonly string[];
}

const isBundle = ({ kind }: StoredFile): boolean => kind === "bundle" || kind === "pkcs7";

/** The bundle of this file name, or the one that is all there is under this name; else null. */
async function findBundle(store: Store, name: string): Promise<StoredFile | null> {
  const exact = await store.file(name);
  if (exact !== null) return isBundle(exact) ? exact : null;
  const [only, ...others] = await store.filesOf(name);
  return only !== undefined && others.length === 0 && isBundle(only) ? only : null;
}

/** A bundle by its file name, or by a name that holds one. @throws Failure `file.not-found`, `file.wrong-kind` */
export async function requireBundleFile(store: Store, name: string): Promise<StoredFile> {
  const found = (await findBundle(store, name)) ?? (await store.filesOf(name)).find(isBundle);
  return found ?? requireFile(store, name, [".pem"], ["bundle", "pkcs7"]);
}

export interface RebuildPlan {
  readonly form: BundleForm;
  readonly certificates: readonly Certificate[];
  readonly known: readonly StoredMember[];
  readonly rebuilt: Rebuilt;
}

/** @throws Failure `bundle.no-certificates` for a PKCS#7 that holds none, `chain.no-such-root` */
export async function planRebuild(
  { store, clock }: Pick<Context, "store" | "clock">,
  file: StoredFile,
  root?: string,
): Promise<RebuildPlan> {
  const known = await store.bundleMembers(file.fileName);
  if (known.length === 0) throw new Failure("bundle.no-certificates", { found: [] });
  const members = known.map(({ der, successors }) => ({
    certificate: readCertificate(der),
    successors: successors.map((next) => readCertificate(next.der)),
  }));
  const certificates = members.map(({ certificate }) => certificate);
  const now = clock.now();
  const inventory = await issuersInInventory(
    store,
    members.flatMap(({ certificate, successors }) => [certificate, ...successors]),
    now,
  );
  const form = file.madeAs ?? (file.kind === "pkcs7" ? "pkcs7" : formOf(certificates, inventory, now));
  const rebuilt = rebuildBundle({ members, form, inventory, now, root: await rootWish(store, root) });
  return { form, certificates, known, rebuilt };
}

/** Null for what holds no certificate, or more than a bundle ever does. */
export async function keptBundle(
  context: Pick<Context, "store" | "clock">,
  file: StoredFile,
): Promise<KeptBundle | null> {
  const count = (await context.store.bundleMembers(file.fileName)).length;
  if (count === 0 || count > mostCertificates) return null;
  const { form, certificates, known, rebuilt } = await planRebuild(context, file);
  const review = reviewBundle({
    certificates,
    kind: kindOfForm(form),
    inventory: await issuersInInventory(context.store, [...certificates], context.clock.now()),
    at: context.clock.now(),
    root: rebuilt.end?.isRoot === true ? rebuilt.end.sha256 : undefined,
  });
  const described = describeMembers(certificates);
  const kept = new Set(rebuilt.members.map(({ sha256 }) => sha256));
  const now = context.clock.now();
  return {
    form,
    madeAs: file.madeAs,
    members: certificates.map((certificate, index): KeptMember => {
      const { sha256 } = described[index]!;
      const next = rebuilt.replaced.get(sha256);
      const successor = known[index]!.successors.find(({ der }) => sha256Hex(der) === next);
      return {
        ...described[index]!,
        fileName: known[index]!.fileName,
        state: certificate.notAfter < now ? "expired" : certificate.notBefore > now ? "not-yet-valid" : "valid",
        replacedBy:
          successor === undefined
            ? null
            : {
                fileName: successor.fileName,
                sha256: next!,
                notAfter: readCertificate(successor.der).notAfter.toISOString(),
              },
        isDropped: !kept.has(sha256) && successor === undefined,
      };
    }),
    findings: review.findings,
    rebuilt: rebuilt.isSame ? null : { members: rebuilt.members, notes: rebuilt.notes },
    end: rebuilt.end,
    otherEnds: rebuilt.otherEnds,
    services: await servicesUsing(context.store, file.fileName),
  };
}
