import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { TokenForm } from "@/components/settings/token-form";
import { Banner } from "@/components/ui/banner";
import { Empty } from "@/components/ui/empty";
import { TokenTable } from "@/components/settings/token-table";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices } from "../../../person";
import { makeToken, revokeToken } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.settings.tokens.title };
}

export default async function TokensPage() {
  const [{ texts, viewer, locale }, answer] = await Promise.all([readChoices(), read("token-list", {})]);
  const text = texts.settings.tokens;
  if (!answer.ok) {
    return (
      <Banner tone="danger" title={texts.common.forbidden.title} role="alert">
        {answer.error.message}
      </Banner>
    );
  }
  const { tokens } = answer.value;
  return (
    <div className="grid grid-cols-1 content-start gap-8">
      <p className="text-muted">{text.lede}</p>
      <TokenForm
        make={makeToken}
        texts={text}
        roles={texts.frame.roles}
        roleHints={texts.settings.roleHints}
        common={texts.common}
        locale={locale}
      />
      {tokens.length === 0 ? (
        <Empty icon={<KeyRound />} title={text.empty}>
          {text.emptyText}
        </Empty>
      ) : (
        <TokenTable
          tokens={tokens}
          revoke={revokeToken}
          texts={text}
          roles={texts.frame.roles}
          unreachable={texts.common.unreachable}
          viewer={viewer}
        />
      )}
    </div>
  );
}
