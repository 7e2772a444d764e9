import { canonicalJson } from '../../model/canonical-json.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'

/** A field of a campaign that differs, by its path such as `goal.impressions`; null: there is nothing. */
export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** Lists are compared as a whole: what is in one belongs together. Left out: `v`, `type` and `id`, and the status. */
const NOT_COMPARED = ['v', 'type', 'id', 'status']

/** What differs between two revisions of a campaign, field by field, in the order of the fields. */
export function fieldChanges(before: Campaign, after: Campaign): readonly FieldChange[] {
  const [old, young] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((field) => {
    const change = { field, before: old.get(field) ?? null, after: young.get(field) ?? null }
    return canonicalJson(change.before) === canonicalJson(change.after) ? [] : [change]
  })
}

function fieldsOf(campaign: object): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>()
  const add = (path: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) fields.set(path, value)
    else for (const [name, inner] of Object.entries(value)) add(`${path}.${name}`, inner)
  }
  for (const [name, value] of Object.entries(campaign)) if (!NOT_COMPARED.includes(name)) add(name, value)
  return fields
}

/** A field in which what is on the air, what waits and what was sent are not all the same. */
export interface FieldConflict {
  readonly field: string
  readonly now: unknown
  readonly next: unknown
  readonly sent: unknown
}

/** Where what was sent differs from what is stored; what waits counts as what is on the air where nothing does. */
export function fieldConflicts(now: Campaign, next: Campaign | null, sent: object): readonly FieldConflict[] {
  const [live, waiting, given] = [fieldsOf(now), fieldsOf(next ?? now), fieldsOf(sent)]
  return [...new Set([...live.keys(), ...waiting.keys(), ...given.keys()])].flatMap((field) => {
    // What was left out is not a wish of its own: it has its default.
    if (!given.has(field)) return []
    const found = {
      field,
      now: live.get(field) ?? null,
      next: waiting.get(field) ?? null,
      sent: given.get(field) ?? null,
    }
    const texts = new Set([found.now, found.next, found.sent].map((value) => canonicalJson(value)))
    return texts.size === 1 ? [] : [found]
  })
}
