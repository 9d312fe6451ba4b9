/** Names as a link to a form has them: one by one, or in one text between commas. */
export function listedNames(given: string | readonly string[] | undefined): readonly string[] {
  const names = typeof given === "string" ? given.split(",") : (given ?? []);
  return names
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .slice(0, 200);
}
