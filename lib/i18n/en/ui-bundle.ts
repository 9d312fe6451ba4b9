/** Bundles: making one, looking at a stored one, rebuilding it. */
export const bundleText = {
  title: "Bundle",
  lede: "Put in whatever you were given, in any order. Out comes the file that a service wants: leaf, intermediates, root. Nothing is stored until you say so.",
  sources: { title: "From", drop: "Drop files here", choose: "Choose files", chosen: "What goes in", stored: "From the inventory", add: "Add", paste: "Or paste it", pasteHint: "-----BEGIN CERTIFICATE-----", remove: "Take {name} out", up: "Move {name} up", down: "Move {name} down", fromInventory: "in the inventory", bytes: { one: "{n} byte", other: "{n} bytes" }, needed: "Give at least one certificate: drop a file, paste one, or choose it from the inventory.", tooLarge: "Together that is more than 20 MB. No chain is that long.", moved: "{name} is number {n} now." },
  kind: {
    title: "Kind",
    "full-chain": { label: "Full chain", hint: "Leaf, intermediates and root" },
    "chain": { label: "Chain without root", hint: "What a TLS server sends" },
    "ca-bundle": { label: "CA bundle", hint: "Intermediates and root, no leaf" },
    "anchors": { label: "Anchors", hint: "Authorities in your order of preference" },
    "pkcs7": { label: "PKCS#7", hint: "Full chain as .p7b, for Windows and Java" },
  },
  act: "Make the bundle",
  result: { title: "Bundles", one: "Bundle", of: "For {name}", anchors: "Anchors, the preferred one first", count: { one: "{n} certificate", other: "{n} certificates" }, complete: "Complete", short: "Ends before a root", withoutRoot: "Root left out on purpose", made: { one: "{n} bundle is made.", other: "{n} bundles are made." }, pem: "The file", copy: "Copy the file", said: "What was met and done", clean: "Everything was in order already.", order: "Their order is the order of the file. Move the preferred one up." },
  member: { inventory: "from the inventory", by: "issued by {issuer}", expired: "Expired", notYetValid: "Not valid yet", replaced: "Replaced", dropped: "Needed no more", replacedBy: "{name}, which ends {date}, takes its place", follows: "Signature holds", breaks: "Does not follow" },
  take: { download: "Download {name}", store: "Keep it in the inventory", name: "Name", nameHelp: "A name in use is refused: nothing is written over.", act: "Store", stored: "Stored as {name}", already: "The same bundle is stored already as {name}", open: "Open {name}", done: "{name} was made." },
  kept: {
    title: "Members", madeAs: "Made here as {kind}", looksLike: "Looks like {kind}", current: "Up to date", outdated: "Out of date",
    outdatedTitle: "This bundle is out of date", untidyTitle: "This bundle can be put right", outdatedText: "A rebuild makes the same kind of bundle out of what the inventory holds now. The one before is kept as a generation.",
    noSuccessor: "A member has expired and nothing newer is here. Renew it first, then rebuild.",
    rebuild: "Rebuild", confirmTitle: "Rebuild {name}?", confirmText: "The file {name} gets this content. A service that reads it sends it from its next restart on. The one before is kept and can be restored.", keep: "Keep it as it is", act: "Rebuild {name}", done: "{name} is rebuilt as generation {n}.", after: "After the rebuild",
  },
  review: { title: "Order", right: "It is in the right order", rightText: "The certificates follow each other as services want them.", repaired: "The repaired bundle", repairedText: "The same kind of bundle, put right. Take it away or keep it; the file that you gave is not changed.", next: "Make another kind of it" },
} as const;
