import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findNeedlesIn, needlesOfKey, needlesOfText } from "../../../test/support/secrets.ts";
import { providers, stopTestServer, testServer } from "../../../test/support/migrated-database.ts";
import { readEnv } from "../../env.ts";
import { migrate } from "../database/migrate.ts";
import { createConsole } from "../gate/console.ts";
import { execute } from "../gate/execute.ts";

/** A process is killed while it holds an opened key: the key is gone with it, and nothing of the work is. */

afterAll(stopTestServer);

const actor = { kind: "user", id: "test", label: "test@example.com", role: "administrator" } as const;
const root = join(import.meta.dirname, "../../..");
const passphrase = "walnut breeze copper 7";
const people = 300;

describe.each(providers)("on %s", (provider) => {
  test("a killed process takes the key with it: the batch asks for its passphrase and goes on where it was", async () => {
    const folder = mkdtempSync(join(tmpdir(), "chainsmith-held-key-"));
    const variables = {
      DATA_DIR: folder,
      DATABASE_URL: provider === "sqlite" ? "" : await (await testServer()).createDatabase(),
    };
    const env = readEnv(variables);
    await migrate(env);
    const gate = await createConsole(env);
    const { client } = gate.database;
    const asked = (command: string, input: unknown) => execute({ actor, surface: "http", command, input }, gate);
    const ask = async (command: string, input: unknown) => {
      const answer = await asked(command, input);
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      return answer.value as Record<string, unknown>;
    };
    const issued = () => client.batchRow.count({ where: { state: "issued" } });
    try {
      await ask("selfsigned", { name: "ca", subject: { CN: "Held CA" }, key: "p-256", passphrase });
      await ask("authority-rights", { name: "ca", exportKey: [{ role: "administrator" }] });
      const { bytes } = await ask("export", {
        name: "ca",
        format: "key-pem",
        unencrypted: true,
        keyPassphrase: passphrase,
      });
      const child = spawn(
        process.execPath,
        ["--conditions=react-server", "test/support/key-holder-process.ts", String(people)],
        {
          cwd: root,
          env: { ...process.env, NODE_NO_WARNINGS: "1", ...variables, PASSPHRASE: passphrase },
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      const ended = new Promise((resolve) => child.once("close", resolve));
      for (let waited = 0; waited < 60_000 && (await issued()) < 5; waited += 20)
        await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill("SIGKILL");
      await ended;
      const before = await issued();
      expect(before).toBeGreaterThanOrEqual(5);
      expect(before).toBeLessThan(people);
      // The lease of the dead process keeps others away for a minute, which nobody wants to wait for here.
      await client.batch.updateMany({ data: { leaseUntil: new Date(0) } });
      gate.batches.start();
      gate.batches.wake();
      await gate.batches.idle();
      const [row] = await client.batch.findMany();
      const batch = row!.id;
      expect(await ask("batch-status", { batch })).toMatchObject({
        state: "stopped",
        problem: { code: "key.passphrase-needed" },
      });
      const { keyLock } = (await ask("item", { name: "ca" })) as { keyLock: { state: string } | null };
      expect(keyLock?.state).toBe("own-passphrase");
      const needles = [
        ...needlesOfKey("key of the authority", Buffer.from(bytes as Uint8Array).toString("utf8")),
        ...needlesOfText("passphrase", passphrase),
      ];
      expect(findNeedlesIn(folder, needles)).toEqual([]);
      await ask("batch-resume", { batch, passphrase });
      await gate.batches.idle();
      expect(await ask("batch-status", { batch })).toMatchObject({ state: "done", issued: people, failed: 0 });
      expect(await client.certificate.count()).toBe(people + 1);
      expect(await client.signingIntent.count({ where: { completedAt: null } })).toBe(0);
      expect(await client.auditEvent.count({ where: { outcome: "unfinished" } })).toBe(0);
    } finally {
      await gate.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 300_000);
});
