import { clsx } from "clsx";
import { Fragment } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { CheckedBatch } from "./batch-preview";
import { cardClass } from "../styles/card";
import { factsClass } from "../styles/facts";

/** One certificate as it will be, so that a slip in the pattern is seen before it is in fifty of them. */
export function BatchExample({
  checked,
  texts,
  viewer,
}: {
  readonly checked: CheckedBatch | null;
  readonly texts: UiTexts["batchForm"];
  readonly viewer: Viewer;
}) {
  const example = checked?.example ?? null;
  if (example === null) return null;
  const notAfter = checked?.issuer?.notAfter ?? null;
  const facts: readonly (readonly [string, string])[] = [
    ...Object.entries(example.subject).map(([attribute, value]) => [attribute, [value].flat().join(", ")] as const),
    ...example.subjectAltNames.map(({ kind, value }) => [kind, value] as const),
    [texts.exampleFile, example.fileName],
    [texts.exampleName, `${example.basename}.crt`],
    ...(notAfter === null ? [] : [[texts.exampleEnds, shortDate(viewer, new Date(notAfter))] as const]),
  ];
  return (
    <section className={clsx(cardClass, "p-4 grid grid-cols-1 content-start gap-4")} aria-labelledby="example">
      <h2 className="text-section" id="example">
        {texts.example}
      </h2>
      <dl className={factsClass()}>
        {facts.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
