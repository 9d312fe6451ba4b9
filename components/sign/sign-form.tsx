"use client";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { exactInstant, shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { signEquivalents } from "@/lib/shell/equivalents/equivalents.ts";
import { Banner } from "../ui/banner";
import { Button, LinkButton, buttonClass } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { PageHead } from "../ui/page-head";
import { RequestSummary, type RequestFacts } from "./request-summary";
import { ChoiceCards } from "../form/choice-cards";
import { EquivalentsPanel, type EquivalentTexts } from "../equivalents/equivalents-panel";
import { ErrorSummary } from "../form/error-summary";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import { NameChips } from "../request/name-chips";
import type { FieldOfCode, ActionState } from "../form/action-state";
import { TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { useRequest } from "./use-request";
import { fieldPairClass, formFootClass, formGridClass, partClass } from "../form/layout";

export interface SignInput {
  readonly request: string;
  readonly issuer: string;
  readonly profile: string;
  readonly days: number;
  readonly subjectAltNames?: readonly string[];
  readonly pathLength?: number;
  readonly confirm?: boolean;
  readonly revokedIssuer?: "accept";
}

export interface Signed {
  readonly fileName: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notAfter: string;
}

interface SignFormProps {
  readonly sign: (input: SignInput) => Promise<ActionState<Signed>>;
  readonly ask: (request: string) => Promise<ActionState<RequestFacts>>;
  readonly suggest: SuggestFiles;
  /** From the address; names stand in the place of those that the request asks for. */
  readonly start: {
    readonly request: string;
    readonly issuer: string;
    readonly profile: string;
    readonly names: readonly string[];
  };
  readonly hasAuthority: boolean;
  /** The person may sign with an authority that a stored list revokes. */
  readonly mayUseRevoked: boolean;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: UiTexts["sign"];
    readonly unreachable: string;
    readonly equivalents: EquivalentTexts;
  };
  readonly viewer: Viewer;
  readonly locale: Locale;
}

/** The questions that the person has confirmed so far. */
interface Confirmed {
  readonly isAgain?: boolean;
  readonly isRevoked?: boolean;
}

const profiles = ["server-client", "server", "client", "sub-ca"] as const;
const isOfRequest = (name: unknown): string => (/\.csr$|^csr$/.test(String(name)) ? "request" : "issuer");
const fields: FieldOfCode = {
  "sign.days-out-of-range": "days",
  "sign.path-length-out-of-range": "pathLength",
  "san.malformed": "subjectAltNames",
  "sign.name-not-permitted": "subjectAltNames",
  "csr.bad-signature": "request",
  "csr.unsupported-signature": "request",
  "key.too-weak": "request",
  "key.computable": "request",
  "key.exponent-small": "request",
  "sign.issuer-not-authority": "issuer",
  "sign.issuer-may-not-sign": "issuer",
  "sign.issuer-revoked": "issuer",
  "sign.issuer-expired": "issuer",
  "sign.issuer-not-yet-valid": "issuer",
  "sign.path-length-used-up": "issuer",
  "key.absent": "issuer",
  "key.still-locked": "issuer",
  "file.not-found": ({ fileName }) => isOfRequest(fileName),
  "file.wrong-kind": ({ wanted }) => isOfRequest(wanted),
};

export function SignForm({
  sign,
  ask,
  suggest,
  start,
  hasAuthority,
  mayUseRevoked,
  texts,
  viewer,
  locale,
}: SignFormProps) {
  const { form, page } = texts;
  const [request, setRequest] = useState(start.request);
  const [issuer, setIssuer] = useState(start.issuer);
  const [profile, setProfile] = useState<string>(profiles.find((each) => each === start.profile) ?? "server-client");
  const [days, setDays] = useState("365");
  const [pathLength, setPathLength] = useState("");
  const [asking, setAsking] = useState<"again" | "revoked" | null>(null);
  const isAsking = asking !== null;
  const [confirmed, setConfirmed] = useState<Confirmed>({});
  const command = useCommand(sign, { locale, fields, unreachable: texts.unreachable });
  const { asked, isPassing, names, setNames, isEdited } = useRequest(request, ask, start);

  function input({ isAgain = false, isRevoked = false }: Confirmed = {}): SignInput {
    return {
      request: request.trim(),
      issuer: issuer.trim(),
      profile,
      days: Number(days),
      ...(isEdited ? { subjectAltNames: names } : {}),
      ...(profile === "sub-ca" && pathLength !== "" ? { pathLength: Number(pathLength) } : {}),
      ...(isAgain ? { confirm: true } : {}),
      ...(isRevoked ? { revokedIssuer: "accept" } : {}),
    };
  }
  async function submit(confirmed: Confirmed = {}): Promise<void> {
    const missing = {
      ...(request.trim() === "" ? { request: form.required } : {}),
      ...(issuer.trim() === "" ? { issuer: form.required } : {}),
    };
    if (Object.keys(missing).length > 0) return command.refuse(missing);
    const reply = await command.run(input(confirmed));
    setConfirmed(confirmed);
    setAsking(reply?.ok === false ? questionOf(reply.error.code, confirmed) : null);
  }
  function questionOf(code: string, { isAgain, isRevoked }: Confirmed): typeof asking {
    if (code === "sign.issuer-revoked") return mayUseRevoked && isRevoked !== true ? "revoked" : null;
    const isTaken = code === "sign.already-certified" || code === "sign.would-replace";
    return isTaken && isAgain !== true ? "again" : null;
  }
  const { value } = command;
  const errors = isAsking ? {} : command.errors;
  const base = request.trim().replace(/\.csr$/, "");
  const wrong = Object.keys(errors).length;
  const labels = {
    request: { label: page.request, id: "request" },
    issuer: { label: page.issuer, id: "issuer" },
    days: { label: form.days, id: "days" },
    pathLength: { label: page.pathLength, id: "path-length" },
    subjectAltNames: { label: page.names, id: "names" },
  };
  return (
    <>
      <PageHead title={page.title} command="pki sign" lede={page.lede} />
      <div className={formGridClass}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <ErrorSummary
            title={wrong > 1 ? count(locale, form.errors, wrong) : form.failed}
            errors={errors}
            failures={isAsking ? 0 : command.failures}
            fields={labels}
          />
          {value === null ? null : (
            <div className="mb-6">
              <Banner
                tone="ok"
                role="status"
                title={fill(page.doneTitle, { file: value.fileName })}
                actions={
                  <>
                    <a
                      className={buttonClass({ size: "sm" })}
                      href={`/download?file=${encodeURIComponent(value.fileName)}`}
                      download
                    >
                      {fill(form.download, { name: value.fileName })}
                    </a>
                    <LinkButton size="sm" href={`/files/${encodeURIComponent(base)}`}>
                      {fill(form.open, { name: base })}
                    </LinkButton>
                  </>
                }
              >
                <span title={exactInstant(viewer, new Date(value.notAfter))}>
                  {fill(page.doneText, {
                    issuer: value.issuer,
                    date: shortDate(viewer, new Date(value.notAfter)),
                    serial: value.serial,
                  })}
                </span>
              </Banner>
            </div>
          )}
          <section className={partClass}>
            <div className={fieldPairClass}>
              <FileNameField
                id="request"
                label={page.request}
                value={request}
                onChange={(next) => {
                  setRequest(next);
                  command.reset();
                }}
                kinds={["csr"]}
                suggest={suggest}
                texts={form}
                error={errors["request"]}
              />
              <FileNameField
                id="issuer"
                label={page.issuer}
                help={page.issuerHelp}
                value={issuer}
                onChange={setIssuer}
                kinds={["authority"]}
                suggest={suggest}
                texts={form}
                error={errors["issuer"]}
              />
            </div>
            {hasAuthority ? null : (
              <Banner
                tone="warn"
                actions={
                  <LinkButton size="sm" href="/selfsigned">
                    {page.makeAuthority}
                  </LinkButton>
                }
              >
                {page.noAuthority}
              </Banner>
            )}
          </section>
          <section className={partClass}>
            <ChoiceCards
              name="profile"
              legend={form.profile}
              value={profile}
              onChange={setProfile}
              choices={profiles.map((each) => ({
                value: each,
                label: page.profiles[each],
                hint: page.profileHints[each],
              }))}
            />
            <div className={fieldPairClass}>
              <TextField
                id="days"
                name="days"
                label={form.days}
                help={form.daysHelp}
                error={errors["days"]}
                value={days}
                onChange={setDays}
                inputMode="numeric"
              />
              {profile === "sub-ca" ? (
                <TextField
                  id="path-length"
                  label={page.pathLength}
                  help={page.pathLengthHelp}
                  error={errors["pathLength"]}
                  value={pathLength}
                  onChange={setPathLength}
                  inputMode="numeric"
                />
              ) : null}
            </div>
          </section>
          {asked === null && !isPassing ? null : (
            <section className={partClass} inert={isPassing} aria-busy={isPassing || undefined}>
              <NameChips
                id="names"
                label={page.names}
                at="subjectAltName"
                names={names}
                onChange={setNames}
                error={errors["subjectAltNames"]}
                texts={form}
                locale={locale}
              />
            </section>
          )}
          <div className={formFootClass}>
            <Button type="submit" variant="primary" isBusy={command.isBusy}>
              {base === "" ? page.actPlain : fill(page.act, { request: base })}
            </Button>
          </div>
        </form>
        <aside>
          <EquivalentsPanel
            equivalents={signEquivalents({
              request,
              issuer,
              profile,
              days: Number(days),
              ...(isEdited ? { subjectAltNames: names } : {}),
            })}
            http={{ command: "sign", body: input() }}
            texts={texts.equivalents}
          />
          <RequestSummary asked={asked} texts={page} viewer={viewer} />
        </aside>
      </div>
      <Confirm
        isOpen={isAsking}
        onClose={() => setAsking(null)}
        title={asking === "revoked" ? page.revokedTitle : fill(page.againTitle, { request: base })}
        keepLabel={asking === "revoked" ? page.revokedKeep : page.keep}
        actLabel={asking === "revoked" ? page.revokedAct : page.againAct}
        isBusy={command.isBusy}
        isFinal={asking === "revoked"}
        onAct={() => void submit({ ...confirmed, ...(asking === "revoked" ? { isRevoked: true } : { isAgain: true }) })}
      >
        <p>{command.error?.message}</p>
        <p>{asking === "revoked" ? page.revokedText : fill(page.againText, { file: `${base}.crt` })}</p>
      </Confirm>
    </>
  );
}
