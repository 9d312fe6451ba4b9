/** The folder of the checkout, with a slash at its end. */
export const root: string;
/** The runtime that package.json pins. */
export const pinnedNode: string;
/** What the children of a script see: production, nothing that calls home. */
export function childEnvironment(): NodeJS.ProcessEnv;
/** What the console itself sees. */
export function consoleEnvironment(): NodeJS.ProcessEnv;
/** How the console itself runs. */
export const consoleFlags: readonly string[];
