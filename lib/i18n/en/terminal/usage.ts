import type { UsageTexts } from "../../terminal/texts.ts";

/** `help <command>`: one sentence, what to know, an example. */
export const usageTexts: UsageTexts = {
  usage: { summary: "What is used by what.", details: [], examples: ["pki"] },
  preflight: {
    summary: "Would a service work with the stored files: each check, with its reason.",
    details: [
      "Inputs are those that pki targets names; lists are separated by commas.",
      "root: of every target, the root that the chains end in, where a certificate has several ways up.",
      "The word is ours.",
    ],
    examples: ["pki preflight tls-server host:www.example.com identity:www"],
  },
  rehearse: {
    summary: "Would the handshakes succeed: real connections with the stored files.",
    details: [
      "A server and a client of the console speak TLS 1.2 and 1.3 over the loopback interface; nothing leaves this machine.",
      "The word is ours.",
    ],
    examples: ["pki rehearse mutual-tls host:api.example.com server:api clients:minji clientAuthorities:root"],
  },
  pack: {
    summary: "What lies in the pack of a service, file by file.",
    details: [
      "The archive itself comes from the page of the service or over HTTP, and the keys with it only there.",
      "The word is ours.",
    ],
    examples: ["pki pack tls-server host:www.example.com identity:www"],
  },
  targets: {
    summary: "The services that the console can prepare files for, and what each asks for.",
    details: ["The word is ours; the appliance knows itself alone."],
    examples: ["pki targets"],
  },
  list: {
    summary: "Every stored key, request, certificate and bundle.",
    details: [
      "With a text: those of which some name (CN, SAN, serial number, fingerprint, file name) holds it.",
      "The text is ours; the appliance lists everything.",
    ],
    examples: ["pki list", "pki list example.com"],
  },
  "key-list": {
    summary: "The private keys, with what uses each and what waits for it.",
    details: [
      "With a text: those with it in their name. only:unused: no certificate, request or service here has the key;",
      "only:waiting: its request has no certificate yet; only:locked: it is under a passphrase.",
      "The word is ours.",
    ],
    examples: ["pki key-list", "pki key-list only:unused"],
  },
  label: {
    summary: "Gives labels to names, and takes them away.",
    details: ["Labels have no commas; one in capitals is the same as one in small letters.", "The word is ours."],
    examples: ['pki label dbserver dbclient add:"CMS Seoul"', "pki label dbserver add:database,on-call remove:old"],
  },
  find: {
    summary: "Names, authorities, services and batches that a text may mean.",
    details: [
      "The text may be a line of a log: it says what the line means, and the service with the step that mends it.",
      "The word is ours.",
    ],
    examples: ["pki find callbridge", 'pki find "FAILURE: TLS port set but no certificates configured"'],
  },
  note: {
    summary: "Writes a note on a name; it replaces the one before.",
    details: ["The word is ours."],
    examples: ['pki note dbserver "Asked for by the UC team, ticket 4711"'],
  },
  archive: {
    summary: "Puts names away: lists leave them out, and nothing else changes.",
    details: ["The word is ours."],
    examples: ["pki archive oldserver oldclient"],
  },
  unarchive: {
    summary: "Takes archived names back into the lists.",
    details: ["The word is ours."],
    examples: ["pki unarchive oldserver"],
  },
  inspect: {
    summary: "What a file is, what it belongs to and what is wrong with it.",
    details: [
      "Reads PEM and DER: keys, requests, certificates, bundles, revocation lists, PKCS#7, PKCS#12, SSH keys.",
      "With a serial number: what a revocation list says of it.",
    ],
    examples: ["pki inspect dbserver.crt", "pki inspect ca.crl serial:7A:01:02"],
  },
  match: {
    summary: "Do a key and a certificate (or a request) belong together.",
    details: ["With one file alone: which stored key fits it. That form is ours."],
    examples: ["pki match dbserver.key dbserver.crt", "pki match dbserver.crt"],
  },
  compare: {
    summary: "Two certificates or requests, field by field.",
    details: [
      "Says which fields are the same, which differ, and which only one of the two has; labels are those of openssl x509 -text.",
      "The word is ours.",
    ],
    examples: ["pki compare dbserver.csr dbserver.crt"],
  },
  verify: {
    summary: "Is a certificate signed by a CA, and can the bundle prove it.",
    details: [
      "The third file is the root when the bundle holds intermediates only.",
      "Without a bundle the inventory is asked. That form is ours, and so are the attributes:",
      "purpose: server, client or any. name: a host name, an address or an e-mail address that it has to carry.",
      "at: a day or an instant (at:2026-12-31T23:59:59Z). profile:strict refuses breaches of the certificate profile (RFC 5280 §4) too, profile:web those of the rules of public TLS servers as well.",
      "revocation: given (a list in the bundle is asked), off, if-present (what the stored lists say) or require (a list for every certificate).",
    ],
    examples: [
      "pki verify dbserver.crt dbca.crt",
      "pki verify web.crt intermediates.crt root.crt",
      "pki verify web.crt purpose:server name:www.example.com at:2026-12-31",
    ],
  },
  unlock: {
    summary: "Takes the passphrase off a stored key.",
    details: ["The passphrase is asked for; it is never typed in the line."],
    examples: ["pki unlock tableau.key"],
  },
  "key-open": {
    summary: "Keeps a key with a passphrase of its own open for 15 minutes.",
    details: [
      "For your session alone, until you sign out, lock it or change the key. The passphrase is asked for.",
      "Without it each signature asks for the passphrase. The command is ours.",
    ],
    examples: ["pki key-open ca.key"],
  },
  "key-lock": {
    summary: "Ends at once what pki key-open keeps open: one key, or all of them.",
    details: ["The command is ours."],
    examples: ["pki key-lock ca.key", "pki key-lock"],
  },
  csr: {
    summary: "Makes a key and a certificate signing request.",
    details: [
      "The basename may hold letters, digits, hyphen and underscore. A name in use is refused.",
      "Values with spaces need quotes. Attributes stand in any order.",
      "The common name is added to the alternative names when there are hosts among them.",
      "key: rsa-2048 (as the appliance), rsa-3072, rsa-4096, p-256, p-384, p-521, ed25519, or the name of a stored key. The choice is ours.",
      "lock:yes puts the new key under a passphrase of its own, which is asked for twice, stored nowhere, and asked for by each use of the key.",
    ],
    examples: [
      'pki csr dbserver CN:cmscore1.example.com O:"Example Inc" C:KR subjectAltName:cmscore2.example.com,192.0.2.25',
    ],
  },
  selfsigned: {
    summary: "Makes a key and a certificate that it signed itself: an authority that can sign.",
    details: [
      "profile:server makes a server certificate for a test instead. The choice is ours.",
      "days: 1825 for an authority and 365 for a server when it is not given. pathLength: how many authorities may stand below it; no limit when it is not given.",
      "lock:yes puts the key under a passphrase of its own, which is asked for twice, stored nowhere, and asked for by each signature.",
    ],
    examples: [
      "pki selfsigned dbca CN:tplab.local",
      "pki selfsigned testweb CN:test.example.com profile:server days:30",
      "pki selfsigned ca CN:Staff-CA lock:yes",
    ],
  },
  sign: {
    summary: "Signs a stored request with a stored CA.",
    details: [
      "The names are those that the request asks for, unless subjectAltName gives others.",
      "profile: server-client (as the appliance's database certificates), server, client, sub-ca. days: 365 when it is not given. Both choices are ours.",
      "confirm:yes signs a key again that is certified already; the old certificate stays as a generation.",
      "pathLength: how many authorities may stand below a sub-ca; 0 when it is not given.",
      "chain:accept signs although something above the authority makes common receivers refuse the certificate.",
    ],
    examples: ["pki sign dbserver dbca", "pki sign web issuing-ca profile:server days:90"],
  },
  renew: {
    summary: "Makes the next generation of a certificate: same subject, names and uses.",
    details: [
      "By the stored authority that issued it; where its key is not here, as a request whose answer takes its place. request:yes asks for a request in any case.",
      "key: new (when it is not given), or same. days: as many as before when it is not given.",
      "subjectAltName adds names to those that it has. issuer: another stored authority.",
      "The generation before is kept. The word is ours.",
    ],
    examples: ["pki renew webbridge", "pki renew webbridge key:same days:90"],
  },
  staple: {
    summary: "What OCSP says of a certificate now, as a file for a server.",
    details: ["nginx reads it by ssl_stapling_file. It ends after a day: take it anew each night. The word is ours."],
    examples: ["pki staple webbridge"],
  },
  revoke: {
    summary: "Takes a certificate back: the next revocation list of its authority says so.",
    details: [
      "Reasons of RFC 5280: keyCompromise, affiliationChanged, superseded, cessationOfOperation, privilegeWithdrawn, unspecified; certificateHold can be released again.",
      "below:yes takes with an authority everything that it has issued; reissue:yes makes the next certificate at once, with the same names and a new key.",
      "at: since when the key is not trusted. Without confirm:yes it is asked first. The word is ours.",
    ],
    examples: [
      "pki revoke kang-haneul.crt reason:keyCompromise confirm:yes",
      "pki revoke kang-haneul.crt reason:keyCompromise at:2026-11-20T18:30:00Z confirm:yes",
      "pki revoke issuing-ca reason:cACompromise below:yes confirm:yes",
      "pki revoke kang-haneul.crt reason:keyCompromise reissue:yes confirm:yes",
    ],
  },
  release: {
    summary: "Ends the hold of a certificate.",
    details: ["Every other revocation is for good. The word is ours."],
    examples: ["pki release kang-haneul.crt"],
  },
  "authority-list": {
    summary: "Lists the authorities as a tree, with what they issued and when their lists are renewed.",
    details: ["pki authority <name> tells more of one. The word is ours."],
    examples: ["pki authorities"],
  },
  authority: {
    summary: "One authority: what it may do, who vouches for it, what it issued last.",
    details: ["The word is ours."],
    examples: ["pki authority issuing-ca"],
  },
  "authority-create": {
    summary: "Makes an authority with a key of its own.",
    details: [
      "issuer: a stored authority above it; request:yes makes a request for an issuer elsewhere; without either it is a root.",
      "permitted and excluded: names that it may or may not certify (DNS:example.com, IP:10.0.0.0/8, email:example.com). purposes: extended key usages. policies: OIDs.",
      "pathLength: how many authorities may stand below it, one under another. The word is ours.",
    ],
    examples: [
      'pki authority-create root-ca CN:"Example Root CA" days:7300',
      'pki authority-create issuing-ca CN:"Example Issuing CA" issuer:root-ca pathLength:0 permitted:DNS:example.com',
    ],
  },
  "authority-renew": {
    summary: "Makes the next generation of an authority, with its key or a new one.",
    details: [
      "key: same (when it is not given), or new. What the former generation signed is trusted until it ends.",
      "The answer says which names below go on with the former chain. The word is ours.",
    ],
    examples: ["pki authority-renew issuing-ca", "pki authority-renew issuing-ca key:new days:1825"],
  },
  "authority-cross-sign": {
    summary: "Signs the certificate of another authority: same subject, same key, a second way up.",
    details: ["Its key does not have to be here. Limits as with authority-create. The word is ours."],
    examples: ["pki authority-cross-sign new-root old-root"],
  },
  trust: {
    summary: "Says what a self-signed certificate is taken for.",
    details: [
      "trusted: paths may end in it. stored: it is kept and no more. distrusted: it was looked at and is not trusted. For administrators. The word is ours.",
    ],
    examples: ["pki trust partner-root trusted"],
  },
  crl: {
    summary: "Signs the next revocation list of a stored authority.",
    details: ["From then on the console signs it again in time. The word is ours."],
    examples: ["pki crl corp-ca"],
  },
  "offline-request": {
    summary: "Makes a package for an authority whose key is not here: what it is to sign, laid out to the last byte.",
    details: [
      "list:yes asks for its next revocation list instead of a certificate.",
      "The page Offline authorities has the file, the page that signs from disk, and the place for the answer. The word is ours.",
    ],
    examples: [
      "pki offline-request root-r2 devices-1 profile:sub-ca days:1825",
      "pki offline-request root-r2 list:yes",
    ],
  },
  "offline-list": {
    summary: "What was asked of authorities whose key is not here, each with the sixteen groups to compare by voice.",
    details: ["The word is ours."],
    examples: ["pki offline-list", "pki offline-list root-r2 state:all"],
  },
  "offline-withdraw": {
    summary: "Takes such a request back: an answer to it is refused, and its serial number stays spent.",
    details: ["The word is ours."],
    examples: ["pki offline-withdraw 0d6a3f6e-8a52-4d4c-9a5e-2f6c1f0b7a11 confirm:yes"],
  },
  rename: {
    summary: "Gives a name another one: its files, and the services, batches and requests that use it, follow.",
    details: ["confirm:yes agrees to what the question names.", "The audit log keeps the old name. The word is ours."],
    examples: ["pki rename webbridge webbridge-2026 confirm:yes"],
  },
  "client-batch": {
    summary: "Makes a client certificate, a key and a .p12 for each person.",
    details: [
      "One person: for each of them, a name with an e-mail address in angle brackets, or an address alone. For more than a few, paste a table under Client certificates.",
      "root: where the authority has several ways up, the root that the chain in each .p12 ends in.",
      "The work goes on in the background; pki batch-status tells how far it is. The command is ours.",
    ],
    examples: ['pki client-batch staff-ca person:"Minji Kim <minji@example.com>" person:jan@example.com days:90'],
  },
  "batch-status": {
    summary: "How far a batch of client certificates is.",
    details: ["The command is ours."],
    examples: ["pki batch-status 2f9c1e4ab07d"],
  },
  "pkcs12-to-ssh": {
    summary: "Turns the PKCS#12 that was uploaded as <username>.pub into an OpenSSH public key.",
    details: ["The passphrase is asked for; it is never typed in the line."],
    examples: ["pki pkcs12-to-ssh minji"],
  },
  bundle: {
    summary: "Puts certificates in the order that services want: leaf, intermediates, root.",
    details: [
      "Missing links come from the inventory and are said. Each leaf gives a bundle of its own. A key never goes into one.",
      "kind: full-chain when it is not given; chain leaves out the root, ca-bundle the leaf; anchors keeps the order that is typed; pkcs7 is the full chain as .p7b.",
      "root: where there are several ways up, the root that the chain is to end in (its common name, stored name or fingerprint). Without it members that are valid now come first, then what was given, then the shorter way.",
      "store: keeps the bundle under this name. A name in use is refused. The command is ours.",
    ],
    examples: [
      "pki bundle web.crt",
      "pki bundle web.crt issuing.crt kind:chain store:web-chain.pem",
      "pki bundle root-2026.crt root-2019.crt kind:anchors",
    ],
  },
  rebuild: {
    summary: "Makes a stored bundle again out of what is stored now; the one before is kept.",
    details: [
      "A member that was renewed is replaced, and what the new one needs comes with it. pki inspect says what would change. The command is ours.",
      "root: another root than the chain ends in now.",
    ],
    examples: ["pki rebuild web-chain.pem confirm:yes"],
  },
};

export const helpTexts = {
  heading: "Commands:",
  more: "help <command> says more about one of them.",
  usage: "Usage:",
  examples: "Examples:",
} as const;
