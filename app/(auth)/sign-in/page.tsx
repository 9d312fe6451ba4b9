import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { ownPath } from "@/lib/serve/own-path.ts";
import { isSetUpOpen } from "@/lib/server/gate/sign-in.ts";
import { currentUser } from "@/lib/server/gate/session.ts";
import { readChoices } from "../../person";
import { signIn } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.auth.signIn.title };
}

export default async function SignInPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly next?: string | readonly string[] }>;
}) {
  if ((await currentUser()) !== null) redirect("/");
  if (await isSetUpOpen()) redirect("/setup");
  const { texts } = await readChoices();
  return (
    <SignInForm
      signIn={signIn}
      next={ownPath((await searchParams).next)}
      texts={texts.auth.signIn}
      showWord={texts.auth.show}
      common={texts.common}
    />
  );
}
