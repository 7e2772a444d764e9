// Written by `npm run generate` from rules/groups.json and rules/policies/geo.json; do not edit.

/** Codes of the territories whose residents keep their home rights in each other, by confirmed rules alone. */
export const PORTABLE = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'

/** What is believed of a place that an anonymizer reports. */
export const ANONYMIZERS: Readonly<Record<string, string>> = {
  tor: 'unknown-place',
  vpn: 'unknown-place',
}
