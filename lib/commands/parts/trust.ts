import { sha256Hex, readCertificate, type Certificate } from "../../pki/certificate.ts";
import { formatName } from "../../pki/name.ts";
import type { PathPurpose } from "../../pki/path/options.ts";
import { verifyPath, type Verification } from "../../pki/path/verify.ts";
import type { Context } from "../command.ts";
import type { Store } from "../ports.ts";
import { requireCertificates } from "./certificates.ts";
import { isSelfSigned } from "./chain.ts";

export interface TrustQuestion {
  readonly file?: string;
  readonly text?: string;
  readonly bundle?: string | readonly string[];
  readonly anchors?: string | readonly string[];
  readonly purpose: PathPurpose;
  readonly name?: string;
  readonly at?: string;
}

export interface TrustAnswer extends Verification {
  /** Subject of the certificate that was judged. */
  readonly subject: string;
  readonly fileName: string | null;
  readonly at: string;
  /** Where the trusted certificates come from. */
  readonly anchorsFrom: "anchors" | "bundle" | "inventory";
}

/** Enough for any chain that is met; an inventory of cross-signed authorities is not walked to its end. */
const mostFromInventory = 60;

/** @throws Failure of reading the files; "not trusted, because" is an answer and no error. */
export async function verifyAgainst({ store, clock }: Context, question: TrustQuestion): Promise<TrustAnswer> {
  const [target, ...rest] = await requireCertificates(store, question.file ?? question.text ?? "");
  const bundle = await several(store, question.bundle);
  const given = await several(store, question.anchors);
  const pool = [...rest, ...bundle];
  const inventory = await issuersInInventory(store, [target!, ...pool, ...given]);
  const { anchors, untrusted, anchorsFrom } = choose(question, { given, pool, bundle, inventory });
  const at = question.at === undefined ? clock.now() : new Date(question.at);
  const verification = verifyPath({
    target: target!, untrusted, anchors, at, purpose: question.purpose, inventory,
    ...(question.name === undefined ? {} : { name: question.name }),
  });
  return { ...verification, subject: formatName(target!.subject), fileName: question.file ?? null, at: at.toISOString(), anchorsFrom };
}

interface Known {
  readonly given: Certificate[];
  readonly pool: Certificate[];
  readonly bundle: Certificate[];
  readonly inventory: Certificate[];
}

/**
 * As on the appliance: a third file is what is trusted; without one, the roots inside of the bundle are. Without any
 * bundle the inventory answers.
 */
function choose(question: TrustQuestion, known: Known): Pick<TrustAnswer, "anchorsFrom"> & { anchors: Certificate[]; untrusted: Certificate[] } {
  if (question.anchors !== undefined) return { anchors: known.given, untrusted: known.pool, anchorsFrom: "anchors" };
  if (question.bundle !== undefined) return { anchors: known.bundle.filter(isSelfSigned), untrusted: known.pool, anchorsFrom: "bundle" };
  return { anchors: known.inventory.filter(isSelfSigned), untrusted: [...known.pool, ...known.inventory], anchorsFrom: "inventory" };
}

async function several(store: Store, names: string | readonly string[] | undefined): Promise<Certificate[]> {
  const list = typeof names === "string" ? [names] : (names ?? []);
  const certificates: Certificate[] = [];
  for (const name of list) certificates.push(...(await requireCertificates(store, name)));
  return certificates;
}

/** Every stored certificate that some certificate on the way may have been issued by: name by name, upwards. */
async function issuersInInventory(store: Store, from: readonly Certificate[]): Promise<Certificate[]> {
  const found = new Map<string, Certificate>();
  const asked = new Set<string>();
  const waiting = [...from];
  for (let next = waiting.shift(); next !== undefined && found.size < mostFromInventory; next = waiting.shift()) {
    const name = formatName(next.issuer);
    if (asked.has(name)) continue;
    asked.add(name);
    for (const record of await store.certificatesBySubject(next.issuer.der)) {
      const sha256 = sha256Hex(record.der);
      if (found.has(sha256)) continue;
      const certificate = readCertificate(record.der);
      found.set(sha256, certificate);
      waiting.push(certificate);
    }
  }
  return [...found.values()];
}
