"use client";
import { clsx } from "clsx";
import { Download } from "lucide-react";
import { fill } from "@/lib/i18n/ui/text.ts";
import { exportEquivalents } from "@/lib/shell/equivalents/export.ts";
import { ChoiceCards } from "../form/choice-cards";
import { SelectField } from "../form/select-field";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { CodeBlock } from "../ui/code-block";
import { Dialog } from "../ui/dialog";
import { notify } from "../ui/notices";
import { type DownloadGroup, downloadGroups, type DownloadOf, type DownloadTexts } from "./download-choices";
import { DownloadOptions } from "./download-options";
import { DownloadPassphrase } from "./download-passphrase";
import { DownloadReceipt } from "./download-receipt";
import { useDownload } from "./use-download";
import { cardClass, foldClass } from "../styles/card";
import { factsClass } from "../styles/facts";

export interface DownloadDialogProps {
  readonly of: DownloadOf;
  readonly texts: DownloadTexts;
  readonly common: { readonly unreachable: string; readonly close: string; readonly show: string };
  readonly onClose: () => void;
}

/** The receiver is chosen first; the form, the encryption and the rules of the passphrase follow from it. */
export function DownloadDialog({ of, texts, common, onClose }: DownloadDialogProps) {
  const state = useDownload(of, texts, common.unreachable, (fileName) => {
    notify({ text: fill(texts.done, { name: fileName }) });
    onClose();
  });
  const { choice, downloaded } = state;
  const frame = { isOpen: true, onClose, title: texts.title, closeLabel: common.close, isWide: true } as const;
  if (choice === undefined) {
    return (
      <Dialog {...frame}>
        <p className="text-muted">{texts.forbidden}</p>
      </Dialog>
    );
  }
  if (downloaded !== undefined) {
    const footer = (
      <>
        <Button key="again" onClick={state.startAgain}>
          {texts.receipt.again}
        </Button>
        <Button key="close" variant="primary" onClick={onClose}>
          {texts.receipt.close}
        </Button>
      </>
    );
    return (
      <Dialog {...frame} footer={footer}>
        <DownloadReceipt downloaded={downloaded} texts={texts} />
      </Dialog>
    );
  }
  const groups = downloadGroups.filter((group) => state.choices.some((each) => each.group === group));
  const typed = exportEquivalents({
    name: of.name,
    ...choice.fields,
    unencrypted: state.isAgreementNeeded,
    profile: choice.receiver?.profile,
    format: choice.fields["format"] ?? "",
  }).openssl.join("\n");
  return (
    <Dialog
      {...frame}
      footer={
        <Button
          variant="primary"
          icon={<Download aria-hidden />}
          isBusy={state.isBusy}
          blocked={state.isReady ? null : texts.agreeFirst}
          onClick={() => (state.isBusy ? undefined : void state.act(choice))}
        >
          {fill(texts.act, { name: choice.fileName })}
        </Button>
      }
    >
      {groups.length < 2 ? null : (
        <ChoiceCards
          name="download-group"
          legend={texts.who}
          arrangement="wide"
          value={state.group}
          onChange={(value) => state.setGroup(value as DownloadGroup)}
          choices={groups.map((group) => ({ value: group, ...texts.groups[group] }))}
        />
      )}
      <SelectField
        id="download-choice"
        label={texts.groups[state.group].pick}
        help={choice.why}
        value={choice.id}
        options={state.inGroup.map(({ id, label }) => ({ value: id, label }))}
        onChange={state.choose}
      />
      <dl className={factsClass({ isLined: true, isNarrow: true })}>
        <dt>{texts.fileLabel}</dt>
        <dd className="mono">{choice.fileName}</dd>
        <dt>{texts.inside}</dt>
        <dd>{choice.inside}</dd>
        <dt>{texts.encryption}</dt>
        <dd className={state.isAgreementNeeded ? "text-danger" : undefined}>
          {state.isAgreementNeeded ? texts.ciphers.none : choice.encryption}
        </dd>
      </dl>
      {state.isPassphraseNeeded ? (
        <DownloadPassphrase
          choice={choice}
          keyLabel={of.keyLabel}
          fileName={of.name}
          value={state.passphrase}
          onChange={state.setPassphrase}
          error={state.passphraseError}
          texts={texts}
          show={common.show}
        />
      ) : null}
      <DownloadOptions choice={choice} state={state} texts={texts} of={of} />
      {typed === "" ? null : (
        <details className={clsx(cardClass, foldClass)}>
          <summary>{texts.typed}</summary>
          <CodeBlock title="OpenSSL" text={typed} copyLabel={texts.copyLines} copied={texts.copied} />
        </details>
      )}
      {state.error === undefined ? null : (
        <Banner tone="danger" role="alert">
          {state.error}
        </Banner>
      )}
    </Dialog>
  );
}
