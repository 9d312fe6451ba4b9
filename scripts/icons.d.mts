/** The text of components/ui/icons.svg as it must be. */
export function iconSprite(): Promise<string>;
