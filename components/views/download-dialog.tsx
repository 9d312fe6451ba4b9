"use client";
import { Download, RefreshCw } from "lucide-react";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui-text.ts";
import type { UiWords } from "@/lib/i18n/ui-words.ts";
import { ChoiceCards } from "../forms/choice-cards";
import { SecretField } from "../forms/text-field";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { notify } from "../ui/notices";
import { downloadChoices, type DownloadChoice, type DownloadOf } from "./download-choices";
import { fetchFile } from "./fetch-file";

export interface DownloadDialogProps {
  readonly of: DownloadOf;
  readonly words: UiWords["item"]["download"];
  readonly common: { readonly unreachable: string; readonly close: string; readonly show: string };
  readonly onClose: () => void;
}

const shortest = 8;

export function DownloadDialog({ of, words, common, onClose }: DownloadDialogProps) {
  const choices = downloadChoices(of, words);
  const [format, setFormat] = useState(choices[0]?.format ?? "file");
  const [chosenFile, setChosenFile] = useState(choices[0]?.fileName ?? "");
  const [passphrase, setPassphrase] = useState("");
  const [isAgreed, setAgreed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const choice = choices.find((each) => each.format === format && (format !== "file" || each.fileName === chosenFile)) ?? choices[0];
  if (choice === undefined) {
    return (
      <Dialog isOpen onClose={onClose} title={words.title} closeLabel={common.close}>
        <p className="muted">{words.forbidden}</p>
      </Dialog>
    );
  }
  const isTooShort = choice.needsPassphrase && passphrase.length < shortest;
  async function act(wanted: DownloadChoice): Promise<void> {
    setError(undefined);
    if (isTooShort) {
      setError(words.passphraseHelp);
      document.getElementById("file-passphrase")?.focus();
      return;
    }
    setBusy(true);
    const done = wanted.format === "csr" || wanted.format === "file" ? openLink(wanted.fileName) : await fetchFile(fieldsOf(wanted, of.name, passphrase), common.unreachable);
    setBusy(false);
    if (!done.ok) return setError(done.message);
    notify({ text: fill(words.done, { name: done.fileName }) });
    onClose();
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.title}
      closeLabel={common.close}
      isWide
      footer={
        <Button variant="primary" icon={<Download className="i" aria-hidden />} isBusy={isBusy} aria-disabled={choice.format === "key-clear" && !isAgreed} onClick={() => (isBusy || (choice.format === "key-clear" && !isAgreed) ? undefined : void act(choice))}>
          {fill(words.act, { name: choice.fileName })}
        </Button>
      }
    >
      <div className="dl-in">
        <ChoiceCards name="format" legend={words.who} value={choice.format === "file" ? `file ${choice.fileName}` : choice.format} onChange={(value) => { setError(undefined); setFormat(value.split(" ")[0] as DownloadChoice["format"]); setChosenFile(value.slice(5)); }} choices={choices.map((each) => ({ value: each.format === "file" ? `file ${each.fileName}` : each.format, label: each.label, hint: each.hint }))} />
        <div className="stack">
          <dl className="kv line narrow-kv">
            <dt>{words.fileLabel}</dt>
            <dd className="mono">{choice.fileName}</dd>
            <dt>{words.inside}</dt>
            <dd>{choice.inside}</dd>
            <dt>{words.encryption}</dt>
            <dd className={choice.format === "key-clear" ? "danger" : undefined}>{choice.encryption}</dd>
          </dl>
          {choice.needsPassphrase ? (
            <div className="stack">
              <SecretField id="file-passphrase" label={words.passphrase} help={words.passphraseHelp} value={passphrase} onChange={setPassphrase} autoComplete="new-password" showWord={common.show} />
              <div>
                <Button size="sm" icon={<RefreshCw className="i" aria-hidden />} onClick={() => setPassphrase(madePassphrase())}>
                  {words.generate}
                </Button>
              </div>
            </div>
          ) : null}
          {choice.format === "key-clear" ? (
            <label className="box-check">
              <input type="checkbox" className="check" checked={isAgreed} onChange={(event) => setAgreed(event.target.checked)} />
              <span>{fill(words.clearConfirm, { name: choice.fileName })}</span>
            </label>
          ) : null}
          {error === undefined ? null : (
            <Banner tone="danger" role="alert">
              {error}
            </Banner>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function openLink(fileName: string): { ok: true; fileName: string } {
  const link = document.createElement("a");
  link.href = `/download?file=${encodeURIComponent(fileName)}`;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  return { ok: true, fileName };
}

function fieldsOf({ format }: DownloadChoice, name: string, passphrase: string): Record<string, string> {
  if (format === "key-clear") return { name, format: "key-pem", unencrypted: "true" };
  if (format === "key-locked") return { name, format: "key-pem", passphrase };
  return { name, format, ...(passphrase === "" || (format !== "pkcs12" && format !== "zip") ? {} : { passphrase }) };
}

/** 20 letters and digits that are not mistaken for each other: 5 groups, about 98 bits. */
function madePassphrase(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const picked: string[] = [];
  while (picked.length < 20) {
    const [octet = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (octet < letters.length * 8) picked.push(letters[octet % letters.length] ?? "a");
  }
  return picked.join("").replace(/(.{4})(?=.)/g, "$1-");
}
