import { type BundleMember, buildBundles } from "./bundle.ts";
import { membersOnce } from "./form.ts";
import type { BundleNote } from "./notes.ts";
import { type Certificate, isAuthority, sha256Hex } from "../x509/certificate.ts";
import { pathFactsOf } from "../path/facts.ts";
import { type BundleForm, kindOfForm } from "./kind.ts";

/** A member of a stored bundle, and what the inventory has in its place now. */
export interface KnownMember {
  readonly certificate: Certificate;
  /** Newer certificates that could take its place: the live generation of its name, renewals with its key. */
  readonly successors: readonly Certificate[];
}

export interface RebuildInput {
  readonly members: readonly KnownMember[];
  readonly form: BundleForm;
  readonly inventory: readonly Certificate[];
  readonly now: Date;
}

export interface Rebuilt {
  readonly certificates: readonly Certificate[];
  readonly members: readonly BundleMember[];
  readonly notes: readonly BundleNote[];
  /** SHA-256 of a member → SHA-256 of the certificate that took its place. */
  readonly replaced: ReadonlyMap<string, string>;
  /** The same certificates in the same order. */
  readonly isSame: boolean;
}

/**
 * Makes the same kind of bundle from the present contents of the inventory. Links that a new leaf needs come from the
 * inventory, and those that it no longer needs are left out. Where nothing leads upwards from a member (anchors), an
 * authority with a new key stands before the one with the old key, which stays as long as it is valid: certificates
 * that the old one signed are still in use.
 */
export function rebuildBundle({ members, form, inventory, now }: RebuildInput): Rebuilt {
  const kind = kindOfForm(form);
  const before = members.map(({ certificate }) => sha256Hex(certificate.der));
  const fresh = members.map((member) => ({ ...member, next: nextOf(member) }));
  const certificates = fresh.flatMap(({ certificate, next }) => {
    if (next === null) return [certificate];
    if (before.includes(sha256Hex(next.der)) && isAuthority(certificate)) return [certificate];
    const isRekeyed = isAuthority(certificate) && !hasSameKey(certificate, next);
    return isRekeyed && (kind !== "anchors" || certificate.notAfter > now) ? [next, certificate] : [next];
  });
  const bundles = buildBundles({ certificates, kind, inventory });
  const made = membersOnce(bundles);
  const prints = new Set(made.map(({ der }) => sha256Hex(der)));
  const replaced = fresh.flatMap(({ certificate, next }) =>
    next !== null && prints.has(sha256Hex(next.der)) && !before.includes(sha256Hex(next.der))
      ? [[sha256Hex(certificate.der), sha256Hex(next.der)] as const]
      : [],
  );
  return {
    certificates: made,
    members: made.map((certificate) => memberIn(bundles, certificate)),
    notes: notesOnce(bundles.map(({ notes }) => notes)),
    replaced: new Map(replaced),
    isSame: made.length === before.length && made.every(({ der }, index) => sha256Hex(der) === before[index]),
  };
}

/** The one that lasts longest; of equals always the same. */
function nextOf({ certificate, successors }: KnownMember): Certificate | null {
  const newer = successors.filter((each) => isSuccessor(each, certificate));
  newer.sort((one, other) => other.notAfter.getTime() - one.notAfter.getTime() || Buffer.compare(one.der, other.der));
  return newer[0] ?? null;
}

/** A successor does what the certificate did: an authority stays one, and a different name is a different thing. */
function isSuccessor(next: Certificate, certificate: Certificate): boolean {
  const [after, before] = [pathFactsOf(next), pathFactsOf(certificate)];
  if (after.reference.sha256 === before.reference.sha256 || isAuthority(next) !== isAuthority(certificate))
    return false;
  return !isAuthority(certificate) || after.subjectKey === before.subjectKey;
}

function hasSameKey(one: Certificate, other: Certificate): boolean {
  return pathFactsOf(one).spkiKey === pathFactsOf(other).spkiKey;
}

function memberIn(bundles: ReturnType<typeof buildBundles>, certificate: Certificate): BundleMember {
  for (const bundle of bundles) {
    const index = bundle.certificates.indexOf(certificate);
    if (index >= 0) return bundle.members[index]!;
  }
  throw new Error("a member of the rebuilt bundle is in none of its parts");
}

function notesOnce(lists: readonly (readonly BundleNote[])[]): BundleNote[] {
  return [...new Map(lists.flat().map((note) => [JSON.stringify(note), note])).values()];
}
