import { clsx } from "clsx";
import type { Metadata } from "next";
import { SetUpForm } from "@/components/auth/set-up-form";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { passwordLength } from "@/lib/env.ts";
import { isSetUpOpen } from "@/lib/server/gate/sign-in.ts";
import { readChoices } from "../../person";
import { setUp } from "../actions";
import { cardClass } from "@/components/styles/card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.auth.setUp.title };
}

export default async function SetUpPage() {
  const { texts, locale } = await readChoices();
  const text = texts.auth.setUp;
  if (await isSetUpOpen()) {
    return (
      <SetUpForm
        setUp={setUp}
        texts={text}
        showWord={texts.auth.show}
        common={texts.common}
        minimum={passwordLength.administrator}
        locale={locale}
      />
    );
  }
  return (
    <div className={clsx(cardClass, "grid grid-cols-1 content-start gap-4 p-7")}>
      <h1>{text.closed}</h1>
      <Banner>{text.closedText}</Banner>
      <LinkButton href="/sign-in" variant="primary" size="lg">
        {text.toSignIn}
      </LinkButton>
    </div>
  );
}
