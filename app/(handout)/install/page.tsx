import type { Metadata } from "next";
import { InstallGuide } from "@/components/handout/install-guide";
import { isLocale, type Locale } from "@/lib/i18n/locale.ts";
import { uiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { readChoices } from "../../person";

interface InstallPageProps {
  readonly searchParams: Promise<{ readonly language?: string }>;
}

export async function generateMetadata({ searchParams }: InstallPageProps): Promise<Metadata> {
  return { title: uiTexts(await languageOf(searchParams)).install.title };
}

/** The address holds the language, so that a link to it can be sent to any person. */
export default async function InstallPage({ searchParams }: InstallPageProps) {
  const locale = await languageOf(searchParams);
  const { install, common } = uiTexts(locale);
  return <InstallGuide texts={install} locale={locale} copy={common} />;
}

async function languageOf(searchParams: InstallPageProps["searchParams"]): Promise<Locale> {
  const { language } = await searchParams;
  return isLocale(language) ? language : (await readChoices()).locale;
}
