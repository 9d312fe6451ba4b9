import type { ErrorMessages } from "../../sentences/error-messages.ts";
import { commandErrors } from "./commands.ts";
import { pkiErrors } from "./pki.ts";
import { serverErrors } from "./server.ts";
import { lineErrors } from "./shell.ts";

/** 한국어 문장: 무엇이 그러한지, 어디인지, 다음에 무엇을 할지. */
export const errors: ErrorMessages = { ...pkiErrors, ...commandErrors, ...lineErrors, ...serverErrors };
