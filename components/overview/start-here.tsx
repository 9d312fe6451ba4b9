import type { ReactNode } from "react";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";

interface StartHereProps {
  readonly words: UiWords["overview"]["start"];
  readonly upload: ReactNode;
  readonly request: ReactNode;
  readonly authority: ReactNode;
}

/** An empty console teaches: what it is for, and the three ways to begin. */
export function StartHere({ words, upload, request, authority }: StartHereProps) {
  const ways = [
    { title: words.upload, text: words.uploadText, act: upload },
    { title: words.request, text: words.requestText, act: request },
    { title: words.authority, text: words.authorityText, act: authority },
  ];
  return (
    <section className="sec" aria-labelledby="start">
      <header className="stack">
        <h2 id="start">{words.title}</h2>
        <p className="muted max-w-[72ch]">{words.text}</p>
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
