import type { OutputOf } from "@/lib/commands/index.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";

interface CheckedAddressesProps {
  readonly checked: OutputOf<"addresses-check">;
  readonly texts: UiTexts["addresses"];
  readonly locale: Locale;
}

/** What the addresses answered, and the certificates that say another one. */
export function CheckedAddresses({ checked, texts, locale }: CheckedAddressesProps) {
  const { answers, isReached, certificates } = checked;
  const bad = answers.filter(({ found }) => found.code !== "reached");
  return (
    <div className="grid grid-cols-1 gap-3">
      {isReached ? (
        <Banner tone="ok" role="status" title={texts.reached}>
          {count(locale, texts.reachedText, answers.length)}
        </Banner>
      ) : (
        <Banner tone="danger" role="alert" title={texts.notReached}>
          <ul>
            {bad.map(({ url, use, authority, found }) => (
              <li key={url} className="wrap-anywhere">
                <b className="font-medium">
                  {use === "console" ? texts.uses.console : fill(texts.uses[use], { name: authority ?? "" })}
                </b>
                <span className="mono">{use === "console" ? (checked.base ?? "") : url}</span>
                <p>{fill(texts.found[found.code], found as Readonly<Record<string, string | number>>)}</p>
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {certificates.others.length === 0 ? null : (
        <Banner tone="warn" role="status" title={texts.others}>
          <ul>
            {certificates.others.map(({ origin, count: n, names }) => (
              <li key={origin ?? ""} className="wrap-anywhere">
                {origin === null
                  ? count(locale, texts.saysNone, n)
                  : fill(count(locale, texts.saysOther, n), { address: origin })}{" "}
                {names.map((name, index) => (
                  <span key={name}>
                    {index === 0 ? "" : ", "}
                    <a href={`/files/${encodeURIComponent(name)}`}>{name}</a>
                  </span>
                ))}
                {n > names.length ? ` ${fill(texts.more, { n: n - names.length })}` : ""}
              </li>
            ))}
          </ul>
          <p>{texts.othersText}</p>
          {certificates.isCut ? <p>{fill(texts.looked, { n: certificates.looked })}</p> : null}
        </Banner>
      )}
    </div>
  );
}
