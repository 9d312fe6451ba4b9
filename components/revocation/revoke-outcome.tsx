import Link from "next/link";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";

/** What a revocation has done, in the words of the person. */
export interface RevokeOutcome {
  readonly revoked: number;
  readonly refused: readonly { readonly name: string; readonly why: string }[];
  readonly reissued: readonly {
    readonly name: string;
    /** Null where none could be made. */
    readonly generation: number | null;
    /** It waits for the answer of its authority. */
    readonly requestFile: string | null;
    readonly services: readonly string[];
    readonly why: string;
  }[];
}

/** So many names are told one by one; the list of names has the others. */
const mostShown = 20;

/** What became of each: revoked, not revoked with why, issued anew with who has to be given it. */
export function Outcome({ outcome, texts }: { readonly outcome: RevokeOutcome; readonly texts: UiTexts["revoke"] }) {
  const { revoked, refused, reissued } = outcome;
  return (
    <div className="grid gap-3" role="status">
      {refused.length === 0 ? null : (
        <Banner tone="warn" title={fill(texts.someRefused, { done: revoked, n: refused.length })}>
          <ul>
            {refused.slice(0, mostShown).map(({ name, why }) => (
              <li key={name} className="wrap-anywhere">
                <b className="font-medium">{name}</b> {why}
              </li>
            ))}
            {refused.length > mostShown ? <li>{fill(texts.more, { n: refused.length - mostShown })}</li> : null}
          </ul>
        </Banner>
      )}
      {refused.length > 0 || revoked < 2 ? null : <Banner tone="ok" title={fill(texts.allRevoked, { n: revoked })} />}
      {reissued.slice(0, mostShown).map(({ name, generation, requestFile, services, why }) => (
        <Banner
          key={name}
          tone={generation === null ? "warn" : "ok"}
          title={
            requestFile !== null
              ? fill(texts.reissueWaits, { name: requestFile })
              : generation === null
                ? fill(texts.notReissued, { name })
                : fill(texts.reissued, { name, n: generation })
          }
        >
          {generation === null ? why : null}
          {generation === null || services.length === 0 ? null : (
            <>
              {texts.giveTo}{" "}
              {services.map((service, index) => (
                <span key={service}>
                  {index === 0 ? "" : ", "}
                  <Link className="text-link underline" href={`/services/${encodeURIComponent(service)}`}>
                    {service}
                  </Link>
                </span>
              ))}
            </>
          )}
          {generation === null || services.length > 0 ? null : (
            <Link className="text-link underline" href={`/files/${encodeURIComponent(name)}`}>
              {fill(texts.openItem, { name })}
            </Link>
          )}
        </Banner>
      ))}
    </div>
  );
}
