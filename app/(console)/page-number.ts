/** `?page=3` of an address; the first where it says nothing that is a page. */
export function pageNumber(given: string | string[] | undefined): number {
  return typeof given === "string" && /^[1-9]\d{0,3}$/.test(given) ? Number(given) : 1;
}
