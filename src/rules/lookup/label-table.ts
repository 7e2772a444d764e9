import type { RatingKind } from '../../model/nouns/rating-vocabulary.ts'
import { RATING_KINDS } from '../../model/nouns/rating-vocabulary.ts'
import type { LabelEntry, LabelMeaning } from '../../model/policies/rules.ts'
import type { RatingRow, RatingSystem } from '../files/ratings-file.ts'

/** Labels of one territory → what they mean. */
export type LabelTable = ReadonlyMap<string, LabelEntry>

/** `U/A 13+`, `u/a13+` and full-width spellings are one label: letter case and white space never matter. */
export function normaliseLabel(label: string): string {
  return label.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
}

/** `Régie du cinéma` and `REGIE-DU-CINEMA` are one name: of a system's name, letters and digits count alone. */
export function normaliseName(name: string): string {
  return lettersAndDigits(name)
}

/** The key of a label when its system is named. A tab cannot occur in a normalised label, so the two never collide. */
export function labelKey(system: string | undefined, label: string): string {
  return system === undefined ? normaliseLabel(label) : `${normaliseName(system)}\t${normaliseLabel(label)}`
}

/** The key of a label in a loose spelling, such as `Not-Approved`: sufficient to tighten a decision, never to rate. */
export function looseKey(label: string): string {
  return `\t${lettersAndDigits(label)}`
}

function lettersAndDigits(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toUpperCase()
}

/** Every normalised spelling of a row. */
export function spellings(row: RatingRow): ReadonlySet<string> {
  return new Set([row.label, ...(row.aliases ?? [])].map(normaliseLabel))
}

/** Every name that a record may give a system: id, official name, with and without what stands in brackets, aliases. */
export function namesOf(system: RatingSystem): ReadonlySet<string> {
  const bare = system.name.replace(/\s*\([^)]*\)\s*$/, '')
  return new Set([system.id, system.name, bare, ...system.aliases].map(normaliseName))
}

/** The gate age, in years: what a source says, if the file's own number is only a convention. */
export function gateAge(row: RatingRow): number | null {
  if (row.age === null || !row.ageUnverified) return row.age
  return Math.max(row.age, row.greatestSourcedAge ?? 0)
}

/** Whether a system labels trailers: a band says nothing about the title, so it is never a rating by itself. */
export function isBandSystem(system: RatingSystem): boolean {
  return system.media.every((medium) => medium === 'trailer')
}

/** One row of one system, as a spelling of it is found. */
interface Row extends LabelMeaning {
  readonly leastAge: number
  readonly confirmed: boolean
  readonly exempt: boolean
  readonly band: boolean
}

/**
 * Builds a territory's look-up table: by label, by system and label, and by label in any spelling.
 *
 * Rows that nobody confirmed (marked so, or inherited without confirmation) may tighten and never loosen: beside a
 * confirmed meaning of the same spelling the strictest of all counts; alone they are not `known`. What says that
 * nobody rated the title makes its spelling unknown, whatever else it means.
 *
 * @param confirmed false when the whole table is inherited on an unconfirmed basis
 */
export function buildLabelTable(systems: readonly RatingSystem[], confirmed: boolean): LabelTable {
  const found = new Map<string, Row[]>()
  for (const system of systems) {
    const names = [...namesOf(system)]
    for (const row of system.ratings) {
      const meaning = rowOf(system, row, confirmed)
      for (const key of keysOf(names, row, meaning.band)) found.set(key, [...(found.get(key) ?? []), meaning])
    }
  }
  return new Map([...found].map(([key, rows]) => [key, entryOf(rows)]))
}

function keysOf(names: readonly string[], row: RatingRow, band: boolean): ReadonlySet<string> {
  const labels = [...spellings(row)]
  const named = names.flatMap((name) => labels.map((label) => `${name}\t${label}`))
  return new Set(band ? named : [...named, ...labels, ...labels.map(looseKey)])
}

function rowOf(system: RatingSystem, row: RatingRow, confirmed: boolean): Row {
  const sourced = !row.unverified && (!row.ageUnverified || row.greatestSourcedAge !== undefined)
  return {
    system: system.id,
    label: row.label,
    age: gateAge(row),
    kind: row.kind,
    leastAge: row.age ?? 0,
    confirmed: isBandSystem(system) || (confirmed && sourced),
    exempt: row.kind === 'exempt',
    band: isBandSystem(system),
  }
}

function entryOf(rows: readonly Row[]): LabelEntry {
  const [strictest] = [...rows].sort(strictestFirst)
  if (strictest === undefined) throw new RangeError('a spelling without a row')
  const { system, label, age, kind } = strictest
  return {
    ...{ system, label, age, kind },
    leastAge: Math.min(...rows.map((row) => row.leastAge)),
    known: rows.some((row) => row.confirmed) && !rows.some((row) => row.exempt),
    band: rows.every((row) => row.band),
  }
}

/** Sorts refused before any age, greater ages first, and of equal ages the kind that promises less. */
export function strictestFirst(
  left: { age: number | null; kind: RatingKind },
  right: { age: number | null; kind: RatingKind },
): number {
  const byAge = (right.age ?? Number.MAX_SAFE_INTEGER) - (left.age ?? Number.MAX_SAFE_INTEGER)
  return byAge || RATING_KINDS.indexOf(right.kind) - RATING_KINDS.indexOf(left.kind)
}
