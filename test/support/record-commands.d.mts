export interface GateAnswer {
  readonly command: string;
  readonly surface: string;
  readonly actorKind: string | null;
  readonly isOk: boolean;
}
export function recordCommands(isProof: (answer: GateAnswer) => boolean): void;
