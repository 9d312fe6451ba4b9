import { isFailure } from "../../error-codes.ts";
import { parseGeneralNameText, type GeneralNameInput } from "../../../pki/x509/general-name-text.ts";

/** As a person gives it: by shape, by prefix, or with its kind. */
export type AltNameText = string | { readonly kind: "dns" | "ip" | "email" | "uri" | "upn"; readonly value: string };

export interface AltNames {
  readonly names: readonly GeneralNameInput[];
  /** The common name was not in the list and was put in front of it. */
  readonly addedCommonName: boolean;
  /** The common name is neither a host name nor an address, so it does not belong in the list. */
  readonly commonNameIsNoHost: boolean;
}

/**
 * Reads subject alternative names and adds the common name to them, as the appliance does; an empty list stays empty.
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
  const host = names.length > 0 || mustHold === "always" ? readHost(commonName) : null;
  if (host === null) return { names, addedCommonName: false, commonNameIsNoHost: names.length > 0 };
  const isThere = names.some((name) => isSame(name, host));
  return { names: isThere ? names : [host, ...names], addedCommonName: !isThere, commonNameIsNoHost: false };
}

function readHost(commonName: string): GeneralNameInput | null {
  try {
    const name = parseGeneralNameText(commonName);
    return name.kind === "dns" || name.kind === "ip" ? name : null;
  } catch (error) {
    if (isFailure(error, "san.malformed")) return null;
    throw error;
  }
}

function addOnce(names: GeneralNameInput[], name: GeneralNameInput): void {
  if (!names.some((other) => isSame(other, name))) names.push(name);
}

function isSame(one: GeneralNameInput, other: GeneralNameInput): boolean {
  return one.kind === other.kind && one.value.toLowerCase() === other.value.toLowerCase();
}
