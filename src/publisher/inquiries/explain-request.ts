import { z } from 'zod'
import { explainQuestion, HINTS_ASKED, type HintAsked } from '../../contracts/ops/requests/explain.ts'
import type { Hints, Place } from '../../decide/context/context.ts'
import { ANY_DEVICE } from '../../decide/matrix/matrix-viewers.ts'
import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { placeOf } from '../../rules/lookup/place-table.ts'

/** IANA names that the runtime knows. */
const timeZone = z.string().refine(
  (name) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name })
      return true
    } catch {
      return false
    }
  },
  { error: 'an IANA zone, like Europe/Berlin' },
)

const isTerritory = (code: string): boolean => placeOf(code).territory === code

/**
 * An unused code is refused: it would be answered as an unknown place, and a typing error would look like a finding.
 */
export const knownCountry = z
  .string()
  .refine((code) => code === 'T1' || isTerritory(code), 'an ISO country code like DE; XX or T1 for an unknown place')

const residence = z
  .string()
  .refine((code) => code !== UNKNOWN_TERRITORY && isTerritory(code), 'an ISO country code like DE')

/** The question of the contract, with names that this publisher knows. */
export const explainRequest = explainQuestion.extend({
  country: knownCountry,
  timezone: timeZone.nullish(),
  residence: residence.nullish(),
})
export type ExplainRequest = z.infer<typeof explainRequest>

/** The place of an explain request. */
export function explainedPlace(
  request: Pick<ExplainRequest, 'country' | 'regionCode' | 'timezone' | 'anonymizer'>,
): Place {
  const { territory } = placeOf(request.country)
  return {
    country: territory,
    regionCode: request.regionCode ?? null,
    timeZone: territory === UNKNOWN_TERRITORY ? null : (request.timezone ?? null),
    anonymizer: request.anonymizer ?? (request.country === 'T1' ? 'tor' : null),
  }
}

/** The hints of an explain request; of all others the device says nothing. */
export function explainedHints(request: { readonly [Name in HintAsked]?: Hints[Name] | null | undefined }): Hints {
  const stated = HINTS_ASKED.map((name) => [name, request[name] ?? ANY_DEVICE[name]])
  return { ...ANY_DEVICE, ...(Object.fromEntries(stated) as Pick<Hints, HintAsked>) }
}
