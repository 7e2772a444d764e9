import { offsetMs } from '../../model/fields/zone-clock.ts'
import { CODECS } from '../../model/nouns/asset-vocabulary.ts'
import { DEVICES } from '../../model/nouns/campaign-vocabulary.ts'
import { OFFER_TYPES } from '../../model/nouns/offer-vocabulary.ts'
import { cityOf } from '../explained/local-words.ts'
import { PlaceFields } from '../explained/place-fields.tsx'
import type { PageRequest } from '../page.ts'
import type { AskedWhy } from './asked-why.ts'

/** Fields of which few need one: they stand behind a fold. */
const RARE = ['pin', 'residence', 'entitlements', 'regionCode', 'anonymizer', 'device', 'codecs', 'maxHeight'] as const
const RARE_TOO = ['language', 'inView', 'seed'] as const

/** Every field of a question to explain. It is sent as an address, so that it needs no script, and can be handed on. */
export function WhyForm({ asked, me }: { readonly asked: AskedWhy; readonly me: PageRequest['me'] }) {
  const { surface, place, at, asset, typed } = asked
  const local = new Date(at + offsetMs(place.clock, at)).toISOString().slice(0, 16)
  const isRare = [...RARE, ...RARE_TOO].some((name) => typed(name) !== '')
  const text = (name: string, label: string, hint: string) => (
    <label>
      {label}
      <input name={name} value={typed(name)} placeholder={hint} size={Math.max(8, hint.length)} />
    </label>
  )
  return (
    <form class="why-form" method="get" action="/console/why" aria-label="Who asks, where and when">
      <div class="filters">
        <PlaceFields surface={surface} place={place} me={me} />
        <label>
          Time in {cityOf(place.clock)}
          <input type="datetime-local" name="at" value={local} />
        </label>
        <label>
          Cap, years
          <input type="number" name="cap" min="0" max="21" value={typed('cap')} placeholder="guest" />
        </label>
        <Flag name="kids" label="Kids profile" typed={typed} />
        <Flag name="adult" label="Proven adult" typed={typed} />
        <label>
          Video
          <input name="asset" value={asset} placeholder="ast_…, or all" size={24} />
        </label>
        <button type="submit" class="act strong">
          Ask
        </button>
      </div>
      <details open={isRare}>
        <summary>More of the viewer, the device and the page</summary>
        <div class="filters">
          <Flag name="pin" label="PIN given" typed={typed} />
          {text('residence', 'Lives in', 'DE')}
          {text('entitlements', 'May watch', OFFER_TYPES.join(', '))}
          {text('regionCode', 'Part of the country', 'BY')}
          <Choice name="anonymizer" label="Hidden by" options={['vpn', 'tor']} typed={typed} />
          <Choice name="device" label="Device" options={DEVICES} typed={typed} />
          {text('codecs', 'Codecs', CODECS.join(', '))}
          {text('maxHeight', 'Lines', '1080')}
          {text('language', 'Language', 'de')}
          {text('inView', 'Title in view', 'ttl_…')}
          {text('seed', 'Seed', 'id of a decision')}
        </div>
      </details>
    </form>
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly typed: AskedWhy['typed']
}

function Flag({ name, label, typed }: FieldProps) {
  return (
    <label>
      <input type="checkbox" name={name} value="true" checked={typed(name) === 'true'} /> {label}
    </label>
  )
}

function Choice({ name, label, options, typed }: FieldProps & { readonly options: readonly string[] }) {
  return (
    <label>
      {label}
      <select name={name}>
        <option value="">any</option>
        {options.map((option) => (
          <option selected={option === typed(name)}>{option}</option>
        ))}
      </select>
    </label>
  )
}
