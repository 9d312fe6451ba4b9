/** What a request like a stored, pasted or uploaded certificate is filled in with (`request-like`). */
export interface RequestLike {
  readonly subjectFields: Readonly<Record<string, string>>;
  readonly subjectAltNames: readonly string[];
  readonly key: string;
}

export function startLike({ subjectFields: fields, subjectAltNames: names, key }: RequestLike) {
  return { ...fields, names, key };
}
