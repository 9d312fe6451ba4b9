import type { RehearsalMessages } from "../../../targets/rehearsal/line.ts";

/** Lines of a rehearsed handshake. */
export const rehearsalLines: RehearsalMessages = {
  "rehearsal.not-loaded": ({ side, problem, subject, key }) =>
    `The ${side} cannot load its files: ${loadProblem(problem, key)}${subject === "" ? "" : ` (${subject})`}.`,
  "rehearsal.process-ended": ({ reason, detail, keys }) => processEnd(reason, detail, keys),
  "rehearsal.sends": ({ side, chain, count }) =>
    count === 0
      ? `The ${side} has no certificate to send.`
      : `The ${side} sends ${count === 1 ? "one certificate" : `${count} certificates`}: ${chain}.`,
  "rehearsal.sends-nothing": () => "The client is asked for a certificate and sends none.",
  "rehearsal.not-asked": () => "The server asks the client for no certificate.",
  "rehearsal.sent-otherwise": ({ side, sent, planned }) =>
    `What arrived from the ${side} is not what its file holds: ${sent} instead of ${planned} certificates, or another order.`,
  "rehearsal.sent-none": ({ side, key }) =>
    `The ${side} sent no certificate after all: none of the signature schemes that both ends take fits its key (${key}).`,
  "rehearsal.no-agreement": ({ side, objection, key }) =>
    `The ${side} breaks the handshake off${key === "" ? "" : `, with its key ${key}`}. OpenSSL calls it ${objection}.`,
  "rehearsal.agreed": ({ protocol, cipher }) => `They agree on ${protocol.replace("TLSv", "TLS ")} and ${cipher}.`,
  "rehearsal.trusted": ({ side, chain }) => `The ${side} trusts it: ${chain}.`,
  "rehearsal.refused": ({ side, verdict }) => `The ${side} does not trust it. OpenSSL calls it ${verdict}.`,
  "rehearsal.judged-otherwise": ({ verdict }) =>
    verdict === ""
      ? "OpenSSL accepts it; a stricter client would not."
      : `OpenSSL alone objects (${verdict}); by RFC 5280 the chain holds.`,
  "rehearsal.name-found": ({ name }) => `The name ${name} is in the certificate.`,
  "rehearsal.name-common": ({ name }) =>
    `${name} is its common name alone: the appliance takes that, a browser does not.`,
  "rehearsal.name-missing": ({ name, names }) =>
    `The client looks for ${name}; the certificate ${names === "" ? "names nobody in its alternative names" : `is for ${names}`}.`,
  "rehearsal.name-not-asked": () => "The client does not look at the name, only at the chain (verify-ca).",
  "rehearsal.rule-key-small": ({ subject, key, minimum }) =>
    `The service wants at least ${minimum} bits; the key of ${subject} is ${key}.`,
  "rehearsal.rule-digest": ({ subject, algorithm }) => `The service refuses the signature of ${subject}: ${algorithm}.`,
  "rehearsal.rule-common-name": ({ wanted, found }) =>
    `The service lets in ${wanted} alone; the common name is ${found === "" ? "missing" : found}.`,
  "rehearsal.rule-depth": ({ allowed, present }) =>
    `The service looks at ${allowed === 1 ? "one intermediate" : `${allowed} intermediates`} and no further; the chain has ${present}.`,
  "rehearsal.rule-wildcard": ({ name, caller }) => `${caller} refuses the wildcard ${name}.`,
  "rehearsal.rule-self-signed": ({ subject, caller }) => `${caller} refuses ${subject}: it signed itself.`,
  "rehearsal.rule-key-usage": ({ usages }) =>
    `Dialogflow refuses the certificate: its key usage is ${usages}, without digitalSignature.`,
  "rehearsal.check-unknown": () =>
    "No text of the vendor says who checks this certificate, and against what. Here its issuers are taken as known to the client.",
  "rehearsal.rules-kept": () => "The service's own rules (sizes, digests, names, depth) are kept.",
  "rehearsal.identity": ({ kind, value }) => `The service takes the client for ${value} (${identityKind(kind)}).`,
  "rehearsal.no-identity": ({ kind }) =>
    `The service finds no person in the certificate: it has no ${identityKind(kind)}.`,
  "rehearsal.alert": ({ side, number, name }) => `The ${side} sends alert ${number}, ${name}: ${alertMeaning(number)}.`,
  "rehearsal.alert-meant": ({ side, number, name }) =>
    `A ${side} on OpenSSL says so with alert ${number}, ${name}: ${alertMeaning(number)}.`,
  "rehearsal.answered": () => "The client was let in: a question went over the connection and the answer came back.",
  "rehearsal.let-in-without": () => "The client was let in without a certificate, as the setting allows.",
  "rehearsal.turned-away": () => "A client without a certificate is refused, as it should be.",
  "rehearsal.must-be-refused": () => "A client without a certificate was let in. It has to be refused.",
  "rehearsal.broken-off": () => "The connection was broken off.",
  "rehearsal.timed-out": ({ seconds }) => `Nothing happened for ${seconds} seconds.`,
};

function processEnd(reason: string, detail: string, keys: string): string {
  const files = keys === "" ? "these files" : `these files (${keys})`;
  switch (reason) {
    case "signal":
      return `OpenSSL, or Node around it, crashed over ${files}: ${detail} ended the process of the connection. The console is not touched; a program on Node would end the same way.`;
    case "status":
      return `The process of the connection ended over ${files}, with status ${detail}. The console is not touched.`;
    case "time":
      return `The process of the connection took more than ${detail} seconds over ${files} and was ended.`;
    case "not-started":
      return `The process of the connection could not be started: ${detail}.`;
    default:
      return `This was not tried: files ended ${detail} processes of rehearsals within a minute. Try it again in a minute.`;
  }
}

function loadProblem(problem: string, key: string): string {
  switch (problem) {
    case "key-locked":
      return "its private key lies under a passphrase; unlock it first, for 15 minutes or for ever";
    case "key-absent":
      return "its private key is not stored here";
    case "key-too-small":
      return `the key (${key}) is smaller than OpenSSL takes at its usual level, 2048 bits for RSA`;
    case "issuer-key-too-small":
      return "the key of an authority is smaller than OpenSSL takes";
    case "digest-too-weak":
      return "a signature uses a digest that OpenSSL does not take any more";
    case "key-mismatch":
      return "the key belongs to another certificate";
    default:
      return "OpenSSL does not understand them";
  }
}

export function identityKind(kind: string): string {
  switch (kind) {
    case "nginx-dn":
      return "$ssl_client_s_dn of nginx";
    case "postgres-cn":
      return "common name, as the database user";
    case "cn":
      return "common name";
    case "upn":
      return "user principal name";
    default:
      return "e-mail address";
  }
}

const meanings: Readonly<Record<number, string>> = {
  40: "no agreement, in TLS 1.2 also a missing certificate",
  42: "the certificate is not acceptable",
  43: "a certificate of this kind or for this use is not taken",
  44: "the certificate was revoked",
  45: "the certificate has expired or is not valid yet",
  46: "something about the certificate is not right",
  48: "the chain ends at no authority that is trusted",
  51: "a signature does not verify",
  70: "the versions of TLS do not meet",
  71: "the ciphers are not strong enough",
  116: "a certificate is required and none came",
};

function alertMeaning(number: number): string {
  return meanings[number] ?? "the other side broke it off";
}
