import type { ErrorMessages } from "../../sentences/error-messages.ts";
import { commandErrors } from "./commands.ts";
import { pkiErrors } from "./pki.ts";
import { serverErrors } from "./server.ts";
import { lineErrors } from "./shell.ts";

/** Sentences in English: what is so, where, what next. */
export const errors: ErrorMessages = { ...pkiErrors, ...commandErrors, ...lineErrors, ...serverErrors };
