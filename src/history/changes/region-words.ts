import type { ChangeKind } from '../../model/messages/change-kinds.ts'
import { changedExperiments } from './changed-experiments.ts'
import { type ActValues, because, counted, membersOf, numberIn, quoted, type RecordedAct } from './recorded-act.ts'

/** What an act was, and a sentence about it. */
export interface ToldAct {
  readonly kind: ChangeKind
  readonly summary: string
}

type Words = (region: string, before: ActValues, after: ActValues) => string

/** What is done to a region, by its action in the audit log. */
const OF_REGIONS: Readonly<Record<string, readonly [kind: ChangeKind, words: Words]>> = {
  publish: [
    'publish',
    (region, before, after) =>
      `${region} published ${sequence(after)}${difference(before, after)}${changedExperiments(after)}`,
  ],
  'publish.refused': ['refusal', (region, _, after) => `${region} refused a publish${refusals(after)}`],
  'region.canary': [
    'canary',
    (region, _, after) => `${region} began a canary as ${sequence(after)}${because(after)}${changedExperiments(after)}`,
  ],
  'region.canary-widen': ['canary', (region, _, after) => `${region} gave its canary to more viewers${because(after)}`],
  'region.canary-promote': [
    'canary',
    (region, _, after) =>
      `${region} serves its canary to everybody, as ${sequence(after)}${because(after)}${changedExperiments(after)}`,
  ],
  'region.canary-stop': [
    'canary',
    (region, _, after) => `${region} took its canary back${because(after)}${changedExperiments(after)}`,
  ],
  'region.rollback': [
    'rollback',
    (region, before, after) =>
      `${region} went back from ${short(before.snapshot)} to ${short(after.snapshot)}, as ${sequence(after)}${because(after)}${changedExperiments(after)}`,
  ],
  'region.pin': [
    'pin',
    (region, _, after) => `${region} is pinned at ${sequence(after)}${until(after.pinnedUntil)}${because(after)}`,
  ],
  'region.unpin': ['pin', (region, _, after) => `${region} is no longer pinned${because(after)}`],
  'wave.begin': ['wave', (region) => `${region} is the first to serve new rules; other regions wait for it`],
  'takedown.forgotten': [
    'takedown',
    (region, _, after) =>
      `${region} still withdraws what the scheduling store forgot: ${counted(numberIn(after.count) ?? 0, 'order')}`,
  ],
}

/** What was done to a region, told; null: this is no act of that kind. */
export function toldOfRegion({ action, target, before, after }: RecordedAct): ToldAct | null {
  const row = Object.hasOwn(OF_REGIONS, action) ? OF_REGIONS[action] : undefined
  if (row === undefined) return null
  const [kind, words] = row
  return { kind, summary: words(target, membersOf(before), membersOf(after)) }
}

function sequence(after: ActValues): string {
  const known = numberIn(after.sequence)
  return known === null ? 'a snapshot' : String(known)
}

/** `: 14 candidates more`; empty where the log does not say how many there were. */
function difference(before: ActValues, after: ActValues): string {
  const now = numberIn(after.candidates)
  const then = numberIn(before.candidates)
  if (now === null) return ''
  if (then === null) return `: ${counted(now, 'candidate')}`
  if (now === then) return `: ${counted(now, 'candidate')}, as many as before`
  return `: ${counted(Math.abs(now - then), 'candidate')} ${now > then ? 'more' : 'fewer'}`
}

function refusals({ refusals: all }: ActValues): string {
  const [first, ...others] = (Array.isArray(all) ? all : []).map(membersOf)
  if (first === undefined) return ''
  const more = others.length === 0 ? '' : `, and ${counted(others.length, 'more reason')}`
  const detail = quoted(first.detail)
  return `: ${quoted(first.check)}${detail === '' ? '' : ` (${detail})`}${more}`
}

function short(snapshot: unknown): string {
  return typeof snapshot === 'string' ? snapshot.slice(0, 12) : 'another snapshot'
}

/** An instant as people read it: ` until 2026-11-23 02:00 UTC`. */
export function until(instant: unknown): string {
  const known = typeof instant === 'string' ? Date.parse(instant) : Number.NaN
  return Number.isNaN(known) ? '' : ` until ${new Date(known).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
