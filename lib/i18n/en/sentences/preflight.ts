import { identityKind } from "./rehearsal.ts";
import type { FixCode, FixFacts, PreflightMessages } from "../../../targets/preflight.ts";

const day = (iso: string): string => iso.slice(0, 10);
const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;

/** Services of Cisco Meeting Server by their names. */
const serviceWords: Readonly<Record<string, string>> = {
  "web-admin": "Web Admin",
  "call-bridge": "Call Bridge",
  "web-bridge": "Web Bridge",
  xmpp: "XMPP",
  turn: "TURN",
  "load-balancer": "load balancer",
  trunk: "trunk",
  recorder: "recorder",
  streamer: "streamer",
  uploader: "uploader",
  scheduler: "scheduler",
  "meeting-apps": "MeetingApps",
  "h323-gateway": "H.323 gateway",
  database: "the database",
};
const serviceWord = (service: string): string => serviceWords[service] ?? service;

/** Results of a preflight: the fact, and what follows from it. */
export const preflight: PreflightMessages = {
  "identity.stored": {
    pass: ({ name }) => `${name} is stored.`,
    fail: ({ name }) => `Nothing is stored under ${name}. Make its key and request, or bring its files.`,
    unknown: () => "No identity is chosen yet.",
  },
  "identity.certificate": {
    pass: ({ file }) => `${file} is there.`,
    fail: ({ name }) => `${name} has no certificate yet. Have its request signed.`,
  },
  "key.present": {
    pass: ({ file }) => `The key ${file} is there.`,
    fail: ({ name }) =>
      `The private key of ${name} is not stored; the service cannot prove that the certificate is its own.`,
  },
  "key.unlocked": {
    pass: ({ file }) => `${file} needs no passphrase.`,
    fail: ({ file }) => `${file} is locked by a passphrase, and nobody types it when the service starts.`,
  },
  "key.matches": {
    pass: ({ key, certificate }) => `${key} and ${certificate} belong together.`,
    fail: ({ key, certificate }) => `${key} does not belong to ${certificate}; the service will refuse the pair.`,
  },
  "certificate.sound": { pass: ({ file, days, key }) => `${file} is sound: ${key}, ${count(days, "day")} left.` },
  "certificate.self-signed": {
    pass: ({ issuer }) => `Issued by ${issuer}.`,
    warn: ({ subject }) =>
      `${subject} signed itself. That is supported on a single machine only, and not recommended there.`,
    fail: ({ subject, caller }) =>
      `${subject} signed itself, and ${caller} refuses such a certificate. Have it signed by an authority that ${caller} holds.`,
  },

  "chain.complete": {
    pass: ({ certificates, root }) => `The chain is complete: ${count(certificates, "certificate")} up to ${root}.`,
    fail: ({ issuer }) => `The chain ends early: ${issuer} is not stored. Bring it here.`,
  },
  "chain.root-not-trusted": {
    fail: ({ anchor, mark }) =>
      mark === "stored"
        ? `The chain ends in ${anchor}, which is only stored here. An administrator can mark it as trusted on its page.`
        : `The chain ends in ${anchor}, which is distrusted here. Use a certificate of another authority.`,
  },
  "chain.trusted": { pass: ({ anchor }) => `The other side builds a path to ${anchor}.` },
  "chain.short": {
    pass: ({ certificates }) => `The chain has ${count(certificates, "certificate")}.`,
    warn: ({ certificates }) =>
      `The chain has ${count(certificates, "certificate")}; each is sent at every connection.`,
  },

  "use.allowed": {
    pass: ({ uses }) => `It may be used as ${uses}.`,
    fail: ({ missing, found }) =>
      `It may not be used as ${missing}${found === "" ? "" : `: it says ${found}`}. Sign it again with a template that allows this.`,
  },
  "use.signature": {
    pass: ({ usages }) => `Its key usage allows the signature of a handshake: ${usages}.`,
    warn: ({ usages }) =>
      `Its key usage (${usages}) does not allow digitalSignature, which every handshake of TLS 1.3 needs: some programs pass over that, others refuse it.`,
    fail: ({ usages, key }) =>
      `Its key usage (${usages}) does not allow digitalSignature: with ${key} no handshake can be signed. Sign it again with a template that allows it.`,
  },
  "receivers.accept": { pass: ({ receivers }) => `What checks it in this service takes it: ${receivers}.` },
  "client.depth": {
    fail: ({ allowed, present }) =>
      `The service looks at ${count(allowed, "intermediate")} and no further; the chain of this client has ${present}.`,
  },
  "client.identity": {
    fail: ({ kind }) => `The service finds no person in the certificate: it has no ${identityKind(kind)}.`,
  },
  "name.covered": {
    pass: ({ names }) => `It carries the names that are looked for: ${names}.`,
    warn: ({ names }) =>
      `${names} is its common name only, and it has no alternative name: the appliance takes that, browsers do not.`,
    fail: ({ missing, found }) =>
      `${missing} is not among its names${found === "" ? "; it has none" : ` (${found})`}. Clients that connect by that name refuse it.`,
  },
  "name.common-name": {
    pass: ({ name }) => `Its common name is ${name}.`,
    fail: ({ wanted, found }) =>
      `Its common name is ${found === "" ? "missing" : found}; it has to be ${wanted} exactly.`,
  },
  "name.postgrest": {
    fail: ({ found }) =>
      `The common name ${found} is a slip: PostgreSQL compares it with the name of its user, postgres.`,
  },
  "name.wildcard": {
    pass: ({ names }) => `The wildcard ${names} is accepted here.`,
    warn: ({ name }) => `It has the wildcard ${name}; nobody could confirm that this service accepts one.`,
    fail: ({ name, caller }) =>
      caller === ""
        ? `It has the wildcard ${name}, which this service refuses.`
        : `It has the wildcard ${name}. ${caller} refuses wildcards: name each machine instead.`,
  },
  "name.present": {
    pass: ({ count: n }) => `It has ${count(n, "alternative name")}.`,
    fail: () => "It has no alternative name; clients look nowhere else (XMPP clients, browsers).",
  },

  "key.large-enough": {
    pass: ({ key }) => `${key} is large enough.`,
    fail: ({ subject, key, minimum }) => `${subject}: ${key} is below the ${minimum} bits that this service demands.`,
  },
  "signature.digest-accepted": {
    pass: ({ digest }) => `Signed with ${digest}.`,
    fail: ({ subject, algorithm }) => `${subject} is signed with ${algorithm}; this service refuses that.`,
  },

  "authority.private-for-clients": {
    pass: ({ issuer }) => `${issuer} is a private authority, as client certificates need.`,
    warn: ({ issuer, lastDay }) =>
      `${issuer} is a public authority. From ${lastDay} on, public authorities issue nothing that clients may use; the next renewal needs a private one.`,
  },
  "authority.public-for-browsers": {
    pass: ({ issuer }) => `${issuer} is a public authority; guests' browsers know it.`,
    warn: ({ issuer }) => `${issuer} is no public authority. Browsers outside of your organization will warn.`,
  },

  "trust.chosen": {
    pass: ({ certificates }) => `It holds ${count(certificates, "certificate")}.`,
    fail: () => "Nothing is trusted yet: choose the authorities.",
  },
  "trust.stored": { fail: ({ name }) => `Nothing is stored under ${name}.` },
  "trust.has-root": {
    pass: ({ root }) => `It holds the root ${root}.`,
    fail: ({ issuer }) => `It holds no root: ${issuer} is missing, and OpenSSL trusts no chain that ends before one.`,
  },
  "trust.form": {
    pass: ({ file }) => `${file} is read as PEM.`,
    warn: ({ file, form }) => `${file} is ${form}; services read PEM only. The pack writes it so.`,
  },
  "trust.line-breaks": {
    pass: ({ file }) => `${file} has exactly one line break after each certificate.`,
    warn: ({ file }) =>
      `${file} has other lines or line breaks between or after its certificates. The pack writes it with exactly one after each.`,
  },
  "trust.order": {
    pass: ({ file }) => `${file} is in order.`,
    warn: ({ file, wanted }) => `${file} is not in the order of a chain; ${wanted} would be.`,
  },
  "trust.authorities": {
    pass: ({ certificates }) =>
      certificates === 1 ? "The one certificate is an authority." : `All ${certificates} certificates are authorities.`,
    fail: ({ subject }) => `${subject} is no authority: only that one certificate itself would be let in.`,
  },

  "crl.stored": {
    pass: ({ file }) => `${file} is there.`,
    fail: ({ name }) => `No revocation list is stored under ${name}.`,
  },
  "crl.signed": {
    pass: ({ issuer }) => `${issuer} signed the revocation list.`,
    fail: ({ issuer }) =>
      `The revocation list names ${issuer}, and no authority of the list made that signature; every client would be refused.`,
  },
  "crl.current": {
    pass: ({ nextUpdate }) => `The revocation list holds until ${day(nextUpdate)}.`,
    warn: ({ nextUpdate }) =>
      nextUpdate === ""
        ? "The revocation list does not say when the next one comes."
        : `The revocation list ends on ${day(nextUpdate)}; after that every client is refused.`,
    fail: ({ nextUpdate }) => `The revocation list ended on ${day(nextUpdate)}: every client is refused.`,
  },
  "crl.not-revoked": {
    pass: ({ subject }) => `${subject} is not revoked.`,
    fail: ({ subject, serial }) => `${subject} is on the revocation list (serial number ${serial}).`,
  },
  "crl.published": {
    pass: ({ authority, number }) => `${authority} has signed its revocation list ${number} here.`,
    warn: ({ authority }) =>
      `${authority} has signed no revocation list yet: a certificate that is taken back would still be let in.`,
  },
  "crl.levels": {
    pass: ({ lists }) =>
      lists === 1
        ? "The one revocation list covers every level up to the root."
        : `The ${lists} revocation lists cover every level up to the root.`,
    warn: ({ authority }) =>
      `No revocation list of ${authority} is here. The service wants one of every level, so it gets none: a certificate that is taken back would still be let in.`,
    fail: ({ authority }) =>
      `No revocation list of ${authority} is here. The service wants one of every level and refuses every client without it.`,
  },
  "crl.newest": {
    warn: ({ file, thisUpdate, newer }) =>
      `${file} is of ${day(thisUpdate)}, and a newer list of the same authority, of ${day(newer)}, is stored: give the service that one.`,
  },
  "revocation.stored-lists": {
    pass: ({ known, certificates }) =>
      known === certificates
        ? `The stored revocation lists revoke neither it nor an authority above it.`
        : `The stored revocation lists revoke nothing of it; they tell of ${known} of ${count(certificates, "certificate")} below the root.`,
    fail: ({ subject, serial, reason, at }) =>
      reason === "certificateHold"
        ? `A stored revocation list puts ${subject} (serial number ${serial}) on hold since ${day(at)}: programs that ask for revocation refuse it until a newer list lifts the hold.`
        : `A stored revocation list revoked ${subject} (serial number ${serial}) on ${day(at)}${reason === "unspecified" ? "" : `, reason ${reason}`}: programs that ask for revocation refuse it. Put another certificate in its place.`,
  },

  "request.free-name": {
    pass: ({ name }) => `${name} is a free name for a new key.`,
    warn: ({ name, instead }) =>
      `${name} is in use. A new request under it would replace the live key and stop the service at once, so it is planned as ${instead}.`,
  },

  "cms.file-name": {
    pass: ({ name }) => `${name} is a name that the appliance takes.`,
    fail: ({ name }) => `${name} is not a name for the appliance: letters, digits, hyphen and underscore only.`,
  },
  "cms.services-of-release": {
    pass: ({ release }) => `Every service exists in release ${release}.`,
    fail: ({ service, release }) => `Release ${release} has no ${serviceWord(service)}.`,
  },
  "cms.ports": {
    pass: ({ node, ports }) => `On ${node} each service has a port of its own: ${ports}.`,
    fail: ({ node, port, one, other }) =>
      one === other
        ? `On ${node} ${serviceWord(one)} would need port ${port} twice: browsers and c2w each take one.`
        : `On ${node} ${serviceWord(one)} and ${serviceWord(other)} would both listen on port ${port}.`,
  },
  "cms.c2w-host": {
    pass: ({ hosts }) => `The host of each c2w:// address is one Web Bridge's alone: ${hosts}.`,
    fail: ({ host, machines }) =>
      `${machines} machines with a Web Bridge are called ${host}. The host of a c2w:// address may be one Web Bridge's only: give each machine its own name.`,
  },
  "cms.called-as": {
    pass: ({ node, addresses }) => `Web Admin of ${node} is called as ${addresses}.`,
    warn: ({ node, name }) =>
      `By which address does CUCM call Web Admin of ${node}? ${name} is taken until it is said. Where it is another one (the override address of the conference bridge), CUCM breaks the connection off unless the certificate holds it.`,
    fail: ({ node, addresses }) =>
      `${node} is to be called as ${addresses}, but no Web Admin runs there. Tick Web Admin on it, or move the address to the machine that has one.`,
  },
  "cms.meeting-apps-place": {
    pass: ({ node }) => `MeetingApps has ${node} to itself.`,
    fail: ({ node, services }) =>
      `MeetingApps needs a machine to itself; on ${node} there is also ${services.split(", ").map(serviceWord).join(", ")}.`,
  },
  "cms.list-of-release": {
    fail: ({ list, release }) =>
      `${list} does not exist in release ${release}: it came with 3.8. Take the list out, or change the release.`,
  },
  "cms.list-verified": {
    pass: ({ lists }) => `What is loaded by ${lists} is checked.`,
    warn: ({ lists }) => `The list is loaded by ${lists}, and checking is turned off: any certificate is accepted.`,
  },
  "cms.scheduler-place": {
    pass: ({ node }) => `The scheduler of ${node} has a Call Bridge beside it.`,
    fail: ({ node }) => `The scheduler of ${node} needs a Call Bridge on the same machine.`,
  },
  "cms.join-url": {
    pass: ({ name }) => `Guests join at ${name}.`,
    fail: () => "Web Bridge needs the host name of the join URL.",
  },
  "cms.xmpp-domain": { pass: ({ name }) => `The XMPP domain is ${name}.`, fail: () => "XMPP needs its domain." },
  "cms.cluster-name": {
    pass: ({ name }) => `The cluster is ${name}.`,
    warn: ({ nodes }) =>
      `${nodes} Call Bridges make a cluster: give it a name of its own, the CN of the shared certificate.`,
  },
  "database.single-root": {
    pass: ({ root }) => `The database trusts one root, ${root}.`,
    warn: ({ certificates }) =>
      `This chain has ${certificates} certificates above it, and all of them are in the last file of database cluster certs. One text of the vendor speaks of a single root there, another of root and intermediates: a pair that the root itself signed is on the safe side.`,
  },
  "database.time-left": {
    pass: ({ days }) => `${count(days, "day")} are left before the database certificate ends.`,
    warn: ({ days }) =>
      `The database certificate ends in ${count(days, "day")}. Then the nodes stop talking to each other, and its files cannot be changed while the cluster is active: plan a downtime to take it apart and make it again.`,
  },
  "database.same-authority": {
    pass: ({ root }) => `Server and client certificate end in ${root}.`,
    fail: ({ server, client }) =>
      `The server certificate ends in ${server}, the client certificate in ${client}; the database takes one root for both.`,
  },
  "database.node-count": {
    pass: ({ nodes }) => `${count(nodes, "database node")}.`,
    warn: ({ nodes }) =>
      nodes % 2 === 0
        ? `${nodes} database nodes cannot outvote each other; an odd number can.`
        : `${nodes} database nodes: one text of the vendor allows three, another up to five with a round trip of at most 200 ms.`,
    fail: ({ nodes }) => `${nodes} database nodes are too many: five are the most.`,
  },
  "database.one-primary": {
    pass: ({ node }) => `${node} is the primary.`,
    fail: ({ primaries }) => `A database cluster has exactly one primary; here are ${primaries}.`,
  },

  "mattermost.certificate-login": {
    pass: ({ release }) => `Mattermost ${release} can log in by certificate.`,
    warn: ({ release }) =>
      `Mattermost ${release} has no login by certificate (removed in version 11): nginx still lets only certificate holders in, and people sign in as before.`,
    fail: ({ release }) =>
      `Mattermost ${release} does not start while ClientSideCertEnable is true (removed in version 11). Set it to false.`,
  },
  "mattermost.email": {
    pass: ({ email }) => `It names ${email}.`,
    fail: ({ user }) =>
      `The certificate of ${user} has no emailAddress in its subject; login by certificate finds nobody.`,
  },
  "mattermost.serial-repeated": {
    pass: ({ certificates }) => `${count(certificates, "certificate")}, each with a serial number of its own.`,
    warn: ({ serial, names }) =>
      `${names} share the serial number ${serial} (-set_serial 01 in the guide): a revocation list cannot tell them apart, and Firefox refuses the second.`,
  },
  "mattermost.authority-name": {
    pass: ({ name }) => `The authority is called ${name}.`,
    warn: ({ name }) =>
      `The authority is called ${name}, as the server itself. That works and confuses: give it a name of its own.`,
  },

  "tableau.mapped-name": {
    pass: ({ user, mapping }) => `It signs in ${user} (${mapping}).`,
    fail: ({ name, mapping }) => `${name} has no ${mapping}; Tableau finds nobody to sign in.`,
    warn: ({ name }) =>
      `${name}: Tableau asks the directory whom to sign in; the console cannot look there, so try it once.`,
  },
  "tableau.size-setting": {
    pass: ({ bits }) => `The least size is ${bits} bits.`,
    warn: ({ bits }) =>
      `${bits} bits are below 2048: from 2025.3 on Tableau's OpenSSL refuses such keys whatever this setting says.`,
  },

  "dialogflow.current-root": {
    pass: ({ root }) => `It holds ${root}, the root of the certificate that Dialogflow presents.`,
    fail: ({ root, sha256 }) =>
      `${root} (SHA-256 ${sha256.slice(0, 16)}…) is missing: Dialogflow's client certificate could not be verified.`,
  },
  "dialogflow.legacy-root": {
    pass: ({ roots }) => `It holds ${count(roots, "root")} of Google Trust Services for the legacy certificate.`,
    warn: ({ days }) =>
      `No root of Google Trust Services is in it. Until 1 December 2026 (${count(days, "day")}) Dialogflow may still fall back to its legacy certificate; Dialogflow CX is not known to have switched.`,
  },
  "dialogflow.switch": {
    pass: ({ date }) => `Both client names are accepted; the switch of ${date} changes nothing here.`,
    warn: ({ date, days }) =>
      `From ${date} on (in ${count(days, "day")}) Dialogflow presents CN=Google LLC only; a rule that lets only *.dialogflow.com in will refuse it.`,
    fail: ({ date }) => `Since ${date} Dialogflow presents CN=Google LLC only, and this rule refuses it.`,
  },
  "dialogflow.old-authority": {
    pass: () => "No authority of the old instructions is in the list.",
    warn: ({ subject }) => `${subject} is of the old instructions (GTS CA 1O1 ended in 2021): harmless, and of no use.`,
  },
  "dialogflow.unregistered-authority": {
    warn: ({ issuer }) =>
      `${issuer} is no public authority, so Dialogflow does not know it. Give it to the agent as a custom authority (Dialogflow CX takes files of DER), or have the certificate signed by a public authority.`,
  },
  "dialogflow.second-factor": {
    pass: ({ header }) => `The server also asks for the header ${header}.`,
    warn: () => "CN=Google LLC is not Dialogflow's alone. Ask for a header or a token as well.",
  },
};

/** `C=US,O=Example,CN=Example Root` as its common name; a name that has none as it is. */
const shortName = (name: string): string => /(?:^|,)CN=([^,]+)/.exec(name)?.[1] ?? name;

export const fixes: { readonly [C in FixCode]: (facts: FixFacts[C]) => string } = {
  "fix.request": ({ name }) => `Make the request ${name}`,
  "fix.sign": ({ request }) => `Sign ${request}`,
  "fix.unlock": ({ file }) => `Unlock ${file}`,
  "fix.add-to-list": ({ files }) => `Add ${files.join(", ")}`,
  "fix.use": ({ name }) => `Use ${name}`,
  "fix.renew": ({ name, names }) =>
    names === "" ? `Renew ${name}` : `Renew ${name} with ${names.replaceAll(",", ", ")}`,
  "fix.request-like": ({ name }) => `Make a request like ${name}`,
  "fix.take-root": ({ root }) => `Take ${shortName(root)} from the roots of Node.js`,
  "fix.upload": ({ what }) => `Bring ${what}`,
  "fix.sign-list": ({ authority }) => `Sign the list of ${authority}`,
  "fix.choose": () => "Choose",
};
