import { type ActFrames, actSentencesOf } from "../../sentences/act-phrases.ts";

/** “Ada {done}.” and “Ada could not {act}: why.” */
export const actSentences = actSentencesOf({
  // keys, requests and certificates
  csr: { done: "made the request {name}[ for {commonName}]", act: "make the request {name|with a key}" },
  selfsigned: {
    done: "made and self-signed {name}[ for {commonName}]",
    act: "make the self-signed certificate[ {name}]",
  },
  sign: { done: "signed {request} with {issuer}", act: "sign {request|a request}[ with {issuer}]" },
  renew: { done: "renewed {name}[ with {issuer}]", act: "renew {name|a certificate}[ with {issuer}]" },
  "renew:request": { done: "made the request that renews {name}", act: "make the request that renews {name}" },
  unlock: { done: "took the passphrase off {key}", act: "take the passphrase off {key|a key}" },
  "key-passphrase": { done: "gave {key} a new passphrase", act: "give {key|a key} a new passphrase" },
  "key-passphrase:remove": { done: "took the passphrase off {key}", act: "take the passphrase off {key}" },
  "key-open": { done: "opened {key} for {minutes#minute#minutes}", act: "open {key|a key}" },
  "key-lock": { done: "locked {key} again", act: "lock {key|a key} again" },
  "key-lock:all": { done: "locked every key that was kept open", act: "lock the keys that are kept open" },
  "pkcs12-to-ssh": { done: "made an SSH key for {username}", act: "make an SSH key for {username|a user}" },

  // authorities
  "authority-create": {
    done: "made the authority {name}[ below {issuer}]",
    act: "make the authority {name|with a key}[ below {issuer}]",
  },
  "authority-renew": { done: "renewed the authority {name}[ with {issuer}]", act: "renew the authority[ {name}]" },
  "authority-cross-sign": {
    done: "cross-signed {certificate} with {issuer}",
    act: "cross-sign {certificate|an authority}[ with {issuer}]",
  },

  "authority-rights": { done: "changed the rights on {name}", act: "change the rights on {name|an authority}" },
  trust: { done: "marked {name} as {mark}", act: "say whether {name|a root} is trusted" },

  // certificates taken back
  revoke: { done: "revoked {certificates}", act: "revoke {certificates|certificates}" },
  release: { done: "ended the hold of {certificate}", act: "end the hold of {certificate|a certificate}" },
  crl: { done: "signed the next list of {authority}", act: "sign the next list of {authority|an authority}" },
  "addresses-save": {
    done: "changed the address for lists and OCSP[ to {base}]",
    act: "change the address for lists and OCSP",
  },
  "crl-save": {
    done: "changed how the lists of {authority} are kept",
    act: "change how the lists of {authority|an authority} are kept",
  },

  // authorities whose key is not here
  "offline-request": {
    done: "sent {request|a list} to {authority}, whose key is elsewhere",
    act: "send {request|a list} to {authority|an authority elsewhere}",
  },
  "offline-answer": {
    done: "took an answer from an authority elsewhere",
    act: "take an answer from an authority elsewhere",
  },
  "offline-list": { done: "looked at what is out", act: "look at what is out" },
  "offline-page": { done: "fetched the page that signs from disk", act: "fetch the page that signs from disk" },
  "offline-package": { done: "fetched a package that is out", act: "fetch a package that is out" },
  "offline-withdraw": { done: "took a package back", act: "take a package back" },

  // files in
  upload: { done: "uploaded {files}", act: "upload {files|files}" },
  "upload:replace": { done: "uploaded {files} over what was there", act: "upload {files} over what is there" },
  "import-review": { done: "looked into {files|files}", act: "look into {files|files}" },
  import: { done: "imported {names|what was found in files}", act: "import {names|what was found in files}" },
  "import:replace": {
    done: "imported {names|what was found in files} over what was there",
    act: "import {names|what was found in files} over what is there",
  },
  bundle: { done: "stored the bundle {store}", act: "store the bundle[ {store}]" },
  "bundle:made": { done: "made a bundle", act: "make a bundle" },
  rebuild: { done: "brought the bundle {bundle} up to date", act: "bring the bundle[ {bundle}] up to date" },
  rename: { done: "renamed {name} to {to}", act: "rename {name|a name}[ to {to}]" },
  restore: {
    done: "took {name} back to generation {generation}",
    act: "take {name|a name} back to an earlier generation",
  },
  label: { done: "labelled {names} {add}", act: "label {names|names}" },
  "label:remove": { done: "took the label {remove} off {names}", act: "take a label off {names}" },
  note: { done: "wrote a note on {name}", act: "write a note on {name|a name}" },
  "note:remove": { done: "removed the note on {name}", act: "remove the note on {name}" },
  archive: { done: "archived {names}", act: "archive {names|names}" },
  unarchive: { done: "took {names} out of the archive", act: "take {names|names} out of the archive" },
  remove: { done: "deleted {file}", act: "delete {file|a file}" },
  "example-load": { done: "loaded the example inventory", act: "load the example inventory" },
  "example-remove": { done: "removed the example inventory", act: "remove the example inventory" },
  "template-save": { done: "saved a version of the template {name}", act: "save a version of the template[ {name}]" },
  template: { done: "looked at the template {name}", act: "look at the template[ {name}]" },
  "authority-list": { done: "looked at the authorities", act: "look at the authorities" },
  authority: { done: "looked at the authority {name}", act: "look at the authority[ {name}]" },
  "template-list": { done: "looked at the templates", act: "look at the templates" },
  "template-try": {
    done: "tried the template {template} with {request}",
    act: "try the template {template|a template}[ with {request}]",
  },
  "view-save": { done: "saved the view {name}", act: "save the view[ {name}]" },
  "view-remove": { done: "removed the view {name}", act: "remove the view[ {name}]" },

  // files out
  download: { done: "downloaded {file}", act: "download {file|a file}" },
  export: { done: "exported {name}", act: "export {name|a name}" },
  "export:key": {
    done: "exported {name} with its key, under a passphrase",
    act: "export {name} with its key, under a passphrase",
  },
  "export:clear": { done: "exported {name} with its key in clear", act: "export {name|a name} with its key in clear" },
  "export:batch": { done: "downloaded the files of the batch {batch}", act: "download the files of the batch {batch}" },
  "inventory-csv": { done: "downloaded the inventory as CSV", act: "download the inventory as CSV" },
  "inventory-csv:service": {
    done: "downloaded the certificates of {service} as CSV",
    act: "download the certificates of {service} as CSV",
  },
  "audit-csv": { done: "downloaded the activity as CSV", act: "download the activity as CSV" },
  pack: {
    done: "downloaded the pack of {service|a service that is not saved}",
    act: "make the pack of {service|a service}",
  },
  "pack:clear": {
    done: "downloaded the pack of {service|a service that is not saved}, with keys in clear",
    act: "make the pack of {service|a service} with keys in clear",
  },

  // client certificates for many people
  "client-batch": {
    done: "began the batch[ {title}] for {people#person#people}, signed with {issuer}",
    act: "begin a batch[ for {people#person#people}]",
  },
  "client-batch:row": {
    done: "issued {name} in the batch {batch}",
    act: "issue {name} in the batch {batch}",
  },
  "client-batch-preview": { done: "looked at what a batch would make", act: "look at what a batch would make" },
  "batch-list": { done: "looked at the batches", act: "look at the batches" },
  "batch-status": { done: "looked at the batch {batch}", act: "look at the batch[ {batch}]" },
  "batch-cancel": { done: "stopped the batch {batch}", act: "stop the batch[ {batch}]" },
  "batch-resume": { done: "let the batch {batch} go on", act: "let the batch[ {batch}] go on" },
  "batch-renew": { done: "renewed what ends of the batch {batch}", act: "renew what ends of the batch[ {batch}]" },
  "batch-passphrases": {
    done: "took the passphrases of the batch {batch}",
    act: "take the passphrases of the batch[ {batch}]",
  },
  "batch-repack": {
    done: "had the .p12 files of the batch {batch} made again",
    act: "have the .p12 files of the batch[ {batch}] made again",
  },
  "batch-links": {
    done: "made links to the files of the batch {batch}[ for {people#person#people}]",
    act: "make links to the files of the batch[ {batch}]",
  },
  "batch-links-revoke": {
    done: "revoked links to the files of the batch {batch}[ for {people#person#people}]",
    act: "revoke links to the files of the batch[ {batch}]",
  },
  "batch-collect": { done: "collected a file", act: "collect a file" },

  // services
  targets: { done: "looked at the kinds of services", act: "look at the kinds of services" },
  services: { done: "looked at the services", act: "look at the services" },
  service: { done: "looked at the service {service}", act: "look at the service[ {service}]" },
  preflight: { done: "checked what a service needs", act: "check what a service needs" },
  rehearse: {
    done: "rehearsed the connections of {service|a service that is not saved}",
    act: "rehearse the connections of {service|a service}",
  },
  "service-save": { done: "described the service {name}", act: "describe the service[ {name}]" },
  "service-save:change": { done: "changed the service {name}", act: "change the service {name}" },
  "service-save:rename": {
    done: "changed the service {previous}, now {name}",
    act: "change the service {previous} and call it {name}",
  },
  "service-remove": { done: "deleted the service {service}", act: "delete the service[ {service}]" },
  "service-apply-fix": { done: "mended the service {service}", act: "mend the service[ {service}]" },
  "service-read-screen": {
    done: "compared a screen with {service}",
    act: "compare a screen with {service|a service}",
  },
  "service-mark-step": { done: "marked a step of {service} as done", act: "mark a step of {service|a service}" },
  "service-mark-step:undo": {
    done: "marked a step of {service} as not done",
    act: "mark a step of {service} as not done",
  },
  "service-adopt": { done: "chose {names} for {service}", act: "choose {names|certificates} for {service|a service}" },
  "service-make-requests": {
    done: "made the requests of {service}[: {requests}]",
    act: "make the requests of {service|a service}",
  },
  "service-make-requests:preview": {
    done: "looked at which requests {service} needs",
    act: "look at which requests {service} needs",
  },
  "service-sign-requests": {
    done: "signed the requests of {service} with {issuer}[: {requests}]",
    act: "sign the requests of {service|a service}[ with {issuer}]",
  },
  "service-sign-requests:preview": {
    done: "looked at which requests of {service} can be signed",
    act: "look at which requests of {service} can be signed",
  },

  // people, tokens, sessions
  "sign-in": { done: "signed in", act: "sign in[ as {email}]" },
  "sign-out": { done: "signed out", act: "sign out" },
  "set-up": { done: "set up the console", act: "set up the console[ as {email}]" },
  "password-change": { done: "changed their own password", act: "change their own password" },
  "session-list": { done: "looked at the sessions", act: "look at the sessions" },
  "session-end": {
    done: "ended {email|their own other} sessions",
    act: "end {email|their own other} sessions",
  },
  "session-end:one": { done: "ended a session[ of {email}]", act: "end a session[ of {email}]" },
  "user-list": { done: "looked at the people", act: "look at the people" },
  "user-create": { done: "added {email} as {role}", act: "add {email|a person}[ as {role}]" },
  "user-change": { done: "gave {email} the role[ {role}]", act: "change {email|a person}" },
  "user-change:disable": { done: "disabled the account of {email}", act: "disable the account of {email}" },
  "user-change:enable": { done: "enabled the account of {email} again", act: "enable the account of {email} again" },
  "user-change:password": { done: "gave {email} a new password", act: "give {email} a new password" },
  "token-list": { done: "looked at the API tokens", act: "look at the API tokens" },
  "token-create": {
    done: "made the API token {name} ({role}) for {days#day#days}",
    act: "make the API token[ {name}][ ({role})]",
  },
  "token-revoke": { done: "revoked the API token {name}", act: "revoke the API token[ {name}]" },
  "token-revoke:host": { done: "revoked the API token {token}", act: "revoke the API token {token}" },
  "unlock-account": { done: "let {email} try to sign in again", act: "let {email|a person} try to sign in again" },
  backup: { done: "made the backup {file}", act: "make the backup[ {file}]" },
  move: { done: "moved the inventory to another database", act: "move the inventory to another database" },
  "audit-export": { done: "exported the audit log as {file}", act: "export the audit log[ as {file}]" },
  "backup-restore": { done: "restored the backup {file}", act: "restore the backup[ {file}]" },
  rewrap: { done: "changed the master key", act: "change the master key" },

  // what is read; of most, refusals alone are logged
  usage: { done: "asked for help", act: "ask for help" },
  terminal: { done: "typed a line in the terminal", act: "type a line in the terminal" },
  list: { done: "looked at the list of files", act: "look at the list of files" },
  inspect: { done: "inspected {file|a file}", act: "inspect {file|a file}" },
  match: {
    done: "matched {certificate|a certificate} with {key|the stored keys}",
    act: "match {certificate|a certificate} with {key|the stored keys}",
  },
  compare: {
    done: "compared {first|a file} with {second|another}",
    act: "compare {first|a file} with {second|another}",
  },
  verify: { done: "verified {file|a certificate}", act: "verify {file|a certificate}" },
  overview: { done: "looked at the overview", act: "look at the overview" },
  counts: { done: "read the counts", act: "read the counts" },
  facets: { done: "looked at the filters of the list", act: "look at the filters of the list" },
  views: { done: "looked at their saved views", act: "look at their saved views" },
  item: { done: "looked at {name}", act: "look at {name|a name}" },
  request: { done: "looked at the request {request}", act: "look at the request[ {request}]" },
  "request-like": {
    done: "looked at what a request like {file|a certificate} asks for",
    act: "look at what a request like {file|a certificate} asks for",
  },
  renewal: { done: "looked at how {name} is renewed", act: "look at how {name|a certificate} is renewed" },
  staple: { done: "took the OCSP answer of {certificate}", act: "take the OCSP answer[ of {certificate}]" },
  "revoke-preview": { done: "looked at what a revocation stops", act: "look at what a revocation stops" },
  "renew-preview": { done: "looked at what a renewal would make", act: "look at what a renewal would make" },
  complete: { done: "completed a typed name", act: "complete a typed name" },
  suggest: { done: "looked for stored names", act: "look for stored names" },
  metrics: { done: "read the metrics", act: "read the metrics" },
  "key-list": { done: "looked at the private keys", act: "look at the private keys" },
  uses: { done: "looked at what uses {count#name#names}", act: "look at what uses stored names" },
  addresses: { done: "looked at the addresses for lists and OCSP", act: "look at the addresses for lists and OCSP" },
  "addresses-check": { done: "tried the addresses for lists and OCSP", act: "try the addresses for lists and OCSP" },
  find: { done: "searched the console", act: "search the console" },
  audit: { done: "looked at the activity", act: "look at the activity" },
});

export const actFrames: ActFrames = {
  done: "{who} {what}.",
  failed: "{who} could not {what}: {why}.",
  explained: "{who} could not {what}. {why}",
  unfinished: "{who} began to {what}; nothing says how it ended.",
  unknown: { done: "ran {command}", act: "run {command}" },
  who: {
    token: "The token {name}",
    link: "The link of {name}",
    host: "A script on the host",
    nobody: "An unknown caller",
  },
  comma: ", ",
  and: " and ",
  more: " and {n} more",
  roles: { administrator: "administrator", operator: "operator", auditor: "auditor" },
};
