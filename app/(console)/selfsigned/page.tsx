import type { Metadata } from "next";
import { SelfsignedForm } from "@/components/forms/selfsigned-form";
import { grammarOf } from "@/lib/server/grammars.ts";
import { readChoices } from "../../person";
import { formWords } from "../form-words";
import { makeSelfSigned } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.selfsigned.title };
}

export default async function SelfsignedPage() {
  const { words, locale } = await readChoices();
  return <SelfsignedForm make={makeSelfSigned} grammar={grammarOf("selfsigned")} words={{ ...formWords(words), page: words.selfsigned }} locale={locale} />;
}
