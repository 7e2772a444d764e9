import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import type { PageRequest } from '../page.ts'
import { type AskedPlace, countriesIn } from './asked-place.ts'

interface PlaceFieldsProps {
  readonly surface: string
  readonly place: AskedPlace
  readonly me: PageRequest['me']
}

/** The fields that say which surface, in which country, by which clock. */
export function PlaceFields({ surface, place, me }: PlaceFieldsProps) {
  const { country, timezone, zones } = place
  const countries = countriesIn(me.may['decision.explain'] ?? [])
  return (
    <>
      <label>
        Surface
        <select name="surface">
          {SURFACE_IDS.map((id) => (
            <option selected={id === surface}>{id}</option>
          ))}
        </select>
      </label>
      <label>
        Country
        <select name="country">
          {!countries.some(({ code }) => code === country) && <option selected>{country}</option>}
          {countries.map(({ code, name }) => (
            <option value={code} selected={code === country}>
              {name} ({code})
            </option>
          ))}
        </select>
      </label>
      {zones.length > 1 && (
        <label>
          Clock
          <select name="timezone">
            <option value="">every clock of {country}</option>
            {zones.map((zone) => (
              <option selected={zone === timezone}>{zone}</option>
            ))}
          </select>
        </label>
      )}
    </>
  )
}
