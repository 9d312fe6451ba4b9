import type { Who } from "../permission.ts";

/** Someone who may, with the name that they had when it was said. */
export interface Holder {
  readonly who: Who;
  /** E-mail address of a person, name of a token; absent of a role. */
  readonly label?: string;
}

export interface SigningRight extends Holder {
  /** Names of templates; null: any. */
  readonly templates: readonly string[] | null;
}

/** Who may do what with the key of an authority. Null: whoever the roles say. */
export interface AuthorityRights {
  readonly sign: readonly SigningRight[] | null;
  readonly makeAuthorities: readonly Holder[] | null;
  /** Its key leaves with these alone; none: with nobody. */
  readonly exportKey: readonly Holder[];
}

export interface StoredRights extends AuthorityRights {
  readonly neverLeaves: boolean;
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
}

export interface Rights {
  /** Of every authority that has some, by public key (SHA-256 of SubjectPublicKeyInfo, hex). */
  authorityRights(): Promise<ReadonlyMap<string, StoredRights>>;
  /** `neverLeaves` is only ever set. */
  setAuthorityRights(authority: string, rights: AuthorityRights, neverLeaves: boolean, by: string): Promise<void>;
}

/** What holds where nothing was said. */
export const usualRights: StoredRights = {
  sign: null,
  makeAuthorities: null,
  exportKey: [],
  neverLeaves: false,
  changedAt: null,
  changedBy: null,
};
