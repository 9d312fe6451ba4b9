import type { OutputOf } from "@/lib/commands/index.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { BundleCard } from "./bundle-card";
import { messagesOfFindings, shownBundle } from "./bundle-messages";
import { MessageList } from "../ui/message-list";

import type { StoreBundle } from "./download-bundle";

interface UploadedBundleProps {
  readonly given: NonNullable<OutputOf<"inspect">["given"]>;
  readonly store: StoreBundle | null;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

/** Shows what is wrong with the order of a file that was only inspected, and offers the repaired one. */
export function UploadedBundle({ given, store, texts, viewer }: UploadedBundleProps) {
  const text = texts.bundle.review;
  const said = messagesOfFindings(given.findings, viewer.locale);
  const right = { tone: "ok", text: `${text.right}. ${text.rightText}` } as const;
  const isRight = !given.findings.some(({ severity }) => severity !== "info");
  const cardTexts = {
    bundle: texts.bundle,
    chain: texts.item.chain,
    member: texts.bundle.member,
    pem: texts.pem,
    unreachable: texts.common.unreachable,
  };
  return (
    <>
      <section aria-labelledby="order">
        <h2 className="text-section mb-3" id="order">
          {text.title}
        </h2>
        <MessageList label={text.title} said={[...(isRight ? [right] : []), ...said]} />
      </section>
      {given.repaired.length === 0 ? null : (
        <section className="grid grid-cols-1 content-start gap-4" aria-labelledby="repaired">
          <div>
            <h2 className="text-section" id="repaired">
              {text.repaired}
            </h2>
            <p className="text-sm text-muted">{text.repairedText}</p>
          </div>
          {given.repaired.map((bundle, index) => (
            <BundleCard
              key={index}
              bundle={shownBundle(bundle, viewer.locale)}
              kind={given.form}
              store={store}
              texts={cardTexts}
              viewer={viewer}
            />
          ))}
        </section>
      )}
    </>
  );
}
