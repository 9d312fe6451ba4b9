"use client";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortestPassphrase } from "@/lib/pki/pkcs12/receivers.ts";
import {
  type DownloadChoice,
  downloadChoices,
  type DownloadGroup,
  type DownloadOf,
  type DownloadTexts,
} from "./download-choices";
import type { Downloaded } from "./download-receipt";
import { useAction } from "../form/use-action";
import { fetchFile } from "../ui/save-file";
import { javaLine } from "@/lib/shell/equivalents/export.ts";

export type DownloadState = ReturnType<typeof useDownload>;

/** The choices of the dialog, and the way to the file. `done` is called for files that need no receipt. */
export function useDownload(
  of: DownloadOf,
  texts: DownloadTexts,
  unreachable: string,
  done: (fileName: string) => void,
) {
  const choices = downloadChoices(of, texts);
  const [chosen, setChosen] = useState<Partial<Record<DownloadGroup, string>>>({ device: "unknown" });
  const [group, setGroup] = useState<DownloadGroup>(choices[0]?.group ?? "file");
  const [passphrase, setPassphrase] = useState("");
  const [alias, setAlias] = useState("");
  const [hasRoot, setRoot] = useState(true);
  const [way, setWay] = useState("");
  const [isClear, setClear] = useState(false);
  const [isAgreed, setAgreed] = useState(false);
  const { isBusy, error, run, clear } = useAction(unreachable);
  const [passphraseError, setPassphraseError] = useState<string>();
  const [downloaded, setDownloaded] = useState<Downloaded>();
  const inGroup = choices.filter((each) => each.group === group);
  const choice: DownloadChoice | undefined = inGroup.find(({ id }) => id === chosen[group]) ?? inGroup[0];
  const isAgreementNeeded = choice?.needs === "agreement" || (choice?.needs === "either" && isClear);
  const isPassphraseNeeded = choice?.needs === "passphrase" || (choice?.needs === "either" && !isClear);
  const isReady = !isAgreementNeeded || isAgreed;

  function forget(): void {
    clear();
    setPassphraseError(undefined);
    setAgreed(false);
  }

  async function act(wanted: DownloadChoice): Promise<void> {
    clear();
    if (isPassphraseNeeded && passphrase.length < shortestPassphrase) {
      setPassphraseError(fill(texts.passphraseShort, { n: passphrase.length, minimum: shortestPassphrase }));
      document.getElementById("file-passphrase")?.focus();
      return;
    }
    if (wanted.isLink) return done(openLink(wanted.fileName));
    const isSecret = isPassphraseNeeded || isAgreementNeeded;
    const fields = {
      name: of.name,
      ...wanted.fields,
      ...(isPassphraseNeeded ? { passphrase } : {}),
      ...(isAgreementNeeded ? { unencrypted: "true" } : {}),
      ...(wanted.group === "device" ? { withRoot: String(hasRoot), alias } : {}),
      ...(way !== "" && leavesWithChain(wanted) ? { root: way } : {}),
      ...(isSecret ? { receipt: "true" } : {}),
    };
    await run(
      () => fetchFile(fields),
      ({ fileName, receipt }) => {
        if (receipt === undefined) return done(fileName);
        const jks = wanted.receiverName === "java" || wanted.receiverName === "java-old" ? javaLine(of.name) : null;
        setDownloaded({ fileName, receipt, passphrase: isPassphraseNeeded ? passphrase : "", jks });
        setPassphrase("");
      },
    );
  }

  return {
    choices,
    choice,
    group,
    inGroup,
    passphrase,
    alias,
    hasRoot,
    isClear,
    isAgreed,
    isBusy,
    error: error?.message,
    passphraseError,
    downloaded,
    isAgreementNeeded,
    isPassphraseNeeded,
    isReady,
    setGroup: (value: DownloadGroup) => (forget(), setGroup(value)),
    choose: (id: string) => (forget(), setChosen({ ...chosen, [group]: id })),
    setPassphrase: (value: string) => (setPassphraseError(undefined), setPassphrase(value)),
    setClear: (value: boolean) => (forget(), setClear(value)),
    startAgain: () => (forget(), setDownloaded(undefined)),
    setAlias,
    setRoot,
    way,
    setWay,
    setAgreed,
    act,
  };
}

/** A certificate, a key or a request alone has no chain. */
export const leavesWithChain = ({ fields }: DownloadChoice): boolean =>
  ["pkcs12", "chain-pem", "pkcs7-pem", "pkcs7-der", "key-and-chain-pem", "jwk", "jwk-private", "zip"].includes(
    fields["format"] ?? "",
  );

function openLink(fileName: string): string {
  const link = document.createElement("a");
  link.href = `/download?file=${encodeURIComponent(fileName)}`;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  return fileName;
}
