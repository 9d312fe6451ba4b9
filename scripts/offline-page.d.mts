/** Builds the page that signs from disk. @returns the path of the file */
export function buildOfflinePage(): Promise<string>;
