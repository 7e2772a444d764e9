// Written by `npm run generate` from rules/territories.json; do not edit.

/** Codes of territories by the region that serves them. */
export const TERRITORIES_BY_REGION: Readonly<Record<string, string>> = {
  med: 'AD CY ES GR IT MT PT SM TR VA',
  mea: 'AE AF AO BF BH BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IL IQ IR JO KE KM KW LB LR LS LY MA MG ML MR MU MW MZ NA NE NG OM PK PS QA RW SA SC SD SH SL SN SO SS ST SY SZ TD TG TN TZ UG YE ZA ZM ZW',
  latam: 'AG AI AR AW BB BO BQ BS BZ CL CO CR CU CW DM DO EC FK GD GS GT GY HN HT JM KN KY LC MS MX NI PA PE PY SR SV SX TC TT UY VC VE VG',
  cee: 'AL AM AZ BA BG BY CZ GE HR HU KG KZ MD ME MK PL RO RS RU SI SK TJ TM UA UZ XK',
  apac: 'AQ AU BN CC CK CN CX FJ FM HK HM ID IO JP KH KI KP KR LA MH MM MN MO MY NF NR NU NZ PG PH PN PW SB SG TH TK TL TO TV TW VN VU WS',
  na: 'AS BM CA GU MP PR UM US VI',
  dach: 'AT CH DE LI',
  north: 'AX BE BV DK EE FI FO GL IS LT LU LV NL NO SE SJ',
  in: 'BD BT IN LK MV NP',
  fr: 'BL FR GF GP MC MF MQ NC PF PM RE TF WF YT',
  br: 'BR',
  uki: 'GB GG GI IE IM JE',
}
