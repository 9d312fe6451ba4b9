// Where the console listens, in words.

interface Place {
  readonly host: string;
  readonly port: number;
}

const everywhere = new Set(["0.0.0.0", "::", "127.0.0.1", "::1", "localhost"]);

/** The address that a person types into a browser on this machine. */
export function shownAddress({ host, port }: Place): string {
  const name = everywhere.has(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return port === 80 ? `http://${name}` : `http://${name}:${port}`;
}

/** Why the console cannot listen: one sentence that names the variable. */
export function listenProblem(error: NodeJS.ErrnoException, { host, port }: Place): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `PORT is ${port}, and something else listens on ${host}:${port} already; stop it or choose another PORT.`;
    case "EACCES":
      return `PORT is ${port}, and this user may not listen on it; choose a PORT from 1024 to 65535.`;
    case "EADDRNOTAVAIL":
      return `HOST is ${host}, which is no address of this machine; use one that is, 127.0.0.1 or 0.0.0.0.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `HOST is ${host}, which cannot be resolved; use an IP address of this machine.`;
    default:
      return `HOST is ${host} and PORT is ${port}, and listening there failed (${error.code}).`;
  }
}
