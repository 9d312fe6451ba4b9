import type { Handshake, TlsVersion } from "../handshake.ts";

/**
 * One run of a handshake over one version of TLS, and what either end saw of it. Plain data; keys are named, never
 * held.
 */
export interface AttemptQuestion {
  readonly handshake: Handshake;
  /** File name of the server's stored private key. */
  readonly serverKey: string;
  /** File name of the client's; null: the client presents nothing, as one without a certificate would. */
  readonly clientKey: string | null;
  readonly version: TlsVersion;
  readonly expected: Handshake["expected"];
}

/** Why an end has no files to speak with: its key cannot be used here, or OpenSSL would not load them. */
export type LoadProblem =
  | "key-locked"
  | "key-absent"
  | "key-too-small"
  | "issuer-key-too-small"
  | "digest-too-weak"
  | "key-mismatch"
  | "unreadable";

/**
 * How the process of a connection ended before it answered: `signal` (its name) and `status` (its number), by the files
 * that it was given; `time`, after so many seconds; `not-started`, with the system's name of the error; `too-often`,
 * not tried because so many ended in the last minute.
 */
export interface ProcessEnd {
  readonly reason: "signal" | "status" | "time" | "not-started" | "too-often";
  readonly detail: string;
}

export interface TlsAlert {
  readonly number: number;
  /** RFC 8446 §6: `unknown_ca`. */
  readonly name: string;
}

export interface EndFacts {
  /** Set when the files could not be loaded: then nothing else happened. */
  readonly loadProblem: LoadProblem | null;
  /** The handshake was complete for this end. */
  readonly isConnected: boolean;
  /** OpenSSL's verdict on the other side's certificate, its name for the error; null when it agrees or saw none. */
  readonly verdict: string | null;
  /** SHA-256 of the certificates that came from the other side, in the order of the wire, lower hexadecimal. */
  readonly received: readonly string[];
  /** OpenSSL's reason to break the handshake off at this end, its name for the error: `NO_SHARED_CIPHER`. */
  readonly objection: string | null;
  /** An alert that arrived on the wire. */
  readonly receivedAlert: TlsAlert | null;
  /** Application data of the other side arrived. */
  readonly isAnswered: boolean;
}

export interface AttemptFacts {
  readonly protocol: string | null;
  readonly cipher: string | null;
  readonly server: EndFacts;
  readonly client: EndFacts;
  /** Nothing more happened within the time: its seconds. */
  readonly timedOutAfter: number | null;
  /** Set when the process of the connection ended before it could tell anything. */
  readonly processEnd: ProcessEnd | null;
}

/** An end of which nothing was seen. */
export const nothingSeen: EndFacts = {
  loadProblem: null,
  isConnected: false,
  verdict: null,
  received: [],
  objection: null,
  receivedAlert: null,
  isAnswered: false,
};

/** The facts of a connection that never began, because of what either end could not load. */
export function notLoaded(server: LoadProblem | null, client: LoadProblem | null): AttemptFacts {
  return {
    protocol: null,
    cipher: null,
    timedOutAfter: null,
    processEnd: null,
    server: { ...nothingSeen, loadProblem: server },
    client: { ...nothingSeen, loadProblem: client },
  };
}

/** The facts of a connection whose process ended. */
export function endedBefore(processEnd: ProcessEnd): AttemptFacts {
  return { ...notLoaded(null, null), processEnd };
}
