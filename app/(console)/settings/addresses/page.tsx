import type { Metadata } from "next";
import { AddressForm } from "@/components/addresses/address-form";
import { PublishingAuthorities } from "@/components/addresses/publishing-authorities";
import { Banner } from "@/components/ui/banner";
import { may } from "@/lib/commands/permission.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { checkAddress, saveAddress, saveLists } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.addresses.title };
}

export default async function AddressesPage() {
  const [person, { texts, viewer, locale }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("addresses", {}),
  ]);
  const text = texts.addresses;
  if (!answer.ok || !may(person.role, "setting.manage"))
    return (
      <Banner tone="danger" title={texts.common.forbidden.title} role="alert">
        {answer.ok ? fill(texts.common.forbidden.text, { role: texts.frame.roles[person.role] }) : answer.error.message}
      </Banner>
    );
  const { base, isOnlyHere, authorities } = answer.value;
  const { unreachable, failed, close } = texts.common;
  return (
    <div className="grid grid-cols-1 content-start gap-8">
      <AddressForm
        base={base}
        isOnlyHere={isOnlyHere}
        save={saveAddress}
        check={checkAddress}
        texts={text}
        common={{ unreachable, failed }}
        locale={locale}
      />
      <PublishingAuthorities
        authorities={authorities}
        save={saveLists}
        texts={text}
        common={{ unreachable, failed, close }}
        viewer={viewer}
      />
    </div>
  );
}
