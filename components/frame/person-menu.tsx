"use client";
import { KeyRound, Languages, LogOut, UserRound, UsersRound } from "lucide-react";
import Link from "next/link";
import { DropdownMenu as Menu } from "radix-ui";
import { useTransition } from "react";
import { menuBoxClass, menuItemClass, menuLineClass } from "../styles/menu";
import { personButtonClass } from "../ui/button";

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
        <button type="button" className={personButtonClass} aria-label={texts.label}>
          {initials}
        </button>
      </Menu.Trigger>
      <Menu.Content className={menuBoxClass} align="end" sideOffset={6}>
        <Menu.Label className="grid px-2 py-1.5 [&>span]:text-xs/5 [&>span]:text-subtle">
          <b>{person.label}</b>
          <span>{person.role}</span>
        </Menu.Label>
        <Menu.Separator className={menuLineClass} />
        <Item href="/settings" icon={<UserRound aria-hidden />} label={texts.profile} />
        {person.mayManageTokens ? (
          <Item href="/settings/tokens" icon={<KeyRound aria-hidden />} label={texts.tokens} />
        ) : null}
        {person.mayManageUsers ? (
          <Item href="/settings/users" icon={<UsersRound aria-hidden />} label={texts.users} />
        ) : null}
        <Menu.Item className={menuItemClass()} onSelect={language.onChange}>
          <Languages aria-hidden />
          {language.label}
        </Menu.Item>
        <Menu.Separator className={menuLineClass} />
        <Menu.Item className={menuItemClass()} onSelect={() => startTransition(() => signOut())}>
          <LogOut aria-hidden />
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
    <Menu.Item className={menuItemClass()} asChild>
      <Link href={href} prefetch={false}>
        {icon}
        {label}
      </Link>
    </Menu.Item>
  );
}
