/** A Chromium that Playwright can drive, or undefined. */
export function findChromium(): string | undefined;
/** The folder with initdb and postgres, or undefined. */
export function findPostgres(): string | undefined;
/** True when every judge is here, after an `apt-get install` of what was missing; else throws what to install. */
export function requireTools(): boolean;
