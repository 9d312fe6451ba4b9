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
  return { title: (await readChoices()).words.settings.tokens.title };
}

export default async function TokensPage() {
  const [{ words, viewer, locale }, answer] = await Promise.all([readChoices(), read("token-list", {})]);
  const text = words.settings.tokens;
  if (!answer.ok) {
    return (
      <Banner tone="danger" title={words.common.forbidden.title} role="alert">
        {answer.error.message}
      </Banner>
    );
  }
  const { tokens } = answer.value;
  return (
    <div className="stack gap-8">
      <p className="muted">{text.lede}</p>
      <TokenForm
        make={makeToken}
        words={text}
        roles={words.frame.roles}
        roleHints={words.settings.roleHints}
        common={words.common}
        locale={locale}
      />
      {tokens.length === 0 ? (
        <Empty icon={<KeyRound className="i" />} title={text.empty}>
          {text.emptyText}
        </Empty>
      ) : (
        <TokenTable
          tokens={tokens}
          revoke={revokeToken}
          words={text}
          roles={words.frame.roles}
          unreachable={words.common.unreachable}
          viewer={viewer}
        />
      )}
    </div>
  );
}
