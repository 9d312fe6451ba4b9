/** Sentences of the terminal. The tokens SUCCESS and FAILURE and the appliance's own lines are not translated. */
export interface TerminalTexts {
  readonly noService: string;
  readonly targets: string;
  readonly notReady: string;
  readonly readyToDeploy: string;
  readonly passed: (passed: number, all: number) => string;
  readonly rehearsed: string;
  readonly rehearsalFailed: string;
  readonly nothingRehearsed: string;
  readonly packed: (fileName: string, files: number) => string;
  readonly keysLeftOut: (files: string) => string;
  readonly fetchPack: string;
  readonly noFile: string;
  readonly noFileFor: (search: string) => string;
  readonly moreFiles: (shown: number) => string;
  readonly locked: string;
  readonly ready: (fileName: string) => string;
  readonly addedCommonName: (commonName: string) => string;
  readonly commonNameIsNoHost: (commonName: string) => string;
  readonly canSign: (fileName: string) => string;
  readonly until: (instant: string) => string;
  readonly serial: (serial: string) => string;
  readonly validityCut: (instant: string) => string;
  readonly noNames: string;
  readonly leftOut: (kinds: string) => string;
  readonly keyFingerprint: (sha256: string) => string;
  readonly certificateFingerprint: (sha256: string) => string;
  readonly fits: (fileName: string) => string;
  readonly noKeyFits: string;
  readonly unlocked: (fileName: string) => string;
  readonly wasNotLocked: (fileName: string) => string;
  readonly belongsTo: (fileNames: string) => string;
  readonly why: string;
  readonly where: string;
  readonly next: string;
  /** Above the certificates of one candidate path. */
  readonly path: (number: number, isTrusted: boolean) => string;
  readonly nothingChanged: string;
  readonly findings: string;
}
