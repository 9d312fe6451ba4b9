import Link from "next/link";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import { CodeBlock } from "../ui/code-block";
import { PrintButton } from "../ui/print-button";
import { curlLines } from "./install-lines.ts";

interface InstallGuideProps {
  readonly words: UiWords["install"];
  readonly locale: Locale;
  readonly copy: { readonly copy: string; readonly copied: string };
}

const platforms = ["macos", "windows", "firefox", "android", "ios", "curl"] as const;

/** What each system asks, in the order in which it asks. */
export function InstallGuide({ words, locale, copy }: InstallGuideProps) {
  return (
    <div lang={locale} className="stack gap-8">
      <div className="stack gap-2">
        <h1>{words.title}</h1>
        <p className="muted">{words.lede}</p>
        <p className="muted">{words.before}</p>
        <div className="row wrap no-print">
          <PrintButton label={words.print} />
          <Link
            className="btn"
            href={`/install?language=${locale === "ko" ? "en" : "ko"}`}
            lang={locale === "ko" ? "en" : "ko"}
            prefetch={false}
          >
            {words.other}
          </Link>
        </div>
      </div>
      <nav className="no-print" aria-label={words.contents}>
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {platforms.map((platform) => (
            <li key={platform}>
              <a href={`#${platform}`}>{words.platforms[platform].name}</a>
            </li>
          ))}
        </ul>
      </nav>
      {platforms.map((platform) => (
        <section key={platform} className="platform stack gap-3" id={platform} aria-labelledby={`${platform}-name`}>
          <h2 id={`${platform}-name`}>{words.platforms[platform].name}</h2>
          <ol className="steps">
            {Object.values(words.platforms[platform].steps).map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {platform === "curl" ? (
            <CodeBlock title="sh" text={curlLines} copyLabel={copy.copy} copied={copy.copied} />
          ) : null}
        </section>
      ))}
      <section className="platform stack gap-2" aria-labelledby="wrong">
        <h2 id="wrong">{words.wrong}</h2>
        <p>{words.wrongText}</p>
      </section>
    </div>
  );
}
