import type { CertificationRequest } from "../x509/csr.ts";
import { Failure, isFailure } from "../failure.ts";
import { formatGeneralName, type GeneralName } from "../x509/general-name.ts";
import {
  type GeneralNameInput,
  generalNameKey,
  parseGeneralNameText,
  requireGeneralName,
  typedGeneralName,
} from "../x509/general-name-text.ts";
import { readSubjectAltName } from "../x509/extension-values.ts";
import { Oid } from "../asn1/oid.ts";

/** The alternative names that a request asks for, as its maker wrote them. */

/**
 * Every list of alternative names of a request: a request can carry several, in one extensionRequest, in two of them or
 * in Microsoft's attribute beside that of PKCS#9, and programs read one of them, each another. Lists that say the same
 * are one.
 * @throws Failure `csr.names-unreadable` when one of them cannot be read.
 */
export function requestedNameLists(request: Pick<CertificationRequest, "extensions">): GeneralName[][] {
  const lists = new Map<string, GeneralName[]>();
  for (const { oid, value } of request.extensions) {
    if (oid !== Oid.subjectAltName) continue;
    const names = readList(value);
    const said = names.map((name) => formatGeneralName(name).toLowerCase());
    lists.set(said.toSorted().join("\n"), names);
  }
  return [...lists.values()];
}

function readList(value: Uint8Array): GeneralName[] {
  try {
    return readSubjectAltName(value);
  } catch (error) {
    if (isFailure(error, "der.malformed"))
      throw new Failure("csr.names-unreadable", { offset: error.facts.offset, problem: error.facts.problem }, error);
    throw error;
  }
}

/**
 * The one list that is meant.
 * @throws Failure `csr.names-twice` with the lists; `csr.names-unreadable`.
 */
export function requestedNames(request: Pick<CertificationRequest, "extensions">): GeneralName[] {
  const lists = requestedNameLists(request);
  if (lists.length > 1)
    throw new Failure("csr.names-twice", { lists: lists.map((names) => names.map(typedName).join(", ")) });
  return lists[0] ?? [];
}

/** A name as it would be typed: bare where its shape says its kind; kinds that we do not write by their names. */
export function typedName(name: GeneralName | GeneralNameInput): string {
  if (!("value" in name)) return formatGeneralName(name);
  const value = textOf(name.value);
  const typed = typedGeneralName({ kind: name.kind, value });
  // In a list of names a comma would end it.
  if (typed.startsWith("SID:")) return typed;
  const isPlain = readOrNull(() => parseGeneralNameText(value))?.kind === name.kind;
  return isPlain ? value : formatGeneralName({ kind: name.kind, value });
}

/**
 * The names in the form that we write; kinds that we do not write fall away. A request from elsewhere may hold what an
 * IA5String forbids, mostly a host in its own script: it is not turned into A-labels behind a person's back, but offered.
 * @throws Failure `csr.name-not-ascii` with what was probably meant; `san.malformed`.
 */
export function requireRequestedNames(asked: readonly GeneralName[]): GeneralNameInput[] {
  const names = asked.flatMap((name) => ("value" in name ? [{ kind: name.kind, value: textOf(name.value) }] : []));
  const foreign = names.find(({ kind, value }) => kind !== "upn" && !/^[\x00-\x7f]*$/.test(value));
  if (foreign === undefined) return names.map((name) => requireGeneralName(name));
  const meant = names.map((name) => meantBy(name));
  const suggestion = meantBy(foreign);
  throw new Failure("csr.name-not-ascii", {
    name: foreign.value,
    suggestion: suggestion === null ? "" : typedName(suggestion),
    names: meant.every((name) => name !== null) ? meant.map(typedName) : [],
  });
}

/** The name that was probably meant, in the form that we write; null for none. */
export function meantBy({ kind, value }: GeneralNameInput): GeneralNameInput | null {
  return readOrNull(() => requireGeneralName({ kind, value: textOf(value) }));
}

function readOrNull(read: () => GeneralNameInput): GeneralNameInput | null {
  try {
    return read();
  } catch (error) {
    if (isFailure(error, "san.malformed")) return null;
    throw error;
  }
}

/** Bytes above 7F that were read one by one are UTF-8 in every request that was met. */
function textOf(value: string): string {
  if (!/^[\x00-\xff]*$/.test(value) || /^[\x00-\x7f]*$/.test(value)) return value;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, "latin1"));
  } catch {
    return value;
  }
}

/** Equal for names that are the same; null for kinds that we do not write. */
export function requestedNameKey(name: GeneralName): string | null {
  return "value" in name ? generalNameKey(meantBy(name) ?? name) : null;
}
