import { startPostgres } from "./postgres.ts";

/**
 * Before all files, where SHARED_POSTGRES asks for it (`npm test`): one PostgreSQL for all. Otherwise a file starts its
 * own.
 */
export default async function sharePostgres(): Promise<(() => Promise<void>) | undefined> {
  if (!process.env["SHARED_POSTGRES"] || process.env["TEST_DATABASE_URL"]) return undefined;
  const server = await startPostgres();
  process.env["TEST_DATABASE_URL"] = server.url;
  return () => server.stop();
}
