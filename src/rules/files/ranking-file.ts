import { z } from 'zod'
import { clockTime } from '../../model/fields/local-time.ts'
import { LEARNED_TERMS, type LearnedBounds } from '../../model/learned/learned-bounds.ts'
import { GENRES } from '../../model/nouns/genre.ts'
import { POINTS_BOUNDS } from '../../model/policies/owned-bounds.ts'
import { RANKING_TERMS, type RankingPolicy } from '../../model/policies/rules.ts'
import { type Daypart, PERSONAL_TERMS, TASTE_EVENTS } from '../../model/policies/taste-policy.ts'
import { fileHeader } from './file-header.ts'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const why = z.string().min(1)
const share = z.number().min(0).max(1)

/** Where the points of a term may be learned: the fewest and the most. */
const learned = z.strictObject({ least: z.number().min(0), greatest: z.number().min(0), why })

const term = z.strictObject({
  /** Points for one unit of the term. */
  points: z.number().min(POINTS_BOUNDS.least).max(POINTS_BOUNDS.greatest),
  unit: z.string().min(1),
  /** The least and the greatest number of units that the term can reach. */
  least: z.number().max(0).default(0),
  most: z.number().min(0),
  /** Left out: its points are never learned. */
  learned: learned.optional(),
  /** What it stands for, and why it counts. */
  meaning: z.string().min(1),
})

const daypart = z.strictObject({
  id: z.string().min(1).max(40),
  days: z.array(z.enum(WEEKDAYS)).min(1),
  from: clockTime,
  to: clockTime,
  /** How well a genre fits, from −1 to 1. */
  genres: z.partialRecord(z.enum(GENRES), z.number().min(-1).max(1)),
  why,
})

/** `ranking.json`: how a score is summed, and what each personal term is made of. */
export const rankingFile = z.strictObject({
  ...fileHeader,
  terms: z.record(z.enum([...RANKING_TERMS, ...PERSONAL_TERMS]), term),
  freshnessHalfLifeDays: z.number().min(1).max(3650),
  session: z.strictObject({
    /** What one event says of the viewer's taste, from −1 to 1. */
    rewards: z.record(z.enum(TASTE_EVENTS), z.strictObject({ reward: z.number().min(-1).max(1), why })),
    rate: share,
    keep: share,
    halfLifeMinutes: z.number().min(1).max(1440),
    skipUntil: z.number().gt(0).max(1),
    why,
  }),
  context: z.strictObject({ titleInView: share, row: share, daypart: share, why }),
  dayparts: z.array(daypart).max(40),
  fatigue: z.strictObject({ asset: share, title: share, halfLifeShowings: z.number().gt(0).max(1000), why }),
  engagement: z.strictObject({ priorImpressions: z.number().gt(0).max(1_000_000), why }),
})

/** `ranking.json`, of the right shape. */
export type RankingFile = z.infer<typeof rankingFile>

/** The file as the edge needs it: numbers without their reasons. */
export function rankingPolicy(file: RankingFile): RankingPolicy {
  const { session, context, fatigue, engagement } = file
  return {
    weights: byName(RANKING_TERMS, (name) => file.terms[name].points),
    freshnessHalfLifeDays: file.freshnessHalfLifeDays,
    personal: {
      points: byName(PERSONAL_TERMS, (name) => file.terms[name].points),
      session: {
        rewards: byName(TASTE_EVENTS, (name) => session.rewards[name].reward),
        rate: session.rate,
        keep: session.keep,
        halfLifeMinutes: session.halfLifeMinutes,
        skipUntil: session.skipUntil,
      },
      context: { titleInView: context.titleInView, row: context.row, daypart: context.daypart },
      dayparts: file.dayparts.map(daypartOf),
      fatigue: { asset: fatigue.asset, title: fatigue.title, halfLifeShowings: fatigue.halfLifeShowings },
      engagement: { priorImpressions: engagement.priorImpressions },
    },
  }
}

/** The bounds within which points may be learned; a term without bounds keeps its own points. */
export function learnedBounds({ terms }: RankingFile): LearnedBounds {
  return byName(LEARNED_TERMS, (name) => {
    const { points, learned = { least: points, greatest: points } } = terms[name]
    return { least: learned.least, greatest: learned.greatest }
  })
}

function byName<Name extends string, Value>(names: readonly Name[], value: (name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>
}

function daypartOf({ id, days, from, to, genres }: RankingFile['dayparts'][number]): Daypart {
  const bits = days.reduce((sum, day) => sum | (1 << WEEKDAYS.indexOf(day)), 0)
  return { id, days: bits, from: minutesOf(from), to: minutesOf(to), genres }
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
}
