import type { ReactNode } from "react";
import { Nav } from "@/components/frame/nav";
import { FreshPage, PageVisits } from "@/components/frame/fresh-page";
import { placeCounts } from "@/components/frame/place-counts";
import { actions, groups, type VisibleGroup } from "@/components/frame/navigation";
import { TopBar } from "@/components/frame/top-bar";
import { ZoneKeeper } from "@/components/frame/zone-keeper";
import { DropAnywhere } from "@/components/import/drop-anywhere";
import { KeyPassphrases } from "@/components/key-passphrase/key-passphrases";
import { Notices } from "@/components/ui/notices";
import { may } from "@/lib/commands/permission.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../person";
import { readUploadTexts, uploadFile } from "./files/actions";
import { reviewFiles } from "./import/actions";
import { openKey } from "./key-passphrase/actions";
import { searchNames, signOut } from "./actions";

const skipClass = "absolute -top-12 left-2 z-30 rounded-control bg-raised px-3 py-2 focus:top-2 focus:shadow-menu";

/* The ground of the navigation reaches down as far as the page does. */
const frameClass = [
  "grid min-h-screen grid-cols-1 [--nav:224px] has-[>[data-narrow]]:[--nav:56px] print:block",
  "md:grid-cols-[var(--nav)_minmax(0,1fr)]",
  "md:bg-[linear-gradient(to_right,var(--canvas)_calc(var(--nav)-1px),var(--border)_0_var(--nav),transparent_0)]",
].join(" ");

export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const person = await requirePerson();
  const { texts, locale, viewer, isNavNarrow } = await readChoices();
  const { frame } = texts;
  const visible: VisibleGroup[] = groups.map((group) => ({
    title: group.word === null ? null : frame.nav[group.word],
    places: group.places
      .filter((place) => place.permission === undefined || may(person.role, place.permission))
      .map(({ href, word, icon }) => ({ href, label: frame.nav[word], icon })),
  }));
  // Not awaited: it is streamed behind the page.
  const counts = read("counts", {}).then(
    (answer) => (answer.ok ? placeCounts(answer.value, frame.counts, locale) : {}),
    () => ({}),
  );
  return (
    <PageVisits>
      <a className={skipClass} href="#main">
        {frame.skip}
      </a>
      <div className={frameClass}>
        <Nav
          counts={counts}
          groups={visible.filter((group) => group.places.length > 0)}
          texts={frame.nav}
          isNarrow={isNavNarrow}
        />
        <div className="min-w-0">
          <TopBar
            groups={visible}
            counts={counts}
            locale={locale}
            texts={{
              label: frame.nav.label,
              open: frame.nav.open,
              close: frame.nav.close,
              find: frame.find,
              language: frame.language,
              languageLabel: frame.languageLabel,
              theme: frame.theme.change,
              palette: frame.palette,
              shortcuts: frame.shortcuts,
              closeDialog: texts.common.close,
              person: { ...frame.person, label: fill(frame.person.label, { name: person.email }) },
            }}
            person={{
              label: person.email,
              role: frame.roles[person.role],
              mayManageUsers: may(person.role, "user.manage"),
              mayManageTokens: may(person.role, "token.manage"),
            }}
            actions={actions
              .filter(({ permission }) => permission === undefined || may(person.role, permission))
              .map(({ href, word }) => {
                const [label = "", ...words] = frame.palette.actions[word].split(" | ");
                return { href, label, words };
              })}
            search={searchNames}
            signOut={signOut}
          />
          <main id="main" tabIndex={-1}>
            <div className="max-w-[1320px] px-6 pt-5.5 pb-12 max-md:px-4 max-md:pt-4 max-md:pb-10" data-page="">
              <KeyPassphrases open={openKey} texts={texts.keyPassphrase.ask}>
                <FreshPage>{children}</FreshPage>
              </KeyPassphrases>
            </div>
          </main>
        </div>
      </div>
      {may(person.role, "inventory.write") ? (
        <DropAnywhere
          send={uploadFile}
          review={reviewFiles}
          readTexts={readUploadTexts}
          texts={texts.drop}
          common={{ unreachable: texts.common.unreachable, close: texts.common.close }}
          locale={locale}
        />
      ) : null}
      <ZoneKeeper known={viewer.zone} />
      <Notices label={texts.common.notices} />
    </PageVisits>
  );
}
