import type { ReactNode } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

interface StartHereProps {
  readonly texts: UiTexts["overview"]["start"];
  readonly upload: ReactNode;
  readonly request: ReactNode;
  readonly authority: ReactNode;
}

/** An empty console teaches: what it is for, and the three ways to begin. */
export function StartHere({ texts, upload, request, authority }: StartHereProps) {
  const ways = [
    { title: texts.upload, text: texts.uploadText, act: upload },
    { title: texts.request, text: texts.requestText, act: request },
    { title: texts.authority, text: texts.authorityText, act: authority },
  ];
  return (
    <section className="sec" aria-labelledby="start">
      <header className="stack">
        <h2 id="start">{texts.title}</h2>
        <p className="muted max-w-[72ch]">{texts.text}</p>
      </header>
      <div className="ways">
        {ways.map((way) => (
          <div key={way.title} className="card body stack">
            <div>
              <h3 className="strong">{way.title}</h3>
              <p className="small muted mt-1">{way.text}</p>
            </div>
            <div>{way.act}</div>
          </div>
        ))}
      </div>
    </section>
  );
}
