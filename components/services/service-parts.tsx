import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { sentenceOfStepNote } from "@/lib/i18n/sentences/preflight.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge } from "../ui/badge";
import { CodeBlock } from "../ui/code-block";
import { LinkButton } from "../ui/button";
import { fixAddress } from "./fix-link";
import { cardClass, groupHeadClass, planLineClass } from "../styles/card";

interface PartProps {
  readonly plan: PlanView;
  readonly texts: UiTexts["services"];
}

/** Keys and requests that are still to be made, each with its line and a form that is filled. */
export function ServiceRequests({
  plan,
  texts,
  copied,
  mayMend,
  locale,
}: PartProps & { readonly copied: string; readonly mayMend: boolean; readonly locale: Locale }) {
  const needed = new Set(
    plan.checks.flatMap(({ status, fix }) =>
      (status === "fail" || status === "unknown") && fix?.code === "fix.request" ? [fix.params.name] : [],
    ),
  );
  const now = plan.requests.filter(({ name, liveName }) => liveName === null || needed.has(name));
  const later = plan.requests.filter((request) => !now.includes(request));
  const rows = (requests: PlanView["requests"]) => (
    <RequestRows requests={requests} plan={plan} texts={texts} copied={copied} mayMend={mayMend} />
  );
  return (
    <section aria-labelledby="requests">
      <h2 className="text-section mb-1" id="requests">
        {now.length === 0 ? texts.page.nextRequests : texts.page.requests}
      </h2>
      <p className="text-muted text-sm mb-3">
        {now.length === 0 ? texts.page.nextRequestsLede : texts.page.requestsLede}
      </p>
      {now.length === 0 ? null : rows(now)}
      {later.length === 0 ? null : (
        <details className={now.length === 0 ? undefined : "mt-6"}>
          <summary className="text-sm">{count(locale, texts.page.laterRequests, later.length)}</summary>
          <div className="mt-3">{rows(later)}</div>
        </details>
      )}
    </section>
  );
}

function RequestRows({
  requests,
  plan,
  texts,
  copied,
  mayMend,
}: PartProps & { readonly requests: PlanView["requests"]; readonly copied: string; readonly mayMend: boolean }) {
  const titles = new Map(
    plan.roles.map(({ id, title, node }) => [
      id,
      node === null ? texts.roles[title] : `${texts.roles[title]} (${node})`,
    ]),
  );
  return (
    <div className="grid grid-cols-1 content-start gap-4">
      {requests.map((request) => (
        <div key={request.id} className="grid grid-cols-1 content-start gap-2">
          <CodeBlock
            title={request.name}
            text={request.line}
            copyLabel={fill(texts.page.copyLines, { step: request.name })}
            copied={copied}
          />
          <div className="flex items-center gap-2 flex-wrap text-sm">
            <span className="text-muted wrap-anywhere grow">
              {texts.page.forRoles}: {request.roles.map((id) => titles.get(id) ?? id).join(", ")}
            </span>
            <Badge>
              {texts.page.audience}: {texts.audiences[request.audience]}
            </Badge>
            {mayMend ? (
              <LinkButton
                size="sm"
                href={fixAddress(
                  {
                    code: "fix.request",
                    params: {
                      name: request.name,
                      commonName: request.commonName,
                      subjectAltNames: request.subjectAltNames.join(","),
                    },
                  },
                  "",
                )}
              >
                pki csr
              </LinkButton>
            ) : null}
          </div>
        </div>
      ))}
    </div>
  );
}

export function ServiceSettings({ plan, texts, copied }: PartProps & { readonly copied: string }) {
  if (plan.settings.length === 0) return null;
  return (
    <section aria-labelledby="settings">
      <h2 className="text-section mb-3" id="settings">
        {texts.page.settings}
      </h2>
      <div className="grid grid-cols-1 content-start gap-4">
        {plan.settings.map(({ id, path, text }) => (
          <CodeBlock
            key={id}
            title={path}
            text={text}
            copyLabel={fill(texts.page.copySettings, { path })}
            copied={copied}
          />
        ))}
      </div>
    </section>
  );
}

/** Beside the plan: the files of each machine, what is trusted, and what the programs print when it goes wrong. */
export function ServiceAside({ plan, texts, locale }: PartProps & { readonly locale: Locale }) {
  return (
    <aside>
      <section aria-labelledby="service-files">
        <h2 className="text-section mb-1" id="service-files">
          {texts.page.files}
        </h2>
        <p className="text-muted text-sm mb-3">{texts.page.filesLede}</p>
        <div className={cardClass}>
          {plan.files.length === 0 ? (
            <p className="p-4 text-sm text-muted">{texts.page.noTrust}</p>
          ) : (
            plan.nodes.map((node) => <NodeFiles key={node} node={node} plan={plan} texts={texts} />)
          )}
        </div>
      </section>
      {plan.trusts.length === 0 ? null : (
        <section aria-labelledby="trusts">
          <h2 className="text-section mb-3" id="trusts">
            {texts.page.trusts}
          </h2>
          <ul className={cardClass}>
            {plan.trusts.map(({ id, title, node, certificates }) => (
              <li key={id} className={planLineClass}>
                <b>{texts.roles[title]}</b>
                {node === null ? null : <span className="text-subtle text-xs">{node}</span>}
                <span className="text-muted text-sm wrap-anywhere">
                  {certificates.length === 0
                    ? texts.page.noTrust
                    : certificates.map(({ subject }) => subject).join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {plan.troubles.length === 0 ? null : (
        <section aria-labelledby="troubles">
          <h2 className="text-section mb-3" id="troubles">
            {texts.page.troubles}
          </h2>
          <ul className={cardClass}>
            {plan.troubles.map(({ message, meaning }) => (
              <li key={message} className={planLineClass}>
                <code className="text-xs wrap-anywhere">{message}</code>
                <span className="text-muted text-sm">{sentenceOfStepNote(meaning, locale)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

function NodeFiles({ node, plan, texts }: PartProps & { readonly node: string }) {
  const files = plan.files.filter((file) => file.node === node);
  if (files.length === 0) return null;
  return (
    <div>
      {node === "" ? null : <h3 className={groupHeadClass}>{fill(texts.page.machine, { node })}</h3>}
      <ul>
        {files.map(({ path, holds }) => (
          <li key={path} className={planLineClass}>
            <span className="font-mono tracking-[-0.01em] text-sm wrap-anywhere">{path}</span>
            {holds.length === 0 ? null : <span className="text-subtle text-xs wrap-anywhere">{holds.join(" → ")}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
