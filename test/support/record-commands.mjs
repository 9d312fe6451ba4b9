// Loaded into a process that runs commands: writes the name of each command that a caller got an answer from, once,
// into the file that COMMANDS_RUN names. scripts/commands-run.ts compares the file with the registry.
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";

const file = process.env.COMMANDS_RUN;
const seen = new Set();

/**
 * Records what the gate answers from now on.
 * @param {(answer: { command: string, surface: string, actorKind: string | null, isOk: boolean }) => boolean} isProof
 */
export function recordCommands(isProof) {
  if (file === undefined || file === "") return;
  subscribe("chainsmith.command", (answer) => {
    if (!answer.isOk || seen.has(answer.command) || !isProof(answer)) return;
    seen.add(answer.command);
    appendFileSync(file, `${answer.command}\n`);
  });
}
