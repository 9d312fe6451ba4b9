import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/forms/sign-in-form";
import { isSetUpOpen } from "@/lib/server/sign-in.ts";
import { currentUser } from "@/lib/server/session.ts";
import { readChoices } from "../../person";
import { signIn } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.auth.signIn.title };
}

export default async function SignInPage() {
  if ((await currentUser()) !== null) redirect("/");
  if (await isSetUpOpen()) redirect("/setup");
  const { words } = await readChoices();
  return <SignInForm signIn={signIn} words={words.auth.signIn} showWord={words.auth.show} common={words.common} />;
}
