import type { CertificationRequest } from "../../../pki/x509/csr.ts";
import { type GeneralNameInput, unlistedHost } from "../../../pki/x509/general-name-text.ts";
import { requireForeignSubject } from "../../../pki/x509/foreign-subject.ts";
import { abbreviationOf } from "../../../pki/x509/name-attribute.ts";
import { commonNameOf, type Name } from "../../../pki/x509/name.ts";
import { meantBy, requestedNameLists, typedName } from "../../../pki/issue/requested-names.ts";
import { isFailure } from "../../error-codes.ts";
import type { Problem } from "../../ports/batch.ts";
import { namesToCertify } from "./signing.ts";

/**
 * One step that makes the names of a request fit to be certified. `names` is the whole list as it would be typed:
 * `take-list`: one of several lists; `respell`: hosts in their own script as A-labels; `add-host`: the host of the
 * common name.
 */
export type Mend =
  | { readonly code: "take-list"; readonly names: readonly string[] }
  | { readonly code: "respell"; readonly from: string; readonly to: string; readonly names: readonly string[] }
  | { readonly code: "add-host"; readonly host: string; readonly names: readonly string[] };

interface RequestedNames {
  /** As text, also those that cannot be certified as they stand; none where there are several lists. */
  readonly names: readonly GeneralNameInput[];
  /** What `sign` would refuse of them. */
  readonly problem: Problem | null;
}

/** The names of a request as a person should see them, and what is wrong with them. Never throws. */
export function readRequestedNames(request: CertificationRequest): RequestedNames {
  const [first = [], second] = listsOf(request);
  const names = (second === undefined ? first : []).flatMap((name) =>
    "value" in name ? [{ kind: name.kind, value: name.value }] : [],
  );
  try {
    return { names: namesToCertify(request, undefined).names, problem: null };
  } catch (error) {
    if (!isFailure(error)) throw error;
    const problem = { code: error.code, params: error.facts } as Problem;
    return { names: names.map(shown), problem };
  }
}

/** As it stands in the request, in its own script. */
function shown(name: GeneralNameInput): GeneralNameInput {
  const text = typedName(name);
  const prefix = /^(?:DNS|IP|email|URI|UPN|RID):/.exec(text)?.[0] ?? "";
  return { kind: name.kind, value: text.slice(prefix.length) };
}

/** What `sign` would refuse of a subject; null when it would not. */
export function subjectProblemOf(subject: Name): Problem | null {
  try {
    requireForeignSubject(subject);
    return null;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { code: error.code, params: error.facts } as Problem;
  }
}

/** The attributes that a corrected subject can take over, without characters that may not stand in one. */
export function readableFields(subject: Name): Readonly<Record<string, string>> {
  const shown = ["CN", "O", "OU", "L", "ST", "C", "emailAddress"];
  const attributes = subject.rdns.flat().map(({ type, value }) => [abbreviationOf(type) ?? "", value] as const);
  return Object.fromEntries(
    shown.flatMap((field) => {
      const values = attributes.filter(([name]) => name === field).map(([, value]) => value.replace(/\p{C}/gu, ""));
      return values.length === 0 ? [] : [[field, values.join("; ")]];
    }),
  );
}

/** The steps to offer, in the order in which they help. `names`: those of the request. */
export function mendsOf(request: CertificationRequest, names: readonly GeneralNameInput[]): Mend[] {
  const lists = listsOf(request);
  if (lists.length > 1) return lists.map((list) => ({ code: "take-list", names: list.map(typedName) }));
  const respelled = names.map((name) => meantBy(name) ?? name);
  const changed = names.findIndex((name, index) => respelled[index]!.value !== name.value && !isAscii(name.value));
  if (changed >= 0) {
    const [from, to] = [typedName(names[changed]!), typedName(respelled[changed]!)];
    return [{ code: "respell", from, to, names: respelled.map(typedName) }];
  }
  const host = unlistedHost(commonNameOf(request.subject) ?? "", names);
  return host === null ? [] : [{ code: "add-host", host: typedName(host), names: [host, ...names].map(typedName) }];
}

const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

function listsOf(request: CertificationRequest): ReturnType<typeof requestedNameLists> {
  try {
    return requestedNameLists(request);
  } catch (error) {
    if (isFailure(error, "csr.names-unreadable")) return [];
    throw error;
  }
}
