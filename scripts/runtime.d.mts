/** The folder of the checkout, with a slash at its end. */
export const root: string;
/** The runtime that package.json pins. */
export const pinnedNode: string;
/** The JavaScript file that a program of a package runs. */
export function programOf(packageName: string, program?: string): string;
/** The environment for the children of a script: production, nothing that calls home. */
export function childEnvironment(): NodeJS.ProcessEnv;
/** The environment of the console itself. */
export function consoleEnvironment(): NodeJS.ProcessEnv;
/** How the console itself runs. */
export const consoleFlags: readonly string[];
