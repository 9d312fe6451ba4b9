import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { CodeBlock } from "../../ui/code-block";
import { foldClass, cardClass } from "../../styles/card";
import { clsx } from "clsx";

interface ServiceSettingsProps {
  readonly settings: PlanView["settings"];
  readonly texts: UiTexts["services"]["page"];
  readonly copied: string;
}

/** The settings texts of the service, each folded under its place on the machine. */
export function ServiceSettings({ settings, texts, copied }: ServiceSettingsProps) {
  if (settings.length === 0) return null;
  return (
    <section className="mt-8" aria-labelledby="settings">
      <h2 className="text-section mb-3" id="settings">
        {texts.settings}
      </h2>
      <div className="grid grid-cols-1 content-start gap-2">
        {settings.map(({ id, path, text }) => (
          <details key={id} className={clsx(cardClass, foldClass)}>
            <summary className="mono wrap-anywhere">{path}</summary>
            <div className="p-3">
              <CodeBlock title={path} text={text} copyLabel={fill(texts.copySettings, { path })} copied={copied} />
            </div>
          </details>
        ))}
      </div>
    </section>
  );
}
