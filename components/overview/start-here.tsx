import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { sectionClass, sectionHeadClass } from "../styles/section";
import { cardClass } from "../styles/card";

interface StartHereProps {
  readonly texts: UiTexts["overview"]["start"];
  readonly example: ReactNode;
  readonly upload: ReactNode;
  readonly request: ReactNode;
  readonly authority: ReactNode;
}

/** An empty console teaches: what it is for, and the ways to begin. */
export function StartHere({ texts, example, upload, request, authority }: StartHereProps) {
  const ways = [
    { title: texts.example, text: texts.exampleText, act: example },
    { title: texts.upload, text: texts.uploadText, act: upload },
    { title: texts.request, text: texts.requestText, act: request },
    { title: texts.authority, text: texts.authorityText, act: authority },
  ];
  return (
    <section className={sectionClass} aria-labelledby="start">
      <header className={sectionHeadClass}>
        <h2 id="start">{texts.title}</h2>
        <p className="text-muted max-w-[72ch]">{texts.text}</p>
      </header>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(248px,1fr))] gap-4">
        {ways.map((way) => (
          <div key={way.title} className={clsx(cardClass, "p-4 grid grid-cols-1 content-start gap-4")}>
            <div>
              <h3 className="font-semibold">{way.title}</h3>
              <p className="text-sm text-muted mt-1">{way.text}</p>
            </div>
            <div>{way.act}</div>
          </div>
        ))}
      </div>
    </section>
  );
}
