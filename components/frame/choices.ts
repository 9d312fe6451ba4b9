/** A choice of the person that the server reads with the next page: language, theme, zone, width of the navigation. */
export function keepChoice(name: "locale" | "theme" | "zone" | "nav", value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}
