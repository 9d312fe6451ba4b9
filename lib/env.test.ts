import { expect, test } from "vitest";
import { BadSetting, readEnv, readServing, withoutPassword } from "./env.ts";

test("an empty environment gives the defaults of a fresh clone", () => {
  expect(readEnv({}, "/srv/chainsmith")).toEqual({
    port: 3000,
    host: "127.0.0.1",
    dataDir: "/srv/chainsmith/data",
    databaseUrl: null,
    masterKeyFile: "/srv/chainsmith/data/master.key",
    backdating: 300_000,
    firstAdministrator: null,
    auditShipping: {
      checkpointFile: "/srv/chainsmith/data/audit-checkpoints.txt",
      syslog: null,
      isOnStdout: false,
    },
    sessions: { idleMinutes: 30, perPerson: 10 },
  });
});

test("an empty variable counts as absent", () => {
  expect(readEnv({ PORT: "", HOST: " ", DATABASE_URL: "", ADMIN_EMAIL: "", ADMIN_PASSWORD: "" }, "/srv").port).toBe(
    3000,
  );
});

test("each variable is read", () => {
  const env = readEnv(
    {
      PORT: "8443",
      HOST: "::",
      DATA_DIR: "store",
      DATABASE_URL: "postgresql://u:p@db.example.com/chainsmith",
      MASTER_KEY_FILE: "/run/secrets/master",
      BACKDATE_MINUTES: "0",
      ADMIN_EMAIL: "Ada@Example.com",
      ADMIN_PASSWORD: "otter-plinth-carbon",
      SESSION_IDLE_MINUTES: "15",
      SESSIONS_PER_PERSON: "3",
      AUDIT_CHECKPOINTS: "/var/log/checkpoints",
      AUDIT_SYSLOG: "tcp://syslog.example.com",
      AUDIT_STDOUT: "1",
    },
    "/srv",
  );
  expect(env).toEqual({
    port: 8443,
    host: "::",
    dataDir: "/srv/store",
    databaseUrl: "postgresql://u:p@db.example.com/chainsmith",
    masterKeyFile: "/run/secrets/master",
    backdating: 0,
    firstAdministrator: { email: "ada@example.com", password: "otter-plinth-carbon" },
    auditShipping: {
      checkpointFile: "/var/log/checkpoints",
      syslog: { host: "syslog.example.com", port: 601 },
      isOnStdout: true,
    },
    sessions: { idleMinutes: 15, perPerson: 3 },
  });
});

const wrong: readonly [Record<string, string>, RegExp][] = [
  [{ PORT: "abc" }, /^PORT is "abc"; it has to be a whole number from 1 to 65535\.$/],
  [{ PORT: "0" }, /^PORT is "0"/],
  [{ PORT: "65536" }, /^PORT is "65536"/],
  [{ PORT: "3000 4000" }, /^PORT is/],
  [{ BACKDATE_MINUTES: "1441" }, /^BACKDATE_MINUTES is "1441"; it has to be a whole number from 0 to 1440\.$/],
  [{ BACKDATE_MINUTES: "-5" }, /^BACKDATE_MINUTES is "-5"/],
  [
    { AUDIT_SYSLOG: "udp://syslog.example.com" },
    /^AUDIT_SYSLOG is "udp:\/\/syslog\.example\.com"; it has to look like/,
  ],
  [{ AUDIT_STDOUT: "yes" }, /^AUDIT_STDOUT is "yes"; it has to be 1, or absent\.$/],
  [{ HOST: "999.1.1.1" }, /^HOST is "999\.1\.1\.1"; it has to be/],
  [{ HOST: "http://localhost" }, /^HOST is/],
  [{ DATABASE_URL: "mysql://u:hunter2hunter2@h/db" }, /^DATABASE_URL begins with "mysql:"/],
  [{ DATABASE_URL: "hunter2hunter2" }, /^DATABASE_URL is not a URL \(14 characters were read\)/],
  [
    { DATABASE_URL: "postgresql://u:hunter2hunter2@h" },
    /^DATABASE_URL is postgresql:\/\/u:\*\*\*@h, which names no database/,
  ],
  [{ SESSION_IDLE_MINUTES: "0" }, /^SESSION_IDLE_MINUTES is "0"; it has to be a whole number from 1 to 720\.$/],
  [{ SESSIONS_PER_PERSON: "many" }, /^SESSIONS_PER_PERSON is "many"/],
  [{ ADMIN_EMAIL: "ada", ADMIN_PASSWORD: "hunter2hunter2" }, /^ADMIN_EMAIL is "ada"/],
  [{ ADMIN_EMAIL: "ada@example.com" }, /^ADMIN_EMAIL is set and ADMIN_PASSWORD is not/],
  [{ ADMIN_PASSWORD: "hunter2hunter2" }, /^ADMIN_PASSWORD is set and ADMIN_EMAIL is not/],
  [
    { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "hunter2" },
    /^ADMIN_PASSWORD has 7 characters; it has to have 12 to 128\.$/,
  ],
];

test.each(wrong)("%j stops with one sentence that names the variable and no secret", (variables, sentence) => {
  let message = "";
  try {
    readEnv(variables, "/srv");
  } catch (error) {
    expect(error).toBeInstanceOf(BadSetting);
    message = (error as Error).message;
  }
  expect(message).toMatch(sentence);
  expect(message).not.toMatch(/hunter2|\n/);
});

test("a database URL is shown without its password and parameters", () => {
  expect(withoutPassword("postgresql://ada:p%40ss@db:5432/chain?sslpassword=x")).toBe(
    "postgresql://ada:***@db:5432/chain",
  );
});

const defaults = { connections: 512, connectionsPerAddress: 128, megabytesInFlight: 128 };

test.each(["127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST"])(
  "%s is reached from this machine alone, so a proxy on it is believed",
  (host) => {
    expect(readServing(host, {})).toEqual({
      trustedProxies: ["127.0.0.0/8", "::1"],
      logsRequests: false,
      limits: defaults,
    });
  },
);

test.each(["0.0.0.0", "::", "192.0.2.7", "2001:db8::1", "console.example.com", "localhost.example.com", "128.0.0.1"])(
  "%s is reached by others, so a proxy is named or the start is refused in one sentence",
  (host) => {
    const sentence = `HOST is ${host}, where other machines would send passwords and session cookies in clear: put a proxy with HTTPS in front and name its address in TRUSTED_PROXY, or set ALLOW_HTTP=1 to do without.`;
    expect(() => readServing(host, {})).toThrow(new BadSetting(sentence));
    expect(() => readServing(host, { ALLOW_HTTP: "0", TRUSTED_PROXY: " " })).toThrow(BadSetting);
    expect(readServing(host, { ALLOW_HTTP: "1" })).toEqual({
      trustedProxies: [],
      logsRequests: false,
      limits: defaults,
    });
    expect(readServing(host, { TRUSTED_PROXY: "10.0.0.7, fd00::/8" }).trustedProxies).toEqual(["10.0.0.7", "fd00::/8"]);
  },
);

test("the limits are read", () => {
  const variables = { MAX_CONNECTIONS: "40", MAX_CONNECTIONS_PER_ADDRESS: "7", MAX_MEGABYTES_IN_FLIGHT: "300" };
  const limits = { connections: 40, connectionsPerAddress: 7, megabytesInFlight: 300 };
  expect(readServing("::1", variables).limits).toEqual(limits);
  expect(readServing("::1", { MAX_CONNECTIONS: "40" }).limits.connectionsPerAddress).toBe(40);
});

test.each([
  [
    { TRUSTED_PROXY: "proxy.example.com" },
    /^TRUSTED_PROXY has "proxy\.example\.com"; each entry has to be an IP address/,
  ],
  [{ TRUSTED_PROXY: "10.0.0.0/0" }, /^TRUSTED_PROXY has "10\.0\.0\.0\/0"/],
  [{ TRUSTED_PROXY: "10.0.0.0/33" }, /^TRUSTED_PROXY has/],
  [{ TRUSTED_PROXY: "127.0.0.1 10.0.0.0/8/8" }, /^TRUSTED_PROXY has "10\.0\.0\.0\/8\/8"/],
  [{ ALLOW_HTTP: "yes" }, /^ALLOW_HTTP is "yes"; it has to be 1, or absent\.$/],
  [{ MAX_CONNECTIONS: "0" }, /^MAX_CONNECTIONS is "0"; it has to be a whole number/],
  [{ MAX_CONNECTIONS_PER_ADDRESS: "-1" }, /^MAX_CONNECTIONS_PER_ADDRESS is "-1"/],
  [{ MAX_MEGABYTES_IN_FLIGHT: "1e3" }, /^MAX_MEGABYTES_IN_FLIGHT is "1e3"/],
] as const)("%j stops a process that listens", (variables, sentence) => {
  expect(() => readServing("127.0.0.1", variables)).toThrow(sentence);
});
