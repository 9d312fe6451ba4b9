/** A form of 720 px at the most, and beside it what it makes. */
export const formGridClass = [
  "grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_416px]",
  "[&>:first-child]:min-w-0 lg:[&>:first-child]:max-w-[720px]",
  "[&>aside]:grid [&>aside]:grid-cols-1 [&>aside]:gap-4 lg:[&>aside]:sticky lg:[&>aside]:top-19",
].join(" ");

/** One thing that a form asks about. */
export const partClass = [
  "grid gap-4 border-t py-6 first-of-type:border-t-0 first-of-type:pt-0",
  "[&>header_h2]:text-section [&>header_p]:text-sm [&>header_p]:text-subtle",
].join(" ");

export const fieldPairClass = "grid grid-cols-1 gap-4 md:grid-cols-2";

/** What the form does when it is filled in. */
export const formFootClass = [
  "flex items-center gap-2 border-t pt-5 max-md:flex-wrap",
  "max-md:[&>:is(a,button)]:flex-1 max-md:[&>:is(p,span,div)]:order-3 max-md:[&>:is(p,span,div)]:basis-full",
].join(" ");

/** A question of few fields, as many beside each other as there is room for. */
export const questionGridClass = "grid grid-cols-[repeat(auto-fit,minmax(220px,1fr))] items-start gap-4";

/** The search and the filters above a list; the search is the first of them. */
export const filterLineClass = [
  "mb-3 flex flex-wrap items-center gap-2 max-md:gap-1.5 *:first:w-85 *:first:max-w-full",
  "max-md:*:first:w-auto max-md:*:first:flex-[1_1_240px]",
].join(" ");
