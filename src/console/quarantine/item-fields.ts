import type { QuarantineDetail } from '../../contracts/ops/answers/quarantine.ts'

/** What the text of a field becomes when it is sent. */
type FieldKind = 'number' | 'boolean' | 'json' | 'text'

/** One field of a record in quarantine, as a form shows it. */
export interface ItemField {
  /** `<id of the record>.<name of the field>`: the place in the merge patch. */
  readonly place: string
  readonly name: string
  readonly kind: FieldKind
  /** What it says now, with the fix that is in force; empty: it is missing. */
  readonly text: string
  /** Whether the fix in force has it: a new fix stands instead of that, and has to repeat it. */
  readonly isFixed: boolean
  /** What is wrong with it, and what to write; empty: nothing is known. */
  readonly wrong: readonly string[]
}

/** One record that an item was mapped to. */
export interface ItemRecord {
  readonly id: string
  readonly type: string
  /** Those with something wrong first. */
  readonly fields: readonly ItemField[]
}

/** Names of fields that hold numbers, whatever stands in them now. */
const NUMBERS = /(?:Ms|Seconds|height|width|age)$/i

/**
 * The records of an item with their fields. A finding is told at the field that its path begins with; those in the
 * source's own words are told of no field.
 */
export function recordsOf({ drafts, findings, patch }: QuarantineDetail): readonly ItemRecord[] {
  const errors = findings.filter(({ severity }) => severity === 'error')
  return drafts.map((draft, index) => {
    const fixed = patch?.[draft.id] ?? {}
    // What an item of one record says of no id is said of that.
    const mine = errors.filter(({ item }) => (drafts.some(({ id }) => id === item) ? item === draft.id : index === 0))
    const missing = mine.map(({ path }) => rootOf(path)).filter((name) => isPlainName(name) && !(name in draft))
    const names = [...new Set([...missing, ...Object.keys(draft)])].filter((name) => !FIXED_FIELDS.includes(name))
    const fields = names.map((name) => {
      const wrong = mine.filter(({ path }) => rootOf(path) === name).map(({ hint }) => hint)
      return fieldOf(draft.id, name, { value: fixed[name] ?? draft[name], isFixed: name in fixed, wrong })
    })
    const ranked = fields.toSorted((one, other) => Number(other.wrong.length > 0) - Number(one.wrong.length > 0))
    return { id: draft.id, type: draft.type, fields: ranked }
  })
}

/** What a record is, which no fix changes. */
const FIXED_FIELDS: readonly string[] = ['v', 'type', 'id']

type FieldState = Pick<ItemField, 'isFixed' | 'wrong'> & { readonly value: unknown }

function fieldOf(record: string, name: string, { value, isFixed, wrong }: FieldState): ItemField {
  const kind = kindOf(name, value)
  const text =
    value === undefined || value === null ? '' : kind === 'json' ? JSON.stringify(value, null, 2) : `${value}`
  return { place: `${record}.${name}`, name, kind, text, isFixed, wrong }
}

function kindOf(name: string, value: unknown): FieldKind {
  if (typeof value === 'object' && value !== null) return 'json'
  if (typeof value === 'boolean') return 'boolean'
  return typeof value === 'number' || NUMBERS.test(name) ? 'number' : 'text'
}

function rootOf(path: string): string {
  return path.split(/[.[/]/)[0] ?? ''
}

function isPlainName(name: string): boolean {
  return /^[a-z][A-Za-z0-9]{0,40}$/.test(name)
}
