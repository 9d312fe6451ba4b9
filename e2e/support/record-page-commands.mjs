// Preloaded into the console under test: a command that a page or the terminal of a signed-in person ran.
import { recordCommands } from "../../test/support/record-commands.mjs";

recordCommands(({ surface, actorKind }) => surface === "browser" || (surface === "terminal" && actorKind === "user"));
