import "server-only";
import { appendFile } from "node:fs/promises";
import { connect } from "node:net";
import { hostname } from "node:os";
import type { AuditShipping } from "../../env.ts";
import { log } from "../log.ts";
import type { SealerWishes } from "./sealer.ts";

/** Where entries and checkpoints go besides the database: what an attacker of it cannot take back. */
export function shippingOf({
  checkpointFile,
  syslog,
  isOnStdout,
}: AuditShipping): Pick<SealerWishes, "onEntries" | "onCheckpoint"> {
  const failed = (error: unknown) => log.error({ error }, "a checkpoint of the audit log could not be sent away");
  return {
    onEntries: isOnStdout
      ? (entries) => process.stdout.write(entries.map(({ line }) => `${line}\n`).join(""))
      : undefined,
    onCheckpoint: async (note) => {
      await appendFile(
        checkpointFile,
        `${note}
`,
        { mode: 0o600 },
      ).catch(failed);
      if (syslog !== null) await sendSyslog(syslog, note).catch(failed);
    },
  };
}

/** One message of RFC 5424, facility log audit, counted (RFC 6587 §3.4.1), since a note has line ends. */
function sendSyslog({ host, port }: { readonly host: string; readonly port: number }, note: string): Promise<void> {
  const head = `<109>1 ${new Date().toISOString()} ${hostname()} chainsmith ${process.pid} checkpoint -`;
  const message = Buffer.from(`${head} \ufeff${note}`);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: 5000 });
    socket.once("error", reject);
    socket.once("timeout", () => socket.destroy(new Error("no answer in time: ETIMEDOUT")));
    socket.once("close", () => resolve());
    socket.end(Buffer.concat([Buffer.from(`${message.length} `), message]));
  });
}
