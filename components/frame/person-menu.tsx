"use client";
import { KeyRound, Languages, LogOut, UserRound, UsersRound } from "lucide-react";
import Link from "next/link";
import { DropdownMenu as Menu } from "radix-ui";
import { useTransition } from "react";

export interface PersonTexts {
  readonly label: string;
  readonly profile: string;
  readonly tokens: string;
  readonly users: string;
  readonly signOut: string;
}

export interface PersonMenuProps {
  readonly person: {
    readonly label: string;
    readonly role: string;
    readonly mayManageUsers: boolean;
    readonly mayManageTokens: boolean;
  };
  readonly texts: PersonTexts;
  readonly language: { readonly label: string; readonly onChange: () => void };
  readonly signOut: () => Promise<void>;
}

export function PersonMenu({
  person,
  texts,
  language,
  signOut,
  initials,
  onClose,
}: PersonMenuProps & { readonly initials: string; readonly onClose: () => void }) {
  const [, startTransition] = useTransition();
  return (
    <Menu.Root defaultOpen modal={false} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Menu.Trigger asChild>
        <button type="button" className="person" aria-label={texts.label}>
          {initials}
        </button>
      </Menu.Trigger>
      <Menu.Content className="pop" align="end" sideOffset={6}>
        <Menu.Label className="who">
          <b>{person.label}</b>
          <span>{person.role}</span>
        </Menu.Label>
        <Menu.Separator />
        <Item href="/settings" icon={<UserRound className="i" aria-hidden />} label={texts.profile} />
        {person.mayManageTokens ? (
          <Item href="/settings/tokens" icon={<KeyRound className="i" aria-hidden />} label={texts.tokens} />
        ) : null}
        {person.mayManageUsers ? (
          <Item href="/settings/users" icon={<UsersRound className="i" aria-hidden />} label={texts.users} />
        ) : null}
        <Menu.Item className="o" onSelect={language.onChange}>
          <Languages className="i" aria-hidden />
          {language.label}
        </Menu.Item>
        <Menu.Separator />
        <Menu.Item className="o" onSelect={() => startTransition(() => signOut())}>
          <LogOut className="i" aria-hidden />
          {texts.signOut}
        </Menu.Item>
      </Menu.Content>
    </Menu.Root>
  );
}

function Item({
  href,
  icon,
  label,
}: {
  readonly href: string;
  readonly icon: React.ReactNode;
  readonly label: string;
}) {
  return (
    <Menu.Item className="o" asChild>
      <Link href={href} prefetch={false}>
        {icon}
        {label}
      </Link>
    </Menu.Item>
  );
}
