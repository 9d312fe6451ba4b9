import type { PkiErrorMessages } from "../../sentences/error-messages.ts";
import { chainProblems } from "../sentences/chain-problems.ts";
import { derProblems } from "../sentences/der-problems.ts";
import { kindWord, unsupportedSentence, wayOutOf } from "../sentences/kinds.ts";
import { templateRefusal } from "../sentences/templates.ts";
import { sanProblems } from "../sentences/san-problems.ts";

const unprovenWords = {
  mac: "it did not open with its passphrase",
  key: "the key in it was not the certificate’s",
  certificates: "its certificates were not those that were meant",
  order: "a certificate in it was not issued by the next one",
} as const;

const weaknesses = {
  roca: "a faulty chip of 2012–2017 made it (ROCA)",
  "close-primes": "its two primes lie too close together",
  "small-factor": "its modulus has a factor below 752",
} as const;

export const pkiErrors: PkiErrorMessages = {
  // DER and PEM (X.690, RFC 7468), and what a file is
  "der.malformed": ({ offset, problem }) => `The DER breaks at byte ${offset}: ${derProblems[problem]}.`,
  "pem.malformed": ({ line, label, problem }) => {
    if (problem === "no-end")
      return `The PEM block ${label} that begins in line ${line} has no END line, and it is not whole. Copy it again, down to its END line.`;
    if (problem === "no-begin")
      return `The PEM block ${label} that ends in line ${line} has no BEGIN line, and it is not whole. Copy it again, from its BEGIN line on.`;
    if (problem === "label-mismatch")
      return `The PEM block ${label} that begins in line ${line} ends with another label. Copy it again as a whole.`;
    if (problem === "empty") return `The PEM block ${label} in line ${line} is empty. Copy it again as a whole.`;
    return `The PEM block ${label} in line ${line} holds characters that are not base64. Copy it again from where it comes from.`;
  },
  "file.unrecognised": ({ size, recognised, label, offset }) => {
    if (recognised === "")
      return `Nothing in these ${size} bytes is a key, a request, a certificate or a container of them.`;
    const what = recognised === "pem" ? (label === "" ? "PEM" : `a PEM block ${label}`) : kindWord(recognised);
    return `This looks like ${what}, but it breaks at byte ${offset} of ${size}.`;
  },
  "file.unsupported": unsupportedSentence,
  "part.unreadable": ({ line, label, kind, offset }) =>
    `${label === "" ? "Something" : `The block ${label}`}${line === null ? "" : ` in line ${line}`} ${kind === "" ? "" : `looks like ${kindWord(kind)}, but `}is damaged: it breaks at its byte ${offset}. Get it again from where it comes from.`,
  "file.too-large": ({ size, limit }) => `The file has ${size} bytes; the limit is ${limit}.`,
  "file.empty": ({ fileName }) => (fileName === "" ? "The file is empty." : `${fileName} is empty.`),

  // private keys: PKCS#8, traditional PEM, OpenSSH
  "key.not-found": ({ found }) =>
    found === "" ? "There is no private key here." : `This is ${kindWord(found)}, not a private key.`,
  "key.locked": ({ encryption }) => `The private key is locked (${encryption}). Unlock it with its passphrase first.`,
  "key.wrong-passphrase": () => "The passphrase does not open this private key.",
  "key.unsupported-encryption": ({ scheme }) =>
    `The private key is locked with ${scheme}, which is not supported here. ${wayOutOf(scheme)}`,
  "key.damaged": ({ offset }) =>
    `The private key is damaged: it breaks at byte ${offset}. A passphrase cannot mend it.`,
  "key.unsupported": ({ label }) =>
    `A key of ${label === "" ? "this kind" : `the kind ${label}`} cannot be used for this.`,
  "key.without-curve": () =>
    "The EC key does not say which curve it is on. Write it as PKCS#8 with the software that made it, then try once more.",
  "key.too-large": ({ label, limit }) =>
    `The numbers of the key (${label}) are longer than ${limit} bits, the limit here. Nobody uses keys of that size.`,
  "key.computable": ({ label, weakness }) =>
    `The private key can be computed from this ${label} key: ${weaknesses[weakness]}. Make a new key with another program.`,
  "key.exponent-small": ({ label, exponent, minimum }) =>
    `The public exponent of this ${label} key is ${exponent}; ${minimum} or more is taken. Make a new key.`,
  "key.too-weak": ({ label, minimum }) =>
    `The key is ${label}, which is too weak to certify. Make one of at least ${minimum}.`,
  "passphrase.required": () => "A passphrase is needed; it may not be empty.",
  "encryption.too-costly": ({ parameter, value, limit }) =>
    `The file asks for ${value} ${parameter === "memory" ? "bytes of memory" : parameter} to derive its key; the limit is ${limit}.`,
  "ssh-key.malformed": ({ offset }) => `The SSH key is damaged: it breaks at byte ${offset}.`,
  "ssh-key.unsupported": ({ algorithm }) => `OpenSSH has no public key form for ${algorithm}.`,

  // containers: PKCS#12, PKCS#7, Java key stores
  "pkcs12.wrong-passphrase": () => "The passphrase does not open this PKCS#12 file.",
  "pkcs12.damaged": ({ offset }) => `The PKCS#12 file is damaged: it breaks at byte ${offset}.`,
  "pkcs12.unsupported": ({ scheme }) => `The PKCS#12 file uses ${scheme}, which is not supported here.`,
  "pkcs7.no-certificates": ({ contentType }) =>
    `The PKCS#7 file (${contentType}) holds no certificates that can be read.`,
  "keystore.wrong-passphrase": () => "The passphrase opens neither this Java key store nor a key in it.",
  "keystore.key-own-passphrase": ({ name }) =>
    `The passphrase is that of the key store; its key ${name} has one of its own. Give that one.`,
  "keystore.unsupported": ({ scheme }) =>
    `The key store is ${scheme}, which is not read here. Turn it into PKCS#12 first: keytool -importkeystore -srckeystore … -destkeystore store.p12 -deststoretype PKCS12.`,
  "container.too-many-entries": ({ container, limit }) =>
    `The ${container === "pkcs12" ? "PKCS#12 file" : "Java key store"} has more than ${limit} parts, the limit here. Split it.`,
  "keystore.damaged": ({ offset }) => `The Java key store is damaged: it breaks at byte ${offset}.`,

  // archives
  "zip.too-many-entries": ({ entries, limit }) => `The archive has ${entries} entries or more; the limit is ${limit}.`,
  "zip.too-large": ({ size, limit }) => `The archive unpacks to ${size} bytes or more; the limit is ${limit}.`,
  "zip.damaged": ({ fileName }) => `${fileName === "" ? "The archive" : fileName} cannot be unpacked: it is damaged.`,
  "zip.ratio": ({ entry, packed, size, limit }) =>
    `${entry === "" ? "The archive" : entry} would grow from ${packed} to ${size} bytes, more than ${limit} times. No certificate or key does that, so it was not unpacked.`,
  "zip.encrypted": ({ entry }) =>
    `${entry} is encrypted inside the archive. Unpack it with its password first, then add the files.`,
  "zip.unsupported": ({ entry, method }) =>
    `${entry} is packed with ${method}, which is not read here. Pack it again with the usual method (Deflate).`,
  "zip.nested": ({ limit }) => `An archive inside ${limit} others is not opened. Unpack it first.`,
  "zip.empty": ({ fileName }) => `${fileName} is an archive without files.`,

  // names: the subject (RFC 5280 appendix A bounds, ISO 3166) and the subject alternative names
  "subject.empty": () => "The subject has no value. Give at least a CN.",
  "subject.value-empty": ({ attribute }) =>
    attribute === "CN"
      ? "CN is empty. It takes a name, for example CN:db01.example.com."
      : `${attribute} is empty. Give it a value or leave it out.`,
  "subject.value-too-long": ({ attribute, length, limit }) =>
    `${attribute} has ${length} characters; RFC 5280 allows ${limit}.`,
  "subject.bad-character": ({ attribute, character, position }) =>
    `${attribute} holds ${character} at position ${position}, which may not stand there.`,
  "subject.country-unknown": ({ value, suggestion }) =>
    `C:${value} is not a country code of ISO 3166.` +
    (suggestion === "" ? " It takes two capital letters, for example KR." : ` Did you mean ${suggestion}?`),
  "san.malformed": ({ item, reason, part, position }) =>
    `Subject alternative name ${item === "" ? "(empty)" : item}: ${sanProblems[reason](part, position)}.`,

  // requests (RFC 2986)
  "chain.no-such-root": ({ root, roots }) =>
    `No chain of this certificate leads to ${root}. Its chains lead to: ${roots.join("; ")}.`,

  "csr.bad-signature": ({ subject, algorithm }) =>
    `The signature (${algorithm}) of the request for ${subject} does not fit its public key. Nothing is signed; ask for a new request.`,
  "csr.unsupported-signature": ({ subject, algorithm }) =>
    `The signature of the request for ${subject} uses ${algorithm}, which cannot be checked here. Nothing is signed.`,
  "csr.names-twice": ({ lists }) =>
    `The request holds ${lists.length} different lists of alternative names (${lists.join(" | ")}), and programs read one or the other. Say which names are to be certified: subjectAltName:${lists[0] === "" ? "…" : (lists[0] ?? "…").replaceAll(", ", ",")}`,
  "csr.names-unreadable": ({ offset, problem }) =>
    `The alternative names of the request cannot be read: they break at byte ${offset} (${derProblems[problem]}). Give the names that are to be certified with subjectAltName.`,
  "csr.name-not-ascii": ({ name, suggestion, names }) =>
    `The request asks for the name ${name}, which may hold ASCII characters only. ` +
    (names.length === 0
      ? "Give the names that are to be certified with subjectAltName."
      : `When ${suggestion} is meant, give the names so: subjectAltName:${names.join(",")}`),

  // signing (RFC 5280 §4.2, §6.1)
  "sign.not-an-authority": ({ subject }) =>
    `${subject} is no authority: its certificate does not say CA:TRUE, so there is nothing to cross-sign. Choose the certificate of an authority, or sign its request.`,
  "sign.cross-of-itself": ({ issuer }) =>
    `${issuer} cannot vouch for its own key. Choose another authority to sign, or renew it.`,
  "sign.issuer-not-authority": ({ issuer }) =>
    `${issuer} is not a certificate authority (no basicConstraints CA:TRUE), so it cannot sign.`,
  "sign.issuer-key-too-weak": ({ issuer, label, minimum }) =>
    `The key of ${issuer} is ${label}, which is too weak to sign with. Use an authority with at least ${minimum}.`,
  "sign.issuer-key-computable": ({ issuer, label, weakness }) =>
    `The private key of ${issuer} (${label}) can be computed from its public one: ${weaknesses[weakness]}. Anybody can sign as this authority. Replace it.`,
  "template.refused": ({ template, version, refusals }) =>
    `The template ${template} (version ${version}) does not allow this. ${refusals.map(templateRefusal).join(" ")}`,
  "sign.chain-refused": ({ issuer, problems }) =>
    `What ${issuer} signs would hold nowhere. ${chainProblems(problems)} Nothing is signed: use another authority, or have its certificate replaced.`,
  "sign.chain-doubtful": ({ issuer, problems }) =>
    `${issuer} can sign this, and receivers would refuse the certificate. ${chainProblems(problems)} Use another authority or profile, or sign all the same when the receivers are known.`,
  "sign.issuer-may-not-sign": ({ issuer }) =>
    `The keyUsage of ${issuer} does not allow signing certificates (no keyCertSign).`,
  "crl.issuer-may-not-sign": ({ issuer }) =>
    `The keyUsage of ${issuer} does not allow signing revocation lists (no cRLSign), so nothing that it issued can be revoked.`,
  "sign.issuer-revoked": ({ issuer, subject, reason, at, serial }) =>
    `${subject === issuer ? issuer : `${subject}, above ${issuer},`} was revoked on ${at.slice(0, 10)} ` +
    `(${reason}, serial ${serial}), says a stored revocation list. Receivers that ask refuse what it signs: ` +
    `use another authority. An administrator can sign all the same.`,
  "sign.issuer-expired": ({ issuer, notAfter }) => `${issuer} ended on ${notAfter.slice(0, 10)}. Renew it first.`,
  "sign.issuer-not-yet-valid": ({ issuer, notBefore }) => `${issuer} is not valid before ${notBefore.slice(0, 10)}.`,
  "sign.path-length-used-up": ({ issuer, pathLength }) =>
    `${issuer} has the path length ${pathLength}: no authority of this kind may stand below it.`,
  "sign.name-not-permitted": ({ issuer, name, constraint }) =>
    constraint === "excluded"
      ? `The name constraints of ${issuer} exclude ${name}.`
      : `The name constraints of ${issuer} do not permit ${name}.`,
  "sign.issuer-constraints-unreadable": ({ issuer }) =>
    `The name constraints of ${issuer} cannot be evaluated, so no name can be shown to be permitted. Nothing is signed.`,
  "sign.days-out-of-range": ({ days, minimum, maximum }) =>
    `${days} days is not a possible lifetime. Give a whole number from ${minimum} to ${maximum}.`,
  "sign.path-length-out-of-range": ({ pathLength, maximum }) =>
    `The path length ${pathLength} is not possible here. Give a whole number from 0 to ${maximum}.`,
  "serial.malformed": ({ text }) =>
    `${text} is no serial number: hexadecimal digits (with colons or without) or a decimal number are needed.`,
  "sign.serial-out-of-range": ({ octets }) =>
    `The serial number has ${octets} octets or is not positive; 8 to 20 octets and a positive number are needed.`,
  "sign.key-is-not-the-issuers": ({ issuer }) => `The key is not the key of ${issuer}. Nothing is signed.`,
  "sign.signature-failed": ({ issuer }) =>
    `The signature that was made does not fit the key of ${issuer}. The certificate was thrown away.`,

  // writing keys and containers
  "offline.key-unsupported": ({ authority, label }) =>
    `The key of ${authority} is ${label}. The page that signs from disk knows RSA, ECDSA on P-256, P-384 and P-521, and Ed25519. Sign where the key is, and upload the certificate.`,
  "offline.not-an-answer": ({ found }) =>
    found === "request"
      ? "This is the package that went out, not the answer to it. Open it in the page that signs from disk; that page saves a file that ends in .answer."
      : "This is no answer: neither the file that the page saves after signing, nor one certificate or revocation list.",
  "export.no-traditional-form": ({ algorithm }) =>
    `A key of the kind ${algorithm} has no traditional PEM form; only RSA and EC keys do. Take PKCS#8.`,
  "export.no-jwk": ({ label }) => `A ${label} key has no JWK form.`,
  "export.unproven": ({ problem }) =>
    `The file was made and opened again, and ${unprovenWords[problem]}. It was not handed out. This is a fault of the console: report it with the time.`,
};
