import type { PackTexts } from "../../documents/document-words.ts";

export const packText: PackTexts = {
  files: "Files",
  file: "File",
  kind: "Holds",
  inside: "In this pack",
  kinds: {
    key: "private key",
    certificate: "certificate",
    chain: "certificate and its chain",
    trust: "trusted certificates",
    crl: "revocation list",
    settings: "settings",
    script: "program",
    pkcs12: "key and certificates (.p12)",
  },
  states: { public: "yes", clear: "yes, in clear", locked: "yes, under the passphrase", "left-out": "**no**" },
  keys: "Private keys",
  missing: "Not in this pack",
  missingHow: "These certificates are not made or not chosen yet, so the files that hold them are not here:",
  keysLeftOut: "These are not in the pack. Put each in its place under this very name:",
  keyFrom: (name) =>
    `in Chainsmith, Files › ${name} › Download, or over HTTP \`export {"name":"${name}","format":"key-pem","passphrase":"…"}\``,
  keysLocked:
    "The keys are under the passphrase that was given. Most services want them in clear; on the machine itself:",
  keysClear:
    "The keys are in clear. Move the pack over an encrypted way only, and delete it when the files are in their places.",
  phases: { make: "Make", copy: "Copy", apply: "Apply", check: "Check", renew: "Next time", undo: "Undo" },
  places: {
    mmp: "Type on the appliance (MMP):",
    shell: "Type in a shell:",
    console: "Type in the terminal of the console:",
    browser: "In a browser:",
  },
  unconfirmed: "not confirmed by the vendor's text",
  settings: "Settings",
  troubles: "Messages, and what they mean",
  checksums: "Checksums",
  checksumsHow: "Nothing was changed on the way when this prints OK for every file:",
};
