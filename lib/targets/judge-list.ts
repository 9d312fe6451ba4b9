import { equalOctets } from "../pki/asn1/octets.ts";
import { readPem } from "../pki/asn1/pem.ts";
import { isFailure } from "../pki/failure.ts";
import { type Certificate, readCertificate } from "../pki/x509/certificate.ts";
import { formatName } from "../pki/x509/name.ts";
import type { Plan, TrustList } from "./plan.ts";
import type { RoleTitle } from "./titles.ts";

/** A trust list that lies on a machine, pasted as PEM, beside the list of the plan that it is most like. */
export interface JudgedList {
  /** Id, title and machine of the plan's list; null: it holds nothing that any list of the machine would. */
  readonly list: { readonly id: string; readonly title: RoleTitle; readonly node: string | null } | null;
  /** Subjects (RFC 4514) of what both hold, of what the plan has besides, and of what lies there besides. */
  readonly same: readonly string[];
  readonly missing: readonly string[];
  readonly more: readonly string[];
  /** Of those that lie there: what has ended. */
  readonly ended: readonly string[];
  /** Two certificates without a line break between them: the machine reads the first alone (Cisco 221698). */
  readonly isJoined: boolean;
}

/**
 * Compares the certificates of a text in PEM with the trust lists of a machine: by their bytes, in any order. Null where
 * the text holds none. Blocks of other kinds, keys among them, are not looked at.
 */
export function judgeList({ trusts }: Pick<Plan, "trusts">, node: string, text: string, now: Date): JudgedList | null {
  const held = certificatesIn(text);
  if (held.length === 0) return null;
  const lists = trusts.filter((list) => (list.node === null || list.node === node) && list.certificates.length > 0);
  const [nearest] = lists.toSorted((one, other) => likeness(other, held) - likeness(one, held));
  const list = nearest !== undefined && likeness(nearest, held) > 0 ? nearest : null;
  const wanted = list?.certificates ?? [];
  return {
    list: list === null ? null : { id: list.id, title: list.title, node: list.node },
    same: subjectsOf(held.filter((each) => isAmong(each, wanted))),
    missing: subjectsOf(wanted.filter((each) => !isAmong(each, held))),
    more: subjectsOf(held.filter((each) => !isAmong(each, wanted))),
    ended: subjectsOf(held.filter(({ notAfter }) => notAfter < now)),
    isJoined: /-----END CERTIFICATE-----[ \t]*-----BEGIN /.test(text),
  };
}

function certificatesIn(text: string): Certificate[] {
  return readPem(text).blocks.flatMap(({ label, bytes }) => {
    if (!/CERTIFICATE$/.test(label)) return [];
    try {
      return [readCertificate(bytes)];
    } catch (error) {
      if (!isFailure(error)) throw error;
      return [];
    }
  });
}

const isAmong = ({ der }: Certificate, all: readonly Certificate[]): boolean =>
  all.some((each) => equalOctets(each.der, der));

/** Shared certificates count, and among lists that share as many the one with the fewest others. */
const likeness = ({ certificates }: TrustList, held: readonly Certificate[]): number => {
  const shared = certificates.filter((each) => isAmong(each, held)).length;
  return shared === 0 ? 0 : shared + 1 / (1 + certificates.length);
};

const subjectsOf = (all: readonly Certificate[]): string[] => all.map(({ subject }) => formatName(subject));
