import { clsx } from "clsx";
import type { OcspAnswer, OcspCertId } from "@/lib/pki/inspect/types.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { dateAndTime, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge } from "../ui/badge";
import { shortHex } from "../ui/octets";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";

const tones = { good: "ok", revoked: "danger", unknown: "idle" } as const;

/** The certificates that an OCSP request asks about. */
export function AskedTable({
  asked,
  texts,
}: {
  readonly asked: readonly OcspCertId[];
  readonly texts: UiTexts["item"];
}) {
  return (
    <div className={clsx(tableBoxClass, rowsOnPhoneClass)}>
      <table>
        <thead>
          <tr>
            <IdHead texts={texts} />
          </tr>
        </thead>
        <tbody>
          {asked.map((id, index) => (
            <tr key={index}>
              <IdCell id={id} texts={texts} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The answers of an OCSP response. */
export function AnswersTable({
  answers,
  texts,
  viewer,
}: {
  readonly answers: readonly OcspAnswer[];
  readonly texts: UiTexts["item"];
  readonly viewer: Viewer;
}) {
  const { ocsp } = texts;
  const instant = (text: string) => <time dateTime={text}>{dateAndTime(viewer, new Date(text))}</time>;
  return (
    <div className={clsx(tableBoxClass, rowsOnPhoneClass)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{ocsp.answer}</th>
            <IdHead texts={texts} />
            <th scope="col">{texts.fact.valid}</th>
          </tr>
        </thead>
        <tbody>
          {answers.map((answer, index) => (
            <tr key={index}>
              <td>
                <Badge tone={tones[answer.state]}>{ocsp.states[answer.state]}</Badge>
                {answer.revokedAt === null ? null : (
                  <div className="text-sm">
                    {instant(answer.revokedAt)}, {answer.reason ?? texts.noReason}
                  </div>
                )}
              </td>
              <IdCell id={answer} texts={texts} />
              <td>
                {instant(answer.thisUpdate)} – {answer.nextUpdate === null ? ocsp.noEnd : instant(answer.nextUpdate)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function IdHead({ texts }: { readonly texts: UiTexts["item"] }) {
  return <th scope="col">{texts.fact.serial}</th>;
}

/** The serial number, and the hashes that stand for the issuer. */
function IdCell({ id, texts }: { readonly id: OcspCertId; readonly texts: UiTexts["item"] }) {
  return (
    <td>
      <div className="mono wrap-anywhere">{id.serial}</div>
      <div className="text-sm text-muted" title={`${id.issuerNameHash} / ${id.issuerKeyHash}`}>
        {fill(texts.ocsp.issuer, {
          hash: id.hashAlgorithm,
          name: shortHex(id.issuerNameHash),
          key: shortHex(id.issuerKeyHash),
        })}
      </div>
    </td>
  );
}
