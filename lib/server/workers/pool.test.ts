import type { Worker } from "node:worker_threads";
import { afterEach, expect, it } from "vitest";
import { Failure } from "../error-codes.ts";
import { createPool, type PoolOptions, type PoolWorker, type WorkerPool } from "./pool.ts";
import { openScriptThread } from "./thread.ts";

/** A thread that says its number, what it was told, what fails, and nothing at all. */
const script = `
const { parentPort, threadId } = require("node:worker_threads");
let told = null;
parentPort.on("message", ({ id, ask, tell }) => {
  if (tell !== undefined) told = tell;
  else if (ask === "thread") parentPort.postMessage({ id, ok: true, value: { threadId, told } });
  else if (ask === "slowly") setTimeout(() => parentPort.postMessage({ id, ok: true, value: { threadId, told } }), 100);
  else if (ask === "failure") parentPort.postMessage({ id, ok: false, code: "key.wrong-passphrase", facts: {} });
  else if (ask === "bug") parentPort.postMessage({ id, ok: false, bug: "a stack" });
  else if (ask === "throw") throw new Error("broken in the thread");
  else if (ask === "exit") process.exit(0);
});`;

interface Job {
  readonly ask: "thread" | "slowly" | "failure" | "bug" | "throw" | "exit" | "never";
}
interface Told {
  readonly threadId: number;
  readonly told: string | null;
}

let opened: Worker[] = [];
let pool: WorkerPool<Job> | undefined;
function poolOf(options: Partial<PoolOptions> = {}): WorkerPool<Job> {
  opened = [];
  const open = () => {
    const worker = openScriptThread(script);
    opened.push(worker);
    return worker;
  };
  return (pool = createPool<Job>({ name: "test", open, threads: 2, ...options }));
}
afterEach(() => pool?.close());

it("the pool starts no more threads than it may, and the jobs beyond them wait their turn", async () => {
  const one = poolOf();
  const answers = await Promise.all(Array.from({ length: 6 }, () => one.run<Told>({ ask: "slowly" })));
  expect(opened).toHaveLength(2);
  expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(2);
});

it("a Failure crosses from the thread as itself, anything else as an Error with its text", async () => {
  const one = poolOf();
  await expect(one.run({ ask: "failure" })).rejects.toMatchObject({ name: "Failure", code: "key.wrong-passphrase" });
  await expect(one.run({ ask: "bug" })).rejects.toThrow("a stack");
});

it("a thread that throws or ends takes its own job along and no other", async () => {
  const one = poolOf({ threads: 1 });
  const jobs = await Promise.allSettled([
    one.run({ ask: "throw" }),
    one.run<Told>({ ask: "thread" }),
    one.run({ ask: "exit" }),
    one.run<Told>({ ask: "thread" }),
  ]);
  expect(jobs.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected", "fulfilled"]);
  expect(jobs[0]).toMatchObject({ reason: { message: "broken in the thread" } });
  expect(jobs[2]).toMatchObject({ reason: { message: "the test thread ended" } });
  expect(opened).toHaveLength(3);
});

it("the pool ends a thread that takes longer than the time limit, and goes on with the next job", async () => {
  const failure = () => new Failure("reading.timed-out", { seconds: 0.2 });
  const one = poolOf({ threads: 1, timeLimit: { ms: 1000, failure } });
  const [never, next] = await Promise.allSettled([one.run({ ask: "never" }), one.run<Told>({ ask: "thread" })]);
  expect(never).toMatchObject({ status: "rejected", reason: { code: "reading.timed-out" } });
  expect(next).toMatchObject({ status: "fulfilled" });
  expect(opened).toHaveLength(2);
});

it("the pool refuses a job more than may wait", async () => {
  const failure = (waiting: number) => new Failure("reading.busy", { waiting });
  const one = poolOf({ threads: 1, queue: { length: 1, failure } });
  const jobs = await Promise.allSettled([1, 2, 3].map(() => one.run({ ask: "slowly" })));
  expect(jobs.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
  expect(jobs[2]).toMatchObject({ reason: { code: "reading.busy", facts: { waiting: 1 } } });
});

it("a job for one thread goes to that thread, after what was posted to it when the first job was taken", async () => {
  const one = poolOf({ jobsAhead: 2 });
  const taken: PoolWorker[] = [];
  const onTaken = (worker: PoolWorker) => {
    worker.post({ tell: `number ${taken.length}` });
    taken.push(worker);
  };
  const first = await Promise.all([1, 2].map(() => one.run<Told>({ ask: "slowly" }, { onTaken })));
  expect(first.map(({ told }) => told)).toEqual(["number 0", "number 1"]);
  for (const at of [1, 0, 1]) expect(await one.run<Told>({ ask: "thread" }, { on: taken[at]! })).toEqual(first[at]);
  one.end();
  await expect(one.run({ ask: "thread" }, { on: taken[0]! })).rejects.toThrow("the test thread of this job ended");
});

it("the pool withdraws the waiting jobs that are named, and lets the others and the running one go on", async () => {
  const one = poolOf({ threads: 1 });
  const jobs = [one.run({ ask: "slowly" }), one.run({ ask: "failure" }), one.run({ ask: "thread" })];
  one.withdraw(({ ask }) => ask === "slowly" || ask === "failure");
  const settled = await Promise.allSettled(jobs);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(settled[1]).toMatchObject({ reason: { message: "the test job was withdrawn" } });
});

it("the pool ends a thread that had no work for a while, and starts another for the next job", async () => {
  const one = poolOf({ idleMs: 50 });
  const before = await one.run<Told>({ ask: "thread" });
  await new Promise((resolve) => opened[0]!.once("exit", resolve));
  expect((await one.run<Told>({ ask: "thread" })).threadId).not.toBe(before.threadId);
});

it("a closed pool ends its threads and rejects jobs that wait, run or come", async () => {
  const one = poolOf({ threads: 1 });
  const jobs = Promise.allSettled([one.run({ ask: "never" }), one.run({ ask: "thread" })]);
  await one.close();
  expect((await jobs).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await expect(one.run({ ask: "thread" })).rejects.toThrow("the test threads are closed");
  expect(opened[0]!.threadId).toBe(-1);
});
