import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { countVisit, isReaderWaiting, isSomebodyHere, isSomebodyWaiting } from "./open-requests.ts";

it("somebody waits until the answer is closed, and was here for a while after it", async () => {
  expect([isSomebodyWaiting(), isSomebodyHere(10_000)]).toEqual([false, false]);
  const [one, two] = [new EventEmitter(), new EventEmitter()];
  countVisit({ method: "GET" }, one as never);
  countVisit({ method: "POST" }, two as never);
  expect(isReaderWaiting()).toBe(true);
  one.emit("close");
  expect(isReaderWaiting()).toBe(false);
  expect([isSomebodyWaiting(), isSomebodyHere(0)]).toEqual([true, true]);
  two.emit("close");
  two.emit("close");
  expect([isSomebodyWaiting(), isSomebodyHere(10_000)]).toEqual([false, true]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isSomebodyHere(10)).toBe(false);
});
