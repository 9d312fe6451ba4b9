import { CircleCheck, Unlink } from "lucide-react";
import type { ReactNode } from "react";
import type { CertificateCard } from "@/lib/pki/inspect/types.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { LinkButton } from "../ui/button";
import { OtherWays } from "./other-ways";
import type { ShownEnds } from "./shown-ends";
import { ChainEdge, ChainNode, chainClass } from "./chain-parts";
import { shortHex } from "../ui/octets";

export interface ChainLink {
  readonly fileName: string | null;
  readonly subject: string;
  readonly issuer: string;
  readonly notAfter: string;
}

interface InventoryChainProps {
  readonly card: CertificateCard;
  readonly issuers: readonly ChainLink[];
  readonly texts: UiTexts["item"]["chain"];
  readonly viewer: Viewer;
  readonly addIssuer: ReactNode;
  readonly ends: ShownEnds;
}

/** `CN=Example CA, O=…` → `Example CA`. */
export function nameIn(subject: string): string {
  const first = /(?:^|, )CN=((?:\\.|[^,\\])*)/.exec(subject)?.[1] ?? subject;
  return first.replace(/\\(.)/g, "$1");
}

/** The certificate and the issuers that the inventory holds, up to a root or to the place where one is missing. */
export function InventoryChain({ card, issuers, texts, viewer, addIssuer, ends: ways }: InventoryChainProps) {
  const ends = (date: string): string => fill(texts.ends, { date: shortDate(viewer, new Date(date)) });
  const last = issuers[issuers.length - 1];
  const isComplete = card.isSelfIssued || (last !== undefined && last.issuer === last.subject);
  const keyId = card.authorityKeyId;
  return (
    <section aria-labelledby="chain">
      <h2 className="text-section mb-3" id="chain">
        {texts.title}
      </h2>
      <figure>
        <h3 className="mb-2.5 flex max-w-[560px] items-center gap-2 text-sm font-semibold [&>span]:ml-auto">
          {texts.what}
          <span className="status" data-tone={isComplete ? "ok" : "danger"}>
            {isComplete ? <CircleCheck aria-hidden /> : <Unlink aria-hidden />}
            {isComplete ? texts.complete : texts.incomplete}
          </span>
        </h3>
        <ul className={chainClass}>
          <ChainNode
            place={card.isSelfIssued ? "root" : "leaf"}
            name={card.name}
            detail={`${card.isSelfIssued ? texts.root : card.isAuthority ? texts.intermediate : texts.leaf}, ${ends(card.notAfter)}`}
          />
          {issuers.map((issuer, index) => {
            const place = index === issuers.length - 1 && isComplete ? "root" : "intermediate";
            return [
              <ChainEdge
                key={`edge ${index}`}
                state="holds"
                title={texts.holds}
                detail={index === 0 && keyId !== null ? fill(texts.keyId, { id: shortHex(keyId) }) : undefined}
              />,
              <ChainNode
                key={`node ${index}`}
                place={place}
                name={<IssuerName link={issuer} />}
                detail={`${texts[place]}, ${ends(issuer.notAfter)}`}
              />,
            ];
          })}
          {isComplete ? null : (
            <>
              <ChainEdge
                state="broken"
                title={texts.missing}
                detail={last === undefined && keyId !== null ? fill(texts.keyId, { id: shortHex(keyId) }) : undefined}
                action={addIssuer}
              />
              <ChainNode
                place="missing"
                name={last === undefined ? card.issuerName : fill(texts.wanted, { name: nameIn(last.issuer) })}
                detail={texts.missingHint}
              />
            </>
          )}
        </ul>
        {ways.others.length === 0 ? null : (
          <div className="mt-3 max-w-[560px]">
            <OtherWays
              ends={ways}
              take={({ choice, subject }) => (
                <LinkButton
                  size="sm"
                  href={`?root=${encodeURIComponent(choice)}#chain`}
                  aria-label={fill(texts.anotherTo, { root: nameIn(subject) })}
                >
                  {texts.another}
                </LinkButton>
              )}
            />
          </div>
        )}
        {card.isSelfIssued ? <p className="text-sm text-muted mt-3">{texts.selfSigned}</p> : null}
      </figure>
    </section>
  );
}

function IssuerName({ link }: { readonly link: ChainLink }) {
  const name = nameIn(link.subject);
  return link.fileName === null ? (
    name
  ) : (
    <a href={`/files/${encodeURIComponent(link.fileName.replace(/\.[^.]+$/, ""))}`}>{name}</a>
  );
}
