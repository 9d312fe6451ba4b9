import type { OwnLists } from "../../ports/revocations.ts";

/**
 * What a person has to do about the lists of an authority, the worst first. `over`: the newest list has ended, and who
 * checks refuses every certificate of it; `behind`: a revocation is in no list yet; `responder-over`: nothing answers by
 * OCSP any more; `ending`, `responder-ending`: the time to sign the next one has come, and nothing here does it by itself;
 * `stuck`: it would be signed by itself, and for a day it was not; `none`: nothing was signed yet; `good`.
 */
export type Standing = "over" | "behind" | "responder-over" | "ending" | "responder-ending" | "stuck" | "none" | "good";

const day = 86_400_000;

/** How the lists of an authority stand now. Of one that has ended the last list is kept, and nothing is to be done. */
export function standingOf(lists: OwnLists, now: Date): Standing {
  const { newest, revision, listedRevision, key, responder, notAfter, isDue } = lists;
  if (notAfter !== null && notAfter <= now) return newest === null ? "none" : "good";
  if (newest === null) return revision > 0 ? "behind" : "none";
  if (newest.nextUpdate <= now) return "over";
  const signsItself = key === "open";
  if ((listedRevision ?? -1) < revision && !signsItself) return "behind";
  if (responder !== null && responder.notAfter <= now && !signsItself) return "responder-over";
  if (isDue && !signsItself) return "ending";
  if (responder !== null && responder.isDue && !signsItself) return "responder-ending";
  const halfOver = newest.thisUpdate.getTime() + (newest.nextUpdate.getTime() - newest.thisUpdate.getTime()) / 2;
  return signsItself && now.getTime() > halfOver + day ? "stuck" : "good";
}
