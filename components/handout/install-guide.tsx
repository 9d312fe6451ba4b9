import Link from "next/link";
import { otherLocale, type Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { CodeBlock } from "../ui/code-block";
import { PrintButton } from "../ui/print-button";
import { curlLines } from "./install-lines.ts";

interface InstallGuideProps {
  readonly texts: UiTexts["install"];
  readonly locale: Locale;
  readonly copy: { readonly copy: string; readonly copied: string };
}

const platforms = ["macos", "windows", "firefox", "android", "ios", "curl"] as const;

/** Instructions for each system, in the order of its own questions. */
export function InstallGuide({ texts, locale, copy }: InstallGuideProps) {
  return (
    <div lang={locale} className="stack gap-8">
      <div className="stack gap-2">
        <h1>{texts.title}</h1>
        <p className="muted">{texts.lede}</p>
        <p className="muted">{texts.before}</p>
        <div className="row wrap no-print">
          <PrintButton label={texts.print} />
          <Link
            className="btn"
            href={`/install?language=${otherLocale[locale]}`}
            lang={otherLocale[locale]}
            prefetch={false}
          >
            {texts.other}
          </Link>
        </div>
      </div>
      <nav className="no-print" aria-label={texts.contents}>
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {platforms.map((platform) => (
            <li key={platform}>
              <a href={`#${platform}`}>{texts.platforms[platform].name}</a>
            </li>
          ))}
        </ul>
      </nav>
      {platforms.map((platform) => (
        <section key={platform} className="platform stack gap-3" id={platform} aria-labelledby={`${platform}-name`}>
          <h2 id={`${platform}-name`}>{texts.platforms[platform].name}</h2>
          <ol className="steps">
            {Object.values(texts.platforms[platform].steps).map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {platform === "curl" ? (
            <CodeBlock title="sh" text={curlLines} copyLabel={copy.copy} copied={copy.copied} />
          ) : null}
        </section>
      ))}
      <section className="platform stack gap-2" aria-labelledby="wrong">
        <h2 id="wrong">{texts.wrong}</h2>
        <p>{texts.wrongText}</p>
      </section>
    </div>
  );
}
