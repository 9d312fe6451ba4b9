import type { DerProblem } from "../../pki/error.ts";
import type { ErrorMessages } from "../error-messages.ts";
import { inputIssueSentence } from "./input-issues.ts";

const derProblems: Readonly<Record<DerProblem, string>> = {
  "truncated": "the data ends before the element does",
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

/** Sentences in English: what is so, where, what next. */
export const errors: ErrorMessages = {
  // the gate
  "actor.unknown": () => "Nobody is signed in. Sign in, or send a valid token.",
  "actor.forbidden": ({ permission, role }) => `The role ${role} may not do this (${permission}). An administrator can.`,
  "input.malformed": ({ issues }) => issues.map(inputIssueSentence).join(" ") || "The input is not what the command takes.",
  "command.unknown": ({ name }) => `There is no command ${name}. Type help to see them all.`,
  "confirmation.required": ({ what, name }) => `${what} ${name} needs a confirmation. Nothing was changed.`,
  "rate.limited": ({ retryAfterSeconds }) => `Too many attempts. Try again in ${retryAfterSeconds} s.`,
  "internal": ({ eventId }) => `Something broke here, not in what you asked. The log has it under event ${eventId}.`,

  // requests
  "request.too-large": ({ limit }) => `The request is larger than ${limit} bytes, the limit here.`,
  "request.bad-json": ({ offset }) => (offset === null ? "The body is not JSON." : `The body is not JSON: it breaks at character ${offset}.`),
  "request.unsupported-type": ({ found, wanted }) => `The body is ${found === "" ? "of no named type" : found}; send it as ${wanted}.`,
  "request.foreign-origin": ({ origin }) => `The form was sent from ${origin === "" ? "an unnamed site" : origin}, not from this console. Nothing was done.`,

  // people and tokens
  "user.exists": ({ email }) => `There is already a user ${email}.`,
  "user.unknown": ({ email }) => `There is no user ${email}.`,
  "user.last-administrator": ({ email }) => `${email} is the last administrator. Make another one first.`,
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
    if (problem === "label-mismatch") return `The PEM block ${label} that begins in line ${line} ends with another label.`;
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
  "key.not-found": ({ found }) => (found === "" ? "There is no private key here." : `This is ${found}, not a private key.`),
  "key.locked": ({ encryption }) => `The private key is locked (${encryption}). Unlock it with its passphrase first.`,
  "key.wrong-passphrase": () => "The passphrase does not open this private key.",
  "key.unsupported-encryption": ({ scheme }) =>
    `The private key is locked with ${scheme}, which is not supported here. Lock it again with AES-256 and PBKDF2, then try once more.`,
  "key.unsupported-algorithm": ({ algorithm }) => `Private keys of the kind ${algorithm} are not supported here.`,
  "key.damaged": ({ offset }) => `The private key is damaged: it breaks at byte ${offset}. A passphrase cannot mend it.`,
  "passphrase.required": () => "A passphrase is needed; it may not be empty.",
  "encryption.too-costly": ({ parameter, value, limit }) =>
    `The file asks for ${value} ${parameter === "memory" ? "bytes of memory" : parameter} to derive its key; the limit is ${limit}.`,

  // containers
  "pkcs12.locked": ({ encryption }) => `The PKCS#12 file is locked (${encryption}). Give its passphrase.`,
  "pkcs12.wrong-passphrase": () => "The passphrase does not open this PKCS#12 file.",
  "pkcs12.damaged": ({ offset }) => `The PKCS#12 file is damaged: it breaks at byte ${offset}.`,
  "pkcs12.unsupported": ({ scheme }) => `The PKCS#12 file uses ${scheme}, which is not supported here.`,
  "pkcs12.no-key": ({ certificates }) =>
    `The PKCS#12 file holds no private key (certificates: ${certificates}).`,
  "pkcs7.no-certificates": ({ contentType }) => `The PKCS#7 file (${contentType}) holds no certificates that can be read.`,
  "ssh-key.malformed": ({ offset }) => `The SSH key is damaged: it breaks at byte ${offset}.`,
  "ssh-key.unsupported": ({ algorithm }) => `OpenSSH has no public key form for ${algorithm}.`,
};
