import { oidNames, oidText } from "../../sentences/oid-names.ts";
import type { ReceiverTexts } from "../../sentences/receiver-texts.ts";

const purposes: Readonly<Record<string, string>> = { server: "a TLS server", client: "a TLS client", email: "e-mail" };
const purposeOf = (purpose: string): string => purposes[purpose] ?? purpose;
const named = (names: string): string => (names === "" ? "no name of this kind" : names);

/** What a receiver refuses, whose rule it is, and what mends it. */
export const receiverTexts: ReceiverTexts = {
  reasons: {
    "receiver.issuer-missing": ({ issuer }) => `the issuer, ${issuer}, is neither sent nor trusted.`,
    "receiver.key-id-differs": ({ issuer, claimed, own }) =>
      `it names its issuer by the key id ${claimed}, and ${issuer} has ${own}.`,
    "receiver.serial-differs": ({ issuer, claimed, own }) =>
      `it names its issuer by the serial number ${claimed}, and ${issuer} has ${own}.`,
    "receiver.issuer-of-issuer-differs": ({ issuer, claimed, own }) =>
      `it says that ${issuer} was issued by ${claimed}, and that was ${own}.`,
    "receiver.name-spelling": ({ issuer }) =>
      `the name of the issuer is spelled in another way (string type, case or spaces) than ${issuer} spells itself.`,
    "receiver.partial-chain": ({ anchor }) => `${anchor} is trusted, but it is no root: it did not sign itself.`,
    "receiver.self-signed": () => "it signs itself and is not trusted.",
    "receiver.unreadable": ({ problem, detail }) => `it cannot be read: ${problemTexts[problem](detail)}.`,
    "receiver.expired": ({ since }) => `it ended on ${since.slice(0, 10)}.`,
    "receiver.not-yet-valid": ({ until }) => `it begins on ${until.slice(0, 10)}.`,
    "receiver.purpose": ({ purpose, allowed }) =>
      `its purposes (${allowed === "" ? "none" : oidNames(allowed)}) do not hold ${purposeOf(purpose)}.`,
    "receiver.any-purpose": ({ purpose }) => `anyExtendedKeyUsage does not count as ${purposeOf(purpose)}.`,
    "receiver.key-usage": ({ usages, wanted }) =>
      `its key usage (${usages === "" ? "empty" : usages}) lacks ${wanted.replaceAll(", ", " or ")}.`,
    "receiver.not-authority": () => "it is above another certificate and does not say that it is an authority.",
    "receiver.path-length": ({ allowed }) => `it allows ${allowed} authorities below itself, and there are more.`,
    "receiver.version": ({ version }) => `a certificate of version ${version} is no authority.`,
    "receiver.critical-extension": ({ oid }) => `the critical extension ${oidText(oid)} is not known to it.`,
    "receiver.key-weak": ({ key }) => `the key, ${key}, is too weak.`,
    "receiver.key-unsupported": ({ key }) => `it knows no keys of the kind ${key}.`,
    "receiver.key-outside-tls": ({ key }) => `a key of the kind ${key} can be certified, and not shown in TLS.`,
    "receiver.digest-weak": ({ algorithm }) => `the signature, ${algorithm}, is too weak.`,
    "receiver.signature-invalid": ({ issuer }) => `the signature was not made by the key of ${issuer}.`,
    "receiver.signature-unsupported": ({ algorithm }) => `it does not know the signature algorithm ${algorithm}.`,
    "receiver.algorithm-mismatch": () => "the signature algorithm outside is not the one inside.",
    "receiver.name-mismatch": ({ name, names }) => `it is not for ${name}, but for ${named(names)}.`,
    "receiver.common-name": ({ name }) => `${name} is only its common name, which is not looked at.`,
    "receiver.name-not-permitted": ({ name, constrainedBy }) => `${constrainedBy} may not issue for ${named(name)}.`,
    "receiver.constraint-unsupported": ({ form, constrainedBy }) =>
      `it cannot apply a constraint of ${constrainedBy}${form === "" ? "" : ` (${form})`}.`,
    "receiver.policy": () => "a certificate policy is demanded, and none holds along the chain.",
    "receiver.policy-qualifiers": () => "it does not interpret the qualifiers of a critical certificate policy.",
    "receiver.list-missing": ({ issuer }) =>
      `there is no revocation list of ${issuer}; one is needed for every certificate.`,
    "receiver.list-unusable": ({ issuer }) =>
      `the revocation list of ${issuer} is out of date, or its signature is wrong.`,
    "receiver.revoked": () => "it is revoked.",
    "receiver.validity-long": ({ days, allowed }) => `it is valid for ${days} days; ${allowed} are allowed.`,
    "receiver.serial-repeated": ({ serial }) =>
      `another certificate of the same issuer has the serial number ${serial} too.`,
  },
  fixes: {
    identifier:
      "Issue it again with the key id of its issuer alone, or send the certificate of the issuer that it names.",
    spelling: "Issue it again with the issuer’s name copied byte by byte.",
    root: "Trust the root at the end of the chain, and send what is between.",
    chain: "Send the certificate of the issuer too.",
    purpose:
      "Issue it again with the purpose itself (serverAuth or clientAuth), also where an authority lists purposes.",
    usage: "Issue it again with digitalSignature, and keyEncipherment beside it for an RSA key.",
    key: "Make a new key: RSA of at least 2048 bits, or P-256, P-384 or P-521.",
    digest: "Issue it again, signed with SHA-256 or better.",
    names: "Issue it again with the name among the alternative names.",
    constraint: "Issue it by an authority that may issue for this name.",
    authority: "Replace the authority’s certificate by one of version 3 with basicConstraints CA:TRUE and keyCertSign.",
    form: "Issue it again without the odd extension.",
    dates: "Renew it.",
    list: "Give a current revocation list of every authority of the chain.",
    serial: "Issue one of the two again with a serial number of its own.",
  },
  standsOn: {
    openssl: "Cisco Meeting Server, nginx, Apache and Tableau Server, PostgreSQL, Node",
    go: "Dialogflow’s webhook client, Caddy",
    java: "Java clients, Tableau’s REST",
    gnutls: "wget, mail and LDAP programs of Debian",
    nss: "programs built with NSS",
    windows: "Windows clients",
    apple: "Safari, iOS",
  },
  summary: {
    holds: "RFC 5280: holds.",
    fails: "RFC 5280: does not hold.",
    allTake: "Every receiver that was tried takes it.",
    allRefuse: "Every receiver that was tried refuses it too.",
    refuse: (receivers, reason) =>
      `${joined(receivers)} ${receivers.length === 1 ? "refuses" : "refuse"} it: ${reason}`,
    refuseToo: (receivers) =>
      `${joined(receivers)} ${receivers.length === 1 ? "refuses" : "refuse"} it for another reason.`,
    take: (receivers) => `${joined(receivers)} ${receivers.length === 1 ? "takes" : "take"} it all the same.`,
  },
};

const problemTexts = {
  "repeated-extension": (oid: string) => `the extension ${oidText(oid)} is there twice`,
  extension: (oid: string) => `the extension ${oidText(oid)}`,
  curve: (curve: string) => `the curve ${curve} is not known to it`,
  key: () => "the public key",
  name: () => "an empty name, or a string of an odd type in a name",
  "empty-key-usage": () => "the key usage is empty",
  "path-length": () => "the path length is negative",
  date: (text: string) => `it does not read the date ${text}`,
} as const;

function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
