import type { RegionId } from '../../model/nouns/region.ts'

/** An entry of the audit log, as far as the history reads it. */
export interface RecordedAct {
  /** Its place in the log, such as `2026-11/41`. */
  readonly id: string
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly actor: string
  /** Such as `takedown.add`. */
  readonly action: string
  /** An id, a region, a batch. */
  readonly target: string
  /** The changed values before and afterwards; null: there were none. */
  readonly before: unknown
  readonly after: unknown
}

/** The regions that territories, or names of groups of them, lie in. */
export type RegionsOfTerritories = (territories: readonly string[]) => readonly RegionId[]

/** ActValues of a value of the log, whatever it is. */
export type ActValues = Readonly<Record<string, unknown>>

/** The members of a value of the log; none of anything but an object. */
export function membersOf(value: unknown): ActValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ActValues) : {}
}

/** Longest text of others that a sentence quotes, in characters. */
const QUOTED_LENGTH = 120

/** A text of the log on one line, without what cannot be seen, and not longer than a sentence bears; else empty. */
export function quoted(value: unknown): string {
  if (typeof value !== 'string') return ''
  const line = value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  const characters = [...line]
  return characters.length <= QUOTED_LENGTH ? line : `${characters.slice(0, QUOTED_LENGTH - 1).join('')}…`
}

/** A number of the log; null: it is none. */
export function numberIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** The texts of a list of the log. */
export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

/** `: why`, if somebody said why. */
export function because(members: ActValues): string {
  const reason = quoted(members.reason)
  return reason === '' ? '' : `: ${reason}`
}

/** `1 record`, `1,204 records`. */
export function counted(number: number, noun: string): string {
  return `${String(number).replace(/\B(?=(\d{3})+$)/g, ',')} ${noun}${number === 1 ? '' : 's'}`
}

/** A share of the log, 0 to 1, as `12.5 %`. */
export function percent(share: unknown): string {
  return `${String(Math.round((numberIn(share) ?? 0) * 10_000) / 100)} %`
}
