"use client";
import { Package } from "lucide-react";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { shortestPassphrase } from "@/lib/pki/pkcs12/receivers.ts";
import { SecretField } from "../form/text-field";
import { useAction } from "../form/use-action";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { notify } from "../ui/notices";
import { fetchFile } from "../ui/save-file";

interface RenewedPackProps {
  readonly service: string;
  /** The pack has to hold a key that the machines do not have yet. */
  readonly hasNewKey: boolean;
  readonly mayTakeKeys: boolean;
  readonly texts: UiTexts["renew"];
  readonly common: { readonly show: string; readonly unreachable: string };
  readonly locale: Locale;
}

/** The next step after a renewal: the files of the service in one archive, the key under a passphrase that is typed here. */
export function RenewedPack({ service, hasNewKey, mayTakeKeys, texts, common, locale }: RenewedPackProps) {
  const [passphrase, setPassphrase] = useState("");
  const { isBusy, error, run, refuse } = useAction(common.unreachable);
  const asksForKey = hasNewKey && mayTakeKeys;
  async function act(): Promise<void> {
    if (isBusy) return;
    if (passphrase !== "" && passphrase.length < shortestPassphrase) {
      refuse(fill(texts.packKeysHelp, { n: shortestPassphrase }));
      return;
    }
    await run(
      () =>
        fetchFile(
          { service, language: locale, ...(asksForKey && passphrase !== "" ? { passphrase } : {}) },
          "/download/pack",
        ),
      ({ fileName }) => notify({ text: fill(texts.packDone, { file: fileName }) }),
    );
  }
  return (
    <form
      className="grid grid-cols-1 items-end gap-3 rounded-card border border-accent-line bg-accent-soft px-4 py-3 md:grid-cols-[minmax(0,1fr)_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        void act();
      }}
    >
      {asksForKey ? (
        <SecretField
          id="pack-key"
          label={texts.packKeys}
          help={fill(texts.packKeysHelp, { n: shortestPassphrase })}
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="new-password"
          showWord={common.show}
        />
      ) : (
        <p className="self-center text-sm">
          <b className="block font-semibold">{fill(texts.packOf, { service })}</b>
          {hasNewKey ? null : texts.certificateOnly}
        </p>
      )}
      <div className="max-md:*:w-full md:pb-6">
        <Button type="submit" variant="primary" isBusy={isBusy} icon={<Package aria-hidden />}>
          {texts.pack}
        </Button>
      </div>
      {error === null ? null : (
        <div className="md:col-span-2">
          <Banner tone="danger" role="alert">
            {error.message}
          </Banner>
        </div>
      )}
    </form>
  );
}
