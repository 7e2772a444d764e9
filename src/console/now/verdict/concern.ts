import type { RegionId } from '../../../model/nouns/region.ts'
import type { Tone } from '../../frame/state.tsx'

/**
 * What can be wrong, the worst first: viewers who see nothing of what was planned for them, what keeps a region from being
 * stopped or read, what viewers will see before long, and what waits for somebody.
 */
const CONCERN_KINDS = [
  'nothing-live',
  'house-idents',
  'nothing-served',
  'cannot-withdraw',
  'store-silent',
  'half-served',
  'nothing-to-play',
  'refuses-newest',
  'old-list',
  'nobody-reports',
  'stale',
  'publish-refused',
  'never-published',
  'keys',
  'feed',
  'events',
] as const

/** One thing that is wrong, in words, and where. The same situation gives the same words. */
export interface Concern {
  readonly kind: (typeof CONCERN_KINDS)[number]
  readonly tone: Exclude<Tone, 'good'>
  /** A sentence that begins with its subject, such as `fr: 62 % of answers are house idents since 02:41 UTC`. */
  readonly headline: string
  /** The evidence, and what to do; empty: the headline says it all. */
  readonly detail: string
  /** Region that it is about; null: all of them. */
  readonly region: RegionId | null
  /** The page with more. */
  readonly href: string
  /** Among concerns of one kind the greatest is told first; 0 if it was left out. */
  readonly weight?: number
}

/** The worst first. */
export function worstFirst(concerns: readonly Concern[]): readonly Concern[] {
  return concerns.toSorted((one, other) => rankOf(one) - rankOf(other) || (other.weight ?? 0) - (one.weight ?? 0))
}

/** So many regions with the same concern are told as one. */
const TOLD_AS_ONE = 3

/** What many regions share is told once, by the worst of them, with the names of the others. */
export function toldOnce(sorted: readonly Concern[]): readonly Concern[] {
  return sorted.flatMap((concern) => {
    const alike = sorted.filter((other) => other.region !== null && rankOf(other) === rankOf(concern))
    if (concern.region === null || alike.length < TOLD_AS_ONE) return [concern]
    return alike[0] === concern ? [inManyRegions(concern, alike.slice(1))] : []
  })
}

function rankOf({ tone, kind }: Concern): number {
  return CONCERN_KINDS.indexOf(kind) + (tone === 'warn' ? CONCERN_KINDS.length : 0)
}

function inManyRegions(worst: Concern, others: readonly Concern[]): Concern {
  const names = others.flatMap(({ region }) => region ?? [])
  const list =
    names.length > 3
      ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
      : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return { ...worst, headline: `${worst.headline}; likewise in ${list}` }
}
