import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { countRequest, hasOpenReads, wasBusyWithin, hasOpenRequests } from "./open-requests.ts";

it("a request is open until its answer is closed, and counts as recent for a while after it", async () => {
  expect([hasOpenRequests(), wasBusyWithin(10_000)]).toEqual([false, false]);
  const [one, two] = [new EventEmitter(), new EventEmitter()];
  countRequest({ method: "GET" }, one as never);
  countRequest({ method: "POST" }, two as never);
  expect(hasOpenReads()).toBe(true);
  one.emit("close");
  expect(hasOpenReads()).toBe(false);
  expect([hasOpenRequests(), wasBusyWithin(0)]).toEqual([true, true]);
  two.emit("close");
  two.emit("close");
  expect([hasOpenRequests(), wasBusyWithin(10_000)]).toEqual([false, true]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(wasBusyWithin(10)).toBe(false);
});
