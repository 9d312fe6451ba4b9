import { expect, test } from "vitest";
import { BadSetting, readEnv, withoutPassword } from "./env.ts";

test("an empty environment gives the defaults of a fresh clone", () => {
  expect(readEnv({}, "/srv/chainsmith")).toEqual({
    port: 3000,
    host: "127.0.0.1",
    dataDir: "/srv/chainsmith/data",
    databaseUrl: null,
    masterKeyFile: "/srv/chainsmith/data/master.key",
    backdating: 300_000,
    firstAdministrator: null,
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
  });
});

const wrong: readonly [Record<string, string>, RegExp][] = [
  [{ PORT: "abc" }, /^PORT is "abc"; it has to be a whole number from 1 to 65535\.$/],
  [{ PORT: "0" }, /^PORT is "0"/],
  [{ PORT: "65536" }, /^PORT is "65536"/],
  [{ PORT: "3000 4000" }, /^PORT is/],
  [{ BACKDATE_MINUTES: "1441" }, /^BACKDATE_MINUTES is "1441"; it has to be a whole number from 0 to 1440\.$/],
  [{ BACKDATE_MINUTES: "-5" }, /^BACKDATE_MINUTES is "-5"/],
  [{ HOST: "999.1.1.1" }, /^HOST is "999\.1\.1\.1"; it has to be/],
  [{ HOST: "http://localhost" }, /^HOST is/],
  [{ DATABASE_URL: "mysql://u:hunter2hunter2@h/db" }, /^DATABASE_URL begins with "mysql:"/],
  [{ DATABASE_URL: "hunter2hunter2" }, /^DATABASE_URL is not a URL \(14 characters were read\)/],
  [
    { DATABASE_URL: "postgresql://u:hunter2hunter2@h" },
    /^DATABASE_URL is postgresql:\/\/u:\*\*\*@h, which names no database/,
  ],
  [{ ADMIN_EMAIL: "ada", ADMIN_PASSWORD: "hunter2hunter2" }, /^ADMIN_EMAIL is "ada"/],
  [{ ADMIN_EMAIL: "ada@example.com" }, /^ADMIN_EMAIL is set and ADMIN_PASSWORD is not/],
  [{ ADMIN_PASSWORD: "hunter2hunter2" }, /^ADMIN_PASSWORD is set and ADMIN_EMAIL is not/],
  [
    { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "hunter2" },
    /^ADMIN_PASSWORD has 7 characters; it has to have 10 to 128\.$/,
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
