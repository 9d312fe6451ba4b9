import { expect } from "vitest";
import { recordCommands } from "./record-commands.mjs";

/** A set-up file of Vitest: a command that a journey ran on a real database. */
recordCommands(() => /\/lib\/server\/journeys\//.test(expect.getState().testPath ?? ""));
