import "server-only";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";

/**
 * The half of a thread's young space, in MiB. The console's own is larger (scripts/runtime.mjs) because of its pages; a
 * flag of the command line outweighs the `resourceLimits` of a thread, so it is set again here, before the first thread
 * is made.
 */
const semiSpace = 4;

/**
 * A file of lib/server on a thread of its own: a path at run time, so that it runs the sources as they are, no bundler
 * between.
 */
export function openThread(fileName: string): Worker {
  return opened(join(process.cwd(), "lib/server", fileName), {
    execArgv: ["--conditions=react-server", "--disable-warning=ExperimentalWarning"],
  });
}

/** A script of a few lines, which starts in a tenth of the time. */
export function openScriptThread(script: string): Worker {
  return opened(script, { eval: true, execArgv: [] });
}

/** Starts a thread without environment variables; it does not keep the process from ending. */
function opened(source: string, options: { readonly eval?: boolean; readonly execArgv: string[] }): Worker {
  setFlagsFromString(`--max-semi-space-size=${semiSpace}`);
  const worker = new Worker(source, { ...options, env: {} });
  worker.unref();
  return worker;
}
