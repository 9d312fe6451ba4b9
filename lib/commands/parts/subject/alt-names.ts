import {
  generalNameKey,
  type GeneralNameInput,
  hostForList,
  hostOrLabelOf,
  isOfPerson,
  parseGeneralNameText,
  unlistedHost,
} from "../../../pki/x509/general-name-text.ts";
import { checkAllAtOnce } from "../faults.ts";

/** As a person gives it: by shape, by prefix, or with its kind. */
export type AltNameText = string | { readonly kind: "dns" | "ip" | "email" | "uri" | "upn"; readonly value: string };

export interface AltNames {
  readonly names: readonly GeneralNameInput[];
  /** The common name was not in the list and was put in front of it. */
  readonly addedCommonName: boolean;
  /** Beside hosts in the list, the common name is neither a host name nor an address, so it does not belong there. */
  readonly commonNameIsNoHost: boolean;
  /** The host in the common name that the list does not hold, so that clients do not see it. */
  readonly hostNotListed: string | null;
}

/**
 * Reads subject alternative names and adds the common name to them, as the appliance does: to a list of hosts, or
 * (`always`) to any. An empty list stays empty, and in a list of addresses of people the common name is a person's,
 * which never becomes a DNS name.
 * @throws Failure `san.malformed` with the item as it was written.
 */
export function readAltNames(
  list: readonly AltNameText[],
  commonName: string,
  mustHold: "when-given" | "always" = "when-given",
): AltNames {
  const names: GeneralNameInput[] = [];
  for (const item of list)
    addOnce(names, parseGeneralNameText(typeof item === "string" ? item : `${item.kind}:${item.value}`));
  const host = mustHold === "always" ? hostOrLabelOf(commonName) : hostForList(commonName, names);
  const isAdded = host !== null && !names.some((name) => isSame(name, host));
  const whole = isAdded ? [host, ...names] : names;
  return {
    names: whole,
    addedCommonName: isAdded,
    commonNameIsNoHost: hostOrLabelOf(commonName) === null && names.some((name) => !isOfPerson(name)),
    hostNotListed: unlistedHost(commonName, whole)?.value ?? null,
  };
}

/**
 * As `readAltNames`, with a fault for each item that cannot be read.
 * @throws Failure `san.malformed`; of several, `input.several`
 */
export function readAltNamesOfForm(
  list: readonly AltNameText[],
  commonName: string,
  mustHold: "when-given" | "always" = "when-given",
): AltNames {
  checkAllAtOnce(list.map((item) => () => readAltNames([item], "")));
  return readAltNames(list, commonName, mustHold);
}

function addOnce(names: GeneralNameInput[], name: GeneralNameInput): void {
  if (!names.some((other) => isSame(other, name))) names.push(name);
}

const isSame = (one: GeneralNameInput, other: GeneralNameInput): boolean =>
  generalNameKey(one) === generalNameKey(other);
