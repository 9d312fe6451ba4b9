"use client";
import { clsx } from "clsx";
import { useState } from "react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Relative } from "../ui/instant";
import { ListSettingsDialog, type SaveLists } from "./list-settings-dialog";

type Authority = OutputOf<"addresses">["authorities"][number];

interface PublishingAuthoritiesProps {
  readonly authorities: readonly Authority[];
  readonly save: SaveLists;
  readonly texts: UiTexts["addresses"];
  readonly common: Pick<UiTexts["common"], "unreachable" | "failed" | "close">;
  readonly viewer: Viewer;
}

/** Tone of a standing; those that are not told are in order. */
const standingTones = {
  over: "danger",
  behind: "danger",
  "responder-over": "danger",
  ending: "warn",
  "responder-ending": "warn",
  stuck: "warn",
  none: "idle",
  good: "ok",
} as const;

/** Each authority that has published something: its list, how it is kept, and where. */
export function PublishingAuthorities({ authorities, save, texts, common, viewer }: PublishingAuthoritiesProps) {
  const [open, setOpen] = useState<Authority | null>(null);
  return (
    <section aria-labelledby="publishing">
      <h2 className="mb-1 text-section" id="publishing">
        {texts.authorities}
      </h2>
      <p className="mb-3 text-sm text-subtle">{texts.authoritiesLede}</p>
      {authorities.length === 0 ? (
        <p className="text-sm text-muted">{texts.noAuthorities}</p>
      ) : (
        <div className={clsx(tableBoxClass, rowsOnPhoneClass)}>
          <table aria-labelledby="publishing">
            <thead>
              <tr>
                <th scope="col">{texts.columns.authority}</th>
                <th scope="col">{texts.columns.list}</th>
                <th scope="col">{texts.columns.next}</th>
                <th scope="col">{texts.columns.kept}</th>
                <th scope="col">
                  <span className="sr-only">{texts.columns.act}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {authorities.map((each) => (
                <tr key={each.name}>
                  <td>
                    <a
                      className="font-semibold text-ink wrap-anywhere"
                      href={`/files/${encodeURIComponent(each.basename ?? "")}`}
                    >
                      {each.commonName}
                    </a>
                    {each.isFormer ? <div className="text-xs text-subtle">{texts.former}</div> : null}
                  </td>
                  <td className="wrap-anywhere">
                    <a className="mono text-xs" href={`/crl/${encodeURIComponent(each.name)}.crl`}>
                      {each.list}
                    </a>
                    {each.number === null ? null : (
                      <div className="text-xs text-subtle">
                        {fill(texts.listOf, {
                          n: each.number,
                          entries: count(viewer.locale, texts.entries, each.entries ?? 0),
                        })}
                      </div>
                    )}
                  </td>
                  <td>
                    {each.nextUpdate === null ? null : <Relative at={new Date(each.nextUpdate)} viewer={viewer} />}{" "}
                    {each.standing === "good" ? null : (
                      <Badge tone={standingTones[each.standing]}>{texts.standings[each.standing]}</Badge>
                    )}
                  </td>
                  <td className="text-sm text-muted">{keptWords(each, texts, viewer)}</td>
                  <td className="text-right">
                    {each.authority === null ? null : (
                      <Button size="sm" aria-label={`${texts.change} ${each.commonName}`} onClick={() => setOpen(each)}>
                        {texts.change}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open === null || open.authority === null ? null : (
        <ListSettingsDialog
          authority={open.authority}
          name={open.commonName}
          settings={open.settings}
          usual={open.usual}
          save={save}
          onClose={() => setOpen(null)}
          texts={texts}
          common={common}
        />
      )}
    </section>
  );
}

function keptWords({ settings, usual, parts }: Authority, texts: UiTexts["addresses"], { locale }: Viewer): string {
  const days = settings.listDays ?? usual.listDays;
  return [
    count(locale, texts.days, days),
    ...(settings.hasDeltas ? [texts.withDeltas] : []),
    ...(parts > 0 ? [count(locale, texts.inParts, parts)] : []),
    ...(settings.hasAddresses ? [] : [texts.notSaid]),
  ].join(", ");
}
