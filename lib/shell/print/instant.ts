/** Prints an instant as `2027-11-22 21:39:17 UTC`, the same in every language. */
export function instant(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
