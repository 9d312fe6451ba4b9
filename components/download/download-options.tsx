"use client";
import { clsx } from "clsx";
import { fill } from "@/lib/i18n/ui/text.ts";
import { SelectField } from "../form/select-field";
import { TextField } from "../form/text-field";
import type { DownloadChoice, DownloadOf, DownloadTexts } from "./download-choices";
import { type DownloadState, leavesWithChain } from "./use-download";
import { cardClass, foldClass } from "../styles/card";
import { checkLineClass, helpClass } from "../form/controls";
import { segmentsClass } from "../styles/tabs";

interface DownloadOptionsProps {
  readonly choice: DownloadChoice;
  readonly state: DownloadState;
  readonly texts: DownloadTexts;
  readonly of: DownloadOf;
}

/** The choices beside the receiver: the root, the friendly name, the key in clear where that is a choice. */
export function DownloadOptions({ choice, state, texts, of }: DownloadOptionsProps) {
  return (
    <>
      {choice.needs === "either" ? (
        <div className="flex items-center gap-2" role="group" aria-label={texts.lock.label}>
          <span className={segmentsClass}>
            <button type="button" aria-pressed={!state.isClear} onClick={() => state.setClear(false)}>
              {texts.lock.locked}
            </button>
            <button type="button" aria-pressed={state.isClear} onClick={() => state.setClear(true)}>
              {texts.lock.clear}
            </button>
          </span>
        </div>
      ) : null}
      {of.ends.length > 1 && leavesWithChain(choice) ? (
        <SelectField
          id="chain-root"
          label={texts.way}
          help={texts.wayHelp}
          value={state.way}
          options={of.ends.map((end, index) => ({
            value: index === 0 ? "" : end.choice,
            label: end.problem === null ? end.subject : fill(texts.wayBroken, { root: end.subject }),
          }))}
          onChange={state.setWay}
        />
      ) : null}
      {choice.group === "device" ? (
        <details className={clsx(cardClass, foldClass)}>
          <summary>{texts.more}</summary>
          <div className="grid grid-cols-1 content-start gap-4 px-4 pt-3 pb-4">
            <label className={checkLineClass}>
              <input
                type="checkbox"
                className="checkbox"
                checked={state.hasRoot}
                onChange={(event) => state.setRoot(event.target.checked)}
                aria-describedby="root-help"
              />
              <span>
                {texts.root}
                <small className={clsx(helpClass, "block")} id="root-help">
                  {texts.rootHelp}
                </small>
              </span>
            </label>
            <TextField
              id="file-alias"
              label={texts.alias}
              help={texts.aliasHelp}
              value={state.alias}
              onChange={state.setAlias}
              maxLength={64}
              placeholder={of.name}
            />
          </div>
        </details>
      ) : null}
      {state.isAgreementNeeded ? (
        <label className={checkLineClass}>
          <input
            type="checkbox"
            className="checkbox"
            checked={state.isAgreed}
            onChange={(event) => state.setAgreed(event.target.checked)}
          />
          <span>{fill(texts.clearConfirm, { name: choice.fileName })}</span>
        </label>
      ) : null}
    </>
  );
}
