import type { Child } from 'hono/jsx'
import type { StoredCampaign } from '../../../contracts/ops/answers/campaigns.ts'
import { PRIORITIES } from '../../../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS } from '../../../model/nouns/surface.ts'

interface EditorFieldsProps {
  /** What the fields say at first; null: a new campaign. */
  readonly record: StoredCampaign['campaign'] | null
}

/** Fields that have a control of their own; the others are in the area of JSON, so that nothing is lost. */
const OWN: readonly string[] = [
  ...['v', 'type', 'id', 'status', 'name', 'owner', 'priority', 'weight', 'start', 'end', 'timeZone', 'territories'],
  ...['surfaces', 'assets', 'goal', 'exclusionLabels'],
]

/** The fields of a campaign, by their names in the record: what the API refuses is marked by the same name. */
export function EditorFields({ record }: EditorFieldsProps) {
  const rest = Object.fromEntries(Object.entries(record ?? {}).filter(([field]) => !OWN.includes(field)))
  return (
    <>
      <Text name="name" label="Name" value={record?.name} longest={200} />
      <Text name="owner" label="Owner" value={record?.owner} longest={120} />
      <label>
        Tier
        <select name="priority">
          {PRIORITIES.map((tier) => (
            <option value={tier} selected={tier === (record?.priority ?? 'standard')}>
              {tier}
            </option>
          ))}
        </select>
      </label>
      <Text name="weight" label="Weight among those of its tier" value={record?.weight ?? 1} kind="number" />
      <Text name="start" label="Starts, local time like 2026-12-01T20:00:00" value={record?.start} required />
      <Text name="end" label="Ends, local time; empty: open" value={record?.end} />
      <Text name="timeZone" label="Clock: territory, or one IANA zone" value={record?.timeZone ?? 'territory'} />
      <Text
        name="territories"
        label="Territories and groups, like DE @dach"
        value={record?.territories.join(' ')}
        kind="list"
        required
      />
      <Group label="Surfaces">
        {SURFACE_IDS.map((surface) => (
          <label class="choice">
            <input
              type="checkbox"
              name="surfaces.+"
              value={surface}
              checked={record?.surfaces.includes(surface) ?? false}
            />{' '}
            {surface}
          </label>
        ))}
      </Group>
      <Json
        name="assets"
        label='Videos: ids as a list, or a selector like {"tags": ["kids"]}'
        value={record?.assets ?? []}
      />
      <Json
        name="goal"
        label='Goal, like {"impressions": 100000, "pacing": "even"}; null: none'
        value={record?.goal ?? null}
      />
      <Json name="exclusionLabels" label="Labels that keep videos apart" value={record?.exclusionLabels ?? []} />
      <label>
        All other fields (hours, blackouts, frequencyCap, audience, holdout), as the API takes them
        <textarea name="rest" data-kind="rest" rows={10} spellcheck={false}>
          {JSON.stringify(rest, null, 1)}
        </textarea>
      </label>
    </>
  )
}

interface TextProps {
  readonly name: string
  readonly label: string
  readonly value: string | number | null | undefined
  readonly kind?: 'number' | 'list'
  readonly longest?: number
  readonly required?: boolean
}

function Text({ name, label, value, kind, longest, required }: TextProps) {
  return (
    <label>
      {label}
      <input
        name={name}
        value={value === null || value === undefined ? '' : String(value)}
        data-kind={kind}
        maxlength={longest}
        required={required}
      />
    </label>
  )
}

function Json({ name, label, value }: { readonly name: string; readonly label: string; readonly value: unknown }) {
  return (
    <label>
      {label}
      <textarea name={name} data-kind="json" rows={3} spellcheck={false}>
        {JSON.stringify(value)}
      </textarea>
    </label>
  )
}

function Group({ label, children }: { readonly label: string; readonly children: Child }) {
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      {children}
    </fieldset>
  )
}
