import type { Locale } from "../locale.ts";
import type { Words } from "./text.ts";
import * as enBatches from "../en/ui/batches.ts";
import * as enFrame from "../en/ui/ui.ts";
import * as enOverview from "../en/ui/overview.ts";
import * as enFiles from "../en/ui/files.ts";
import * as enBundle from "../en/ui/bundle.ts";
import * as enDownload from "../en/ui/download.ts";
import * as enItem from "../en/ui/item.ts";
import * as enImport from "../en/ui/import.ts";
import * as enForms from "../en/ui/forms.ts";
import * as enMade from "../en/ui/made.ts";
import * as enVerify from "../en/ui/verify.ts";
import * as enActivity from "../en/ui/activity.ts";
import * as enPlaces from "../en/ui/pages.ts";
import * as enAuthorities from "../en/ui/authorities.ts";
import * as koAuthorities from "../ko/ui/authorities.ts";
import * as enTemplates from "../en/ui/templates.ts";
import * as koTemplates from "../ko/ui/templates.ts";
import * as enKeys from "../en/ui/keys.ts";
import * as enOffline from "../en/ui/offline.ts";
import * as koKeys from "../ko/ui/keys.ts";
import * as koOffline from "../ko/ui/offline.ts";
import * as enKeyPassphrase from "../en/ui/key-passphrase.ts";
import * as enServices from "../en/ui/services.ts";
import * as enServicePage from "../en/ui/service-page.ts";
import * as enRenew from "../en/ui/renew.ts";
import * as enAddresses from "../en/ui/addresses.ts";
import * as enRevoke from "../en/ui/revoke.ts";
import * as enRehearsal from "../en/ui/rehearsal.ts";
import * as koBatches from "../ko/ui/batches.ts";
import * as koFrame from "../ko/ui/ui.ts";
import * as koOverview from "../ko/ui/overview.ts";
import * as koFiles from "../ko/ui/files.ts";
import * as koBundle from "../ko/ui/bundle.ts";
import * as koDownload from "../ko/ui/download.ts";
import * as koItem from "../ko/ui/item.ts";
import * as koImport from "../ko/ui/import.ts";
import * as koForms from "../ko/ui/forms.ts";
import * as koMade from "../ko/ui/made.ts";
import * as koVerify from "../ko/ui/verify.ts";
import * as koActivity from "../ko/ui/activity.ts";
import * as koPlaces from "../ko/ui/pages.ts";
import * as koRenew from "../ko/ui/renew.ts";
import * as koAddresses from "../ko/ui/addresses.ts";
import * as koRevoke from "../ko/ui/revoke.ts";
import * as koKeyPassphrase from "../ko/ui/key-passphrase.ts";
import * as koRehearsal from "../ko/ui/rehearsal.ts";
import * as koServicePage from "../ko/ui/service-page.ts";
import * as koServices from "../ko/ui/services.ts";

/**
 * All words of the interface, for the server. A client component gets its own slice as a property, so that the browser
 * never loads two languages; it imports the types of this file alone.
 */
const english = {
  frame: enFrame.frameText,
  common: enFrame.commonText,
  files: enFiles.filesText,
  upload: enFiles.uploadText,
  drop: enFiles.dropText,
  import: enImport.importText,
  remove: enFiles.removeText,
  uses: enFiles.usesText,
  bulk: enFiles.bulkText,
  item: enItem.itemText,
  download: enDownload.downloadText,
  form: enForms.formText,
  made: enMade.madeText,
  pem: enMade.pemText,
  request: enForms.requestText,
  selfsigned: enForms.selfsignedText,
  sign: enForms.signText,
  match: enForms.matchText,
  compare: enForms.compareText,
  keys: enKeys.keysText,
  offline: enOffline.offlineText,
  authorities: enAuthorities.authoritiesText,
  templates: enTemplates.templatesText,
  unlock: enForms.unlockText,
  keyPassphrase: enKeyPassphrase.keyPassphraseText,
  ssh: enForms.sshText,
  bundle: enBundle.bundleText,
  verify: enVerify.verifyText,
  inspect: enForms.inspectText,
  rehearsal: enRehearsal.rehearsalText,
  overview: enOverview.overviewText,
  terminal: enPlaces.terminalText,
  activity: enActivity.activityText,
  settings: enPlaces.settingsText,
  addresses: enAddresses.addressesText,
  auth: enPlaces.authText,
  services: enServices.servicesText,
  renew: enRenew.renewText,
  revoke: enRevoke.revokeText,
  servicePage: enServicePage.servicePageText,
  targets: enServices.targetsText,
  batches: enBatches.batchesText,
  batchForm: enBatches.batchFormText,
  batch: enBatches.batchText,
  collect: enBatches.collectText,
  install: enBatches.installText,
} as const;

export type UiTexts = Words<typeof english>;

const korean: UiTexts = {
  frame: koFrame.frameText,
  common: koFrame.commonText,
  files: koFiles.filesText,
  upload: koFiles.uploadText,
  drop: koFiles.dropText,
  import: koImport.importText,
  remove: koFiles.removeText,
  uses: koFiles.usesText,
  bulk: koFiles.bulkText,
  item: koItem.itemText,
  download: koDownload.downloadText,
  form: koForms.formText,
  made: koMade.madeText,
  pem: koMade.pemText,
  request: koForms.requestText,
  selfsigned: koForms.selfsignedText,
  sign: koForms.signText,
  match: koForms.matchText,
  compare: koForms.compareText,
  keys: koKeys.keysText,
  offline: koOffline.offlineText,
  authorities: koAuthorities.authoritiesText,
  templates: koTemplates.templatesText,
  unlock: koForms.unlockText,
  keyPassphrase: koKeyPassphrase.keyPassphraseText,
  ssh: koForms.sshText,
  bundle: koBundle.bundleText,
  verify: koVerify.verifyText,
  inspect: koForms.inspectText,
  rehearsal: koRehearsal.rehearsalText,
  overview: koOverview.overviewText,
  terminal: koPlaces.terminalText,
  activity: koActivity.activityText,
  settings: koPlaces.settingsText,
  addresses: koAddresses.addressesText,
  auth: koPlaces.authText,
  services: koServices.servicesText,
  renew: koRenew.renewText,
  revoke: koRevoke.revokeText,
  servicePage: koServicePage.servicePageText,
  targets: koServices.targetsText,
  batches: koBatches.batchesText,
  batchForm: koBatches.batchFormText,
  batch: koBatches.batchText,
  collect: koBatches.collectText,
  install: koBatches.installText,
};

const catalogue: Readonly<Record<Locale, UiTexts>> = { en: english, ko: korean };

export function uiTexts(locale: Locale): UiTexts {
  return catalogue[locale];
}
