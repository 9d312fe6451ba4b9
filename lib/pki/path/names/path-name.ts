import { readElement, Tag } from "../../asn1/der.ts";
import { readString } from "../../asn1/der-value.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { commonNamesOf, formatName, type Name, rdnKeysOf } from "../../x509/name.ts";
import { Oid } from "../../asn1/oid.ts";
import { formatIp, readIpText } from "../../x509/ip-text.ts";
import { isDnsName, lower, looksLikeIpv4 } from "./dns-name.ts";
import { isIpAddress } from "./ip-name.ts";
import { type Mailbox, readMailbox } from "./mail-name.ts";
import { hostOfUri } from "./uri-name.ts";

/**
 * A name of a certificate, prepared to be held against many subtrees. `isMalformed`: its form forbids what it says, so
 * it cannot be shown to lie inside anything and a constraint on its form rejects it.
 */
export type PathName = { readonly text: string; readonly isMalformed: boolean } & (
  | { readonly kind: "dns"; readonly lowered: string }
  | { readonly kind: "email"; readonly mailbox: Mailbox | null; readonly isUtf8: boolean }
  | { readonly kind: "uri"; readonly host: string | null }
  | { readonly kind: "ip"; readonly octets: Uint8Array }
  | { readonly kind: "directory"; readonly rdns: readonly string[] }
  /** A form that constraints cannot be evaluated for; `form` tells one from the other. */
  | { readonly kind: "unsupported"; readonly form: string }
);

/** id-on-SmtpUTF8Mailbox (RFC 9598): an e-mail address, and rfc822Name constraints bind it (§6). */
const smtpUtf8Mailbox = "1.3.6.1.5.5.7.8.9";

const dnsName = (text: string): PathName => ({
  kind: "dns",
  text,
  lowered: lower(text),
  isMalformed: !isDnsName(text, "wildcard"),
});

function mailName(text: string, alphabet: "ascii" | "utf8" = "ascii"): PathName {
  const mailbox = readMailbox(text, alphabet);
  return { kind: "email", text, mailbox, isUtf8: alphabet === "utf8", isMalformed: mailbox === null };
}

export function directoryName(name: Name): PathName {
  // A malformed or empty value, or an RDN out of DER's order, hides what the name says from a comparison: inside
  // nothing.
  const isHidden = name.rdns.some((rdn) =>
    rdn.some((attribute) => attribute.isMalformed || attribute.raw.length === 0),
  );
  const isMalformed = isHidden || (name.rdns.some((rdn) => rdn.length > 1) && !hasSortedRdns(name));
  return { kind: "directory", text: formatName(name), rdns: rdnKeysOf(name), isMalformed };
}

/** X.690 §11.6: the elements of a SET OF stand in ascending order. */
function hasSortedRdns(name: Name): boolean {
  return readElement(name.der)
    .children()
    .every((rdn) => {
      const parts = rdn.children();
      return parts.every((part, index) => index === 0 || Buffer.compare(parts[index - 1]!.bytes, part.bytes) <= 0);
    });
}

const addressName = (bytes: Uint8Array): PathName => ({
  kind: "ip",
  text: formatIp(bytes),
  octets: bytes,
  isMalformed: !isIpAddress(bytes),
});

const unsupported = (form: string, text: string): PathName => ({ kind: "unsupported", form, text, isMalformed: false });

/** One subjectAltName entry; an SmtpUTF8Mailbox counts both as an e-mail address and as the otherName that it is. */
export function readPathNames(name: GeneralName): PathName[] {
  switch (name.kind) {
    case "dns":
      return [dnsName(name.value)];
    case "email":
      return [mailName(name.value)];
    case "uri": {
      const host = hostOfUri(name.value);
      return [{ kind: "uri", text: name.value, host, isMalformed: host === null }];
    }
    case "ip":
      return [addressName(name.octets)];
    case "directory":
      return [directoryName(name.name)];
    case "upn":
      return [unsupported(`otherName ${Oid.userPrincipalName}`, name.value)];
    case "rid":
      return [unsupported("registeredID", name.value)];
    case "other":
      return [
        unsupported(`otherName ${name.type}`, name.type),
        ...(name.type === smtpUtf8Mailbox ? [utf8Mailbox(name.raw)] : []),
      ];
    case "x400":
      return [unsupported("x400Address", "")];
    case "ediparty":
      return [unsupported("ediPartyName", "")];
  }
}

function utf8Mailbox(raw: Uint8Array): PathName {
  try {
    return mailName(readString(readElement(raw, Tag.utf8String)), "utf8");
  } catch {
    return { kind: "email", text: "", mailbox: null, isUtf8: true, isMalformed: true };
  }
}

/**
 * Names that stand in the subject: e-mail attributes (RFC 5280 §4.2.1.10 binds them; here always, not only where
 * subjectAltName is missing), and for an end entity that may be known by its common names those that look like a host
 * or an address: clients exist that fall back to them.
 */
export function subjectNames(subject: Name, isNamedOtherwise: boolean, isFinal: boolean): PathName[] {
  const names: PathName[] = [];
  for (const rdn of subject.rdns) {
    for (const attribute of rdn) if (attribute.type === Oid.emailAddress) names.push(mailName(attribute.value));
  }
  if (!isFinal || isNamedOtherwise) return names;
  for (const commonName of commonNamesOf(subject)) {
    const name = hostNameOf(commonName);
    if (name !== null) names.push(name);
  }
  return names;
}

function hostNameOf(commonName: string): PathName | null {
  const address = readIpText(commonName);
  if ("octets" in address) return addressName(address.octets);
  const isHost = commonName.includes(".") && isDnsName(commonName, "wildcard") && !looksLikeIpv4(commonName);
  return isHost ? dnsName(commonName) : null;
}
