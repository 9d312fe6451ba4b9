import type { OwnLists } from "../../ports/revocations.ts";
import type { Store } from "../../ports/store.ts";
import { type Standing, standingOf } from "../revocation/standing.ts";

/** The lists of an authority of one's own, as the first page tells them. */
export interface OwnListLife {
  /** Common name of the authority. */
  readonly authority: string;
  /** The name that has its certificate, or had it; null where none is stored any more. */
  readonly basename: string | null;
  readonly subject: string;
  readonly publishedName: string;
  readonly standing: Standing;
  readonly nextUpdate: Date | null;
  readonly responderEnds: Date | null;
}

/** What the clock changes is seen this late, in ms. */
const longestLife = 60_000;

/** Some questions for each authority: they are asked again when anything stored has changed, and once a minute. */
const kept: { stamp: string; until: number; lists: readonly OwnLists[] } = { stamp: "", until: 0, lists: [] };

/** The lists that the authorities here sign, with what a person has to do about each. */
export async function ownListLives(store: Store, now: Date): Promise<readonly OwnListLife[]> {
  const stamp = await store.stamp();
  const isKnown = kept.stamp === stamp && now.getTime() < kept.until && now.getTime() >= kept.until - longestLife;
  if (!isKnown) Object.assign(kept, { stamp, until: now.getTime() + longestLife, lists: await store.ownLists() });
  return kept.lists.map((lists) => ({
    authority: lists.commonName,
    basename: lists.basename,
    subject: lists.subject,
    publishedName: lists.publishedName,
    standing: standingOf(lists, now),
    nextUpdate: lists.newest?.nextUpdate ?? null,
    responderEnds: lists.responder?.notAfter ?? null,
  }));
}
