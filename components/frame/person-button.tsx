"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { PersonMenuProps } from "./person-menu";
import { personButtonClass } from "../ui/button";

const PersonMenu = dynamic(() => import("./person-menu").then((module) => module.PersonMenu), {
  ssr: false,
  loading: () => null,
});

function initials(label: string): string {
  const texts =
    label
      .split("@")[0]
      ?.split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean) ?? [];
  return (
    texts
      .slice(0, 2)
      .map((word) => word[0]?.toUpperCase())
      .join("") || "?"
  );
}

/** A plain button until it is used; the menu is loaded with the first press. */
export function PersonButton(props: PersonMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const button = (
    <button
      type="button"
      className={personButtonClass}
      aria-label={props.texts.label}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={() => setOpen(true)}
    >
      {initials(props.person.label)}
    </button>
  );
  return isOpen ? (
    <PersonMenu {...props} initials={initials(props.person.label)} onClose={() => setOpen(false)} />
  ) : (
    button
  );
}
