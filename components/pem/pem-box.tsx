"use client";
import { clsx } from "clsx";
import { Download } from "lucide-react";
import { useId, useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button, buttonClass } from "../ui/button";
import { codeBoxClass } from "../ui/code-block";
import { CopyPem } from "./copy-pem";

interface PemBoxProps {
  /** Of the file, or what a person calls it where it is no file here. */
  readonly name: string;
  readonly text: string;
  /** Where the file is downloaded from; absent: it is no stored file, or something else offers it. */
  readonly href?: string;
  /** The text is shown from the start: where it was just made. */
  readonly isOpen?: boolean;
  /** One line of an SSH key is no PEM. */
  readonly isPem?: boolean;
  readonly texts: UiTexts["pem"];
  readonly locale: Locale;
}

/** A phone shows as many lines of what was made, and the rest when it is asked for. */
const linesOnPhone = 6;

/** The text of a certificate, request, bundle or public key: to copy, to look at, to download. */
export function PemBox({ name, text, href, isOpen = false, isPem = true, texts, locale }: PemBoxProps) {
  const id = useId();
  const [isShown, setShown] = useState(isOpen);
  const [isWhole, setWhole] = useState(false);
  const lines = text.trimEnd().split("\n").length;
  const isCut = isOpen && !isWhole && lines > linesOnPhone;
  return (
    <div className={codeBoxClass}>
      <div className={clsx("flex flex-wrap items-center gap-2 py-1.5 pr-1.5 pl-3", isShown && "border-b")}>
        <span className="mono min-w-0 grow text-sm wrap-anywhere text-muted">{name}</span>
        {isOpen ? null : (
          <Button
            size="sm"
            aria-expanded={isShown}
            aria-controls={id}
            aria-label={`${texts.view}: ${name}`}
            onClick={() => setShown(!isShown)}
          >
            {texts.view}
          </Button>
        )}
        <CopyPem
          size="sm"
          text={text}
          word={isPem ? texts.copy : texts.copyText}
          label={`${isPem ? texts.copy : texts.copyText}: ${name}`}
          texts={texts}
        />
        {href === undefined ? null : (
          <a className={buttonClass({ size: "sm" })} href={href} aria-label={fill(texts.downloadOf, { name })} download>
            <Download aria-hidden />
            {texts.download}
          </a>
        )}
      </div>
      <pre
        id={id}
        hidden={!isShown}
        className={clsx(isPem ? "overflow-x-auto" : "wrap-anywhere whitespace-pre-wrap", isCut && "max-md:max-h-34")}
        tabIndex={0}
        role="region"
        aria-label={fill(texts.textOf, { name })}
      >
        {isShown ? text : null}
      </pre>
      {isCut ? (
        <div className="border-t px-1.5 py-1.5 md:hidden">
          <Button size="sm" variant="ghost" aria-expanded={false} onClick={() => setWhole(true)}>
            {count(locale, texts.all, lines)}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
