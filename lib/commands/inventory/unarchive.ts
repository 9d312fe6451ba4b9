import { command } from "../command.ts";
import { archiving } from "../parts/archiving.ts";

/** Takes names back into the lists that were put away. */
export const unarchive = command({ name: "unarchive", ...archiving(false) });
