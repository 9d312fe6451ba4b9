import Link from "next/link";
import { otherLocale, type Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { CodeBlock } from "../ui/code-block";
import { PrintButton } from "../ui/print-button";
import { curlLines } from "./install-lines.ts";
import { buttonClass } from "../ui/button";

/* The number of each step stands in a circle before it. */
const stepsClass = [
  "grid gap-2.5 [counter-reset:step] [&>li]:grid [&>li]:grid-cols-[28px_minmax(0,1fr)] [&>li]:gap-3",
  "[&>li]:leading-[22px] [&>li]:[counter-increment:step] [&>li]:before:grid [&>li]:before:size-6",
  "[&>li]:before:place-items-center [&>li]:before:rounded-full [&>li]:before:border",
  "[&>li]:before:border-line-strong [&>li]:before:text-xs/[22px] [&>li]:before:font-semibold",
  "[&>li]:before:content-[counter(step)]",
].join(" ");

interface InstallGuideProps {
  readonly texts: UiTexts["install"];
  readonly locale: Locale;
  readonly copy: { readonly copy: string; readonly copied: string };
}

const platforms = ["macos", "windows", "firefox", "android", "ios", "curl"] as const;

/** Instructions for each system, in the order of its own questions. */
export function InstallGuide({ texts, locale, copy }: InstallGuideProps) {
  return (
    <div lang={locale} className="grid grid-cols-1 content-start gap-8">
      <div className="grid grid-cols-1 content-start gap-2">
        <h1>{texts.title}</h1>
        <p className="text-muted">{texts.lede}</p>
        <p className="text-muted">{texts.before}</p>
        <div className="flex items-center gap-2 flex-wrap print:hidden">
          <PrintButton label={texts.print} />
          <Link
            className={buttonClass()}
            href={`/install?language=${otherLocale[locale]}`}
            lang={otherLocale[locale]}
            prefetch={false}
          >
            {texts.other}
          </Link>
        </div>
      </div>
      <nav className="print:hidden" aria-label={texts.contents}>
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {platforms.map((platform) => (
            <li key={platform}>
              <a href={`#${platform}`}>{texts.platforms[platform].name}</a>
            </li>
          ))}
        </ul>
      </nav>
      {platforms.map((platform) => (
        <section
          key={platform}
          className="grid break-inside-avoid grid-cols-1 content-start gap-3"
          id={platform}
          aria-labelledby={`${platform}-name`}
        >
          <h2 id={`${platform}-name`}>{texts.platforms[platform].name}</h2>
          <ol className={stepsClass}>
            {Object.values(texts.platforms[platform].steps).map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {platform === "curl" ? (
            <CodeBlock title="sh" text={curlLines} copyLabel={copy.copy} copied={copy.copied} />
          ) : null}
        </section>
      ))}
      <section className="grid break-inside-avoid grid-cols-1 content-start gap-2" aria-labelledby="wrong">
        <h2 id="wrong">{texts.wrong}</h2>
        <p>{texts.wrongText}</p>
      </section>
    </div>
  );
}
