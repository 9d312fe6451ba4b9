import { clsx } from "clsx";
import { CircleCheck, Info } from "lucide-react";
import type { ReactNode } from "react";
import type { InspectedElement, Inspection } from "@/lib/pki/inspect/types.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { sentenceOfError, sentenceOfNote } from "@/lib/i18n/sentences/sentences.ts";
import type { ListSignature } from "@/lib/i18n/sentences/revocation-list-sentences.ts";
import { Banner } from "../ui/banner";
import { CopyButton } from "../ui/copy-button";
import { DerTable } from "./der-table";
import { elementSentence } from "./element-sentence";
import { Facts } from "./facts";
import { Findings } from "./findings";
import { PemBox } from "../pem/pem-box";
import { ListAnswers } from "./list-answers";
import { AnswersTable, AskedTable } from "./ocsp-table";
import { RevokedTable } from "./revoked-table";
import { withContents } from "./element-contents.ts";
import { StressedText } from "../ui/stressed-text";
import { TextTree, textOf } from "./text-tree";
import type { Note } from "@/lib/pki/asn1/element.ts";
import { cardClass } from "../styles/card";
import { sentenceClass } from "../styles/section";
import { codeBoxClass } from "../ui/code-block";

/* A line above each of several elements, but for the first. */
const elementHeadClass = "grid gap-1 border-t pt-6 [section:first-child>&]:border-t-0 [section:first-child>&]:pt-0";

export type Depth = "summary" | "text" | "der";

interface ElementsProps {
  readonly inspection: Inspection;
  readonly depth: Depth;
  readonly texts: UiTexts;
  readonly copied: string;
  readonly viewer: Viewer;
  /** `matches dbserver.key`. */
  readonly keyNote?: string;
  /** Who signed the revocation lists among the elements. */
  readonly lists?: readonly ListSignature[];
  /** Of the stored file, or of the one that was given; empty for what was pasted. */
  readonly fileName?: string;
}

/** As much text of a whole file goes to a page to be copied; a longer one is downloaded. */
const longestCopied = 262_144;

/** Every element of a file, one after the other, in the depth that was chosen; containers show what they hold. */
export function Elements({
  inspection,
  depth,
  texts,
  copied,
  viewer,
  keyNote,
  lists = [],
  fileName = "",
}: ElementsProps) {
  const flat = inspection.elements.flatMap((element, position) => {
    const signature = lists.find((each) => each.element === position);
    return withContents(element).map((placed) => ({ ...placed, ...(placed.element === element ? { signature } : {}) }));
  });
  const whole = inspection.elements.length > 1 ? wholeText(inspection.elements) : null;
  const note =
    keyNote === undefined ? undefined : (
      <span className="status" data-tone="ok">
        <CircleCheck aria-hidden />
        {keyNote}
      </span>
    );
  return (
    <>
      <Notes notes={inspection.notes} texts={texts} viewer={viewer} />
      {depth === "summary" && whole !== null ? (
        <PemBox
          name={fileName === "" ? texts.item.kinds[inspection.kind] : fileName}
          text={whole}
          texts={texts.pem}
          locale={viewer.locale}
        />
      ) : null}
      {flat.map(({ element, from, signature }, index) => (
        <section
          key={index}
          className="grid grid-cols-1 content-start gap-6"
          aria-labelledby={flat.length > 1 ? `element-${depth}-${index}` : undefined}
        >
          {flat.length > 1 ? (
            <header className={elementHeadClass}>
              <h2 className="text-section" id={`element-${depth}-${index}`}>
                {texts.item.kinds[element.kind]}
                <span className="text-subtle text-sm font-normal ml-2">
                  {fill(texts.item.element, { n: index + 1, total: flat.length })}
                  {element.line === null ? "" : `, ${fill(texts.item.line, { n: element.line })}`}
                </span>
              </h2>
              {from === "" ? null : (
                <p className="font-mono tracking-[-0.01em] text-sm text-subtle wrap-anywhere">{from}</p>
              )}
              <p className={sentenceClass}>
                <StressedText text={elementSentence(element, texts.item, viewer)} />
              </p>
            </header>
          ) : null}
          <OneElement
            element={element}
            depth={depth}
            texts={texts}
            copied={copied}
            viewer={viewer}
            keyNote={note}
            signature={signature}
            isAlone={flat.length === 1}
            name={
              flat.length === 1 && fileName !== ""
                ? fileName
                : [texts.item.kinds[element.kind], flat.length === 1 ? "" : index + 1].join(" ").trim()
            }
          />
        </section>
      ))}
    </>
  );
}

/** Kinds of which "nothing to object to" says something: what could not be read was not checked. */
const isChecked: ReadonlySet<InspectedElement["kind"]> = new Set(["certificate", "csr"]);

/** The text of a file of several elements; null where one of them has none to copy, or together they are too long. */
function wholeText(elements: readonly InspectedElement[]): string | null {
  const texts = elements.map(({ pem }) => pem);
  const whole = texts.every((text) => text !== null) ? texts.join("") : "";
  return whole === "" || whole.length > longestCopied ? null : whole;
}

interface OneElementProps extends Omit<ElementsProps, "inspection" | "keyNote" | "lists" | "fileName"> {
  readonly element: InspectedElement;
  readonly keyNote: ReactNode;
  readonly signature: ListSignature | undefined;
  readonly isAlone: boolean;
  /** What its text is called. */
  readonly name: string;
}

function OneElement({ element, depth, texts, copied, viewer, keyNote, signature, isAlone, name }: OneElementProps) {
  const text = texts.item;
  const level = isAlone ? 2 : 3;
  const Heading = isAlone ? "h2" : "h3";
  if (depth === "text") {
    const isSecret = element.kind === "key" || element.kind === "locked-key";
    return (
      <div>
        <p className="flex items-center gap-2 text-muted text-sm mb-3">
          <span className="grow">
            {isSecret ? text.text.none : fill(text.text.lede, { name: text.kinds[element.kind] })}
          </span>
          <CopyButton value={textOf(element.text, viewer.locale)} label={text.text.copy} done={copied} />
        </p>
        <div className={codeBoxClass} tabIndex={0} role="region" aria-label={text.tabs.text}>
          <TextTree node={element.text} critical={text.critical} locale={viewer.locale} />
        </div>
      </div>
    );
  }
  if (depth === "der") {
    return (
      <div>
        <p className="text-muted text-sm mb-3">{text.der.lede}</p>
        <DerTable rows={element.raw} texts={text.der} />
      </div>
    );
  }
  return (
    <>
      {element.failure === null ? null : (
        <Banner tone="danger">
          {sentenceOfError({ code: element.failure.code, params: element.failure.facts }, viewer.locale)}
        </Banner>
      )}
      {element.kind === "crl" && element.card !== null ? (
        <ListAnswers
          signature={signature}
          lookup={element.card.lookup}
          label={text.listAnswers}
          locale={viewer.locale}
        />
      ) : null}
      <Notes notes={element.notes} texts={texts} viewer={viewer} />
      {element.pem === null ? null : (
        <PemBox
          name={name}
          text={element.pem}
          isPem={element.pem.startsWith("-----BEGIN")}
          texts={texts.pem}
          locale={viewer.locale}
        />
      )}
      {(element.card !== null && isChecked.has(element.kind)) || element.findings.length > 0 ? (
        <Findings findings={element.findings} texts={text.findings} locale={viewer.locale} level={level} />
      ) : null}
      <section>
        <Heading className={Heading === "h3" ? "mb-3 font-semibold" : "mb-3 text-section"}>{text.facts}</Heading>
        <div className={clsx(cardClass, "px-4 py-1")}>
          <Facts element={element} texts={{ item: text, copied }} viewer={viewer} keyNote={keyNote} />
        </div>
      </section>
      {element.kind === "ocsp-request" && element.card !== null && element.card.total > 0 ? (
        <section>
          <Heading className={Heading === "h3" ? "mb-3 font-semibold" : "mb-3 text-section"}>
            {text.ocsp.askedTitle}
            {rest(element.card.asked.length, element.card.total, text)}
          </Heading>
          <AskedTable asked={element.card.asked} texts={text} />
        </section>
      ) : null}
      {element.kind === "ocsp-response" && element.card !== null && element.card.total > 0 ? (
        <section>
          <Heading className={Heading === "h3" ? "mb-3 font-semibold" : "mb-3 text-section"}>
            {text.ocsp.answersTitle}
            {rest(element.card.answers.length, element.card.total, text)}
          </Heading>
          <AnswersTable answers={element.card.answers} texts={text} viewer={viewer} />
          <p className="mt-2 text-sm text-muted">{text.ocsp.notChecked}</p>
        </section>
      ) : null}
      {element.kind === "crl" && (element.card?.revoked.length ?? 0) > 0 ? (
        <section>
          <Heading className={Heading === "h3" ? "mb-3 font-semibold" : "mb-3 text-section"}>
            {text.revokedTitle}
            {rest(element.card!.revoked.length, element.card!.entries, text)}
          </Heading>
          <RevokedTable entries={element.card!.revoked} texts={text} viewer={viewer} />
        </section>
      ) : null}
    </>
  );
}

/** Says how many of a long list are shown. */
function rest(shown: number, total: number, text: UiTexts["item"]): ReactNode {
  return shown < total ? (
    <span className="text-subtle text-sm font-normal ml-2">{fill(text.revokedFirst, { n: shown, total })}</span>
  ) : null;
}

function Notes({
  notes,
  texts,
  viewer,
}: {
  readonly notes: readonly Note[];
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}) {
  if (notes.length === 0) return null;
  return (
    <ul className={cardClass} aria-label={texts.item.notes}>
      {notes.map((note, index) => (
        <li key={index} className="finding">
          <span className="text-info-mark">
            <Info aria-hidden />
          </span>
          <p>{sentenceOfNote(note, viewer.locale)}</p>
        </li>
      ))}
    </ul>
  );
}
