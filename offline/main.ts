import { h } from "./dom.ts";
import { hexOf } from "./der.ts";
import { groupsOf, openPackage, type OpenedPackage } from "./open-package.ts";
import { type KeyFile, readKeyFile } from "./read-key.ts";
import { type Fact, type Reading, readSigned } from "./read-signed.ts";
import { signPackage, type SignedAnswer } from "./sign.ts";
import { en, type Texts } from "./texts/en.ts";
import { ko } from "./texts/ko.ts";
import { Trouble } from "./trouble.ts";

/** The page on the side with the key: whole, same, what, key, answer. It has no memory but this. */

interface State {
  locale: "en" | "ko";
  view: "facts" | "text" | "der";
  opened: { readonly package: OpenedPackage; readonly reading: Reading } | null;
  isSame: boolean;
  key: KeyFile | null;
  answer: SignedAnswer | null;
  isSigning: boolean;
  /** Below the package, and below the key. */
  packageTrouble: Trouble | null;
  keyTrouble: Trouble | null;
}

const empty = () => ({
  view: "facts" as const,
  opened: null,
  isSame: false,
  key: null,
  answer: null,
  isSigning: false,
  packageTrouble: null,
  keyTrouble: null,
});

const state: State = { locale: navigator.language.startsWith("ko") ? "ko" : "en", ...empty() };
const texts: Readonly<Record<State["locale"], Texts>> = { en, ko };
const root = document.getElementById("page")!;

function set(change: Partial<State>, focus?: string): void {
  Object.assign(state, change);
  draw();
  if (focus !== undefined) document.getElementById(focus)?.focus();
}

const asTrouble = (error: unknown, code: Trouble["code"]): Trouble =>
  error instanceof Trouble ? error : new Trouble(code);

async function takePackage(file: File | undefined): Promise<void> {
  if (file === undefined) return;
  try {
    const opened = await openPackage({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    const reading = await readSigned(opened);
    set({ ...empty(), opened: { package: opened, reading } }, "request-title");
  } catch (error) {
    set({ ...empty(), packageTrouble: asTrouble(error, "unreadable") }, "package-trouble");
  }
}

async function takeKey(file: File | undefined): Promise<void> {
  if (file === undefined) return;
  try {
    set(
      { key: readKeyFile(file.name, new Uint8Array(await file.arrayBuffer())), keyTrouble: null, answer: null },
      "passphrase",
    );
  } catch (error) {
    set({ key: null, keyTrouble: asTrouble(error, "key-unreadable") }, "key-trouble");
  }
}

async function sign(): Promise<void> {
  const { opened, key } = state;
  if (opened === null || key === null || waitsFor() !== null) return;
  const field = document.getElementById("passphrase") as HTMLInputElement | null;
  const passphrase = field?.value ?? "";
  set({ isSigning: true, keyTrouble: null });
  try {
    const answer = await signPackage(opened.package, opened.reading, key, passphrase);
    key.der.fill(0);
    set({ answer, key: null, isSigning: false }, "answer-title");
  } catch (error) {
    set({ isSigning: false, keyTrouble: asTrouble(error, "key-unreadable") }, "key-trouble");
  }
}

/** What stands before a signature; null: nothing. */
function waitsFor(): keyof Texts["waits"] | null {
  if (state.opened === null) return "package";
  if (state.opened.reading.disagreements.length > 0) return "disagrees";
  if (!state.isSame) return "groups";
  return state.key === null ? "key" : null;
}

const instant = (date: Date): string => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;

function draw(): void {
  const t = texts[state.locale];
  const authority = state.opened?.reading.authorityName ?? null;
  document.documentElement.lang = state.locale;
  document.title = `${t.title(authority)} · Chainsmith`;
  root.replaceChildren(
    h(
      "header",
      {},
      h("b", {}, "Chainsmith"),
      h("span", { class: "off" }, t.offline),
      h(
        "button",
        {
          type: "button",
          class: "ghost",
          lang: state.locale === "en" ? "ko" : "en",
          click: () => set({ locale: state.locale === "en" ? "ko" : "en" }),
        },
        t.other,
      ),
      h("button", { type: "button", class: "ghost", "aria-label": t.theme, click: flipTheme }, "◐"),
    ),
    h(
      "main",
      {},
      h("h1", {}, t.title(authority)),
      h("p", { class: "lede" }, t.lede),
      surroundings(t),
      h(
        "div",
        { class: "columns" },
        h("div", {}, requestCard(t), signedCard(t)),
        h("div", {}, keyCard(t), answerCard(t)),
      ),
    ),
  );
}

function flipTheme(): void {
  const { dataset } = document.documentElement;
  const isDark =
    (dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  dataset["theme"] = isDark ? "light" : "dark";
}

function surroundings(t: Texts): HTMLElement {
  const isOnDisk = location.protocol === "file:";
  const [before, command, after] = t.rightPageHelp("sha256sum chainsmith-offline.html");
  return h(
    "div",
    { class: "around" },
    h(
      "div",
      { class: isOnDisk ? "ok" : "bad" },
      h("b", {}, isOnDisk ? t.fromDisk : t.notFromDisk),
      h("span", {}, isOnDisk ? location.href : t.notFromDiskHelp),
    ),
    h("div", { class: "ok" }, h("b", {}, t.reachesNothing), h("span", {}, t.reachesNothingHelp)),
    h("div", {}, h("b", {}, t.rightPage), h("span", {}, before, h("code", {}, command), after)),
  );
}

function card(
  number: string,
  isDone: boolean,
  id: string,
  title: string,
  ...inside: readonly (Node | null)[]
): HTMLElement {
  return h(
    "section",
    { class: "card", "aria-labelledby": id },
    h(
      "div",
      { class: "head" },
      h("span", { class: isDone ? "step done" : "step", "aria-hidden": "true" }, isDone ? "✓" : number),
      h("h2", { id, tabindex: "-1" }, title),
    ),
    ...inside,
  );
}

function picker(
  id: string,
  label: string,
  accept: string,
  take: (file: File | undefined) => Promise<void>,
): HTMLElement {
  const input = h("input", {
    id,
    type: "file",
    accept,
    change: (event) => void take((event.currentTarget as HTMLInputElement).files?.[0]),
  });
  const box = h("label", { class: "hole", for: id }, h("span", {}, label), input);
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    void take(event.dataTransfer?.files[0]);
  });
  return box;
}

const row = (term: string, ...values: readonly (string | Node)[]): DocumentFragment => {
  const fragment = document.createDocumentFragment();
  fragment.append(h("dt", {}, term), h("dd", {}, ...values));
  return fragment;
};

const trouble = (id: string, found: Trouble | null, t: Texts): HTMLElement | null =>
  found === null
    ? null
    : h("p", { id, class: "trouble", role: "alert", tabindex: "-1" }, t.troubles[found.code](found.detail));

function requestCard(t: Texts): HTMLElement {
  const found = trouble("package-trouble", state.packageTrouble, t);
  if (state.opened === null)
    return card(
      "1",
      false,
      "request-title",
      t.request,
      h("div", { class: "body" }, found, picker("package", t.choosePackage, ".request,application/json", takePackage)),
    );
  const { package: opened } = state.opened;
  const { body } = opened;
  const groups = groupsOf(opened.sha256);
  return card(
    "1",
    state.isSame,
    "request-title",
    t.request,
    h(
      "div",
      { class: "body halves" },
      h(
        "div",
        {},
        h(
          "p",
          { class: "file" },
          h("b", {}, opened.fileName),
          h("span", {}, t.bytes(opened.size)),
          h("span", { class: "good" }, t.whole),
        ),
        h("ul", { class: "words" }, ...body.words[state.locale].map((line) => h("li", {}, line))),
        h(
          "dl",
          {},
          row(t.by, body.by),
          row(t.made, instant(new Date(body.made))),
          ...(body.kind === "certificate" ? [row(t.template, body.template)] : []),
          row(t.console, h("code", {}, groupsOf(opened.console).slice(0, 4).join(" "))),
        ),
        picker("package", t.anotherFile, ".request,application/json", takePackage),
      ),
      h(
        "div",
        {},
        h("h3", {}, t.readAloud),
        h("ol", { class: "voice", "aria-label": t.groupsLabel }, ...groups.map((group) => h("li", {}, group))),
        h(
          "label",
          { class: "check" },
          h("input", {
            type: "checkbox",
            id: "same",
            checked: state.isSame,
            disabled: state.answer !== null,
            change: (event) => set({ isSame: (event.currentTarget as HTMLInputElement).checked }, "same"),
          }),
          h("span", {}, t.sameGroups),
        ),
      ),
    ),
  );
}

function signedCard(t: Texts): HTMLElement {
  if (state.opened === null) return card("2", false, "signed-title", t.whatYouSign);
  const { reading, package: opened } = state.opened;
  const { disagreements, compared } = reading;
  const until = reading.notAfter === null ? "" : instant(reading.notAfter);
  return card(
    "2",
    state.answer !== null,
    "signed-title",
    t.whatYouSign,
    h(
      "div",
      { class: "body" },
      h("p", { class: "sentence" }, t.sentence({ ...reading, from: instant(reading.notBefore), until })),
      h(
        "div",
        { class: "views", role: "group", "aria-label": t.depth },
        ...(["facts", "text", "der"] as const).map((view) =>
          h(
            "button",
            {
              type: "button",
              id: `view-${view}`,
              "aria-pressed": String(state.view === view),
              click: () => set({ view }, `view-${view}`),
            },
            t.views[view],
          ),
        ),
      ),
      state.view === "facts"
        ? h("dl", { class: "facts" }, ...reading.facts.map((each) => factRow(each, t)))
        : h("pre", { tabindex: "0" }, state.view === "text" ? reading.text : dump(opened.toBeSigned)),
    ),
    disagreements.length === 0
      ? h("p", { class: "foot" }, t.agrees(opened.toBeSigned.length, compared))
      : h(
          "p",
          { class: "trouble", role: "alert" },
          t.disagrees(disagreements.map((name) => t.fields[name] ?? name).join(", ")),
        ),
  );
}

function factRow({ name, label, values, isCritical }: Fact, t: Texts): DocumentFragment {
  const term = label === "" ? t.facts[name] : `${t.facts[name]} ${label}`;
  return row(
    term,
    ...values.map((value) => h("span", { class: "value" }, value)),
    ...(isCritical ? [h("span", { class: "badge" }, t.critical)] : []),
  );
}

/** Sixteen bytes a line. */
function dump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length && at < 65_536; at += 16)
    lines.push(
      `${at.toString(16).padStart(6, "0")}  ${(hexOf(bytes.subarray(at, at + 16)).match(/../g) ?? []).join(" ")}`,
    );
  return lines.join("\n");
}

function keyCard(t: Texts): HTMLElement {
  const found = trouble("key-trouble", state.keyTrouble, t);
  const { answer, key, opened } = state;
  if (answer !== null)
    return card(
      "3",
      true,
      "key-title",
      t.key,
      h(
        "ul",
        { class: "body done-list" },
        h("li", {}, t.signedAt(instant(answer.at), answer.algorithm)),
        h("li", {}, t.holds),
        h("li", {}, t.forgotten),
      ),
    );
  const waits = waitsFor();
  return card(
    "3",
    false,
    "key-title",
    t.key,
    h(
      "form",
      {
        class: "body",
        submit: (event) => {
          event.preventDefault();
          void sign();
        },
      },
      key === null
        ? picker("key", t.chooseKey, ".key,.pem", takeKey)
        : h(
            "div",
            {},
            h("p", { class: "file" }, h("b", {}, key.name), h("span", {}, t.keyForms[key.form])),
            picker("key", t.changeKey, ".key,.pem", takeKey),
          ),
      key?.form === "encrypted"
        ? h(
            "div",
            { class: "field" },
            h("label", { for: "passphrase" }, t.passphrase),
            h("input", {
              id: "passphrase",
              type: "password",
              autocomplete: "off",
              "aria-describedby": "passphrase-help",
            }),
            h("p", { id: "passphrase-help", class: "help" }, t.passphraseHelp),
          )
        : null,
      found,
      h(
        "button",
        { type: "submit", class: "primary", disabled: waits !== null || state.isSigning, "aria-describedby": "waits" },
        state.isSigning ? t.signing : t.sign(opened?.reading.authorityName ?? "…"),
      ),
      h("p", { id: "waits", class: "help" }, waits === null ? null : t.waits[waits]),
    ),
  );
}

function answerCard(t: Texts): HTMLElement {
  const { answer, opened } = state;
  if (answer === null || opened === null)
    return card("4", false, "answer-title", t.answer, h("p", { class: "body help" }, t.answerHole));
  const url = URL.createObjectURL(new Blob([answer.bytes], { type: "application/octet-stream" }));
  const { reading, package: asked } = opened;
  const fingerprint = (answer.sha256.toUpperCase().match(/../g) ?? []).join(":");
  const paper = [
    instant(answer.at),
    reading.authorityName,
    reading.kind === "certificate"
      ? `${reading.subject}, ${reading.serial}`
      : `${reading.facts.find(({ name }) => name === "number")?.values[0] ?? ""}`,
    groupsOf(asked.sha256).slice(0, 2).join(" "),
  ].join(", ");
  return card(
    "4",
    true,
    "answer-title",
    t.answer,
    h(
      "div",
      { class: "body" },
      h("a", { class: "primary", href: url, download: answer.fileName, id: "save" }, t.save(answer.fileName)),
      h("h3", {}, t.fingerprint[reading.kind]),
      h("code", { class: "fingerprint" }, fingerprint),
      h("h3", {}, t.paper),
      h("p", { class: "paper" }, paper),
      h(
        "button",
        {
          type: "button",
          click: () => {
            URL.revokeObjectURL(url);
            set(empty(), "package");
          },
        },
        t.forget,
      ),
    ),
  );
}

draw();
