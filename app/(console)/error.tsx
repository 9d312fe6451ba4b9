"use client";
import { useSyncExternalStore } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { commonText as english } from "@/lib/i18n/en/ui/ui.ts";
import { commonText as korean } from "@/lib/i18n/ko/ui/ui.ts";
import { type Locale, pageLocale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";

const catalogue = { en: english, ko: korean } as const;

const subscribeToNothing = () => () => undefined;

/** The server's words do not come along when a page breaks, so both languages are here. */
export default function BrokenPage({
  error,
  reset,
}: {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}) {
  const locale = useSyncExternalStore<Locale>(
    subscribeToNothing,
    () => pageLocale(document),
    () => "en",
  );
  const { broken } = catalogue[locale];
  return (
    <Banner tone="danger" title={broken.title} role="alert" actions={<Button onClick={reset}>{broken.again}</Button>}>
      {fill(broken.text, { id: error.digest ?? "?" })}
    </Banner>
  );
}
