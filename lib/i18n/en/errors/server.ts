import type { ServerErrorMessages } from "../../sentences/error-messages.ts";
import { changes, listed } from "../sentences/listed.ts";

const databaseWord = (provider: "sqlite" | "postgresql"): string => (provider === "sqlite" ? "SQLite" : "PostgreSQL");

export const serverErrors: ServerErrorMessages = {
  // the gate
  "actor.unknown": () => "Nobody is signed in. Sign in, or send a valid token.",
  "command.unknown": ({ name }) => `There is no command ${name}. Type help to see them all.`,
  "confirmation.required": ({ what, name, services }) =>
    `${what} ${name} needs a confirmation. Nothing was changed.${changes(services)}`,
  "rate.limited": ({ retryAfterSeconds }) => `Too many attempts. Try again in ${retryAfterSeconds} s.`,

  // requests over HTTP
  "request.too-large": ({ limit }) => `The request is larger than ${limit} bytes, the limit here.`,
  "request.bad-json": ({ offset }) =>
    offset === null ? "The body is not JSON." : `The body is not JSON: it breaks at character ${offset}.`,
  "request.foreign-origin": ({ origin }) =>
    `The form was sent from ${origin === "" ? "an unnamed site" : origin}, not from this console. Nothing was done.`,
  "server.busy": ({ retryAfterSeconds }) =>
    `The console is busy with other requests. Nothing was done; try again in ${retryAfterSeconds} s.`,
  "cursor.malformed": () => "The position in the list is not one that was handed out. Start from the first page.",

  // people and tokens
  "user.exists": ({ email }) => `There is already a user ${email}.`,
  "user.unknown": ({ email }) => `There is no user ${email}.`,
  "user.last-administrator": ({ email }) => `${email} is the last administrator. Make another one first.`,
  "password.wrong": () => "That is not your present password.",
  "password.too-short": ({ length, minimum }) => `The password has ${length} characters; it needs at least ${minimum}.`,
  "password.too-long": ({ length, maximum }) => `The password has ${length} characters; the limit is ${maximum}.`,
  "password.breached": () =>
    "This password is in the list of those that became known in breaches, so it is tried first. Choose another one, of four unrelated words for example.",
  "password.too-weak": () =>
    "This password is guessed too easily. Names, years and patterns add little; four unrelated words are strong.",
  "session.unknown": () => "There is no such session. It may have ended meanwhile.",
  "token.name-in-use": ({ name }) => `There is already a token ${name}. Revoke it first or choose another name.`,
  "token.unknown": ({ name }) => `There is no token ${name}.`,
  "token.name-of-person": ({ name }) =>
    `A token cannot be called ${name}: the log would show it as if a person had asked. Choose a name that says what it is for.`,
  "token.no-authority": ({ name }) =>
    `${name} is no stored authority, so a token cannot be limited to it. Name a certificate with CA:TRUE.`,
  "token.beyond-maker": ({ what, name }) =>
    what === "role"
      ? `You cannot make a token of the role ${name}: it would be worth more than you.`
      : `The token that asks is itself limited, and the ${what} ${name} is not within its limits.`,
  "setup.closed": () => "The console is set up already. Sign in.",
  "setup.bad-link": () => "This set-up link is not valid. Use the one that the console printed when it started last.",
  "sign-in.refused": () => "The e-mail address and the password do not belong together, or the account is disabled.",

  // the store
  "file.damaged": ({ fileName }) =>
    `The stored bytes of ${fileName} are not those that were stored: their SHA-256 has changed. They are not used; restore them from a backup.`,
  "key.already-stored": ({ fileName }) => `The same key is already here as ${fileName}.`,
  "sign.already-certified": ({ by, fileName, notAfter, services }) =>
    `The key of this request is already certified by ${by} in ${fileName}, valid until ${notAfter.slice(0, 10)}. Confirm to sign it again; the old certificate is kept as a generation.${changes(services)}`,
  "sign.would-replace": ({ fileName, services }) =>
    `${fileName} exists and belongs to another key. Confirm to replace it; the old one is kept as a generation.${changes(services)}`,
  "renewal.overtaken": ({ name }) =>
    `${name} was renewed or replaced by another person in the meantime. Nothing was stored: look at what is there now.`,
  "rename.in-use-by-batch": ({ name, batches }) =>
    `The batch ${listed(batches)} is at work and signs with ${name}. Wait until it is done, or stop it, and rename then.`,
  "offline.list-overtaken": ({ number, newest }) =>
    `This is list number ${number}, and number ${newest} is here already. Nothing was stored.`,
  "sign.intent-unknown": () => "There is no open intent for this signature. Sign again.",
  "service.name-in-use": ({ name }) => `There is already a service ${name}. Choose another name, or open that one.`,
  "service.changed": ({ service }) =>
    `Somebody has changed ${service} since this page was opened. Nothing was saved: open it anew, and make the change on what is there now.`,
  "import.expired": () => "What was found is no longer kept. Add the files again.",

  // batches and their links
  "batch.unknown": ({ batch }) => `There is no batch ${batch}.`,
  "batch.running": ({ title }) => `${title} is still being worked on. Wait until it is done, or cancel it.`,
  "batch.not-running": ({ title }) => `${title} is not running.`,
  "batch.nothing-left": ({ title }) => `Everybody of ${title} has a certificate. There is nothing to resume.`,
  "batch.no-files": ({ title }) => `${title} has no .p12 file. They were not asked for, or none is made yet.`,
  "batch.passphrases-taken": ({ title, at, by }) =>
    `The passphrases of ${title} were taken on ${at.slice(0, 10)} by ${by} and destroyed. Make the .p12 files anew if the sheet is lost.`,
  "link.used": ({ at }) =>
    `This link was used on ${at.slice(0, 10)}. It works once; ask for another one if that was not you.`,
  "link.expired": ({ at }) => `This link ended on ${at.slice(0, 10)}. Ask for another one.`,
  "link.revoked": () => "This link was revoked. Ask its sender for another one.",

  // reading what comes in
  "reading.timed-out": ({ seconds }) =>
    `Reading the file took longer than ${seconds} seconds and was stopped. Nothing was stored.`,
  "reading.busy": ({ waiting }) => `${waiting} files are waiting to be read. Try again in a minute.`,

  // the database and the master key; `where` is host, port and database, or a path
  "database.unreachable": ({ where }) =>
    `The database at ${where} does not answer or refuses the sign-in. Check DATABASE_URL and that the server runs.`,
  "database.newer": ({ migration }) =>
    `The database has the migration ${migration}, which this version does not know. Start the newer version that made it, or restore a backup.`,
  "database.before-first-release": ({ migration, where }) =>
    `The database at ${where} was begun by a version from before the first release (its migration ${migration} is another one) and stays as it is: start with an empty database or another DATA_DIR, or go back to the version that made it.`,
  "database.extension-forbidden": ({ extension, where }) =>
    `The database at ${where} needs the extension ${extension}, and this user may not create it. Ask its administrator to run CREATE EXTENSION ${extension} there, then start again.`,
  "database.migration-failed": ({ where }) =>
    `The tables of the database at ${where} could not be brought up to date. Nothing was half done; the log has the reason.`,
  "database.damaged": ({ where }) =>
    `The database (${where}) is damaged: stop the console, keep the damaged files, and put back the last backup with its master key.`,
  "backup.exists": ({ file }) =>
    `${file} exists already; a backup never takes the place of a file. Choose another name.`,
  "backup.no-file": ({ file }) => `There is no file ${file}.`,
  "backup.no-folder": ({ folder }) => `There is no folder ${folder}; make it first, or choose another one.`,
  "backup.nothing": ({ where }) => `There is no database at ${where}, so there is nothing to back up.`,
  "backup.damaged": ({ part }) =>
    `The backup is cut off or was changed: ${part === "" ? "the archive" : part} is not what was written. Nothing was restored; take another copy of it, or an earlier backup.`,
  "backup.miscounted": ({ table, count, wanted }) =>
    `The backup is not what its manifest says: ${table} has ${count} rows, ${wanted} were backed up. Nothing was restored.`,
  "backup.newer": ({ version }) =>
    `The backup was made by a newer version (${version}). Install that one, and restore with it. Nothing was restored.`,
  "backup.other-database": ({ found, wanted }) =>
    `The backup is of ${databaseWord(found)}, and this console is set to ${databaseWord(wanted)}. Restore it with ${found === "sqlite" ? "no DATABASE_URL" : "the DATABASE_URL of a PostgreSQL"}, then take it over with npm run move.`,
  "backup.encrypted": () =>
    "The backup is encrypted. Name the file of the age identity that opens it: --identity <file>.",
  "backup.wrong-identity": () =>
    "No identity in that file opens the backup: it was encrypted for other recipients. Take the file that age-keygen made for one of them.",
  "backup.recipient-malformed": ({ recipient }) =>
    `"${recipient}" is no public key of age. It begins with age1, has 62 characters, and is printed by age-keygen.`,
  "backup.in-use": ({ host, pid }) =>
    `A console works with this database (${host}${pid === 0 ? "" : `, process ${pid}`}); stop every one of them first.`,
  "backup.no-scratch": () =>
    "A backup is proved in a database of its own before it is used, and this role may make none. Allow it for now: ALTER ROLE … CREATEDB.",
  "backup.program-missing": ({ program }) =>
    `The program ${program} is not on the PATH; Debian has it in postgresql-client. Its version has to be that of the server or newer.`,
  "backup.program-failed": ({ program }) => `${program} ended with an error; what it said is in the log.`,
  "move.not-empty": ({ table }) =>
    `The target is not empty: ${table} has rows there. Nothing was moved; make an empty database for it.`,
  "move.differs": ({ table }) =>
    `What was read back of ${table} is not what was written. Nothing was moved, and the source is as it was.`,
  "move.not-migrated": () => "One of the two databases is of another version. Nothing was moved.",
  "clock.wrong": ({ seconds }) =>
    `The clock of this machine is ${seconds} seconds off: behind the last entry of the audit log, or away from the clock of PostgreSQL. Set it, by NTP best; certificates that are signed until then begin at a wrong time.`,
  "storage.full": ({ where }) =>
    `There is no room left for the data of the console (${where}): nothing of this was stored, and nothing stored before was lost; make room there, then try again.`,
  "storage.read-only": ({ where }) =>
    `The console cannot write its data (${where}): nothing of this was stored, and nothing stored before was lost; make the place writable for the user who runs the console, then try again.`,
  "storage.failing": ({ where }) =>
    `The disk of the console's data (${where}) answers with errors, so nothing of this was stored: look into the log of the system, and make a backup before anything else.`,
  "master-key.missing": ({ path, keys }) =>
    `The master key ${path} is missing, and the database ${keys === 0 ? "was begun with it" : keys === 1 ? "holds 1 sealed file that only it can open" : `holds ${keys} sealed files that only it can open`}. Put the file back from the backup, or set MASTER_KEY_FILE.`,
  "master-key.wrong": ({ path, found, wanted }) =>
    `The master key ${path} (${found}) is not the one that sealed this database (${wanted}). Put the right file back, or set MASTER_KEY_FILE.`,
  "master-key.exposed": ({ path, mode }) =>
    `Others may read the master key ${path} (mode ${mode}). Run chmod 600 on it; if it may have been read, run npm run rewrap after.`,
  "master-key.malformed": ({ path }) =>
    `The file ${path} is not a master key: one line "chainsmith-master-key <id> <43 characters>" was expected. Put the file back from the backup.`,
  "master-key.in-use": ({ host, pid, until }) =>
    `A console works with this database (process ${pid} on ${host}), so its master key cannot be changed. Stop it first; one that was killed is forgotten at ${until.slice(11, 19)} UTC.`,
  "master-key.changing": ({ host, pid, until }) =>
    `The master key of this database is being changed (process ${pid} on ${host}), so no console can start. Wait until it is done; if it was killed, run npm run rewrap again after ${until.slice(11, 19)} UTC.`,
  "master-key.changed": ({ held, current }) =>
    `The master key was changed to ${current} while this console still holds ${held}. Nothing was stored. Start the console again.`,
  "master-key.seal-does-not-open": ({ id }) =>
    `The sealed record ${id} does not open with this master key for the name and the public key that use it. It was changed, or belongs to another key.`,
};
