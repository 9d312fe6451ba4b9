import { readCertificate, sha256Hex, subjectAltNames, type Certificate } from "../../pki/x509/certificate.ts";
import { readCrl } from "../../pki/x509/crl.ts";
import { formatName } from "../../pki/x509/name.ts";
import { Collector } from "../../pki/path/collector.ts";
import { pathFactsOf } from "../../pki/path/facts.ts";
import type { PathFinding } from "../../pki/path/finding.ts";
import { checkPeerName, readPeerName } from "../../pki/path/names/peer-name.ts";
import type { Verification } from "../../pki/path/verify.ts";
import { readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import { isCommonNameAlone } from "../checks/name-covered.ts";
import type { Handshake } from "../handshake.ts";
import { alertForVerdict } from "./alert.ts";
import type { AttemptFacts, AttemptQuestion, EndFacts, LoadProblem, ProcessEnd } from "./attempt.ts";
import { clientIdentityOf, identityValue, type ClientIdentity } from "./identity.ts";
import { line, type End, type RehearsalLine } from "./line.ts";
import { builtChain, verdictOn } from "./built-chain.ts";
import { brokenByServer, brokenRules, hasRules } from "./rules.ts";
import {
  messagesWhenClientRefused,
  messagesWithoutCertificate,
  messagesWhenNotLoaded,
  messagesWhenServerRefused,
  programOf,
} from "./program-messages.ts";

/** The outcome of one attempt. Plain data. */
export interface Transcript {
  readonly handshake: string;
  readonly version: string;
  /** False: a client without a certificate connects, to see that it is refused (or accepted, where it is optional). */
  readonly withCertificate: boolean;
  readonly passed: boolean;
  /** The outcome that the rules ask for. */
  readonly expected: "accepted" | "refused";
  /** The end that broke it off; null when none did. */
  readonly refusedBy: End | null;
  readonly protocol: string | null;
  readonly cipher: string | null;
  /** Subjects of what either end sent, leaf first. */
  readonly sent: { readonly client: readonly string[]; readonly server: readonly string[] };
  readonly identity: ClientIdentity | null;
  readonly lines: readonly RehearsalLine[];
}

/** Turns the facts of a connection into what a person reads. Pure: the same facts give the same words. */
export function writeTranscript(question: AttemptQuestion, facts: AttemptFacts, at: Date): Transcript {
  const withCertificate = question.clientKey !== null;
  const { handshake } = question;
  const judged = judge(question, facts, at);
  const isLetIn = facts.client.isAnswered && judged.refusedBy === null;
  const isTurnedAway =
    judged.refusedBy === "server" && facts.server.loadProblem === null && objectingEnd(facts) === null;
  const passed = question.expected === "refused" ? isTurnedAway : isLetIn;
  return {
    handshake: handshake.id,
    version: question.version,
    withCertificate,
    passed,
    expected: question.expected,
    refusedBy: judged.refusedBy,
    protocol: facts.protocol,
    cipher: facts.cipher,
    sent: {
      client: (withCertificate ? handshake.client.chain : []).map(subjectOf),
      server: handshake.server.chain.map(subjectOf),
    },
    identity: judged.identity,
    lines: [...judged.lines, ...ending(question, facts, judged)],
  };
}

interface Judged {
  readonly lines: readonly RehearsalLine[];
  readonly refusedBy: End | null;
  /** The server sent the client away because it showed nothing. */
  readonly isRefusedForNone: boolean;
  readonly identity: ClientIdentity | null;
}

function judge(question: AttemptQuestion, facts: AttemptFacts, at: Date): Judged {
  const { handshake, clientKey } = question;
  if (facts.processEnd !== null)
    return {
      lines: [processEndLine(question, facts.processEnd)],
      refusedBy: null,
      isRefusedForNone: false,
      identity: null,
    };
  const notLoaded = [...loadLines("server", facts.server, handshake), ...loadLines("client", facts.client, handshake)];
  if (notLoaded.length > 0) {
    return {
      lines: notLoaded,
      refusedBy: facts.server.loadProblem === null ? "client" : "server",
      isRefusedForNone: false,
      identity: null,
    };
  }
  const server = judgeServer(question, facts, at);
  const isAsked = handshake.server.clientCertificate !== "none";
  const client = clientKey === null || !isAsked ? null : judgeClient(question, facts, at);
  const objecting = objectingEnd(facts);
  const isRefusedForNone =
    clientKey === null &&
    handshake.server.clientCertificate === "required" &&
    !facts.client.isAnswered &&
    objecting === null;
  const refusedBy: End | null =
    objecting ?? (server.isRefused ? "client" : client?.isRefused === true || isRefusedForNone ? "server" : null);
  return {
    lines: [
      ...server.lines,
      ...agreedLine(facts),
      ...(objecting === null ? [] : [objectionLine(objecting, facts, handshake)]),
      ...(client?.lines ?? [silentLine(isAsked)]),
    ],
    refusedBy,
    isRefusedForNone,
    identity: client?.identity ?? null,
  };
}

/** OpenSSL's word for a client without a certificate where one is required: no objection to what was sent. */
const noneSent = "PEER_DID_NOT_RETURN_A_CERTIFICATE";

/** The end that broke the handshake off before any certificate was judged: keys and versions that do not meet. */
function objectingEnd({ server, client }: AttemptFacts): End | null {
  if (server.objection !== null && server.objection !== noneSent) return "server";
  return client.objection === null ? null : "client";
}

/** Objections to the own key; the others are to what the other end showed. */
const ownKey: ReadonlySet<string> = new Set(["NO_SHARED_CIPHER", "NO_SUITABLE_SIGNATURE_ALGORITHM"]);

function objectionLine(side: End, facts: AttemptFacts, handshake: Handshake): RehearsalLine {
  const objection = facts[side].objection ?? "";
  const shower = ownKey.has(objection) === (side === "server") ? "server" : "client";
  return line(
    "rehearsal.no-agreement",
    { side, objection, key: keyLabelOf(handshake[shower].chain) },
    { by: side, tone: "fail", says: [objection.toLowerCase().replaceAll("_", " ")] },
  );
}

function processEndLine({ handshake, clientKey }: AttemptQuestion, { reason, detail }: ProcessEnd): RehearsalLine {
  const chains = [handshake.server.chain, ...(clientKey === null ? [] : [handshake.client.chain])];
  const keys = chains.map(keyLabelOf).filter((label) => label !== "");
  return line("rehearsal.process-ended", { reason, detail, keys: keys.join(", ") }, { tone: "fail" });
}

function keyLabelOf([leaf]: readonly Uint8Array[]): string {
  return leaf === undefined ? "" : readPublicKeyFacts(readCertificate(leaf).spki).label;
}

function agreedLine({ protocol, cipher }: AttemptFacts): RehearsalLine[] {
  return protocol === null || cipher === null ? [] : [line("rehearsal.agreed", { protocol, cipher }, { tone: "info" })];
}

function silentLine(isAsked: boolean): RehearsalLine {
  return isAsked
    ? line("rehearsal.sends-nothing", {}, { by: "client", tone: "info" })
    : line("rehearsal.not-asked", {}, { by: "server", tone: "info" });
}

function loadLines(side: End, { loadProblem }: EndFacts, handshake: Handshake): RehearsalLine[] {
  if (loadProblem === null) return [];
  const [leaf] = handshake[side].chain.map((der) => readCertificate(der));
  const facts = {
    side,
    problem: loadProblem,
    subject: leaf === undefined ? "" : formatName(leaf.subject),
    key: leaf === undefined ? "" : readPublicKeyFacts(leaf.spki).label,
  };
  return [
    line("rehearsal.not-loaded", facts, {
      by: side,
      tone: "fail",
      says: messagesWhenNotLoaded(loadProblem satisfies LoadProblem),
    }),
  ];
}

// ---- the server's certificate, which the client judges

function judgeServer(
  { handshake }: AttemptQuestion,
  facts: AttemptFacts,
  at: Date,
): { lines: RehearsalLine[]; isRefused: boolean } {
  const chain = handshake.server.chain.map((der) => readCertificate(der));
  const ours = verdictOn(chain, handshake.client.trust, { at, purpose: "server", crls: [] });
  const { isConnected, verdict } = facts.client;
  const lines = [
    ...sendsLines("server", chain, facts.client.received, isConnected),
    ...(isConnected
      ? verdictLines("client", ours, verdict, verdict === null ? [] : messagesWhenServerRefused(verdict))
      : []),
    ...(isConnected ? nameLines(handshake.client, chain[0]) : []),
    ...(handshake.rules.isServerCheckUnknown === true
      ? [line("rehearsal.check-unknown", {}, { by: "client", tone: "info" })]
      : []),
    ...(isConnected && chain[0] !== undefined ? brokenByServer(handshake.rules, chain[0]) : []),
  ];
  return { lines, isRefused: verdict !== null || lines.some(({ tone }) => tone === "fail") };
}

/**
 * By the alternative names alone (RFC 9525): OpenSSL would take the common name where there are none, browsers would
 * not. Where the vendor of a service lives by common names, one that fits is a remark.
 */
function nameLines(
  { expectedName, commonNameCounts }: Handshake["client"],
  leaf: Certificate | undefined,
): RehearsalLine[] {
  if (expectedName === null) return [line("rehearsal.name-not-asked", {}, { by: "client", tone: "info" })];
  if (leaf === undefined) return [];
  const collector = new Collector();
  checkPeerName(pathFactsOf(leaf), readPeerName(expectedName), collector);
  const [finding = null] = collector.findings;
  if (finding === null) return [line("rehearsal.name-found", { name: expectedName }, { by: "client", tone: "ok" })];
  if (commonNameCounts && isCommonNameAlone(leaf, expectedName))
    return [line("rehearsal.name-common", { name: expectedName }, { by: "client", tone: "warn", finding })];
  const names = subjectAltNames(leaf)
    .flatMap((name) => ("value" in name ? [name.value] : []))
    .slice(0, 10);
  return [
    line(
      "rehearsal.name-missing",
      { name: expectedName, names: names.join(", ") },
      { by: "client", tone: "fail", finding, says: messagesWhenServerRefused("HOSTNAME_MISMATCH") },
    ),
  ];
}

// ---- the client's certificate, which the server judges

function judgeClient(
  { handshake }: AttemptQuestion,
  facts: AttemptFacts,
  at: Date,
): { lines: RehearsalLine[]; isRefused: boolean; identity: ClientIdentity | null } {
  const chain = handshake.client.chain.map((der) => readCertificate(der));
  const { trust, crls } = handshake.server;
  const ours = verdictOn(chain, trust, { at, purpose: "client", crls: crls.map((der) => readCrl(der)) });
  const { verdict, isConnected } = facts.server;
  const program = programOf(handshake);
  const built = builtChain(ours, [...chain, ...trust.map((der) => readCertificate(der))]);
  const broken = brokenRules(handshake.rules, built.length === 0 ? chain : built);
  const identity = chain[0] === undefined ? null : clientIdentityOf(chain[0], sha256Hex(chain[0].der));
  const named = identityLines(handshake, identity);
  const lines = [
    ...sendsLines("client", chain, facts.server.received, isConnected),
    ...(isConnected
      ? verdictLines("server", ours, verdict, verdict === null ? [] : messagesWhenClientRefused(program, verdict))
      : []),
    ...broken,
    ...(broken.length === 0 && hasRules(handshake.rules)
      ? [line("rehearsal.rules-kept", {}, { by: "server", tone: "ok" })]
      : []),
    ...named,
  ];
  const isRefused = verdict !== null || broken.length > 0 || named.some(({ tone }) => tone === "fail");
  return { lines, isRefused, identity };
}

function identityLines({ rules }: Handshake, identity: ClientIdentity | null): RehearsalLine[] {
  const { identity: kind } = rules;
  if (kind === undefined || identity === null) return [];
  const value = identityValue(identity, kind);
  if (value === null) return [line("rehearsal.no-identity", { kind }, { by: "server", tone: "fail" })];
  return [line("rehearsal.identity", { kind, value }, { by: "server", tone: "ok" })];
}

// ---- both

function sendsLines(
  side: End,
  chain: readonly Certificate[],
  received: readonly string[],
  isConnected: boolean,
): RehearsalLine[] {
  const sends = line(
    "rehearsal.sends",
    { side, chain: chainText(chain), count: chain.length },
    { by: side, tone: "info" },
  );
  if (isConnected && received.length === 0 && chain[0] !== undefined) {
    const { label } = readPublicKeyFacts(chain[0].spki);
    return [sends, line("rehearsal.sent-none", { side, key: label }, { by: side, tone: "fail" })];
  }
  const isAsPlanned =
    received.length === chain.length &&
    chain.every((certificate, index) => sha256Hex(certificate.der) === received[index]);
  if (isAsPlanned || !isConnected) return [sends];
  return [
    sends,
    line(
      "rehearsal.sent-otherwise",
      { side, sent: received.length, planned: chain.length },
      { by: side, tone: "warn" },
    ),
  ];
}

/** OpenSSL's verdict decides, because it is the one that services use; ours says why. */
function verdictLines(side: End, ours: Verification, verdict: string | null, says: readonly string[]): RehearsalLine[] {
  const wrong = ours.findings.find(({ severity }) => severity === "reject") ?? null;
  if (verdict === null) {
    const chain = (ours.paths[0]?.certificates ?? []).map(({ subject }) => subject).join(" › ");
    const trusted = line("rehearsal.trusted", { side, chain }, { by: side, tone: "ok" });
    return wrong === null ? [trusted] : [trusted, otherwise(side, "", wrong)];
  }
  const refused = line("rehearsal.refused", { side, verdict }, { by: side, tone: "fail", finding: wrong, says });
  return wrong === null ? [refused, otherwise(side, verdict, null)] : [refused];
}

/** The two judges differ: said openly, with OpenSSL in the right for the service at hand. */
function otherwise(side: End, verdict: string, wrong: PathFinding | null): RehearsalLine {
  return line(
    "rehearsal.judged-otherwise",
    { side, verdict, ours: wrong?.code ?? "" },
    { by: side, tone: "warn", finding: wrong },
  );
}

function ending(question: AttemptQuestion, facts: AttemptFacts, judged: Judged): RehearsalLine[] {
  if (facts.timedOutAfter !== null)
    return [line("rehearsal.timed-out", { seconds: facts.timedOutAfter }, { tone: "fail" })];
  if (facts.server.loadProblem !== null || facts.client.loadProblem !== null) return [];
  if (facts.processEnd !== null) return [];
  if (objectingEnd(facts) !== null) return alertLine(objectingEnd(facts)!, facts);
  const { handshake, clientKey } = question;
  if (judged.refusedBy === null) {
    if (!facts.client.isAnswered) return [line("rehearsal.broken-off", {}, { tone: "fail" })];
    if (question.expected === "refused") return [line("rehearsal.must-be-refused", {}, { by: "server", tone: "fail" })];
    const isWithout = clientKey === null && handshake.server.clientCertificate === "optional";
    return [line(isWithout ? "rehearsal.let-in-without" : "rehearsal.answered", {}, { by: "server", tone: "ok" })];
  }
  if (judged.isRefusedForNone && judged.refusedBy === "server") return turnedAway(handshake, facts);
  const verdict = judged.refusedBy === "server" ? facts.server.verdict : (facts.client.verdict ?? "HOSTNAME_MISMATCH");
  const program = programOf(handshake);
  // nginx answers with a page, and a rule of the service is broken after TLS is done: there is no alert then.
  if (verdict === null || (program === "nginx" && judged.refusedBy === "server")) return [];
  const alert = alertForVerdict(verdict);
  return [
    line("rehearsal.alert-meant", { side: judged.refusedBy, ...alert }, { by: judged.refusedBy, tone: "info", alert }),
  ];
}

/** The alert that an end sent, as the other one received it. */
function alertLine(side: End, facts: AttemptFacts): RehearsalLine[] {
  const { receivedAlert: alert } = facts[side === "server" ? "client" : "server"];
  return alert === null ? [] : [line("rehearsal.alert", { side, ...alert }, { by: side, tone: "info", alert })];
}

function turnedAway(handshake: Handshake, facts: AttemptFacts): RehearsalLine[] {
  const says = messagesWithoutCertificate(programOf(handshake), facts.client.receivedAlert?.number ?? null);
  return [...alertLine("server", facts), line("rehearsal.turned-away", {}, { by: "server", tone: "ok", says })];
}

const chainText = (chain: readonly Certificate[]): string =>
  chain.map(({ subject }) => formatName(subject)).join(" › ");
const subjectOf = (der: Uint8Array): string => formatName(readCertificate(der).subject);
