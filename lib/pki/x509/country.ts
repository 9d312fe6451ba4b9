/** ISO 3166-1 alpha-2, the officially assigned codes (249 in 2026). Browser-safe. */
const codes = new Set(
  (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
    "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
    "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU " +
    "MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
    "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
    "UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
  ).split(" "),
);

/** Spellings that people use for a country, and the code that they mean. */
const meant: Readonly<Record<string, string>> = {
  UK: "GB",
  ENGLAND: "GB",
  KOREA: "KR",
  KOR: "KR",
  ROK: "KR",
  USA: "US",
  JAPAN: "JP",
  JPN: "JP",
  CHINA: "CN",
  CHN: "CN",
  GERMANY: "DE",
  DEU: "DE",
  FRANCE: "FR",
  FRA: "FR",
  GBR: "GB",
  EL: "GR",
};

export function countryCodes(): string[] {
  return [...codes];
}

/** True for an assigned code in capital letters. */
export function isCountryCode(value: string): boolean {
  return codes.has(value);
}

/** The code that was probably meant (`kr` → `KR`, `UK` → `GB`), or "". */
export function suggestCountry(value: string): string {
  const upper = value.trim().toUpperCase();
  return codes.has(upper) ? upper : (meant[upper] ?? "");
}
