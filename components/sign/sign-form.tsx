"use client";
import { Download, Plus } from "lucide-react";
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
import { Mends } from "./mends";
import { RequestSummary, type RequestFacts, Wishes } from "./request-summary";
import { ChoiceCards } from "../form/choice-cards";
import { EquivalentsPanel, type EquivalentTexts } from "../equivalents/equivalents-panel";
import { ErrorSummary } from "../form/error-summary";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import { labelledFields } from "../request/key-pair-form";
import { emptyKeyPair, fieldOfAttribute, subjectOf, type KeyPairText } from "../request/key-pair-state";
import { NameChips } from "../request/name-chips";
import { SubjectFields } from "../request/subject-fields";
import type { FieldOfCode, ActionState } from "../form/action-state";
import { TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { BackToService } from "../form/back-to-service";
import { FormDone, NextStep } from "../form/form-done";
import { MadeFacts } from "../form/made-facts";
import { PemBox } from "../pem/pem-box";
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
  readonly doubtfulChain?: "accept";
  readonly subject?: Readonly<Record<string, string | string[]>>;
}

export interface Signed {
  readonly fileName: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notAfter: string;
  readonly subject: string;
  readonly subjectAltNames: readonly { readonly kind: string; readonly value: string }[];
  readonly pem: string;
  /** What the certificate does not carry as the request asks, in sentences. */
  readonly wishes: readonly string[];
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
  /** Sub-authorities are among the choices. */
  readonly mayMakeAuthorities: boolean;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: UiTexts["sign"];
    readonly made: UiTexts["made"];
    readonly pem: UiTexts["pem"];
    readonly optional: string;
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
  readonly isDoubtful?: boolean;
}

type Question = "again" | "revoked" | "doubtful";

const allProfiles = ["server-client", "server", "client", "sub-ca"] as const;
const isOfRequest = (name: unknown): string => (/\.csr$|^csr$/.test(String(name)) ? "request" : "issuer");
const fields: FieldOfCode = {
  "sign.days-out-of-range": "days",
  "sign.path-length-out-of-range": "pathLength",
  "san.malformed": "subjectAltNames",
  "sign.name-not-permitted": "subjectAltNames",
  "csr.names-twice": "subjectAltNames",
  "csr.names-unreadable": "subjectAltNames",
  "csr.name-not-ascii": "subjectAltNames",
  "subject.value-empty": fieldOfAttribute,
  "subject.value-too-long": fieldOfAttribute,
  "subject.bad-character": fieldOfAttribute,
  "subject.country-unknown": "subject.C",
  "csr.bad-signature": "request",
  "csr.unsupported-signature": "request",
  "key.too-weak": "request",
  "key.computable": "request",
  "key.exponent-small": "request",
  "sign.issuer-not-authority": "issuer",
  "sign.issuer-may-not-sign": "issuer",
  "sign.issuer-revoked": "issuer",
  "sign.issuer-key-computable": "issuer",
  "sign.chain-refused": "issuer",
  "sign.chain-doubtful": "issuer",
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
  mayMakeAuthorities,
  texts,
  viewer,
  locale,
}: SignFormProps) {
  const { form, page } = texts;
  const [request, setRequest] = useState(start.request);
  const [issuer, setIssuer] = useState(start.issuer);
  const profiles = mayMakeAuthorities ? allProfiles : allProfiles.filter((each) => each !== "sub-ca");
  const [profile, setProfile] = useState<string>(profiles.find((each) => each === start.profile) ?? "server-client");
  const [days, setDays] = useState("365");
  const [pathLength, setPathLength] = useState("");
  const [asking, setAsking] = useState<Question | null>(null);
  const isAsking = asking !== null;
  const [corrected, setCorrected] = useState<{ readonly request: string; readonly text: KeyPairText } | null>(null);
  const [confirmed, setConfirmed] = useState<Confirmed>({});
  const command = useCommand(sign, { locale, fields, unreachable: texts.unreachable });
  const { asked, isPassing, names, setNames, isEdited } = useRequest(request, ask, start);

  const isSubjectWrong = asked !== null && asked.subjectProblem !== null;
  const subject =
    corrected?.request === request.trim() ? corrected.text : { ...emptyKeyPair, ...(asked?.subjectFields ?? {}) };
  function input({ isAgain = false, isRevoked = false, isDoubtful = false }: Confirmed = {}): SignInput {
    return {
      request: request.trim(),
      issuer: issuer.trim(),
      profile,
      days: Number(days),
      ...(isSubjectWrong ? { subject: subjectOf(subject) } : {}),
      ...(isEdited ? { subjectAltNames: names } : {}),
      ...(profile === "sub-ca" && pathLength !== "" ? { pathLength: Number(pathLength) } : {}),
      ...(isAgain ? { confirm: true } : {}),
      ...(isRevoked ? { revokedIssuer: "accept" } : {}),
      ...(isDoubtful ? { doubtfulChain: "accept" } : {}),
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
  function questionOf(code: string, { isAgain, isRevoked, isDoubtful }: Confirmed): Question | null {
    if (code === "sign.issuer-revoked") return mayUseRevoked && isRevoked !== true ? "revoked" : null;
    if (code === "sign.chain-doubtful") return isDoubtful !== true ? "doubtful" : null;
    const isTaken = code === "sign.already-certified" || code === "sign.would-replace";
    return isTaken && isAgain !== true ? "again" : null;
  }
  const base = request.trim().replace(/\.csr$/, "");
  const questions = {
    again: {
      title: fill(page.againTitle, { request: base }),
      text: fill(page.againText, { file: `${base}.crt` }),
      keep: page.keep,
      act: page.againAct,
      confirms: { isAgain: true },
    },
    revoked: {
      title: page.revokedTitle,
      text: page.revokedText,
      keep: page.revokedKeep,
      act: page.revokedAct,
      confirms: { isRevoked: true },
    },
    doubtful: {
      title: page.doubtfulTitle,
      text: page.doubtfulText,
      keep: page.revokedKeep,
      act: page.revokedAct,
      confirms: { isDoubtful: true },
    },
  } as const;
  const question = questions[asking ?? "again"];
  const isForServers = profile === "server" || profile === "server-client";
  const offered = (asked?.mends ?? []).filter(({ code }) => isForServers || code !== "add-host");
  const { value } = command;
  const errors = isAsking ? {} : command.errors;
  const wrong = Object.keys(errors).length;
  const labels = {
    ...labelledFields(form),
    request: { label: page.request, id: "request" },
    issuer: { label: page.issuer, id: "issuer" },
    days: { label: form.days, id: "days" },
    pathLength: { label: form.pathLength, id: "path-length" },
    subjectAltNames: { label: page.names, id: "names" },
  };
  if (value !== null)
    return (
      <Done
        value={value}
        texts={texts}
        viewer={viewer}
        onAgain={() => {
          setRequest("");
          setCorrected(null);
          setConfirmed({});
          setPathLength("");
          command.reset();
        }}
      />
    );
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
                kinds={["signer"]}
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
                  label={form.pathLength}
                  help={page.pathLengthHelp}
                  error={errors["pathLength"]}
                  value={pathLength}
                  onChange={setPathLength}
                  inputMode="numeric"
                />
              ) : null}
            </div>
          </section>
          {isSubjectWrong ? (
            <>
              <div className="mb-4">
                <Banner tone="warn" title={asked.subjectProblem}>
                  {page.correctSubject}
                </Banner>
              </div>
              <SubjectFields
                text={subject}
                change={(part) => setCorrected({ request: request.trim(), text: { ...subject, ...part } })}
                errors={errors}
                texts={form}
                optional={texts.optional}
                commonNameHelp={form.cnHelp}
              />
            </>
          ) : null}
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
              {isEdited ? null : <Mends mends={offered} onTake={setNames} texts={page} />}
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
              ...(profile === "sub-ca" && pathLength !== "" ? { pathLength: Number(pathLength) } : {}),
            })}
            http={{ command: "sign", body: input() }}
            texts={texts.equivalents}
          />
          <RequestSummary asked={asked} profile={profile} texts={page} viewer={viewer} />
        </aside>
      </div>
      <Confirm
        isOpen={isAsking}
        onClose={() => setAsking(null)}
        title={question.title}
        keepLabel={question.keep}
        actLabel={question.act}
        isBusy={command.isBusy}
        isFinal={asking !== "again"}
        onAct={() => void submit({ ...confirmed, ...question.confirms })}
      >
        <p>{command.error?.message}</p>
        <p>{question.text}</p>
      </Confirm>
    </>
  );
}

interface DoneProps {
  readonly value: Signed;
  readonly texts: SignFormProps["texts"];
  readonly viewer: Viewer;
  readonly onAgain: () => void;
}

function Done({ value, texts, viewer, onAgain }: DoneProps) {
  const { form, page, made } = texts;
  const { fileName } = value;
  const name = fileName.replace(/\.[^.]+$/, "");
  const ends = new Date(value.notAfter);
  const href = `/download?file=${encodeURIComponent(fileName)}`;
  return (
    <FormDone
      title={fill(page.doneTitle, { file: fileName })}
      actions={
        <>
          <BackToService words={form.backToService} />
          <Button variant="ghost" icon={<Plus aria-hidden />} onClick={onAgain}>
            {page.another}
          </Button>
          <LinkButton href={`/files/${encodeURIComponent(name)}`}>{fill(form.open, { name })}</LinkButton>
        </>
      }
      made={
        <>
          <PemBox name={fileName} text={value.pem} isOpen texts={texts.pem} locale={viewer.locale} />
          <MadeFacts value={value} texts={made} viewer={viewer} />
        </>
      }
      next={
        <NextStep
          word={made.next}
          title={page.nextTitle}
          actions={
            <>
              <LinkButton variant="primary" href={`/bundle?file=${encodeURIComponent(fileName)}`}>
                {page.withChain}
              </LinkButton>
              <a className={buttonClass()} href={href} download>
                <Download aria-hidden />
                {fill(form.download, { name: fileName })}
              </a>
            </>
          }
        >
          {page.nextText}
        </NextStep>
      }
    >
      <span title={exactInstant(viewer, ends)}>
        {fill(page.doneText, { issuer: value.issuer, date: shortDate(viewer, ends), serial: value.serial })}
      </span>
      <Wishes wishes={value.wishes} />
    </FormDone>
  );
}
