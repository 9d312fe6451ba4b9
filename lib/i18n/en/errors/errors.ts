import type { DerProblem } from "../../../pki/failure.ts";
import type { ErrorMessages } from "../../sentences/error-messages.ts";
import { inputIssueSentence } from "../sentences/input-issues.ts";
import { readingErrors } from "./reading.ts";
import { sanProblems } from "../sentences/san-problems.ts";

const derProblems: Readonly<Record<DerProblem, string>> = {
  truncated: "the data ends before the element does",
  "trailing-bytes": "there are bytes after the end of the element",
  "indefinite-length": "the length is indefinite, which DER forbids",
  "long-length-not-minimal": "the length is written in more bytes than it needs",
  "length-too-large": "the length is larger than anything that is read here",
  "high-tag-not-minimal": "the tag number is not written in its shortest form",
  "unexpected-tag": "another kind of element was expected here",
  "bad-boolean": "the boolean is neither 00 nor FF",
  "bad-integer": "the integer is empty or not written in its shortest form",
  "bad-bit-string": "the bit string has an impossible number of unused bits",
  "bad-oid": "the object identifier is not well-formed",
  "bad-time": "the date is not one that X.509 allows",
  "bad-string": "the string holds characters that its type does not allow",
  "bad-value": "the value is outside of what the standard allows",
  "too-deep": "the elements are nested too deeply",
};

function quoted(text: string): string {
  return text === " " ? "a space" : `"${text}"`;
}

/** The first five, then how many more. */
function listed(names: readonly string[]): string {
  return names.length <= 5 ? names.join(", ") : `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;
}

/** What replacing it does to the services that use it. */
function changes(services: readonly string[]): string {
  if (services.length === 0) return "";
  return services.length === 1
    ? ` The service ${services[0]} uses it and changes with it.`
    : ` ${services.length} services use it and change with it: ${listed(services)}.`;
}

const kindWords: Readonly<Record<string, string>> = {
  key: "a private key",
  "locked-key": "a locked private key",
  csr: "a certificate signing request",
  certificate: "a certificate",
  bundle: "a bundle of certificates",
  pkcs7: "a PKCS#7 file",
  pkcs12: "a PKCS#12 file",
  crl: "a revocation list",
  "public-key": "a public key",
  "ssh-public-key": "an SSH public key",
  "ssh-private-key": "an SSH private key",
  "ssh-certificate": "an SSH certificate",
  parameters: "a file of key parameters",
  cms: "a CMS message",
  "ocsp-request": "an OCSP request",
  "ocsp-response": "an OCSP response",
  "trust-anchor": "a trust anchor",
  keystore: "a Java keystore",
  pgp: "an OpenPGP file",
  zip: "an archive",
  tar: "an archive",
  gzip: "a compressed file",
  unknown: "something unknown",
};

/** Several wanted kinds are written `key|locked-key`. */
function kindWord(kinds: string): string {
  return kinds
    .split("|")
    .map((kind) => kindWords[kind] ?? kind)
    .join(" or ");
}

/** Sentences in English: what is so, where, what next. */
export const errors: ErrorMessages = {
  // the gate
  "actor.unknown": () => "Nobody is signed in. Sign in, or send a valid token.",
  "actor.forbidden": ({ permission, role }) =>
    `The role ${role} may not do this (${permission}). An administrator can.`,
  "input.malformed": ({ issues }) =>
    issues.map(inputIssueSentence).join(" ") || "The input is not what the command takes.",
  "command.unknown": ({ name }) => `There is no command ${name}. Type help to see them all.`,
  "confirmation.required": ({ what, name, services }) =>
    `${what} ${name} needs a confirmation. Nothing was changed.${changes(services)}`,
  "rate.limited": ({ retryAfterSeconds }) => `Too many attempts. Try again in ${retryAfterSeconds} s.`,
  // a batch of client certificates
  "table.empty": () => "There is nobody in the table. Each person has a line with a name or an e-mail address.",
  "table.malformed": ({ line }) =>
    `The table breaks off${line > 0 ? ` at line ${line}` : ""}: a quotation mark is not closed there.`,
  "table.no-names": ({ columns }) =>
    `No column of the table is a name or an e-mail address (${columns.join(", ")}). Call one of them name or e-mail.`,
  "row.no-name": () => "There is neither a name nor an e-mail address.",
  "row.duplicate": ({ first, value }) => `${value} stands in row ${first} already.`,
  "row.already-certified": ({ fileName, notAfter }) =>
    `Holds ${fileName} of this authority until ${notAfter.slice(0, 10)}.`,
  "template.malformed": ({ part, attributes }) =>
    `“${part}” is not a part of a subject. Write attribute=value, separated by commas; the attributes are ${attributes}.`,
  "template.placeholder-unknown": ({ placeholder, known }) =>
    `There is no placeholder ${placeholder}; there are ${known}.`,
  "batch.too-many-rows": ({ rows, limit }) =>
    `The table has ${rows} people; a batch takes ${limit}. Cut it into several.`,
  "batch.rows-refused": ({ count, of, rows }) =>
    `${count} of ${of} people cannot be issued a certificate, the first in row ${rows[0]?.position ?? "?"}. Nothing was made; mend the table, or leave these rows out.`,
  "batch.already-certified": ({ count, of, rows }) =>
    `${count} of ${of} people hold a live certificate of this authority, the first in row ${rows[0]?.position ?? "?"}. Nothing was made; leave them out, or issue them another one.`,
  "batch.nobody-left": ({ of }) => `None of the ${of} people is left to be issued a certificate.`,
  "batch.unknown": ({ batch }) => `There is no batch ${batch}.`,
  "batch.running": ({ title }) => `${title} is still being worked on. Wait until it is done, or cancel it.`,
  "batch.not-running": ({ title }) => `${title} is not running.`,
  "batch.nothing-left": ({ title }) => `Everybody of ${title} has a certificate. There is nothing to resume.`,
  "batch.nothing-to-renew": ({ title, days }) =>
    `No certificate of ${title} that has no successor ends within ${days} days.`,
  "batch.no-files": ({ title }) => `${title} has no .p12 file. They were not asked for, or none is made yet.`,
  "batch.passphrases-taken": ({ title, at, by }) =>
    `The passphrases of ${title} were taken on ${at.slice(0, 10)} by ${by} and destroyed. Make the .p12 files anew if the sheet is lost.`,
  "link.unknown": () => "This link is not one of ours, or a newer one took its place. Ask whoever sent it.",
  "link.used": ({ at }) =>
    `This link was used on ${at.slice(0, 10)}. It works once; ask for another one if that was not you.`,
  "link.expired": ({ at }) => `This link ended on ${at.slice(0, 10)}. Ask for another one.`,
  "link.revoked": () => "This link was revoked. Ask whoever sent it for another one.",
  // the database and the master key
  "database.unreachable": ({ where }) =>
    `The database at ${where} does not answer or refuses the sign-in. Check DATABASE_URL and that the server runs.`,
  "database.newer": ({ migration }) =>
    `The database has the migration ${migration}, which this version does not know. Start the newer version that made it, or restore a backup.`,
  "database.extension-forbidden": ({ extension, where }) =>
    `The database at ${where} needs the extension ${extension}, and this user may not create it. Ask its administrator to run CREATE EXTENSION ${extension} there, then start again.`,
  "database.migration-failed": ({ where }) =>
    `The tables of the database at ${where} could not be brought up to date. Nothing was half done; the log has the reason.`,
  "master-key.missing": ({ path, keys }) =>
    `The master key ${path} is missing, and the database ${keys === 0 ? "was begun with it" : keys === 1 ? "holds 1 sealed file that only it can open" : `holds ${keys} sealed files that only it can open`}. Put the file back from the backup, or set MASTER_KEY_FILE.`,
  "master-key.wrong": ({ path, found, wanted }) =>
    `The master key ${path} (${found}) is not the one that sealed this database (${wanted}). Put the right file back, or set MASTER_KEY_FILE.`,
  "master-key.exposed": ({ path, mode }) =>
    `Others may read the master key ${path} (mode ${mode}). Run chmod 600 on it; if somebody may have read it, run npm run rewrap after.`,
  "master-key.malformed": ({ path }) =>
    `The file ${path} is not a master key: one line "chainsmith-master-key <id> <43 characters>" was expected. Put the file back from the backup.`,

  // the store and the vault
  "file.name-in-use": ({ fileName, kind, services }) =>
    `${fileName} exists (${kindWord(kind)}) with other content. Confirm to replace it; the old one stays as a generation.${changes(services)}`,
  "key.already-stored": ({ fileName }) => `The same key is already here as ${fileName}.`,
  "certificate.already-stored": ({ fileName }) => `The same certificate is already here as ${fileName}.`,
  "sign.serial-taken": ({ serialNumber }) =>
    `The issuer has already used the serial number ${serialNumber}. Another one must be drawn.`,
  "sign.intent-unknown": () => "There is no open intent for this signature. Sign again.",
  "cursor.malformed": () => "The position in the list is not one that was handed out. Start from the first page.",
  "key.damaged-seal": ({ fileName }) =>
    `The sealed content of ${fileName} does not open with the master key: it was changed or belongs to another record. Restore it from a backup.`,

  "target.unknown": ({ target, nearest }) =>
    `There is no target ${target}.${nearest === null ? " pki targets lists them." : ` Did you mean ${nearest}?`}`,
  "rehearsal.too-many": ({ attempts, limit }) =>
    `That would be ${attempts} connections; ${limit} are the most at once. Rehearse a part of it.`,
  "pack.nothing": ({ target }) => `There is nothing to pack for ${target} yet: preflight says which files are missing.`,
  "service.unknown": ({ service }) => `There is no service ${service}. It may have been removed.`,
  "service.name-in-use": ({ name }) => `There is already a service ${name}. Choose another name, or open that one.`,
  "service.step-unknown": ({ step }) => `The plan has no step ${step} any more. Load the page again.`,
  "service.changed": ({ service }) =>
    `Somebody has changed ${service} since this page was opened. Nothing was saved: open it anew, and make the change on what is there now.`,
  "service.nothing-to-fix": ({ service, check }) =>
    `Nothing of ${service} can be mended for ${check} in one step any more. Load the page again.`,
  internal: ({ eventId }) => `Something broke here, not in what you asked. The log has it under event ${eventId}.`,

  // requests
  "request.too-large": ({ limit }) => `The request is larger than ${limit} bytes, the limit here.`,
  "request.bad-json": ({ offset }) =>
    offset === null ? "The body is not JSON." : `The body is not JSON: it breaks at character ${offset}.`,
  "request.foreign-origin": ({ origin }) =>
    `The form was sent from ${origin === "" ? "an unnamed site" : origin}, not from this console. Nothing was done.`,

  // people and tokens
  "user.exists": ({ email }) => `There is already a user ${email}.`,
  "user.unknown": ({ email }) => `There is no user ${email}.`,
  "user.last-administrator": ({ email }) => `${email} is the last administrator. Make another one first.`,
  "password.wrong": () => "That is not your present password.",
  "password.of-nobody": () => "A token has no password. Sign in to change yours.",
  "password.too-short": ({ length, minimum }) => `The password has ${length} characters; it needs at least ${minimum}.`,
  "password.too-long": ({ length, maximum }) => `The password has ${length} characters; the limit is ${maximum}.`,
  "token.name-in-use": ({ name }) => `There is already a token ${name}. Revoke it first or choose another name.`,
  "token.unknown": ({ name }) => `There is no token ${name}.`,
  "setup.closed": () => "The console is set up already. Sign in.",
  "setup.bad-link": () => "This set-up link is not valid. Use the one that the console printed when it started last.",
  "sign-in.refused": () => "The e-mail address and the password do not belong together, or the account is disabled.",

  // DER and PEM
  "der.malformed": ({ offset, problem }) => `The DER breaks at byte ${offset}: ${derProblems[problem]}.`,
  "pem.malformed": ({ line, label, problem }) => {
    if (problem === "no-end") return `The PEM block ${label} that begins in line ${line} has no END line.`;
    if (problem === "label-mismatch")
      return `The PEM block ${label} that begins in line ${line} ends with another label.`;
    if (problem === "empty") return `The PEM block ${label} in line ${line} is empty.`;
    return `The PEM block ${label} in line ${line} holds characters that are not base64.`;
  },
  "file.unrecognised": ({ size, recognised, offset }) =>
    recognised === ""
      ? `Nothing in these ${size} bytes is a key, a request, a certificate or a container of them.`
      : `This looks like ${recognised}, but it breaks at byte ${offset} of ${size}.`,
  "file.too-large": ({ size, limit }) => `The file has ${size} bytes; the limit is ${limit}.`,
  "file.empty": ({ fileName }) => (fileName === "" ? "The file is empty." : `${fileName} is empty.`),

  // private keys
  "key.not-found": ({ found }) =>
    found === "" ? "There is no private key here." : `This is ${found}, not a private key.`,
  "key.locked": ({ encryption }) => `The private key is locked (${encryption}). Unlock it with its passphrase first.`,
  "key.wrong-passphrase": () => "The passphrase does not open this private key.",
  "key.unsupported-encryption": ({ scheme }) =>
    `The private key is locked with ${scheme}, which is not supported here. Lock it again with AES-256 and PBKDF2, then try once more.`,
  "key.damaged": ({ offset }) =>
    `The private key is damaged: it breaks at byte ${offset}. A passphrase cannot mend it.`,
  "passphrase.required": () => "A passphrase is needed; it may not be empty.",
  "encryption.too-costly": ({ parameter, value, limit }) =>
    `The file asks for ${value} ${parameter === "memory" ? "bytes of memory" : parameter} to derive its key; the limit is ${limit}.`,

  // containers
  "pkcs12.locked": ({ encryption }) => `The PKCS#12 file is locked (${encryption}). Give its passphrase.`,
  "pkcs12.wrong-passphrase": () => "The passphrase does not open this PKCS#12 file.",
  "pkcs12.damaged": ({ offset }) => `The PKCS#12 file is damaged: it breaks at byte ${offset}.`,
  "pkcs12.unsupported": ({ scheme }) => `The PKCS#12 file uses ${scheme}, which is not supported here.`,
  "pkcs12.no-key": ({ certificates }) => `The PKCS#12 file holds no private key (certificates: ${certificates}).`,
  "pkcs7.no-certificates": ({ contentType }) =>
    `The PKCS#7 file (${contentType}) holds no certificates that can be read.`,
  "ssh-key.malformed": ({ offset }) => `The SSH key is damaged: it breaks at byte ${offset}.`,
  "ssh-key.unsupported": ({ algorithm }) => `OpenSSH has no public key form for ${algorithm}.`,

  // names, files, confirmations
  "name.malformed": ({ name, problem, character, position, limit }) => {
    if (problem === "empty") return "A name is needed: letters, digits, hyphen and underscore.";
    if (problem === "too-long") return `The name ${name} is longer than ${limit} characters.`;
    return `The name ${name} holds ${quoted(character)} at position ${position}. Letters, digits, hyphen and underscore are allowed.`;
  },
  "name.in-use": ({ name, fileNames, services }) =>
    `The name ${name} is in use${fileNames.length > 0 ? ` by ${listed(fileNames)}` : ""}. Nothing was overwritten; choose another name.${services.length === 0 ? "" : ` A new key under it would have broken ${listed(services)} at once: make the next pair as ${name}-next, and change the files when its certificate is there.`}`,
  "file-name.malformed": ({ fileName, problem, position }) => {
    if (problem === "empty") return "A file name is needed.";
    if (problem === "too-long") return `The file name ${fileName} is too long.`;
    if (problem === "dots") return `The file name ${fileName} may not begin with a dot.`;
    return `The file name ${fileName} holds a character at position ${position} that file names may not have here.`;
  },
  "file.not-found": ({ fileName, nearest }) =>
    `There is no file ${fileName}.${nearest === null ? " pki list shows what there is." : ` The nearest name is ${nearest}.`}`,
  "file.wrong-kind": ({ fileName, kind, wanted }) =>
    `${fileName} is ${kindWord(kind)}; this takes ${kindWord(wanted)}.`,
  "file.is-secret": ({ fileName }) =>
    `${fileName} holds a private key and is not readable as it is. Export it under a passphrase instead.`,
  "file.has-dependents": ({ fileName, dependents, services }) =>
    `${dependents.length === 0 ? "" : `${fileName} is still needed by ${listed(dependents)}. `}${services.length === 0 ? "" : `Without ${fileName} these services stop working: ${listed(services)}. `}Confirm to delete it all the same.`,
  "file.not-kept": ({ fileName, kind }) =>
    `${fileName} is ${kindWord(kind)}. It can be inspected, but it has no place in the inventory.`,
  "container.part-left-out": ({ type, count }) =>
    `${count === 1 ? "One part" : `${count} parts`} of the kind ${type} ${count === 1 ? "was" : "were"} left out: private keys, certificates and revocation lists alone are kept here.`,
  "container.key-left-locked": ({ name }) =>
    `The key ${name === "" ? "in it" : name} has a passphrase of its own, other than the one that opens the file, and was left out. Save it in Java or OpenSSL under the passphrase of the file, then import that.`,
  "generation.not-found": ({ name, generation }) => `${name} has no generation ${generation}.`,
  "key.still-locked": ({ fileName }) => `${fileName} is under a passphrase. Unlock it first: pki unlock ${fileName}.`,
  "key.absent": ({ fileName }) => `The private key ${fileName} is not here. Upload it first.`,
  "passphrase.too-short": ({ length, minimum }) =>
    `The passphrase has ${length} characters; at least ${minimum} are needed.`,
  "sign.already-certified": ({ by, fileName, notAfter, services }) =>
    `The key of this request is already certified by ${by} in ${fileName}, valid until ${notAfter.slice(0, 10)}. Confirm to sign it again; the old certificate is kept as a generation.${changes(services)}`,
  "sign.would-replace": ({ fileName, services }) =>
    `${fileName} exists and belongs to another key. Confirm to replace it; the old one is kept as a generation.${changes(services)}`,
  "pkcs12.has-no-key": ({ fileName }) => `${fileName} holds no private key.`,
  "export.no-certificate": ({ name }) => `${name} has no certificate yet.`,
  "export.unencrypted-not-chosen": ({ name }) =>
    `The key of ${name} leaves under a passphrase. Give one, or say that it is to leave in clear.`,
  "export.not-in-clear": ({ format }) =>
    `${format} always has a passphrase: macOS and Firefox refuse files without one. Give one.`,
  "export.only-in-clear": ({ format }) =>
    `${format} has no passphrase: whoever has the file has the key. Say that it is to leave in clear.`,
  "export.key-mismatch": ({ keyFile, certificateFile }) =>
    `${certificateFile} was issued for another key than ${keyFile}. Make the generation that fits the live one, or sign a new request.`,
  "export.no-traditional-form": ({ algorithm }) =>
    `A key of the kind ${algorithm} has no traditional PEM form; only RSA and EC keys do. Take PKCS#8.`,
  "export.no-jwk": ({ label }) => `A ${label} key has no JWK form.`,
  "export.unproven": ({ problem }) =>
    `The file was made and opened again, and ${unprovenWords[problem]}. It was not handed out. This is a fault of the console: report it with the time.`,
  "bundle.no-certificates": ({ found }) =>
    `There is no certificate in what was given${found.length === 0 ? "" : ` (found: ${found.map((kind) => kindWord(kind)).join(", ")})`}. A bundle is made of certificates.`,
  "bundle.too-many": ({ count, limit }) => `These are ${count} certificates; a bundle is made of at most ${limit}.`,
  "bundle.empty": ({ kind }) =>
    `Nothing is left for a bundle of the kind ${kind}: the issuers are neither among the files nor in the inventory. Add them, or choose another kind.`,
  "bundle.several": ({ count, leaves }) =>
    `These files make ${count} bundles, one for each of ${listed(leaves)}. Say by leaf (its SHA-256 fingerprint) which one to store.`,
  "bundle.no-such-leaf": ({ leaf }) => `None of the bundles begins with the certificate ${leaf}.`,
  "bundle.current": ({ fileName }) => `${fileName} is up to date: a rebuild would make the same file.`,

  ...readingErrors,

  // the typed line
  "line.unbalanced-quote": ({ position }) => `The quote at position ${position} is never closed.`,
  "line.unknown-word": ({ word, nearest }) =>
    `There is no command ${word}.${nearest === null ? " Type help to see them all." : ` The nearest is ${nearest}.`}`,
  "line.unknown-attribute": ({ attribute, command, nearest }) =>
    `pki ${command} takes no ${attribute}.${nearest === null ? ` Type help ${command}.` : ` The nearest is ${nearest}.`}`,
  "line.repeated-attribute": ({ attribute }) => `${attribute} is given twice.`,
  "line.missing-word": ({ command, word, usage }) => `pki ${command} needs ${word}. Usage: ${usage}`,
  "line.extra-word": ({ word, usage }) =>
    `${word} is one word too many. A value with spaces needs quotes. Usage: ${usage}`,
  "line.secret-inline": ({ command, what }) =>
    `A ${what} is never typed in a line. Type pki ${command} without it; it is asked for, masked.`,
  "line.secret-needed": ({ command, what, path }) =>
    `pki ${command} needs a ${what}, which is never part of a line. Send it as JSON to POST ${path}.`,

  // names
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

  // keys and requests
  "key.too-weak": ({ label, minimum }) =>
    `The key is ${label}, which is too weak to certify. Make one of at least ${minimum}.`,
  "key.unsupported": ({ label }) => `A key of the kind ${label} cannot be used for this.`,
  "csr.bad-signature": ({ subject, algorithm }) =>
    `The signature (${algorithm}) of the request for ${subject} does not fit its public key. Nothing is signed; ask for a new request.`,
  "csr.unsupported-signature": ({ subject, algorithm }) =>
    `The signature of the request for ${subject} uses ${algorithm}, which cannot be checked here. Nothing is signed.`,

  // signing
  "sign.issuer-not-authority": ({ issuer }) =>
    `${issuer} is not a certificate authority (no basicConstraints CA:TRUE), so it cannot sign.`,
  "sign.issuer-key-too-weak": ({ issuer, label, minimum }) =>
    `The key of ${issuer} is ${label}, which is too weak to sign with. Use an authority with at least ${minimum}.`,
  "sign.issuer-may-not-sign": ({ issuer }) =>
    `The keyUsage of ${issuer} does not allow signing certificates (no keyCertSign).`,
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
  "sign.serial-out-of-range": ({ octets }) =>
    `The serial number has ${octets} octets or is not positive; 8 to 20 octets and a positive number are needed.`,
  "sign.key-is-not-the-issuers": ({ issuer }) => `The key is not the key of ${issuer}. Nothing is signed.`,
  "sign.signature-failed": ({ issuer }) =>
    `The signature that was made does not fit the key of ${issuer}. The certificate was thrown away.`,
};

const unprovenWords = {
  mac: "it did not open with its passphrase",
  key: "the key in it was not the certificate’s",
  certificates: "its certificates were not those that were meant",
  order: "a certificate in it was not issued by the next one",
} as const;
