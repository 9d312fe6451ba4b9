import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { IsProxy } from "./client-address.ts";
import { endAndLinger } from "./refusal.ts";

interface Held {
  readonly address: string;
  readonly since: number;
  /** Requests that wait for their answer. */
  requests: number;
}

export interface ConnectionLimits {
  readonly connections: number;
  readonly connectionsPerAddress: number;
}

/** The connections of the server. */
export interface Connections {
  /** False for a connection that was turned away: what still comes over it is not answered. */
  holds(socket: Socket): boolean;
  /** A request began on a connection; call what is returned when its answer is closed. */
  beginRequest(socket: Socket): () => void;
  /** Ends those on which no request waits for its answer. */
  endIdle(): void;
  endAll(): void;
}

/** A connection has so long to send its first request before it makes room for another, in ms. */
const patienceMs = 1000;
export const retryAfterSeconds = 5;

/**
 * Holds the connections of a server below their limits, those of one address too; a proxy that was declared brings many
 * clients over one address and is counted among all alone. At the limit the connection goes that has been without a
 * request for longest; when each of them is being answered, the new one is told to come again.
 *
 * @param turnedAway the body of that answer
 */
export function limitConnections(
  server: Server,
  limits: ConnectionLimits,
  isProxy: IsProxy,
  turnedAway: string,
): Connections {
  const held = new Map<Socket, Held>();
  const ofAddress = new Map<string, number>();

  function release(socket: Socket): void {
    const known = held.get(socket);
    if (known === undefined) return;
    held.delete(socket);
    const left = (ofAddress.get(known.address) ?? 1) - 1;
    if (left > 0) ofAddress.set(known.address, left);
    else ofAddress.delete(known.address);
  }

  /** The connections stand in the order in which they came. */
  function longestIdle(address: string | null): Socket | undefined {
    const before = performance.now() - patienceMs;
    for (const [socket, each] of held)
      if (each.requests === 0 && each.since < before && (address === null || each.address === address)) return socket;
    return undefined;
  }

  function makeRoom(address: string): boolean {
    const isCrowded = !isProxy(address) && (ofAddress.get(address) ?? 0) >= limits.connectionsPerAddress;
    if (!isCrowded && held.size < limits.connections) return true;
    const idle = longestIdle(isCrowded ? address : null);
    if (idle === undefined) return false;
    idle.destroy();
    release(idle);
    return true;
  }

  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    if (!makeRoom(address)) {
      socket.on("error", () => socket.destroy());
      endAndLinger(socket, turnedAwayAnswer(turnedAway));
      return;
    }
    held.set(socket, { address, since: performance.now(), requests: 0 });
    ofAddress.set(address, (ofAddress.get(address) ?? 0) + 1);
    socket.once("close", () => release(socket));
  });

  return {
    holds: (socket) => held.has(socket),
    beginRequest(socket) {
      const known = held.get(socket);
      if (known === undefined) return () => undefined;
      known.requests += 1;
      return () => void (known.requests -= 1);
    },
    endIdle() {
      for (const [socket, { requests }] of held) if (requests === 0) socket.destroy();
    },
    endAll() {
      for (const socket of held.keys()) socket.destroy();
    },
  };
}

function turnedAwayAnswer(text: string): string {
  return [
    "HTTP/1.1 503 Service Unavailable",
    `Retry-After: ${retryAfterSeconds}`,
    "Connection: close",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(text)}`,
    "",
    text,
  ].join("\r\n");
}
