import type { RatingKind } from '../model/rating-words.ts'
import { RATING_KINDS } from '../model/rating-words.ts'
import type { LabelMeaning } from '../model/rules.ts'
import type { RatingRow, RatingSystem } from './ratings-file.ts'

/** Labels of one territory → what they mean, one meaning per system that knows them. */
export type LabelTable = ReadonlyMap<string, readonly LabelMeaning[]>

/** `U/A 13+`, `u/a13+` and full-width spellings are one label: letter case and white space never matter. */
export function normaliseLabel(label: string): string {
  return label.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
}

/** The key of a label when its system is named. A tab cannot occur in a normalised label, so the two never collide. */
export function labelKey(system: string | undefined, label: string): string {
  return system === undefined ? normaliseLabel(label) : `${normaliseLabel(system)}\t${normaliseLabel(label)}`
}

/** Every normalised spelling of a row. */
export function spellings(row: RatingRow): ReadonlySet<string> {
  return new Set([row.label, ...(row.aliases ?? [])].map(normaliseLabel))
}

/** The age that gates, in years: what a source says, where the file's own number is only a convention. */
export function gateAge(row: RatingRow): number | null {
  if (row.age === null || !row.ageUnverified) return row.age
  return Math.max(row.age, row.greatestSourcedAge ?? 0)
}

/** Labels of advertising: a band says nothing about the title, so it is never a rating by itself. */
export function isBandSystem(system: RatingSystem): boolean {
  return system.media.every((medium) => medium === 'trailer')
}

/**
 * Builds a territory's look-up table, by label and by system and label.
 *
 * Rows that nobody confirmed (marked so, or inherited without confirmation) may tighten and never
 * loosen: they count beside a confirmed meaning, of which the strictest wins, or where they are
 * stricter than no rating at all. Otherwise the label stays unknown there, so unrated.
 *
 * @param confirmed false when the whole table is inherited on an unconfirmed basis
 * @param unratedAge gate age, in years, of what has no rating
 */
export function buildLabelTable(systems: readonly RatingSystem[], confirmed: boolean, unratedAge: number): LabelTable {
  const table = new Map<string, { meaning: LabelMeaning; counts: boolean }[]>()
  for (const system of systems) {
    const names = [system.id, ...system.aliases]
    for (const row of system.ratings) {
      const meaning: LabelMeaning = { system: system.id, label: row.label, age: gateAge(row), kind: row.kind }
      const counts = isBandSystem(system) || isStrict(meaning, unratedAge) || (confirmed && isConfirmed(row))
      for (const label of spellings(row)) {
        const keys = new Set(names.map((name) => labelKey(name, label)))
        if (!isBandSystem(system)) keys.add(label)
        for (const key of keys) table.set(key, [...(table.get(key) ?? []), { meaning, counts }])
      }
    }
  }
  return new Map(
    [...table]
      .filter(([, found]) => found.some(({ counts }) => counts))
      .map(([key, found]) => [key, found.map(({ meaning }) => meaning).sort(strictestFirst)]),
  )
}

/** Sorts refused before any age, greater ages first, and of equal ages the kind that promises less. */
export function strictestFirst(
  left: { age: number | null; kind: RatingKind },
  right: { age: number | null; kind: RatingKind },
): number {
  const byAge = (right.age ?? Number.MAX_SAFE_INTEGER) - (left.age ?? Number.MAX_SAFE_INTEGER)
  return byAge || RATING_KINDS.indexOf(right.kind) - RATING_KINDS.indexOf(left.kind)
}

function isConfirmed(row: RatingRow): boolean {
  return !row.unverified && (!row.ageUnverified || row.greatestSourcedAge !== undefined)
}

function isStrict(meaning: LabelMeaning, unratedAge: number): boolean {
  return meaning.age === null || meaning.age > unratedAge
}
