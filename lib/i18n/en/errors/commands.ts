import type { CommandErrorMessages } from "../../sentences/error-messages.ts";
import { ruleProblems } from "../sentences/templates.ts";
import { nameOfComparedField } from "../../sentences/compare.ts";
import { inputIssueSentence } from "../sentences/input-issues.ts";
import { bundleWords, kindWord, partWord } from "../sentences/kinds.ts";
import { changes, listed } from "../sentences/listed.ts";
import { reasonWords } from "../sentences/revocation-reasons.ts";

function quoted(text: string): string {
  return text === " " ? "a space" : `"${text}"`;
}

const textOrNothing = (text: string): string => (text === "" ? "nothing" : text);

const clearFormats = { "jwk-private": "A JWK", "key-and-chain-pem": "The key file of Cisco Meeting Server" } as const;

export const commandErrors: CommandErrorMessages = {
  // any command
  "input.malformed": ({ issues }) =>
    issues.map(inputIssueSentence).join(" ") || "The input is not what the command takes.",
  "input.several": ({ faults }) => `${faults.length} things are to be corrected.`,
  internal: ({ eventId }) => `Something broke here, not in what you asked. The log has it under event ${eventId}.`,
  "actor.forbidden": ({ permission, role }) =>
    `The role ${role} may not do this (${permission}). An administrator can.`,
  "token.out-of-scope": ({ token, what, name }) =>
    what === "command"
      ? `The token ${token} is limited to some commands, and ${name} is none of them.`
      : `The token ${token} is limited to some authorities, and ${name} is none of them.`,
  "token.may-not-delegate": ({ token, permission }) =>
    `The token ${token} may not make tokens or people (${permission}): that is a choice when a token is made.`,

  // names and stored files
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
  "file.name-in-use": ({ fileName, kind, services }) =>
    `${fileName} exists (${kindWord(kind)}) with other content. Confirm to replace it; the old one stays as a generation.${changes(services)}`,
  "file.not-found": ({ fileName, nearest }) =>
    `There is no file ${fileName}.${nearest === null ? " pki list shows what there is." : ` The nearest name is ${nearest}.`}`,
  "file.wrong-kind": ({ fileName, kind, wanted }) =>
    `${fileName === "" ? "What was pasted" : fileName} is ${kindWord(kind)}; this takes ${kindWord(wanted)}.`,
  "file.is-secret": ({ fileName }) =>
    `${fileName} holds a private key and is not readable as it is. Export it under a passphrase instead.`,
  "file.not-kept": ({ fileName, kind }) =>
    `${fileName} is ${kindWord(kind)}. It can be inspected, but it has no place in the inventory.`,
  "file.has-dependents": ({ fileName, dependents, services }) =>
    `${dependents.length === 0 ? "" : `${fileName} is still needed by ${listed(dependents)}. `}${services.length === 0 ? "" : `Without ${fileName} these services stop working: ${listed(services)}. `}Confirm to delete it all the same.`,
  "example.loaded": () => "The example inventory is here already, or a part of it. Remove it first, on the Overview.",
  "example.absent": () => "There is no example inventory here. It was removed, or never loaded.",
  "generation.not-found": ({ name, generation }) => `${name} has no generation ${generation}.`,

  // keys in the vault
  "key.given-locked": () =>
    "The key that was given is under a passphrase, so its public half does not show. Give its public key instead (openssl pkey -in KEY -pubout), or upload it and unlock it.",
  "key.still-locked": ({ fileName }) =>
    `${fileName} is under a passphrase and was never opened here. Open it once (pki key-open ${fileName}), or take the passphrase away (pki unlock ${fileName}).`,
  "key.passphrase-needed": ({ fileName }) =>
    `${fileName} lies under a passphrase of its own, which is not stored here. Give the passphrase to use the key.`,
  "key.passphrase-wait": ({ fileName, retryAfterSeconds }) =>
    `Too many wrong passphrases for ${fileName}. Try again in ${retryAfterSeconds} s; the wait grows with each wrong one.`,
  "key.kept-by-session": () => "A key is kept open for a session. A token has none: give the passphrase with each use.",
  "key.changed": ({ fileName }) => `Another person changed ${fileName} just now. Look at it, and try again.`,
  "renewal.passphrase-wanted": ({ fileName }) =>
    `${fileName} lies under a passphrase of its own. Give the new key one too, keep the same key, or take the passphrase away first.`,
  "key.has-no-passphrase": ({ fileName }) => `${fileName} has no passphrase of its own.`,
  "key.absent": ({ fileName }) => `The private key ${fileName} is not here. Upload it first.`,
  "key.damaged-seal": ({ fileName }) =>
    `The sealed content of ${fileName} does not open with the master key: it was changed or belongs to another record. Restore it from a backup.`,
  "passphrase.too-short": ({ length, minimum }) =>
    `The passphrase has ${length} characters; at least ${minimum} are needed.`,
  "view.of-nobody": () => "A token has no saved views. Sign in to keep some.",
  "authority.unknown": ({ name }) =>
    `There is no authority ${name} here. Look at the list of authorities, or import its certificate.`,
  "authority.issuer-and-request": ({ issuer }) =>
    `Both a signature by ${issuer} and a request for an issuer elsewhere were asked for. Ask for one of them.`,
  "authority.template-of-leaves": ({ template }) =>
    `The template ${template} makes no authorities. Choose one of authorities, such as sub-ca or root-ca.`,
  "authority.not-yours-to-sign": ({ authority }) =>
    `Only those who were named may sign with ${authority}, and you are not among them. An administrator can change the rights on its page.`,
  "authority.not-yours-to-extend": ({ authority }) =>
    `Only those who were named may make authorities below ${authority}, and you are not among them. An administrator can change the rights on its page.`,
  "authority.template-not-yours": ({ authority, template }) =>
    `You may sign with ${authority}, but not by the template ${template}. Choose a template that you were given, or ask an administrator.`,
  "authority.key-stays": ({ authority }) =>
    `The key of ${authority} stays here: nobody may take it who was not named for it. An administrator can name someone on its page, under Rights.`,
  "authority.key-never-leaves": ({ authority }) =>
    `The key of ${authority} never leaves this console. That was decided once and cannot be undone.`,
  "authority.holder-unknown": ({ holder }) =>
    `There is neither a person nor a live token ${holder}. Look at the people and tokens in the settings.`,
  "trust.not-self-signed": ({ name, issuer }) =>
    `${name} is not self-signed: whether it is trusted follows from ${issuer}. Mark the root above it.`,
  "authority.limits-beyond-template": ({ template }) =>
    `The template ${template} limits names or purposes already, and what was asked for would loosen it. Ask for less, or choose another template.`,
  "template.unknown": ({ template, version }) =>
    version === 0 ? `There is no template ${template}.` : `The template ${template} has no version ${version}.`,
  "template.built-in": ({ template }) =>
    `${template} is built in and stays as it is. Save your rules under another name.`,
  "template.impossible": ({ template, faults }) =>
    `The rules of ${template} cannot be followed. ${faults.map(({ path, problem }) => `${path}: ${ruleProblems[problem]}.`).join(" ")}`,
  "template.changed-meanwhile": ({ template, basedOn, inUse }) =>
    basedOn === 0
      ? `There is a template ${template} already (version ${inUse}). Open it, or choose another name.`
      : `Version ${inUse} of ${template} was saved meanwhile; yours was written on version ${basedOn}. Compare both, then save again.`,
  "template.of-authorities": ({ template }) =>
    `${template} makes authorities, and a batch makes certificates of people. Choose another template.`,
  "template.and-profile": ({ template, profile }) =>
    `Both the template ${template} and the profile ${profile} were asked for. Ask for one of them.`,
  "view.too-many": ({ most }) => `You have ${most} saved views, which is the most there can be. Remove one first.`,
  "view.unknown": ({ name }) => `You have no saved view ${name}. It may have been removed in another window.`,
  "password.of-nobody": () => "A token has no password. Sign in to change yours.",
  "sign.path-length-of-no-authority": ({ profile }) =>
    `A path length is for authorities; the profile ${profile} makes none. Leave it out, or choose the profile sub-ca or root-ca.`,
  "session.of-token": () => "A token has no sessions of its own. Say whose are meant, or sign in.",
  "sign.serial-taken": ({ serialNumber }) =>
    `The issuer has already used the serial number ${serialNumber}. Another one must be drawn.`,

  // renewals and new names
  "renewal.request-waits": ({ name, requestFile, since }) =>
    `${requestFile} waits for the next certificate of ${name} since ${since.slice(0, 10)}. Upload the answer, or confirm to make another request: an answer to the first one then finds no key.`,
  "renewal.key-elsewhere": ({ name }) =>
    `The key of the authority ${name} is not here. Who holds the key renews it: upload their new certificate.`,
  "csr.key-unknown": ({ key, kinds, nearest }) =>
    `${key} is neither a kind of key (${listed(kinds)}) nor a stored key.${nearest === null ? "" : ` The nearest is ${nearest}.`}`,
  "rename.same-name": ({ name }) => `It is called ${name} already.`,

  // importing
  "container.part-left-out": ({ type, count }) =>
    `${count} × ${partWord(type)} ${count === 1 ? "was" : "were"} left out: private keys, certificates and revocation lists alone are kept here.`,
  "container.key-left-locked": ({ name }) =>
    `The key ${name === "" ? "in it" : name} has a passphrase of its own, other than the one that opens the file, and was left out. Save it in Java or OpenSSL under the passphrase of the file, then import that.`,
  "keystore.locked": ({ type }) => `The ${type} key store holds locked keys. Give its passphrase.`,
  "import.nothing-chosen": () => "Nothing is chosen. Choose what is to be stored.",
  "import.unknown-item": ({ item }) => `There is no item ${item} among what was found.`,
  "import.name-twice": ({ fileName }) =>
    `Two of the chosen would be stored as ${fileName}. Give one of them another name.`,

  // exports and bundles
  "export.no-certificate": ({ name }) => `${name} has no certificate yet.`,
  "export.unencrypted-not-chosen": ({ name }) =>
    `The key of ${name} leaves under a passphrase. Give one, or say that it is to leave in clear.`,
  "export.not-in-clear": () =>
    `A PKCS#12 file always has a passphrase: macOS and Firefox refuse files without one. Give one.`,
  "export.only-in-clear": ({ format }) =>
    `${clearFormats[format]} has no passphrase: with the file goes the key. Say that it is to leave in clear.`,
  "export.key-mismatch": ({ keyFile, certificateFile }) =>
    `${certificateFile} was issued for another key than ${keyFile}. Make the generation that fits the live one, or sign a new request.`,
  "pkcs12.has-no-key": ({ fileName }) => `${fileName} holds no private key.`,
  "bundle.no-certificates": ({ found }) =>
    found.includes("certificate")
      ? "The certificate in what was given is broken and cannot be read. Ask for it again, or export it again where it comes from."
      : `There is no certificate in what was given${found.length === 0 ? "" : ` (found: ${found.map((kind) => kindWord(kind)).join(", ")})`}. A bundle is made of certificates.`,
  "bundle.too-many": ({ count, limit }) => `These are ${count} certificates; a bundle is made of at most ${limit}.`,
  "bundle.empty": ({ kind }) =>
    `Nothing is left for ${bundleWords[kind]}: the issuers are neither among the files nor in the inventory. Add them, or choose another kind.`,
  "bundle.several": ({ count, leaves }) =>
    `These files make ${count} bundles, one for each of ${listed(leaves)}. Say by leaf (its SHA-256 fingerprint) which one to store.`,
  "bundle.no-such-leaf": ({ leaf }) => `None of the bundles begins with the certificate ${leaf}.`,
  "bundle.current": ({ fileName }) => `${fileName} is up to date: a rebuild would make the same file.`,

  // services
  "target.unknown": ({ target, nearest }) =>
    `There is no target ${target}.${nearest === null ? " pki targets lists them." : ` Did you mean ${nearest}?`}`,
  "service.unknown": ({ service }) => `There is no service ${service}. It may have been removed.`,
  "screen.none-known": ({ service }) =>
    `No text is known of what the machines of ${service} print, so that none can be compared. Tick the steps by hand.`,
  "screen.machine-unknown": ({ machine, machines }) =>
    `The service has no machine ${machine}. It has: ${machines.join(", ")}.`,
  "screen.unread": ({ machines }) =>
    machines.length === 0
      ? "No screen of a Meeting Server was found in this text. Paste what webadmin, callbridge, webbridge3, turn, recorder, streamer, database cluster status or pki list prints, with the prompt before it if you can."
      : `The text is of ${machines.join(", ")}, and no machine of the service has that name. Nothing was compared.`,
  "service.step-unknown": ({ step }) => `The plan has no step ${step} any more. Load the page again.`,
  "service.not-offered": ({ service, name }) =>
    `${name} is not offered for ${service}: it is not stored, has no key here, or does not fit what the plan asks for. Look at the plan again.`,
  "service.nothing-to-fix": ({ service, check }) =>
    `Nothing of ${service} can be fixed for ${check} in one step any more. Load the page again.`,
  // revocation
  "revocation.self-signed": ({ fileName }) =>
    `${fileName} signed itself, so no authority above it can revoke it. Take it out of the services that trust it instead.`,
  "revocation.issuer-not-here": ({ fileName, issuer, issuerFile }) =>
    issuerFile === ""
      ? `${fileName} was issued by ${issuer}, which is not stored here. Ask that authority to revoke it.`
      : `${fileName} was issued by ${issuer}, whose key is not stored here beside ${issuerFile}. Ask where that key is used, or import it.`,
  "revocation.already": ({ fileName, reason, at }) =>
    reason === "certificateHold"
      ? `${fileName} has been on hold since ${at.slice(0, 10)}. Release it, or revoke it for another reason.`
      : `${fileName} was revoked on ${at.slice(0, 10)} already (${reasonWords[reason]}). That is for good.`,
  "revocation.none": ({ fileName }) => `${fileName} is not on hold, so there is nothing to release.`,
  "revocation.for-good": ({ fileName, reason, at }) =>
    `${fileName} was revoked on ${at.slice(0, 10)} (${reasonWords[reason]}), and that is for good: a list never forgets it. Issue a new certificate.`,
  "addresses.not-http": ({ scheme }) =>
    `The address begins with ${scheme}://, and it has to be http://. Clients read lists and ask OCSP by plain HTTP: to open HTTPS they would first have to check another certificate. What is published is signed, so nobody can change it on its way.`,
  "addresses.malformed": ({ address }) =>
    `"${address}" is no address to publish under. Give http://, a host that clients find, and a port or a path where one is needed: http://pki.example.com or http://10.20.1.5:8080. Nothing may follow a ? or a #, and it has 200 characters at most.`,
  "revocation.no-responder": ({ authority }) =>
    `${authority} answers no OCSP yet. Sign its revocation list once, which makes its responder too; where its key is under a passphrase, that is asked for.`,
  "revocation.not-live": ({ fileName }) =>
    `${fileName} is not the certificate that its name has now, so no new one is made in its place. Revoke it without a new one.`,
  "revocation.date-ahead": ({ at }) =>
    `The invalidity date ${at.slice(0, 16).replace("T", " ")} UTC is in the future. Give the time since when the key is not trusted, or none.`,

  "rehearsal.too-many": ({ attempts, limit }) =>
    `That would be ${attempts} connections; ${limit} are the most at once. Rehearse a part of it.`,
  "pack.nothing": ({ target }) => `There is nothing to pack for ${target} yet: preflight says which files are missing.`,

  // authorities whose key is not here
  "offline.key-is-here": ({ authority, keyFile }) =>
    `The key of ${authority} is here (${keyFile}), so it signs here: use sign, or crl for its list.`,
  "offline.unknown": ({ id }) => `There is no request ${id} to an authority elsewhere.`,
  "offline.ended": ({ subject, state, at }) =>
    state === "answered"
      ? `The request for ${subject} was answered on ${at.slice(0, 10)}. Nothing was stored.`
      : `The request for ${subject} was taken back on ${at.slice(0, 10)}. Nothing was stored.`,
  "offline.answer-unpaired": ({ serial }) =>
    serial === ""
      ? "No request that is out asked for this revocation list. Nothing was stored."
      : `No request that is out asked for the certificate with the serial number ${serial}. Nothing was stored. A certificate that was signed elsewhere by itself goes in by upload.`,
  "offline.answer-of-another": ({ answers, wanted }) =>
    `This is the answer to the request for ${answers}, not to the one for ${wanted}. Nothing was stored.`,
  "offline.package-changed": ({ subject }) =>
    `The package for ${subject} that was signed is not the one that went out: its hash differs. Nothing was stored. Find out who had the stick, and send the package again.`,
  "offline.answer-differs": ({ subject, differences }) =>
    `What was signed for ${subject} is not what was asked for. ${differences
      .slice(0, 5)
      .map(
        (difference) =>
          `${nameOfComparedField(difference, "en")}: asked ${textOrNothing(difference.asked)}, signed ${textOrNothing(difference.answered)}.`,
      )
      .join(" ")} Nothing was stored.`,
  "offline.signature-invalid": ({ subject, authority }) =>
    `What was signed for ${subject} is what was asked for, but not by the key of ${authority}. Nothing was stored.`,

  // a batch of client certificates
  "table.empty": () => "There is no person in the table. Each person has a line with a name or an e-mail address.",
  "table.malformed": ({ line }) =>
    `The table breaks off${line > 0 ? ` at line ${line}` : ""}: a quotation mark is not closed there.`,
  "table.extra-cells": ({ line, columns, cell }) =>
    `Line ${line} of the table has more cells than the first line, which has ${columns}: "${cell}" stands in none of the columns. Put a value that contains the separator into quotation marks, or give the column a name.`,
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
  "batch.nothing-to-renew": ({ title, days }) =>
    `No certificate of ${title} that has no successor ends within ${days} days.`,
  "link.unknown": () => "This link is not one of ours, or a newer one took its place. Ask its sender.",
};
