import { titleTaste } from '../../compile/columns/asset-taste.ts'
import { METADATA_TASTES, type TasteSource } from '../../compile/columns/taste-source.ts'
import { hash32 } from '../../model/hash32.ts'
import type { StoredProfile } from '../../model/nouns/profile.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import type { Title } from '../../model/nouns/title.ts'
import { learnedProfile } from '../../profile/viewer-profile.ts'
import type { Viewing } from '../../profile/watched-titles.ts'
import { withViewer } from '../../schedule/profiles/with-viewer.ts'
import type { ServedTastes } from '../learned/served-tastes.ts'
import { type KnownRecords, readKnown } from './known-records.ts'
import { learning } from './learn-viewer.ts'
import type { ProfileContext } from './profile-context.ts'
import type { RefusedLine, ViewingLine } from './read-viewing.ts'

const MINUTE_MS = 60_000

/** How long a title is taken to be, because the schedule does not say it, in milliseconds. */
const ASSUMED_MS: Readonly<Record<Title['kind'] | 'unknown', number>> = {
  movie: 90 * MINUTE_MS,
  event: 90 * MINUTE_MS,
  series: 25 * MINUTE_MS,
  season: 25 * MINUTE_MS,
  episode: 25 * MINUTE_MS,
  short: 2 * MINUTE_MS,
  unknown: 25 * MINUTE_MS,
}

/**
 * Brings viewings into the profiles of their viewers. A title that is not scheduled counts as watched all the same: it
 * may be scheduled later.
 *
 * @returns lines of viewers who were erased after their consent
 */
export async function takeViewing(
  context: ProfileContext,
  lines: readonly ViewingLine[],
): Promise<readonly RefusedLine[]> {
  const known = await readKnown(context, { titles: new Set(lines.map(({ titleId }) => titleId)) })
  const served = await servedTastes(context)
  const refused: RefusedLine[] = []
  for (const [subject, some] of bySubject(lines)) {
    const units = context.unitsOf(subject)
    await withViewer(context, { subject, units }, [], ({ profile, erasedAt }) => {
      const [kept, erased] = [
        some.filter(({ consent }) => consent.at > erasedAt),
        some.filter(({ consent }) => consent.at <= erasedAt),
      ]
      const reason = 'the viewer was erased after this consent: they have to agree anew'
      refused.push(...erased.map(({ line }) => ({ line, field: 'consent.at', reason })))
      if (kept.length === 0) return null
      const tastes = tastesFor(
        profile,
        served.map((each) => each.of(units)),
      )
      const viewings = kept.map((line) => viewingOf(line, known, tastes))
      const next = learnedProfile(
        profile,
        { rewards: [], showings: [], viewings, consents: kept.map(({ consent }) => consent) },
        learning(context, tastes.space),
      )
      return next === null ? null : { profile: next, marks: [] }
    })
  }
  return refused
}

function viewingOf({ titleId, at, watchedMs }: ViewingLine, known: KnownRecords, tastes: TasteSource): Viewing {
  const title = known.title(titleId)
  const percent = Math.min(100, Math.round((100 * watchedMs) / ASSUMED_MS[title?.kind ?? 'unknown']))
  return {
    ...{ title: hash32(titleId), at: Math.floor(at / 1000), percent },
    vector: title === null ? null : titleTaste(title, tastes),
  }
}

/** Where the vectors of what regions serve come from, those of the most regions first. */
async function servedTastes({ learnedRuns }: ProfileContext): Promise<readonly ServedTastes[]> {
  const spaces = new Map<string, { readonly tastes: ServedTastes; regions: number }>()
  for (const region of REGION_IDS) {
    const tastes = await learnedRuns.servedIn(region)
    if (tastes === null) continue
    const known = spaces.get(tastes.own.space) ?? { tastes, regions: 0 }
    known.regions += 1
    spaces.set(tastes.own.space, known)
  }
  return [...spaces.values()].sort((one, other) => other.regions - one.regions).map(({ tastes }) => tastes)
}

/** A viewing names no region: a profile goes on in its space as long as a region serves that. */
function tastesFor(profile: StoredProfile | null, served: readonly TasteSource[]): TasteSource {
  const own = profile?.v === 2 ? served.find(({ space }) => space === profile.space) : undefined
  return own ?? served[0] ?? METADATA_TASTES
}

function bySubject(lines: readonly ViewingLine[]): ReadonlyMap<string, readonly ViewingLine[]> {
  const subjects = new Map<string, ViewingLine[]>()
  for (const line of lines) subjects.set(line.sub, [...(subjects.get(line.sub) ?? []), line])
  return subjects
}
