import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { isSetUpOpen } from "@/lib/server/gate/sign-in.ts";
import { currentUser } from "@/lib/server/gate/session.ts";
import { readChoices } from "../../person";
import { signIn } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.auth.signIn.title };
}

/** Only a path of this console: an address elsewhere is not followed. */
function pathIn(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : "/";
}

export default async function SignInPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly next?: string }>;
}) {
  if ((await currentUser()) !== null) redirect("/");
  if (await isSetUpOpen()) redirect("/setup");
  const { texts } = await readChoices();
  return (
    <SignInForm
      signIn={signIn}
      next={pathIn((await searchParams).next)}
      texts={texts.auth.signIn}
      showWord={texts.auth.show}
      common={texts.common}
    />
  );
}
