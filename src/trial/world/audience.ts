import { type Chance, chanceFrom } from '../../decide/draw/chance.ts'
import type { TitleId } from '../../model/fields/identifier.ts'
import type { MadeUpTitle } from './catalogue.ts'
import { agreement, randomTraits } from './traits.ts'

/** One viewer, with a taste that nobody is told. */
export interface MadeUpViewer {
  readonly id: string
  /** Comes again on other days, and agreed to be known; all others come once. */
  readonly returning: boolean
  readonly traits: Float64Array
}

/** How many come. */
export interface AudienceOptions {
  readonly seed: number
  /** Visits a day. */
  readonly visits: number
  /** Viewers who come again and again. */
  readonly regulars: number
  /** Share of a day's visits that are theirs. */
  readonly regularShare: number
}

/** Logit of the chance that an average title is started by somebody who neither likes nor dislikes its kind. */
const BASE = -2.54
/** What one standard deviation of appeal adds. */
const APPEAL = 1
/** What full agreement of taste adds. */
const TASTE = 2.9
/** Of a title that was started before: nobody starts it from a trailer again soon. */
const AGAIN = 0.2

/** The visits of a day: the same for every policy, so that they are compared on the same viewers. */
export function visitorsOf(day: number, options: AudienceOptions): readonly MadeUpViewer[] {
  const chance = chanceFrom(`visits ${options.seed} ${day}`)
  const known = Math.round(options.visits * options.regularShare)
  const regulars = new Set<number>()
  while (regulars.size < Math.min(known, options.regulars)) regulars.add(Math.floor(chance() * options.regulars))
  const once = Array.from({ length: options.visits - regulars.size }, (_, index) => `once-${day}-${index}`)
  return [
    ...[...regulars].map((number) => viewerOf(`regular-${number}`, true, options)),
    ...once.map((id) => viewerOf(id, false, options)),
  ]
}

/** The chance that a viewer deliberately starts a title that they look at. */
export function startChance(
  viewer: Pick<MadeUpViewer, 'traits'>,
  title: Pick<MadeUpTitle, 'appeal' | 'traits' | 'record'>,
  started: ReadonlySet<TitleId>,
): number {
  const logit = BASE + APPEAL * title.appeal + TASTE * agreement(viewer.traits, title.traits)
  const share = started.has(title.record.id) ? AGAIN : 1
  return share / (1 + Math.exp(-logit))
}

function viewerOf(id: string, returning: boolean, { seed }: AudienceOptions): MadeUpViewer {
  const chance: Chance = chanceFrom(`viewer ${seed} ${id}`)
  return { id, returning, traits: randomTraits(chance) }
}
