import type { ErrorMessages } from "../../sentences/error-messages.ts";

/** Archives, Java key stores, and the reading of what comes in. */
export const readingErrors = {
  "keystore.wrong-passphrase": () => "The passphrase opens neither this Java key store nor a key in it.",
  "keystore.key-own-passphrase": ({ name }) =>
    `The passphrase is that of the key store; its key ${name} has one of its own. Give that one.`,
  "keystore.locked": ({ type }) => `The ${type} key store holds locked keys. Give its passphrase.`,
  "keystore.unsupported": ({ scheme }) =>
    `The key store is ${scheme}, which is not read here. Turn it into PKCS#12 first: keytool -importkeystore -srckeystore … -destkeystore store.p12 -deststoretype PKCS12.`,
  "keystore.damaged": ({ offset }) => `The Java key store is damaged: it breaks at byte ${offset}.`,
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
  "reading.timed-out": ({ seconds }) =>
    `Reading the file took longer than ${seconds} seconds and was stopped. Nothing was stored.`,
  "reading.busy": ({ waiting }) => `${waiting} files are waiting to be read. Try again in a minute.`,
  "import.expired": () => "What was found is no longer kept. Add the files again.",
  "import.nothing-chosen": () => "Nothing is chosen. Choose what is to be stored.",
  "import.unknown-item": ({ item }) => `There is no item ${item} among what was found.`,
  "import.name-twice": ({ fileName }) =>
    `Two of the chosen would be stored as ${fileName}. Give one of them another name.`,
} satisfies Partial<ErrorMessages>;
