"use client";
import { clsx } from "clsx";
import { Download } from "lucide-react";
import { useEffect, useRef } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { useInBrowser } from "../ui/in-browser";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { saveText } from "../ui/save-file";
import { cardClass } from "../styles/card";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";
import { fingerprintClass } from "../ui/octets";
import type { NewLink } from "@/lib/commands/ports/batch.ts";

export type ShownLink = Omit<NewLink, "token"> & { readonly path: string };

interface BatchLinksProps {
  readonly title: string;
  readonly links: readonly ShownLink[];
  readonly texts: UiTexts["batch"];
  readonly copied: string;
  readonly onClose: () => void;
}

/** The links, in this page alone: the console keeps their hashes. */
export function BatchLinks({ title, links, texts, copied, onClose }: BatchLinksProps) {
  const head = useRef<HTMLHeadingElement>(null);
  // They are shown once, above the button: on a narrow screen they would be out of sight.
  useEffect(() => head.current?.focus(), []);
  const origin = useInBrowser(() => window.location.origin, "");
  async function save(): Promise<void> {
    const { writeCsv } = await import("@/lib/commands/parts/csv.ts");
    const rows = links.map(({ name, email, path }) => [name, email ?? "", origin + path]);
    saveText(writeCsv([["name", "email", "link"], ...rows]), `${title}.csv`);
  }
  return (
    <section className={clsx(cardClass, "p-4 grid grid-cols-1 content-start gap-4")} aria-labelledby="links">
      <h3 className="font-semibold" id="links" tabIndex={-1} ref={head}>
        {fill(texts.linksShown, { title })}
      </h3>
      <Banner tone="warn">{texts.linksOnce}</Banner>
      <div className="flex items-center gap-2 flex-wrap">
        <Button icon={<Download aria-hidden />} onClick={() => void save()}>
          {texts.save}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          {texts.linksHide}
        </Button>
      </div>
      <div
        className={clsx(tableBoxClass, rowsOnPhoneClass, "overflow-x-auto print:overflow-visible")}
        tabIndex={0}
        role="region"
        aria-label={texts.links}
      >
        <table>
          <tbody>
            {links.map(({ position, name, email, path }) => (
              <tr key={position}>
                <td>
                  <b className="font-semibold">{name}</b>
                  <div className="text-xs text-subtle">{email}</div>
                </td>
                <td>
                  <span className="flex items-center gap-2">
                    <code className={clsx(fingerprintClass, "wrap-anywhere")}>{origin + path}</code>
                    <CopyButton value={origin + path} label={fill(texts.copyLink, { name })} done={copied} />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
