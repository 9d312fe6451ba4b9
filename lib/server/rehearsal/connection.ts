import "server-only";
import { createHash } from "node:crypto";
import { createConnection, createServer, isIP, type Server, type Socket } from "node:net";
import { Duplex } from "node:stream";
import {
  connect,
  createServer as createTlsServer,
  type DetailedPeerCertificate,
  type SecureContext,
  type TLSSocket,
} from "node:tls";
import { alertOf } from "../../targets/rehearsal/alert.ts";
import {
  nothingSeen,
  type AttemptFacts,
  type AttemptQuestion,
  type EndFacts,
} from "../../targets/rehearsal/attempt.ts";
import { certificatesOnWire, handshakeSecretOf, withoutRepeatedLeaf } from "../../targets/rehearsal/wire.ts";

const host = "127.0.0.1";
/** Seconds for one connection: on a loopback it takes some ten milliseconds. */
const patience = 5;

/**
 * The host name of a client that looks for no name, or for an address (RFC 6066 §3 has no addresses): our server asks
 * no further.
 */
const nobody = "rehearsal.invalid";

type Draft = { -readonly [K in keyof EndFacts]: EndFacts[K] };

/**
 * One server, one client, one connection. A connection from any other port than our client's is closed. Both ends let
 * the handshake finish and only then look at OpenSSL's verdict, so that one run tells of both directions.
 */
export class Connection {
  readonly #question: AttemptQuestion;
  readonly #contexts: { readonly server: SecureContext; readonly client: SecureContext };
  readonly #server: Draft = { ...nothingSeen };
  readonly #client: Draft = { ...nothingSeen };
  readonly #sent = { server: [] as Buffer[], client: [] as Buffer[] };
  readonly #open = new Set<Server | Socket>();
  #keyLog = "";
  #protocol: string | null = null;
  #cipher: string | null = null;
  #suite: string | null = null;
  #end: (timedOutAfter: number | null) => void = () => {};

  constructor(question: AttemptQuestion, server: SecureContext, client: SecureContext) {
    this.#question = question;
    this.#contexts = { server, client };
  }

  async run(): Promise<AttemptFacts> {
    const over = new Promise<number | null>((resolve) => (this.#end = resolve));
    const timer = setTimeout(() => this.#end(patience), patience * 1000);
    try {
      await this.#begin();
      const timedOutAfter = await over;
      this.#readWire();
      return {
        protocol: this.#protocol,
        cipher: this.#cipher,
        server: this.#server,
        client: this.#client,
        timedOutAfter,
        processEnd: null,
      };
    } finally {
      clearTimeout(timer);
      this.#close();
    }
  }

  async #begin(): Promise<void> {
    let ourPort: (port: number) => void = () => {};
    const expected = new Promise<number>((resolve) => (ourPort = resolve));
    const listener = createServer({ noDelay: true }, (socket) => {
      void expected.then((port) =>
        socket.remotePort === port && socket.remoteAddress === host ? this.#serve(socket) : socket.destroy(),
      );
    });
    this.#keep(listener);
    await new Promise<void>((resolve, reject) =>
      listener.once("error", reject).listen({ host, port: 0, backlog: 1 }, resolve),
    );
    const address = listener.address();
    if (address === null || typeof address === "string") throw new Error("the rehearsal has no port");
    const socket = this.#keep(createConnection({ host, port: address.port, family: 4, noDelay: true }));
    socket.once("error", () => this.#end(null));
    socket.once("connect", () => {
      ourPort(socket.localPort ?? -1);
      this.#connect(socket);
    });
  }

  #serve(raw: Socket): void {
    this.#keep(raw);
    raw.on("error", () => {});
    const { server } = this.#question.handshake;
    const { version, clientKey } = this.#question;
    const tls = createTlsServer({
      // The only way to give a server a context that was made before. It is asked for because the client names a host.
      SNICallback: (_, done) => done(null, this.#contexts.server),
      requestCert: server.clientCertificate !== "none",
      // OpenSSL's own refusal, with its alert, where nothing is presented. What is presented is judged below.
      rejectUnauthorized: server.clientCertificate === "required" && clientKey === null,
      minVersion: version,
      maxVersion: version,
    });
    tls.on("tlsClientError", (error) => noteError(this.#server, error));
    tls.on("secureConnection", (socket: TLSSocket) => {
      this.#server.isConnected = true;
      const hasCertificate = server.clientCertificate !== "none" && clientKey !== null;
      this.#server.verdict = hasCertificate ? verdictOf(socket) : null;
      socket.on("error", (error) => noteError(this.#server, error));
      socket.on("data", () => {
        this.#server.isAnswered = true;
        if (this.#server.verdict === null) socket.write("2");
        else socket.destroy();
      });
    });
    tls.emit("connection", raw);
  }

  #connect(raw: Socket): void {
    const { client } = this.#question.handshake;
    const isHost = client.expectedName !== null && isIP(client.expectedName) === 0;
    const socket = connect({
      socket: this.#tapped(raw),
      secureContext: this.#contexts.client,
      rejectUnauthorized: false,
      servername: isHost ? client.expectedName : nobody,
      // The name is judged by the certificate itself, with the transcript.
      checkServerIdentity: () => undefined,
    });
    // Node asks itself for the object that it would hand to the function above, and making it ends the process where a
    // key of the chain is on a curve without a NIST name: brainpool, secp256k1.
    socket.getPeerCertificate = () => ({}) as DetailedPeerCertificate;
    this.#keep(socket);
    socket.on("keylog", (line: Buffer) => (this.#keyLog += line.toString("latin1")));
    socket.on("secureConnect", () => {
      this.#client.isConnected = true;
      this.#client.verdict = verdictOf(socket);
      this.#protocol = socket.getProtocol();
      this.#cipher = socket.getCipher().standardName;
      this.#suite = socket.getCipher().name;
      // In TLS 1.3 the client is done before it has been judged: only an answer tells that it was let in.
      socket.write("1");
    });
    socket.on("data", () => {
      this.#client.isAnswered = true;
      this.#end(null);
    });
    socket.on("error", (error) => noteError(this.#client, error));
    socket.on("close", () => this.#end(null));
  }

  /** The client's stream, with what either end writes noted on the way. */
  #tapped(raw: Socket): Duplex {
    const tap = new Duplex({
      read: () => void raw.resume(),
      write: (chunk: Buffer, _encoding, done) => {
        this.#sent.client.push(chunk);
        raw.write(chunk, done);
      },
      final: (done) => void raw.end(done),
      destroy: (error, done) => {
        raw.destroy();
        done(error);
      },
    });
    raw.on("data", (chunk: Buffer) => {
      this.#sent.server.push(chunk);
      if (!tap.push(chunk)) raw.pause();
    });
    raw.on("end", () => tap.push(null));
    raw.on("close", () => tap.destroy());
    return tap;
  }

  #keep<T extends Server | Socket>(each: T): T {
    this.#open.add(each);
    return each;
  }

  #close(): void {
    for (const each of this.#open) {
      if ("destroy" in each) each.destroy();
      else each.close();
    }
  }

  /** TLS 1.3 hides certificates from the wire, so the secrets of the handshake open it again. */
  #readWire(): void {
    const isHidden = this.#question.version === "TLSv1.3";
    for (const end of ["server", "client"] as const) {
      const handshakeSecret = isHidden ? handshakeSecretOf(this.#keyLog, end) : null;
      if (isHidden && handshakeSecret === null) continue;
      const certificates = certificatesOnWire({
        bytes: Buffer.concat(this.#sent[end]),
        handshakeSecret,
        cipher: this.#suite,
      });
      const other = end === "server" ? this.#client : this.#server;
      other.received = withoutRepeatedLeaf(certificates ?? []).map((der) =>
        createHash("sha256").update(der).digest("hex"),
      );
    }
  }
}

/** OpenSSL's name of its objection: typed as an Error, it is the code of one. */
function verdictOf(socket: TLSSocket): string | null {
  return socket.authorized ? null : String(socket.authorizationError as unknown);
}

/** An alert of the other end, or what OpenSSL itself objected to. */
function noteError(end: Draft, error: Error): void {
  const [, number] = /SSL alert number (\d+)/.exec(error.message) ?? [];
  const [, objection] = /^ERR_SSL_(\w+)$/.exec("code" in error ? String(error.code) : "") ?? [];
  if (number !== undefined) end.receivedAlert ??= alertOf(Number(number));
  else if (objection !== undefined && !end.isConnected) end.objection ??= objection;
}
