/** Lines for the end of a test run. */
export function failuresOfVitest(report: unknown, root: string): string[];
export function failuresOfPlaywright(report: unknown): string[];
