import { expect, it } from "vitest";
import { dayOf, startOfDay, type Viewer } from "./time.ts";

const at = (zone: string): Viewer => ({ locale: "ko", zone, now: new Date("2026-11-30T00:00:00Z") });

it.each([
  ["UTC", "2026-11-30", "2026-11-30T00:00:00.000Z"],
  ["Asia/Seoul", "2026-11-30", "2026-11-29T15:00:00.000Z"],
  ["America/New_York", "2026-03-08", "2026-03-08T05:00:00.000Z"], // before the clocks go forward
  ["America/New_York", "2026-03-09", "2026-03-09T04:00:00.000Z"], // and after
  ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00.000Z"],
  ["Pacific/Kiritimati", "2026-11-30", "2026-11-29T10:00:00.000Z"],
  ["Asia/Kathmandu", "2026-11-30", "2026-11-29T18:15:00.000Z"],
])("a day begins at midnight of the person: in %s %s", (zone, day, instant) => {
  const begin = startOfDay(at(zone), day)!;
  expect(begin.toISOString()).toBe(instant);
  expect(dayOf(at(zone), begin)).toBe(day);
  expect(dayOf(at(zone), new Date(begin.getTime() - 1))).not.toBe(day);
});

it("the day after the last of a month is the first of the next", () => {
  expect(startOfDay(at("UTC"), "2026-11-30", 1)?.toISOString()).toBe("2026-12-01T00:00:00.000Z");
});

it.each(["", "2026-13-01", "30.11.2026", "2026-11-3"])("%s is no day", (text) => {
  expect(startOfDay(at("UTC"), text)).toBeNull();
});
