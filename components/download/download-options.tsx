"use client";
import { fill } from "@/lib/i18n/ui/text.ts";
import { TextField } from "../form/text-field";
import type { DownloadChoice, DownloadWords } from "./download-choices";
import type { DownloadState } from "./use-download";

interface DownloadOptionsProps {
  readonly choice: DownloadChoice;
  readonly state: DownloadState;
  readonly words: DownloadWords;
  readonly name: string;
}

/** What can be chosen beside the receiver: the root, the friendly name, the key in clear where that is a choice. */
export function DownloadOptions({ choice, state, words, name }: DownloadOptionsProps) {
  return (
    <>
      {choice.needs === "either" ? (
        <div className="row gap-2" role="group" aria-label={words.lock.label}>
          <span className="seg">
            <button type="button" aria-pressed={!state.isClear} onClick={() => state.setClear(false)}>
              {words.lock.locked}
            </button>
            <button type="button" aria-pressed={state.isClear} onClick={() => state.setClear(true)}>
              {words.lock.clear}
            </button>
          </span>
        </div>
      ) : null}
      {choice.group === "device" ? (
        <details className="card fold">
          <summary>{words.more}</summary>
          <div className="stack fold-in">
            <label className="box-check">
              <input
                type="checkbox"
                className="check"
                checked={state.hasRoot}
                onChange={(event) => state.setRoot(event.target.checked)}
                aria-describedby="root-help"
              />
              <span>
                {words.root}
                <small className="help block" id="root-help">
                  {words.rootHelp}
                </small>
              </span>
            </label>
            <TextField
              id="file-alias"
              label={words.alias}
              help={words.aliasHelp}
              value={state.alias}
              onChange={state.setAlias}
              maxLength={64}
              placeholder={name}
            />
          </div>
        </details>
      ) : null}
      {state.isAgreementNeeded ? (
        <label className="box-check">
          <input
            type="checkbox"
            className="check"
            checked={state.isAgreed}
            onChange={(event) => state.setAgreed(event.target.checked)}
          />
          <span>{fill(words.clearConfirm, { name: choice.fileName })}</span>
        </label>
      ) : null}
    </>
  );
}
