import { type Bundle, type BundleMember, buildBundles } from "./bundle.ts";
import { membersOnce } from "./form.ts";
import type { BundleNote } from "./notes.ts";
import { type Certificate, isAuthority, sha256Hex } from "../x509/certificate.ts";
import type { ChainEnd } from "../path/chain.ts";
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
  /** The root that the chains are to end in (see `chooseChain`); absent: the one that they end in now, as long as that chain holds. */
  readonly root?: string | undefined;
}

export interface Rebuilt {
  readonly certificates: readonly Certificate[];
  readonly members: readonly BundleMember[];
  readonly notes: readonly BundleNote[];
  /** SHA-256 of a member → SHA-256 of the certificate that took its place. */
  readonly replaced: ReadonlyMap<string, string>;
  /** Where its chains lead, and where others do; of several leaves the first one's. */
  readonly end: Bundle["end"];
  readonly otherEnds: Bundle["otherEnds"];
  /** The same certificates in the same order. */
  readonly isSame: boolean;
}

/**
 * Makes the same kind of bundle from the present contents of the inventory. Links that a new leaf needs come from the
 * inventory, and those that it no longer needs are left out. Where nothing leads upwards from a member (anchors), an
 * authority with a new key stands before the one with the old key, which stays as long as it is valid: certificates
 * that the old one signed are still in use.
 */
export function rebuildBundle({ members, form, inventory, now, root }: RebuildInput): Rebuilt {
  const kind = kindOfForm(form);
  const before = members.map(({ certificate }) => sha256Hex(certificate.der));
  const fresh = members.map((member) => ({ ...member, next: nextOf(member, now) }));
  const certificates = fresh.flatMap(({ certificate, next }) => {
    if (next === null) return [certificate];
    if (before.includes(sha256Hex(next.der)) && isAuthority(certificate)) return [certificate];
    const isRekeyed = isAuthority(certificate) && !hasSameKey(certificate, next);
    return isRekeyed && (kind !== "anchors" || certificate.notAfter > now) ? [next, certificate] : [next];
  });
  const question = { certificates, kind, inventory, at: now };
  const bundles = buildBundles({ ...question, root: root ?? keptRoot(buildBundles(question), members) });
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
    end: bundles[0]?.end ?? null,
    otherEnds: bundles[0]?.otherEnds ?? [],
    replaced: new Map(replaced),
    isSame: made.length === before.length && made.every(({ der }, index) => sha256Hex(der) === before[index]),
  };
}

/**
 * The root that a bundle leads to: its last authority is the root itself, or was issued by it. A file that has readers does
 * not change sides by itself while another way would be as good.
 */
function keptRoot(bundles: readonly Bundle[], members: readonly KnownMember[]): string | undefined {
  const last = members.at(-1);
  if (last === undefined || bundles.length !== 1) return undefined;
  const [{ end, otherEnds }] = bundles as [Bundle];
  if (end === null || leadsThrough(end, last.certificate)) return undefined;
  const same = otherEnds.find((other) => leadsThrough(other, last.certificate));
  return same !== undefined && same.sha256 !== "" && (same.problem === null || end.problem !== null)
    ? same.sha256
    : undefined;
}

function leadsThrough({ sha256, subject }: ChainEnd, last: Certificate): boolean {
  const facts = pathFactsOf(last);
  return sha256 === facts.reference.sha256 || (!facts.isSelfIssued && subject === facts.issuerText);
}

/** Of those that are valid now, if any, the one that lasts longest; of equals always the same. */
function nextOf({ certificate, successors }: KnownMember, now: Date): Certificate | null {
  const newer = successors.filter((each) => isSuccessor(each, certificate));
  const isEarly = ({ notBefore }: Certificate): number => Number(notBefore > now);
  newer.sort(
    (one, other) =>
      isEarly(one) - isEarly(other) ||
      other.notAfter.getTime() - one.notAfter.getTime() ||
      Buffer.compare(one.der, other.der),
  );
  const [next] = newer;
  // What is not valid yet takes no place of what still is.
  return next === undefined || (isEarly(next) > 0 && certificate.notAfter > now) ? null : next;
}

/**
 * A successor does what the certificate did: an authority stays one, and a different name is a different thing. One that
 * another authority signed is another way up (a cross-signature), which is chosen by its chain.
 */
function isSuccessor(next: Certificate, certificate: Certificate): boolean {
  const [after, before] = [pathFactsOf(next), pathFactsOf(certificate)];
  if (after.reference.sha256 === before.reference.sha256 || isAuthority(next) !== isAuthority(certificate))
    return false;
  return !isAuthority(certificate) || (after.subjectKey === before.subjectKey && after.issuerKey === before.issuerKey);
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
