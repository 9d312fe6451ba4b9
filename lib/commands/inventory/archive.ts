import { command } from "../command.ts";
import { archiving } from "../parts/archiving.ts";

/** Puts names away: they stay as they are, keep working for their services, and lists leave them out. */
export const archive = command({ name: "archive", ...archiving(true) });
