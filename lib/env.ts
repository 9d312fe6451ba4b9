import { isIP } from "node:net";
import { isAbsolute, join, resolve } from "node:path";
import { visibleLine } from "./pki/asn1/visible-text.ts";

/** The settings of a person who starts the console. This module is the only reader of `process.env`. */
export interface Env {
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** null: the SQLite file in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly masterKeyFile: string;
  /** How long before its signature a certificate begins, in ms. */
  readonly backdating: number;
  /** The first administrator, made when there is no user yet. */
  readonly firstAdministrator: { readonly email: string; readonly password: string } | null;
  /** Absent: `usualSessions`. */
  readonly sessions?: SessionLimits;
  /** Absent: `usualShipping`. */
  readonly auditShipping?: AuditShipping;
}

/** Where entries and checkpoints of the audit log go besides the database. */
export interface AuditShipping {
  /** Checkpoints are appended to it. */
  readonly checkpointFile: string;
  /** A syslog server that takes checkpoints over TCP; null: none. */
  readonly syslog: { readonly host: string; readonly port: number } | null;
  /** Each entry is a line on standard output. */
  readonly isOnStdout: boolean;
}

/** Beside the master key: outside of the database, and sent nowhere. */
export function usualShipping(dataDir: string): AuditShipping {
  return { checkpointFile: join(dataDir, "audit-checkpoints.txt"), syslog: null, isOnStdout: false };
}

/** A variable that cannot be used. `message` is one sentence for the terminal; it never holds a secret. */
export class BadSetting extends Error {
  override readonly name = "BadSetting";
}

/** The settings of a process that listens. */
export interface Serving {
  /** IP addresses and networks whose `X-Forwarded-…` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Each request is a line of the log. */
  readonly logsRequests: boolean;
  readonly limits: {
    /** Open at the same time. */
    readonly connections: number;
    /** Of these, from one address; also requests at the same time from one address behind a proxy. */
    readonly connectionsPerAddress: number;
    /** Of bodies that are on their way in, in MB; of one address half of it. */
    readonly megabytesInFlight: number;
  };
}

/** Characters; administrators need more. */
export const passwordLength = { minimum: 10, administrator: 12, maximum: 128 } as const;

export function leastPasswordLength(role: string): number {
  return role === "administrator" ? passwordLength.administrator : passwordLength.minimum;
}

export interface SessionLimits {
  /** Minutes without a request after which a session ends. */
  readonly idleMinutes: number;
  /** Sessions that one person may have; the one that was not used for the longest time makes room. */
  readonly perPerson: number;
}

export const usualSessions: SessionLimits = { idleMinutes: 30, perPerson: 10 };

type Variables = Readonly<Record<string, string | undefined>>;

/** @throws BadSetting with the name of the variable, what was read and what is wanted. */
export function readEnv(variables: Variables = process.env, workingFolder: string = process.cwd()): Env {
  const dataDir = resolve(workingFolder, filled(variables, "DATA_DIR") ?? "data");
  const masterKeyFile = filled(variables, "MASTER_KEY_FILE");
  return {
    port: readPort(filled(variables, "PORT")),
    host: readHost(filled(variables, "HOST")),
    dataDir,
    databaseUrl: readDatabaseUrl(filled(variables, "DATABASE_URL")),
    masterKeyFile:
      masterKeyFile === undefined
        ? join(dataDir, "master.key")
        : isAbsolute(masterKeyFile)
          ? masterKeyFile
          : resolve(workingFolder, masterKeyFile),
    backdating: readBackdating(filled(variables, "BACKDATE_MINUTES")),
    firstAdministrator: readFirstAdministrator(filled(variables, "ADMIN_EMAIL"), variables["ADMIN_PASSWORD"]),
    auditShipping: {
      checkpointFile: resolve(
        workingFolder,
        filled(variables, "AUDIT_CHECKPOINTS") ?? usualShipping(dataDir).checkpointFile,
      ),
      syslog: readSyslog(filled(variables, "AUDIT_SYSLOG")),
      isOnStdout: readSwitch("AUDIT_STDOUT", filled(variables, "AUDIT_STDOUT")),
    },
    sessions: {
      idleMinutes: readWhole(variables, "SESSION_IDLE_MINUTES", {
        usual: usualSessions.idleMinutes,
        least: 1,
        most: 720,
      }),
      perPerson: readWhole(variables, "SESSIONS_PER_PERSON", { usual: usualSessions.perPerson, least: 1, most: 100 }),
    },
  };
}

/**
 * What holds for a process that listens at `host`. An address that other machines reach carries passwords and session
 * cookies: it wants a TLS proxy that is named, or the word that it may go in clear.
 * @throws BadSetting
 */
export function readServing(host: string, variables: Variables = process.env): Serving {
  const isLocal = isLoopback(host);
  const proxies = readProxies(filled(variables, "TRUSTED_PROXY"));
  const mayBeClear = readSwitch("ALLOW_HTTP", filled(variables, "ALLOW_HTTP"));
  if (!isLocal && proxies === null && !mayBeClear) {
    throw new BadSetting(
      `HOST is ${host}, where other machines would send passwords and session cookies in clear: put a proxy with HTTPS in front and name its address in TRUSTED_PROXY, or set ALLOW_HTTP=1 to do without.`,
    );
  }
  const connections = readCount("MAX_CONNECTIONS", filled(variables, "MAX_CONNECTIONS"), 512);
  return {
    // At a loopback address only this machine asks, so a proxy there need not be named.
    trustedProxies: proxies ?? (isLocal ? ["127.0.0.0/8", "::1"] : []),
    logsRequests: readSwitch("LOG_REQUESTS", filled(variables, "LOG_REQUESTS")),
    limits: {
      connections,
      connectionsPerAddress: readCount(
        "MAX_CONNECTIONS_PER_ADDRESS",
        filled(variables, "MAX_CONNECTIONS_PER_ADDRESS"),
        Math.min(128, connections),
      ),
      megabytesInFlight: readCount("MAX_MEGABYTES_IN_FLIGHT", filled(variables, "MAX_MEGABYTES_IN_FLIGHT"), 128),
    },
  };
}

/** A name may resolve to anything, so of names `localhost` alone counts (RFC 6761 §6.3). */
function isLoopback(host: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+|localhost)$/i.test(host);
}

function readProxies(text: string | undefined): readonly string[] | null {
  if (text === undefined) return null;
  const proxies = text.split(/[\s,]+/).filter(Boolean);
  for (const proxy of proxies) {
    const [address = "", bits, ...rest] = proxy.split("/");
    const widest = isIP(address) === 6 ? 128 : 32;
    const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= widest);
    if (isIP(address) === 0 || !isNetwork || rest.length > 0) {
      throw new BadSetting(
        `TRUSTED_PROXY has "${shown(proxy)}"; each entry has to be an IP address or a network, such as 127.0.0.1 or 10.0.0.0/8.`,
      );
    }
  }
  return proxies;
}

function readSyslog(text: string | undefined): AuditShipping["syslog"] {
  if (text === undefined) return null;
  const url = URL.parse(text);
  const isWanted = url?.protocol === "tcp:" && url.hostname !== "" && url.pathname.length < 2;
  if (!isWanted)
    throw new BadSetting(`AUDIT_SYSLOG is "${shown(text)}"; it has to look like tcp://syslog.example.com:601.`);
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: url.port === "" ? 601 : Number(url.port) };
}

function readSwitch(name: string, text: string | undefined): boolean {
  if (text === undefined || text === "0") return false;
  if (text === "1") return true;
  throw new BadSetting(`${name} is "${shown(text)}"; it has to be 1, or absent.`);
}

function readCount(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (count < 1) throw new BadSetting(`${name} is "${shown(text)}"; it has to be a whole number from 1 to 999999.`);
  return count;
}

/** The environment of a program of the host that we start: our own, and what it has to know besides. */
export function programEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...more };
}

/** An empty variable counts as absent: `PORT= npm start` is how a shell unsets one for a single command. */
function filled(variables: Variables, name: string): string | undefined {
  const value = variables[name]?.trim();
  if (value !== undefined && value.includes("\0")) throw new BadSetting(`${name} holds a NUL character; remove it.`);
  return value === "" ? undefined : value;
}

function readWhole(
  variables: Variables,
  name: string,
  { usual, least, most }: { readonly usual: number; readonly least: number; readonly most: number },
): number {
  const text = filled(variables, name);
  if (text === undefined) return usual;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (!(number >= least && number <= most))
    throw new BadSetting(`${name} is "${shown(text)}"; it has to be a whole number from ${least} to ${most}.`);
  return number;
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 3000;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port >= 1 && port <= 65535))
    throw new BadSetting(`PORT is "${shown(text)}"; it has to be a whole number from 1 to 65535.`);
  return port;
}

function readHost(text: string | undefined): string {
  if (text === undefined) return "127.0.0.1";
  const isHostName =
    /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/.test(text);
  // 999.1.1.1 has the shape of a host name, but an address was meant.
  const isBrokenAddress = /^[\d.]+$/.test(text) && isIP(text) === 0;
  if ((isIP(text) === 0 && !isHostName) || isBrokenAddress) {
    throw new BadSetting(
      `HOST is "${shown(text)}"; it has to be an IP address or a host name of this machine, such as 127.0.0.1 or 0.0.0.0.`,
    );
  }
  return text;
}

/** A day: a clock that is further behind does not know the date. */
const longestBackdating = 1440;

function readBackdating(text: string | undefined): number {
  const minutes = text === undefined ? 5 : /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  if (!(minutes <= longestBackdating)) {
    throw new BadSetting(
      `BACKDATE_MINUTES is "${shown(text ?? "")}"; it has to be a whole number from 0 to ${longestBackdating}.`,
    );
  }
  return minutes * 60_000;
}

/** @throws BadSetting; `name`: what the sentence calls it */
export function readDatabaseUrl(text: string | undefined, name = "DATABASE_URL"): string | null {
  if (text === undefined) return null;
  const wanted = "it has to look like postgresql://user:password@host:5432/database, or be absent for SQLite";
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new BadSetting(`${name} is not a URL (${text.length} characters were read); ${wanted}.`);
  }
  if (url.protocol !== "postgresql:" && url.protocol !== "postgres:")
    throw new BadSetting(`${name} begins with "${shown(url.protocol)}"; ${wanted}.`);
  if (url.pathname.length < 2)
    throw new BadSetting(`${name} is ${withoutPassword(text)}, which names no database; ${wanted}.`);
  return text;
}

/** A database URL that may be shown: the password, and every parameter, is replaced. */
export function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const user = url.username === "" ? "" : `${url.username}${url.password === "" ? "" : ":***"}@`;
  return shown(`${url.protocol}//${user}${url.host}${url.pathname}`);
}

function readFirstAdministrator(email: string | undefined, password: string | undefined): Env["firstAdministrator"] {
  const hasPassword = password !== undefined && password !== "";
  if (email === undefined && !hasPassword) return null;
  if (email === undefined) throw new BadSetting("ADMIN_PASSWORD is set and ADMIN_EMAIL is not; set both or neither.");
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) {
    throw new BadSetting(
      `ADMIN_EMAIL is "${shown(email)}"; it has to be an e-mail address, such as admin@example.com.`,
    );
  }
  if (!hasPassword) throw new BadSetting("ADMIN_EMAIL is set and ADMIN_PASSWORD is not; set both or neither.");
  if (password.length < passwordLength.administrator || password.length > passwordLength.maximum) {
    throw new BadSetting(
      `ADMIN_PASSWORD has ${password.length} characters; it has to have ${passwordLength.administrator} to ${passwordLength.maximum}.`,
    );
  }
  return { email: email.toLowerCase(), password };
}

/** Shows a value short and on one line. */
function shown(text: string): string {
  const oneLine = visibleLine(text);
  return oneLine.length > 80 ? `${oneLine.slice(0, 80)}…` : oneLine;
}
