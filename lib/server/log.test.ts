import { expect, test } from "vitest";
import { withoutSecrets } from "./log.ts";

test("a secret that the error of a library quotes is cut out of the log", () => {
  const said = withoutSecrets(
    `no start line: -----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY----- for cs_${"A".repeat(43)} at postgresql://ada:hunter2@db/x ${"QUJD".repeat(200)}`,
  );
  expect(said).toBe(
    "no start line: [private key removed] for [token removed] at postgresql://ada:***@db/x [long text removed]",
  );
});

test("a private key that was cut short is cut out of the log too", () => {
  expect(withoutSecrets("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGHAgEA")).toBe("[private key removed]");
});
