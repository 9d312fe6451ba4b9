/** True when there is a current build, after making one where there was none. */
export function buildWhenNeeded(options?: { isQuiet?: boolean }): boolean;
