import type { InspectedElement } from "@/lib/pki/inspect/types.ts";

/** An element where it was found: the path in an archive, the alias in a key store; "" for what is the file itself. */
export interface PlacedElement {
  readonly element: InspectedElement;
  readonly from: string;
}

/** Lists an element that holds others first, then its contents, archives in archives included. */
export function withContents(element: InspectedElement, from = ""): readonly PlacedElement[] {
  return [
    { element, from },
    ...held(element).flatMap((each) => withContents(each.element, [from, each.from].filter(Boolean).join(" › "))),
  ];
}

function held(element: InspectedElement): readonly PlacedElement[] {
  if (element.card === null) return [];
  switch (element.kind) {
    case "pkcs7":
      return [...element.card.certificates, ...element.card.crls].map((each) => ({ element: each, from: "" }));
    case "ocsp-response":
      return element.card.certificates.map((each) => ({ element: each, from: "" }));
    case "pkcs12":
      return [...element.card.keys, ...element.card.certificates].map((each) => ({
        element: each.element,
        from: each.friendlyName ?? "",
      }));
    case "keystore":
      return [...element.card.keys, ...element.card.certificates].flatMap((each) =>
        each.element === null ? [] : [{ element: each.element, from: each.alias }],
      );
    case "zip":
    case "tar":
      return element.card.entries.flatMap(({ path, elements }) =>
        elements.map((each) => ({ element: each, from: path })),
      );
    default:
      return [];
  }
}
