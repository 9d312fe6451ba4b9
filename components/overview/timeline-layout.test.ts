import { describe, expect, it } from "vitest";
import type { Ending } from "@/lib/commands/ports/endings.ts";
import { byMonth, marksOf, pictureOf } from "./timeline-layout.ts";

const viewer = { locale: "en", zone: "UTC", now: new Date("2026-11-30T09:00:00Z") } as const;
const inDays = (days: number): Date => new Date(viewer.now.getTime() + days * 86_400_000);
const ending = (name: string, days: number, more: Partial<Ending> = {}): Ending => ({
  at: inDays(days),
  name,
  count: 1,
  batch: null,
  issuer: "Corp CA",
  isAuthority: false,
  isUsed: false,
  ...more,
});
const team = { batch: { id: "b1", title: "Team" } };

describe("the marks of a week", () => {
  it("make one of a batch, with the number of all its certificates, however many days they end on", () => {
    const marks = marksOf(
      [ending("ann", 100, { ...team, count: 30 }), ending("bob", 101, { ...team, count: 10 })],
      viewer,
    );
    expect(marks).toMatchObject([{ kind: "batch", count: 40, label: "Team" }]);
  });

  it("make one of many certificates of an issuer, and leave few of them apart", () => {
    expect(marksOf([ending("a", 100, { count: 7 })], viewer)).toMatchObject([
      { kind: "issuer", count: 7, label: "Corp CA" },
    ]);
    expect(marksOf([ending("a", 100, { count: 6 })], viewer)).toHaveLength(6);
  });

  it("never make one of certificates that end within 30 days", () => {
    const marks = marksOf([ending("a", 12, { count: 50 })], viewer);
    expect(marks).toHaveLength(50);
    expect(new Set(marks.map(({ kind, tone }) => `${kind} ${tone}`))).toEqual(new Set(["one warn"]));
  });

  it("put what is urgent lowest, then what a service uses, then the rest", () => {
    const marks = marksOf([ending("rest", 100), ending("used", 101, { isUsed: true }), ending("soon", 3)], viewer);
    expect(marks.map(({ label }) => label)).toEqual(["soon", "used", "rest"]);
  });
});

describe("the picture", () => {
  it("is as high whatever ends, but for urgent ones, which all stay", () => {
    const many = Array.from({ length: 60 }, (_, index) => ending(`n${index}`, 200, { issuer: `CA ${index}` }));
    const plain = pictureOf(many, viewer);
    expect(plain.height).toBeLessThan(260);
    expect(plain.more).toMatchObject([{ count: 60 - plain.blocks.length }]);
    const urgent = pictureOf([ending("u", 2, { count: 60 })], viewer);
    expect(urgent.blocks).toHaveLength(60);
    expect(urgent.more).toEqual([]);
    expect(Math.min(...urgent.blocks.map(({ height }) => height))).toBeGreaterThanOrEqual(4);
  });

  it("draws an urgent block taller than another", () => {
    const { blocks } = pictureOf([ending("soon", 2), ending("later", 100)], viewer);
    const heightOf = (name: string) => blocks.find(({ label }) => label === name)!.height;
    expect(heightOf("soon")).toBeGreaterThan(heightOf("later"));
  });

  it("names what is urgent first, and lets no name run into another", () => {
    const later = Array.from({ length: 30 }, (_, index) => ending(`later${index}`, 40 + index * 10, { isUsed: true }));
    const { flags } = pictureOf([...later, ending("soon", 2)], viewer);
    expect(flags.map(({ label }) => label)).toContain("soon");
    for (const row of [0, 1]) {
      const spans = flags
        .filter((flag) => flag.row === row)
        .map(({ x, isLeftward }) => (isLeftward ? [x - 172, x] : [x, x + 172]))
        .sort(([one], [other]) => one! - other!);
      spans.slice(1).forEach(([start], index) => expect(start).toBeGreaterThanOrEqual(spans[index]![1]!));
    }
  });

  it("stays within its box", () => {
    const { blocks, height } = pictureOf([ending("first", 0), ending("last", 364, { ...team, count: 900 })], viewer);
    for (const { x, y, height: h } of blocks) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThan(0);
      expect(y + h).toBeLessThan(height);
    }
  });
});

it("a month has the number of all that end in it, in the zone of the person", () => {
  const seoul = { ...viewer, zone: "Asia/Seoul" };
  const late = ending("late", 0, { at: new Date("2026-12-31T16:00:00Z"), count: 2 });
  expect(byMonth([late], seoul)).toMatchObject([{ label: "Jan 2027", total: 2 }]);
  expect(byMonth([late], viewer)).toMatchObject([{ label: "Dec 2026", total: 2 }]);
});
