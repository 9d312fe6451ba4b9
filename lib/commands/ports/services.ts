/** A service as it is stored: a target's inputs under a name. */
export interface ServiceRecord {
  readonly name: string;
  /** Name of a module of lib/targets. */
  readonly target: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly marks: readonly StepMark[];
  readonly sightings: readonly StepSighting[];
  /** Basenames that it uses, each once. */
  readonly uses: readonly string[];
  /** Of the example inventory. */
  readonly isExample: boolean;
}

export interface StepMark {
  readonly stepId: string;
  readonly at: Date;
  readonly actor: string;
}

/** What was seen of a step outside of the inventory. */
export interface StepSighting {
  readonly stepId: string;
  readonly source: "rehearsal" | "screen";
  /** Whose screen was read; "" for a rehearsal. */
  readonly command: string;
  /** Of the rehearsal; 0 for a screen. */
  readonly handshakes: number;
  readonly at: Date;
  readonly actor: string;
  /** SHA-256 of everything in the plan that it was seen for, hex. */
  readonly holdsFor: string;
}

/** A stored name in the hands of a service. */
export interface ServiceUse {
  readonly service: string;
  readonly target: string;
  readonly kind: "identity" | "certificates" | "crl";
  /** As the service's inputs have it. */
  readonly name: string;
  readonly basename: string;
}

export interface NewService {
  readonly name: string;
  readonly target: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly uses: readonly Pick<ServiceUse, "kind" | "name" | "basename">[];
}

/** Services and what they use. */
export interface Services {
  /** In order of name; `total` is the number of all. */
  services(page: {
    readonly skip: number;
    readonly take: number;
  }): Promise<{ readonly records: readonly ServiceRecord[]; readonly total: number }>;
  service(name: string): Promise<ServiceRecord | null>;
  /** Of these basenames; of everything when none are given. */
  serviceUses(basenames?: readonly string[]): Promise<readonly ServiceUse[]>;
  /**
   * `since`: when `previous` was last changed as far as the caller knows. @throws Failure `service.name-in-use`;
   * `service.unknown` when `previous` is none; `service.changed`.
   */
  saveService(service: NewService, previous: string | null, since?: Date): Promise<void>;
  /** @throws Failure `service.unknown`. */
  removeService(name: string): Promise<void>;
  /**
   * Keeps what was seen of steps, in place of what was seen of them before, and forgets that of the steps `gone`.
   * @throws Failure `service.unknown`.
   */
  keepSightings(service: string, seen: readonly Omit<StepSighting, "at">[], gone: readonly string[]): Promise<void>;
  /** @throws Failure `service.unknown`. */
  markStep(service: string, stepId: string, mark: { readonly isDone: boolean; readonly actor: string }): Promise<void>;
}
