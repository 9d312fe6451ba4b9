"use client";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Equivalents } from "@/lib/shell/equivalents/equivalents.ts";
import { useInBrowser } from "../ui/in-browser";
import { CopyButton } from "../ui/copy-button";
import { TypedLine } from "./typed-line";
import { codeBoxClass, codeHeadClass } from "../ui/code-block";
import { segmentsClass } from "../styles/tabs";

export interface EquivalentTexts {
  readonly title: string;
  readonly cms: string;
  readonly openssl: string;
  readonly http: string;
  readonly copy: string;
  readonly label: string;
  readonly live: string;
  readonly copied: string;
}

interface EquivalentsPanelProps {
  readonly equivalents: Equivalents;
  /** Path word and body of the same command over HTTP. */
  readonly http?: { readonly command: string; readonly body: unknown };
  readonly texts: EquivalentTexts;
  readonly isLive?: boolean;
}

type Surface = "cms" | "openssl" | "http";

/** The same act, typed elsewhere: it changes with each key. */
export function EquivalentsPanel({ equivalents, http, texts, isLive = true }: EquivalentsPanelProps) {
  // The server does not know the address that people type; what it draws is what the browser first draws too.
  const origin = useInBrowser(() => window.location.origin, "http://localhost:3000");
  const lines: Readonly<Record<Surface, string>> = {
    cms: equivalents.cms ?? "",
    openssl: equivalents.openssl.join("\n"),
    http: http === undefined ? "" : httpLine(origin, http.command, http.body),
  };
  const surfaces = (["cms", "openssl", "http"] as const).filter((surface) => lines[surface] !== "");
  const [chosen, setChosen] = useState<Surface>("cms");
  const surface = surfaces.includes(chosen) ? chosen : surfaces[0];
  if (surface === undefined) return null;
  return (
    <div className={codeBoxClass}>
      <div className={codeHeadClass}>
        <div className={segmentsClass} role="group" aria-label={texts.label}>
          {surfaces.map((each) => (
            <button key={each} type="button" aria-pressed={each === surface} onClick={() => setChosen(each)}>
              {texts[each]}
            </button>
          ))}
        </div>
        <span className="grow" />
        {isLive ? <span>{texts.live}</span> : null}
        <CopyButton value={lines[surface]} label={fill(texts.copy, { surface: texts[surface] })} done={texts.copied} />
      </div>
      <pre className="wrap-anywhere whitespace-pre-wrap" tabIndex={0} role="region" aria-label={texts[surface]}>
        <TypedLine text={lines[surface]} surface={surface} />
      </pre>
    </div>
  );
}

/** `curl` as it is typed in a shell; the token stays in a variable. */
function httpLine(origin: string, command: string, body: unknown): string {
  const json = JSON.stringify(body, null, 1).replace(/'/g, "'\\''");
  return `curl -H "Authorization: Bearer $TOKEN" \\\n  -H "Content-Type: application/json" \\\n  ${origin}/api/v1/pki/${command} \\\n  -d '${json}'`;
}
