import "server-only";
import type { ServerErrorCode } from "../error-codes.ts";

/**
 * The HTTP status of every error code, here and nowhere else. 400: the request has not the shape that the command
 * takes; 409: the state of the store is against it; 422: it was understood and cannot be done; 5xx: we broke.
 */
const statuses = {
  // the gate
  "actor.unknown": 401,
  "actor.forbidden": 403,
  "token.out-of-scope": 403,
  "token.may-not-delegate": 403,
  "command.unknown": 404,
  "confirmation.required": 409,
  "rate.limited": 429,

  // requests over HTTP
  "request.too-large": 413,
  "request.bad-json": 400,
  "request.foreign-origin": 403,
  "cursor.malformed": 400,
  "server.busy": 503,

  // people and tokens
  "user.exists": 409,
  "user.unknown": 404,
  "user.last-administrator": 409,
  "password.wrong": 422,
  "password.too-short": 422,
  "password.too-long": 422,
  "password.breached": 422,
  "password.too-weak": 422,
  "session.unknown": 404,
  "token.name-in-use": 409,
  "token.unknown": 404,
  "token.name-of-person": 422,
  "token.no-authority": 422,
  "token.beyond-maker": 403,
  "setup.closed": 409,
  "setup.bad-link": 403,
  "sign-in.refused": 401,

  // the store
  "key.already-stored": 409,
  "file.damaged": 500,
  "sign.already-certified": 409,
  "sign.would-replace": 409,
  "renewal.overtaken": 409,
  "renewal.request-waits": 409,
  "renewal.key-elsewhere": 422,
  "csr.key-unknown": 422,
  "rename.same-name": 422,
  "rename.in-use-by-batch": 409,
  "sign.intent-unknown": 422,
  "service.name-in-use": 409,
  "service.changed": 409,
  "import.expired": 410,

  // batches and their links
  "batch.unknown": 404,
  "batch.running": 409,
  "batch.not-running": 409,
  "batch.nothing-left": 409,
  "batch.no-files": 409,
  "batch.passphrases-taken": 410,
  "link.used": 410,
  "link.expired": 410,
  "link.revoked": 410,

  // reading what comes in
  "reading.timed-out": 422,
  "reading.busy": 503,

  // the database and the master key; `where` is host, port and database, or a path
  "database.unreachable": 503,
  "database.newer": 422,
  "database.before-first-release": 422,
  "database.extension-forbidden": 422,
  "database.migration-failed": 422,
  "database.damaged": 503,
  "storage.full": 507,
  "storage.read-only": 503,
  "storage.failing": 503,
  "master-key.missing": 422,
  "master-key.wrong": 422,
  "master-key.exposed": 422,
  "master-key.malformed": 422,
  "master-key.in-use": 409,
  "master-key.changing": 503,
  "master-key.changed": 503,
  "master-key.seal-does-not-open": 422,
  // any command
  "input.malformed": 400,
  internal: 500,

  // names and stored files
  "name.malformed": 422,
  "name.in-use": 409,
  "file-name.malformed": 422,
  "file.name-in-use": 409,
  "file.not-found": 404,
  "file.wrong-kind": 422,
  "file.is-secret": 403,
  "file.not-kept": 422,
  "file.has-dependents": 409,
  "example.loaded": 409,
  "example.absent": 404,
  "generation.not-found": 404,

  // keys in the vault
  "key.still-locked": 409,
  "key.passphrase-needed": 409,
  "key.passphrase-wait": 429,
  "key.kept-by-session": 409,
  "key.changed": 409,
  "key.has-no-passphrase": 409,
  "renewal.passphrase-wanted": 409,
  "key.absent": 409,
  "key.damaged-seal": 422,
  "passphrase.too-short": 422,
  "view.of-nobody": 409,
  "view.too-many": 409,
  "view.unknown": 404,
  "password.of-nobody": 409,
  "session.of-token": 409,
  "sign.serial-taken": 409,
  "sign.path-length-of-no-authority": 422,

  // importing
  "container.part-left-out": 422,
  "container.key-left-locked": 422,
  "keystore.locked": 422,
  "import.nothing-chosen": 422,
  "import.unknown-item": 422,
  "import.name-twice": 422,

  // exports and bundles
  "export.no-certificate": 422,
  "export.unencrypted-not-chosen": 422,
  "export.not-in-clear": 422,
  "export.only-in-clear": 422,
  "export.key-mismatch": 409,
  "pkcs12.has-no-key": 422,
  "bundle.no-certificates": 422,
  "bundle.too-many": 422,
  "bundle.empty": 422,
  "bundle.several": 422,
  "bundle.no-such-leaf": 404,
  "bundle.current": 409,

  // services
  "target.unknown": 404,
  "service.unknown": 404,
  "service.step-unknown": 404,
  "service.nothing-to-fix": 409,
  "service.not-offered": 409,
  "rehearsal.too-many": 422,
  "pack.nothing": 422,

  // a batch of client certificates
  "table.empty": 422,
  "table.malformed": 422,
  "table.extra-cells": 422,
  "table.no-names": 422,
  "row.no-name": 422,
  "row.duplicate": 422,
  "row.already-certified": 409,
  "template.malformed": 422,
  "template.placeholder-unknown": 422,
  "batch.too-many-rows": 422,
  "batch.rows-refused": 422,
  "batch.already-certified": 409,
  "batch.nobody-left": 422,
  "batch.nothing-to-renew": 409,
  "link.unknown": 404,
  // DER and PEM (X.690, RFC 7468), and what a file is
  "der.malformed": 422,
  "pem.malformed": 422,
  "file.unrecognised": 422,
  "part.unreadable": 422,
  "file.unsupported": 422,
  "file.too-large": 413,
  "file.empty": 422,

  // private keys: PKCS#8, traditional PEM, OpenSSH
  "key.not-found": 422,
  "key.locked": 422,
  "key.wrong-passphrase": 422,
  "key.unsupported-encryption": 422,
  "key.damaged": 422,
  "key.unsupported": 422,
  "key.computable": 422,
  "key.exponent-small": 422,
  "key.without-curve": 422,
  "key.too-large": 422,
  "key.too-weak": 422,
  "passphrase.required": 422,
  "encryption.too-costly": 422,
  "ssh-key.malformed": 422,
  "ssh-key.unsupported": 422,

  // containers: PKCS#12, PKCS#7, Java key stores
  "pkcs12.wrong-passphrase": 422,
  "pkcs12.damaged": 422,
  "pkcs12.unsupported": 422,
  "pkcs7.no-certificates": 422,
  "keystore.wrong-passphrase": 422,
  "keystore.key-own-passphrase": 422,
  "keystore.unsupported": 422,
  "keystore.damaged": 422,
  "container.too-many-entries": 422,

  // archives
  "zip.too-many-entries": 422,
  "zip.too-large": 413,
  "zip.damaged": 422,
  "zip.ratio": 413,
  "zip.encrypted": 422,
  "zip.unsupported": 422,
  "zip.nested": 422,
  "zip.empty": 422,

  // names: the subject (RFC 5280 appendix A bounds, ISO 3166) and the subject alternative names
  "subject.empty": 422,
  "subject.value-empty": 422,
  "subject.value-too-long": 422,
  "subject.bad-character": 422,
  "subject.country-unknown": 422,
  "san.malformed": 422,

  // requests (RFC 2986)
  "chain.no-such-root": 422,
  "csr.bad-signature": 422,
  "csr.unsupported-signature": 422,
  "csr.names-twice": 422,
  "csr.names-unreadable": 422,
  "csr.name-not-ascii": 422,

  // signing (RFC 5280 §4.2, §6.1)
  "sign.issuer-not-authority": 422,
  "sign.issuer-key-too-weak": 422,
  "sign.issuer-key-computable": 422,
  "sign.chain-refused": 422,
  "sign.chain-doubtful": 409,
  "sign.issuer-may-not-sign": 422,
  "sign.issuer-revoked": 422,
  "sign.issuer-expired": 422,
  "sign.issuer-not-yet-valid": 422,
  "sign.path-length-used-up": 422,
  "sign.name-not-permitted": 422,
  "sign.issuer-constraints-unreadable": 422,
  "sign.days-out-of-range": 422,
  "sign.path-length-out-of-range": 422,
  "sign.serial-out-of-range": 422,
  "serial.malformed": 422,
  "sign.key-is-not-the-issuers": 422,
  "sign.signature-failed": 500,

  // writing keys and containers
  "export.no-traditional-form": 422,
  "export.no-jwk": 422,
  "export.unproven": 500,
  // the typed line
  "line.unbalanced-quote": 400,
  "line.unknown-word": 400,
  "line.unknown-attribute": 400,
  "line.repeated-attribute": 400,
  "line.missing-word": 400,
  "line.extra-word": 400,
  "line.secret-inline": 400,
  "line.secret-needed": 400,
} as const satisfies Record<ServerErrorCode, number>;

export function statusOf(code: ServerErrorCode): number {
  return statuses[code];
}
