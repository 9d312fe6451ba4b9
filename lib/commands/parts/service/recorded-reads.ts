import { serialize } from "node:v8";
import { sha256Hex } from "../../../pki/x509/certificate.ts";
import type { Store } from "../../ports/store.ts";
import type { InventoryReads } from "../memoised.ts";

/** What a plan asks of the inventory: everything of it that its answer depends on. */
export type PlanReads = InventoryReads & Pick<Store, "takenNames" | "identitiesNamed">;

interface Read {
  readonly name: keyof PlanReads;
  readonly given: readonly unknown[];
  readonly answer: Promise<unknown>;
}

/** Answers by their content: rows, instants and bytes, without anything of when or where they were read. */
const digestOf = (answer: unknown): string => sha256Hex(serialize(answer));

/**
 * Writes down what was asked and answered while something is made of it, so that the same questions can be asked again:
 * where every answer is as it was, what was made of them is as well.
 */
export class RecordedReads {
  readonly reads: PlanReads;
  readonly #asked = new Map<string, Read>();
  #digests: readonly string[] | null = null;

  constructor(source: PlanReads) {
    const recorded = <N extends keyof PlanReads>(name: N): PlanReads[N] =>
      ((...given: readonly unknown[]) => {
        const key = `${name} ${digestOf(given)}`;
        const known = this.#asked.get(key);
        if (known !== undefined) return known.answer;
        const answer = ask(source, name, given);
        this.#asked.set(key, { name, given, answer });
        return answer;
      }) as PlanReads[N];
    this.reads = {
      item: recorded("item"),
      file: recorded("file"),
      firstFile: recorded("firstFile"),
      filesOf: recorded("filesOf"),
      certificatesBySubject: recorded("certificatesBySubject"),
      formerCertificates: recorded("formerCertificates"),
      revocationLists: recorded("revocationLists"),
      listedAuthorities: recorded("listedAuthorities"),
      trustMarks: recorded("trustMarks"),
      takenNames: recorded("takenNames"),
      identitiesNamed: recorded("identitiesNamed"),
    };
  }

  /** Everything was read: from here on only the digests of the answers are kept. */
  async close(): Promise<void> {
    this.#digests = await digestsOf([...this.#asked.values()].map(({ answer }) => answer));
    for (const [key, { name, given }] of this.#asked) this.#asked.set(key, { name, given, answer: forgotten });
  }

  /** Each question again, one after the other; false as soon as an answer is another one. */
  async areAsBefore(source: PlanReads): Promise<boolean> {
    if (this.#digests === null) return false;
    for (const [index, { name, given }] of [...this.#asked.values()].entries())
      if (digestOf(await ask(source, name, given)) !== this.#digests[index]) return false;
    return true;
  }
}

const forgotten = Promise.resolve(null);

const digestsOf = async (answers: readonly Promise<unknown>[]): Promise<readonly string[]> =>
  (await Promise.all(answers)).map(digestOf);

const ask = (source: PlanReads, name: keyof PlanReads, given: readonly unknown[]): Promise<unknown> =>
  (source[name] as (...given: readonly unknown[]) => Promise<unknown>)(...given);
