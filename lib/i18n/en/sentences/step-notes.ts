import type { StepNoteMessages } from "../../../targets/step-notes.ts";

const profiles = { server: "server", client: "client", "server-client": "server and client" } as const;

/** Notes beside the lines of a step. */
export const stepNotes: StepNoteMessages = {
  "make-request": ({ name }) => `Make the key and the request ${name}, here or on the machine.`,
  "found-request": ({ file }) => `The key and the request ${file} are in the inventory.`,
  "found-certificate": ({ file }) => `The key and the certificate ${file} are in the inventory.`,
  "found-authority": ({ file }) => `The authority ${file} is in the inventory; no second one is made.`,
  "make-signed": ({ request, audience, profile }) =>
    `Have ${request} signed by ${audience === "public" ? "a public authority" : audience === "private" ? "a private authority" : "your authority"}; its template has to allow use as ${profiles[profile]}.`,
  rehearse: () => "Try the connections here with the stored files, before anything is copied.",
  "copy-files": ({ files }) => `Copy to the machine: ${files}.`,
  "write-settings": ({ path }) => `Put the settings in their place: ${path}.`,
  reload: () => "Let the program read its files again.",
  "test-settings": () => "Nothing is reloaded while the settings have an error.",
  "test-without-certificate": ({ expected }) => `Without a certificate the connection has to fail: ${expected}.`,
  "test-with-certificate": ({ expected }) => `With the certificate it has to work: ${expected}.`,
  "verify-files": () => "The chain and the name, as a client sees them.",
  "match-pair": () => "Key and certificate are two halves of one identity.",
  "keep-backup": () =>
    "Keep a copy of the certificate and revocation files elsewhere: the server does not give them back.",
  "renew-generation": ({ names }) => `Sign the next generation of ${names}; the old one is kept beside it.`,
  "undo-generation": ({ names }) =>
    `To go back, make the old generation of ${names} the live one and repeat the steps.`,

  "cms-listen-web-admin": ({ port }) => `Web Admin listens on ${port}, so that 443 stays free for Web Bridge.`,
  "cms-any-failure": () => "Each line answers SUCCESS or FAILURE. At any FAILURE stop, mend it and repeat.",
  "cms-three-arguments": () => "Key, certificate, then the bundle of the authorities.",
  "cms-full-chain": () =>
    "Exactly two files: the key and the full chain (leaf, intermediates, root). There is no third argument.",
  "cms-trust-both-ways": () =>
    "Both sides have to trust each other; without either line there is no joining by browser.",
  "cms-api-web-bridge": ({ url }) => `In the API make a webBridge with the url ${url}, then restart the Call Bridge.`,
  "cms-same-name-renewal": () =>
    "The easiest renewal: upload the new certificate under the same file name and restart the service; nothing is configured again.",
  "cms-never-live-name": ({ name }) =>
    `Never run pki csr ${name} while the service uses that name: it replaces the key at once. Make the request under another name first.`,
  "cms-inspect": () => "Validity, pair and chain, as the appliance sees them.",
  "cms-xmpp-domain": () => "The interface and the domain come before the certificate.",
  "cms-recorder-options": () =>
    "In a cluster the bundle has to hold every Call Bridge's certificate or their authority.",
  "cms-trunk": () => "The tag is the name of the trunk; both ends present the same pair.",
  "cms-list-of-leaves": () =>
    "Up to release 2.9 the list holds the certificates of the Call Bridges themselves, not their authority. When one is renewed, this list is loaded again.",
  "cms-list-and-own": () =>
    "Up to release 2.9 the list holds the certificates of the Call Bridges themselves, not their authority. When one is renewed, this list is loaded again. Who checks this machine's own certificate, and against what, no text of the vendor says.",
  "cms-ucm-lists": () =>
    "Release 3.8 and later. The file holds the other side's server certificate, its intermediates and the root. Without verify enable the list checks nothing.",
  "cms-meeting-apps": ({ url }) =>
    `Release 3.5 and later. gensecret prints a secret for the Web Bridges and makes the one before useless. When ${url} answers in a browser without a warning, browsers reach and trust it.`,
  "cms-meeting-apps-secret": ({ machines }) =>
    `In the place of <secret> goes what gensecret printed on ${machines}. A new secret has to be given to every Web Bridge again.`,
  "cms-sso": ({ files }) =>
    `${files}, the metadata and the settings stand at the top of the zip sso_….zip, in no folder. The pack holds the keys under sso/. After the upload the Web Bridge is restarted.`,
  "cms-cucm-trust": () =>
    "In CUCM, load the authority above the certificates of Web Admin and Call Bridge. One text of the vendor names the store CallManager-trust, a later one tomcat-trust: load it into both.",
  "cms-cucm-trunk": ({ commonName }) =>
    `In CUCM's SIP trunk security profile the X.509 subject name is the common name of the Call Bridge: ${commonName}.`,
  "cms-tls-version": () =>
    "CUCM and Meeting Server have to share a TLS version: Meeting Server takes 1.2 and later since its release 2.3. This cannot be seen from files. Another lowest version needs a restart of the Call Bridge.",
  "cms-backup-after-renewal": () =>
    "After a renewal, make a new backup on this machine and fetch it by SFTP: a rollback to an older one brings the old keys and certificates back.",
  "cms-xmpp-cluster": ({ first }) =>
    `${first} makes the cluster, the others join it once it is there. The list holds the certificates of all XMPP servers.`,
  "cms-xmpp-secret-made": () =>
    "Each line answers with a secret. Keep it until it is typed on the other XMPP servers and in the Call Bridge.",
  "cms-xmpp-secret-typed": ({ first }) => `Each line asks for the secret that ${first} made.`,
  "db-backup": ({ backup, facts }) =>
    `Before the cluster is taken apart, on every machine. Fetch ${backup} and ${facts} by SFTP. A rollback later brings the certificates and private keys of today back.`,
  "db-remove": ({ primary, answer, status }) =>
    `The primary, ${primary}, goes last. Answer the question with a capital ${answer}, and go on when the status says ${status}.`,
  "db-authority": () => "On the primary: an authority of its own for the database. Its key stays there.",
  "db-server-request": () => "On the primary: one certificate for all database nodes, with each name.",
  "db-client-request": () => "On the primary: the client. Its CN has to be postgres exactly.",
  "db-sign": () => "On the primary: both requests are signed with dbca.",
  "db-copy-client": ({ nodes }) =>
    `Copy dbclient.key and dbclient.crt to every machine that connects to the database: ${nodes}.`,
  "db-copy-server": ({ nodes }) => `Copy dbserver.key and dbserver.crt to the database nodes: ${nodes}.`,
  "db-copy-authority": ({ nodes }) => `Copy dbca.crt (never dbca.key) to every machine: ${nodes}.`,
  "db-certs-server": () => "Server key, server certificate, client key, client certificate, root: in this order.",
  "db-certs-client": () => "A machine that only connects: client key, client certificate, root.",
  "db-localnode": () => "The interface on which the database talks.",
  "db-initialize": () => "On the primary alone.",
  "db-status": () => "It has to say (me): Connected Primary.",
  "db-join": () => "Joining empties the database of this machine and copies the primary's.",
  "db-connect": () => "A machine without a database of its own connects to the primary.",
  "db-which-primary": ({ primary }) => `See which machine is the primary now; this description says ${primary}.`,
  "db-renewal": ({ primary }) =>
    `Database certificates are not swapped under the same name: the cluster is removed everywhere (primary: ${primary}), made anew and joined again.`,

  "mm-authority": ({ days }) =>
    `The authority for client certificates, valid for ${days} days, its key under a passphrase. Give it a name of its own, not the server's.`,
  "mm-user-request": ({ user }) =>
    `Key and request of ${user}. The guide makes 1024 bits; those are refused today, so it is 2048.`,
  "mm-user-sign": ({ user }) =>
    `The certificate of ${user}, with a serial number of its own (the guide gives everybody 01). Signing asks for the passphrase of the authority's key, where it has one.`,
  "mm-user-inspect": ({ user }) => `Look at the certificate of ${user}.`,
  "mm-nginx-version": ({ block }) =>
    block === "new"
      ? "The block is for nginx 1.25.1 or newer (http2 on;). Where this prints an older version, change nginx in the description to “older”."
      : "The block is for nginx before 1.25.1 (listen … http2). Where this prints a newer version, change nginx in the description.",
  "mm-close-port": () =>
    "Close port 8065 to everybody but nginx: the headers below can be forged by anyone who reaches it directly.",
  "mm-curl": ({ message }) =>
    `The login page has to appear. “${message}” means that something went wrong; “Decryption has failed” means that the passphrase was not given with the certificate.`,
  "mm-pkcs12": ({ user }) => `Key, certificate and authority of ${user} in one file for the browser.`,
  "mm-import": ({ file }) =>
    `Import ${file} into the keychain or the browser: Settings, Privacy and security, Manage certificates, Import.`,
  "mm-repeat": () => "Repeat for every other person.",
  "mm-visit": ({ url }) => `Open ${url}; the browser asks which certificate to present.`,

  "tls-nginx-block": ({ path }) =>
    `With nginx: ${path} is the block, to which what the server does is added. Another program is given the same files.`,
  "lists-nginx": ({ paths }) =>
    `The script fetches the revocation lists from this console (${paths}) and reloads nginx when they have changed; the second line runs it once an hour. Without it a certificate that is taken back is let in until its list ends, and then no client is.`,
  "lists-tableau": ({ paths }) =>
    `The script fetches the revocation lists from this console (${paths}). Where they have changed it gives them to Tableau and applies the change, which restarts the server: the second line does it at night; run it by hand after a revocation that cannot wait.`,

  "tab-external": () => "External SSL comes first: mutual SSL cannot be turned on without it.",
  "tab-passphrase": () =>
    "If the key file has a passphrase, add --passphrase and its value. Such a key cannot be used for SAML as well.",
  "tab-authorities": ({ file }) =>
    `${file} holds the authorities of the client certificates in order of preference; its name has to end in .crt.`,
  "tab-enable": () => "Turn mutual SSL on.",
  "tab-apply": () =>
    "Applying restarts the server; it asks first (--ignore-prompt leaves the question out, not the restart).",
  "tab-fallback": ({ isOn }) =>
    isOn === "true"
      ? "Without a valid certificate people may sign in by user name and password."
      : "Without a valid certificate nobody signs in (the REST API still takes user name and password).",
  "tab-mapping": ({ mapping }) =>
    `The user name is taken from the ${mapping === "cn" ? "common name" : mapping === "upn" ? "user principal name" : "directory (LDAP)"}.`,
  "tab-revocation": ({ file }) =>
    `Certificates on ${file} are refused. The server keeps this copy: repeat the line for each new list.`,
  "tab-minimum": ({ key, value }) => `${key} is changed to ${value}, away from its default.`,
  "tab-browser": ({ address }) =>
    `Or in the browser: ${address}, Configuration, User Identity & Access, Authentication Method, Mutual SSL; then Save Pending Changes, Pending Changes, Apply Changes and Restart.`,
  "tab-settings-import": () => "Or all of it as a file: its keys are case-sensitive.",
  "tab-sign-in": () =>
    "“Unable to sign in”, and “Unsupported client certificate signature detected” in the VizPortal log, mean a SHA-1 certificate.",

  "df-roots": () =>
    "The root of the certificate that Dialogflow presents by default (SSL.com, CN=Google LLC). Compare its SHA-256 before you trust it.",
  "df-legacy-roots": ({ date }) =>
    `The Google roots for the legacy certificate (CN=*.dialogflow.com): Dialogflow ES falls back to it until ${date}; Dialogflow CX is not known to have switched.`,
  "df-start": () => "Start the server with its files beside it.",
  "df-refused": () => "Without a client certificate the handshake has to fail.",
  "df-accepted": () =>
    "With a test client of your own (add its authority to the list while you test) the handshake has to complete.",
  "df-second-factor": () =>
    "In Dialogflow set the same header for the webhook: the certificate names Google, not your agent.",
  "trouble-no-client-certificate": () =>
    "The client sent no certificate, or none that the authorities of the list issued. Check what the client holds and what the list trusts.",
  "trouble-passphrase": () =>
    "The key is locked and its passphrase was not given: curl does not ask for it. Give it after the certificate, cert:passphrase.",
  "trouble-client-unknown-authority": () =>
    "Dialogflow presented its certificate, and your server could not verify it: the list lacks the root (see the change of 1 December 2026).",
  "trouble-key-too-small": () =>
    "The key has fewer than 2048 bits (the guide makes 1024); OpenSSL 3 refuses it on both sides.",
  "trouble-tableau-signature": () => "The client certificate is signed with SHA-1. Issue it again with SHA-256.",
  "trouble-cms-no-certificates": () =>
    "The service has a TLS port and no certificate yet: give the certs line first, then enable it again.",
  "trouble-cms-c2w": () =>
    "Call Bridge and Web Bridge do not take each other's certificates. Both lists have to be loaded: callbridge trust c2w holds what the Web Bridge presents or its authority, webbridge3 c2w trust what Call Bridge and scheduler present or theirs. The host of the c2w:// address has to stand in the Web Bridge's certificate, and the ports have to be the same.",
  "trouble-cms-c2w-up": () => "Good: Call Bridge and Web Bridge trust each other.",
  "trouble-cms-cucm-name": () =>
    "CUCM broke the connection off. The name or address by which it calls Web Admin is not in the certificate, or the authority above it is not in CUCM, or they share no TLS version. Put the address into “Web Admin is called as”, renew the certificate with it, and load the authority into CUCM.",
  "trouble-cms-web-bridge-list": () =>
    "The Web Bridge does not know the certificate that the Call Bridge presents. Up to release 2.9 webbridge trust holds the Call Bridges' own certificates and not their authority. When one of them was renewed, the list is loaded again.",
  "trouble-cms-recorder-list": () =>
    "The recorder does not know the certificate that the Call Bridge presents. Up to release 2.9 recorder trust holds the certificate of every Call Bridge and not their authority. When one of them was renewed, the list is loaded again.",
  "trouble-cms-whitelist": () =>
    "Good: the streamer found the Call Bridge's certificate in its list. Where this line is missing, compare the serial number of the Call Bridge's certificate with those in the list: the renewed one is not in it.",
  "trouble-cms-recorder-unreached": () =>
    "The Call Bridge does not reach the recorder. Compare the port of the recorder's address in the Call Bridge with its recorder sip listen line; then see that the recorder's bundle holds the certificates of all Call Bridges.",
  "trouble-cms-database-unreached": () =>
    "This machine does not reach the primary of the database. See with pki inspect whether a certificate has ended: then the nodes stop talking to each other, and the files cannot be changed while the cluster is active, so it is taken apart and made again.",
  "trouble-cms-database-client": () =>
    "The database took the connection, and not the client: the common name of the client's certificate has to be postgres exactly.",
  "trouble-cms-database-failed": () =>
    "The last command for the cluster failed. The files of its certificates cannot be changed while it is active: take it apart first, the replicas before the primary, after a backup of each machine.",
  "trouble-cms-schema": ({ clear, upgrade }) =>
    `No fault of certificates. On the primary type ${clear}, then ${upgrade}.`,
  "trouble-purpose": () =>
    "The extended key usage does not allow this side: sign it with a template for server and client.",
  "df-register-der": ({ files }) =>
    `In Dialogflow CX add these files as custom CA certificates of the agent: ${files}. They are DER, as the form wants it, and take the place of Google's own list: every webhook of this agent has to chain up to one of them.`,
  "df-register-authority": () =>
    "Only for a private authority: register it with Dialogflow as a custom CA of the webhook.",
};
