import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import "./globals.css";
import { KeepPage } from "@/components/frame/keep-page";
import { readChoices } from "./person";

export const metadata: Metadata = {
  title: { default: "Chainsmith", template: "%s · Chainsmith" },
  description: "A web console for the people who look after certificates",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f7f9" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0d11" },
  ],
};

/**
 * The theme is an attribute that the server writes: nothing flashes. The one script in the text of a page keeps a file
 * that is dropped too early from taking the page away.
 */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const { locale, theme } = await readChoices();
  const policy = (await headers()).get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  return (
    <html lang={locale} data-theme={theme === "system" ? undefined : theme} suppressHydrationWarning>
      <body>
        <KeepPage nonce={nonce} />
        {children}
      </body>
    </html>
  );
}
