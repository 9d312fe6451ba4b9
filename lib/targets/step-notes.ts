/**
 * Notes beside the lines of a step: code → facts. Sentences: lib/i18n/{en,ko}/sentences/step-notes.ts; a missing one
 * does not compile.
 */
export interface StepNoteFacts {
  "make-request": { name: string };
  "found-request": { file: string };
  "found-certificate": { file: string };
  "found-authority": { file: string };
  "make-signed": {
    request: string;
    audience: "public" | "private" | "any";
    profile: "server" | "client" | "server-client";
  };
  rehearse: Record<never, never>;
  "copy-files": { files: string };
  "write-settings": { path: string };
  reload: Record<never, never>;
  "test-settings": Record<never, never>;
  "test-without-certificate": { expected: string };
  "test-with-certificate": { expected: string };
  "verify-files": Record<never, never>;
  "match-pair": Record<never, never>;
  "keep-backup": Record<never, never>;
  "renew-generation": { names: string };
  "undo-generation": { names: string };

  // Cisco Meeting Server
  "cms-listen-web-admin": { port: number };
  "cms-any-failure": Record<never, never>;
  "cms-three-arguments": Record<never, never>;
  "cms-full-chain": Record<never, never>;
  "cms-trust-both-ways": Record<never, never>;
  "cms-api-web-bridge": { url: string };
  "cms-same-name-renewal": Record<never, never>;
  "cms-never-live-name": { name: string };
  "cms-inspect": Record<never, never>;
  "cms-xmpp-domain": Record<never, never>;
  "cms-recorder-options": Record<never, never>;
  "cms-list-of-leaves": Record<never, never>;
  "cms-list-and-own": Record<never, never>;
  "cms-ucm-lists": Record<never, never>;
  "cms-meeting-apps": { url: string };
  "cms-meeting-apps-secret": { machines: string };
  "cms-sso": { files: string };
  "cms-cucm-trust": Record<never, never>;
  "cms-cucm-trunk": { commonName: string };
  "cms-tls-version": Record<never, never>;
  "cms-backup-after-renewal": Record<never, never>;
  "cms-xmpp-cluster": { first: string };
  "cms-xmpp-secret-made": { first: string };
  "cms-xmpp-secret-typed": { first: string };
  "db-backup": { backup: string; facts: string };
  "cms-trunk": Record<never, never>;
  "db-remove": { primary: string; answer: string; status: string };
  "db-authority": Record<never, never>;
  "db-server-request": Record<never, never>;
  "db-client-request": Record<never, never>;
  "db-sign": Record<never, never>;
  "db-copy-client": { nodes: string };
  "db-copy-server": { nodes: string };
  "db-copy-authority": { nodes: string };
  "db-certs-server": Record<never, never>;
  "db-certs-client": Record<never, never>;
  "db-localnode": Record<never, never>;
  "db-initialize": Record<never, never>;
  "db-status": Record<never, never>;
  "db-join": Record<never, never>;
  "db-connect": Record<never, never>;
  "db-renewal": { primary: string };
  "db-which-primary": { primary: string };

  // Mattermost
  "mm-authority": { days: number };
  "mm-user-request": { user: string };
  "mm-user-sign": { user: string };
  "mm-user-inspect": { user: string };
  /** `new`: 1.25.1 and later. */
  "mm-nginx-version": { block: "new" | "old" };
  "mm-close-port": Record<never, never>;
  "mm-curl": { message: string };
  "mm-pkcs12": { user: string };
  "mm-import": { file: string };
  "mm-repeat": Record<never, never>;
  "mm-visit": { url: string };
  "tls-nginx-block": { path: string };
  "lists-nginx": { paths: string };
  "lists-tableau": { paths: string };

  // Tableau Server
  "tab-external": Record<never, never>;
  "tab-passphrase": Record<never, never>;
  "tab-authorities": { file: string };
  "tab-enable": Record<never, never>;
  "tab-apply": Record<never, never>;
  "tab-fallback": { isOn: string };
  "tab-mapping": { mapping: string };
  "tab-revocation": { file: string };
  "tab-minimum": { key: string; value: number };
  "tab-browser": { address: string };
  "tab-settings-import": Record<never, never>;
  "tab-sign-in": Record<never, never>;

  // Dialogflow
  "df-roots": Record<never, never>;
  "df-legacy-roots": { date: string };
  "df-start": Record<never, never>;
  "df-refused": Record<never, never>;
  "df-accepted": Record<never, never>;
  "df-second-factor": Record<never, never>;
  "df-register-authority": Record<never, never>;
  "df-register-der": { files: string };

  // what programs print when it goes wrong
  "trouble-no-client-certificate": Record<never, never>;
  "trouble-passphrase": Record<never, never>;
  "trouble-client-unknown-authority": Record<never, never>;
  "trouble-key-too-small": Record<never, never>;
  "trouble-tableau-signature": Record<never, never>;
  "trouble-cms-no-certificates": Record<never, never>;
  "trouble-cms-c2w": Record<never, never>;
  "trouble-cms-c2w-up": Record<never, never>;
  "trouble-cms-cucm-name": Record<never, never>;
  "trouble-cms-web-bridge-list": Record<never, never>;
  "trouble-cms-recorder-list": Record<never, never>;
  "trouble-cms-whitelist": Record<never, never>;
  "trouble-cms-recorder-unreached": Record<never, never>;
  "trouble-cms-database-unreached": Record<never, never>;
  "trouble-cms-database-client": Record<never, never>;
  "trouble-cms-database-failed": Record<never, never>;
  "trouble-cms-schema": { clear: string; upgrade: string };
  "trouble-purpose": Record<never, never>;
}

export type StepNoteCode = keyof StepNoteFacts;
export type StepNote = {
  readonly [C in StepNoteCode]: { readonly code: C; readonly params: StepNoteFacts[C] };
}[StepNoteCode];
export type StepNoteMessages = { readonly [C in StepNoteCode]: (facts: StepNoteFacts[C]) => string };

export function note<C extends StepNoteCode>(code: C, params: StepNoteFacts[C]): StepNote {
  return { code, params } as unknown as StepNote;
}
