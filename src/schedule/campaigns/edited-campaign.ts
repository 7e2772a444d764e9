import { refusalsOfIssues } from '../../ingest/lines/explain-issue.ts'
import { canonicalJson } from '../../model/canonical-json.ts'
import { type Campaign, campaign } from '../../model/nouns/campaign.ts'

/** What is to be changed in many campaigns, by the path of the field, such as `weight` or `goal.impressions`. */
export interface CampaignFieldEdit {
  /** What a field is to say. */
  readonly set: Readonly<Record<string, unknown>>
  /** What is added to a list, where it is not in it yet. */
  readonly append: Readonly<Record<string, readonly unknown[]>>
  /** What is taken out of a list. */
  readonly remove: Readonly<Record<string, readonly unknown[]>>
}

/** `why`: a sentence for whoever asked. */
export type EditedCampaign =
  | { readonly record: Campaign }
  | { readonly refused: { readonly field: string; readonly why: string } }

/** What nobody sets: what a record is, and what takes a verb. */
const NOT_EDITED = ['v', 'type', 'id', 'status']
/** Fields that an edit may name. */
export const EDITABLE_FIELDS: readonly string[] = Object.keys(campaign.shape).filter(
  (each) => !NOT_EDITED.includes(each),
)

/** A campaign as an edit makes it; a status is none of its fields. */
export function editedCampaign(record: Campaign, { set, append, remove }: CampaignFieldEdit): EditedCampaign {
  let edited: unknown = { ...record }
  const changes = [
    ...Object.entries(set).map(([field, value]) => ({ field, of: () => value })),
    ...Object.entries(append).map(([field, values]) => ({ field, of: (list: unknown) => appended(list, values) })),
    ...Object.entries(remove).map(([field, values]) => ({ field, of: (list: unknown) => without(list, values) })),
  ]
  for (const { field, of } of changes) {
    const changed = withField(edited, field.split('.'), of)
    if (changed === null) return { refused: { field, why: `${field} is no list there: set it instead` } }
    edited = changed.value
  }
  const parsed = campaign.safeParse(edited)
  if (parsed.success) return { record: parsed.data }
  const [refused] = refusalsOfIssues(1, 'campaign', edited, parsed.error.issues)
  const field = refused?.path ?? ''
  return { refused: { field, why: `${field}: ${refused?.hint}` } }
}

/** Makes a field what it is to be; `NO_LIST`: it cannot be made there. */
type Change = (value: unknown) => unknown

const NO_LIST = Symbol('no list')

function appended(list: unknown, values: readonly unknown[]): unknown {
  if (!Array.isArray(list)) return NO_LIST
  const known = new Set(list.map(canonicalJson))
  return [...list, ...values.filter((value) => !known.has(canonicalJson(value)))]
}

function without(list: unknown, values: readonly unknown[]): unknown {
  if (!Array.isArray(list)) return NO_LIST
  const gone = new Set(values.map(canonicalJson))
  return list.filter((value) => !gone.has(canonicalJson(value)))
}

function withField(whole: unknown, path: readonly string[], change: Change): { readonly value: unknown } | null {
  const [name, ...rest] = path
  if (name === undefined) {
    const value = change(whole)
    return value === NO_LIST ? null : { value }
  }
  // Where there is nothing yet, as for `goal.impressions` without a goal, there is something from now on.
  const fields: Readonly<Record<string, unknown>> = isFields(whole) ? whole : {}
  const inner = withField(Object.hasOwn(fields, name) ? fields[name] : null, rest, change)
  return inner === null ? null : { value: Object.fromEntries([...Object.entries(fields), [name, inner.value]]) }
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
