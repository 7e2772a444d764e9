import type { WithdrawnAnswers } from '../../compile/diff/withdrawn-answers.ts'
import type { WithdrawalImpact } from '../../contracts/ops/answers/ingest.ts'
import type { Deny } from '../../model/denies/deny-list.ts'
import type { Narrowing } from '../../model/denies/narrowing.ts'
import { hash32 } from '../../model/hash32.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { narrowedPlaces } from '../takedowns/reach.ts'
import { withdrawnFromLive } from './withdrawn-from-live.ts'

/** Least confirmation number: numbers from here on are easy to type, and hard to guess. */
const CONFIRM_LEAST = 100_000
const CONFIRM_NUMBERS = 900_000

type Withdrawn = WithdrawnAnswers & { readonly region: RegionId }

/**
 * What changes of the schedule would take away from what is served now, region by region: compares the live snapshot
 * and takedown list with what the edges would have a moment later. One snapshot is in memory at a time.
 */
export async function withdrawalImpact(
  publisher: PublisherContext,
  narrowings: readonly Narrowing[],
): Promise<WithdrawalImpact> {
  const found: Withdrawn[] = []
  for (const region of REGION_IDS) {
    const withdrawn = withdrawnIn(publisher, narrowings, region)
    const answers = withdrawn.length === 0 ? null : await withdrawnFromLive(publisher, region, withdrawn)
    if (answers !== null) found.push({ region, ...answers })
  }
  const targets = [...new Set(narrowings.map(({ target }) => target))].sort()
  const emptied = found.flatMap(({ region, emptied: cells }) => cells.map((cell) => ({ region, ...cell })))
  const regions = found.map(({ region, candidates, of }) => ({ region, candidates, of }))
  const reasons = reasonsOf(publisher, found)
  const said = JSON.stringify([targets, emptied, regions])
  const confirm = reasons.length === 0 ? null : CONFIRM_LEAST + (hash32(said) % CONFIRM_NUMBERS)
  return { records: targets.length, regions, emptied, reasons, confirm }
}

function withdrawnIn(publisher: PublisherContext, narrowings: readonly Narrowing[], region: RegionId): Deny[] {
  return narrowings.flatMap((narrowing) => {
    const { target, from, until } = narrowing
    const territories = narrowedPlaces(publisher.rules, narrowing, region)
    return territories?.length === 0 ? [] : [{ id: `withdrawal of ${target}`, target, territories, from, until }]
  })
}

function reasonsOf({ rules }: PublisherContext, found: readonly Withdrawn[]): string[] {
  const withIdents = [...rules.surfaces.values()].filter(({ floor }) => floor === 'idents').map(({ id }) => id)
  const { withdrawnPercent, withdrawnItems } = rules.publish.limits
  return found.flatMap(({ region, emptied, candidates, of }) => {
    const many = candidates >= withdrawnItems && candidates * 100 > withdrawnPercent * of
    return [
      ...(emptied.length > 0 ? [`${region}: ${emptiedInWords(emptied, withIdents)}`] : []),
      ...(many
        ? [`${region}: ${candidates} of ${of} candidates would be withdrawn, more than ${withdrawnPercent} %`]
        : []),
    ]
  })
}

/** A surface with a floor plays house idents: not a black screen, but nothing of the schedule either. */
function emptiedInWords(cells: WithdrawnAnswers['emptied'], withIdents: readonly SurfaceId[]): string {
  const [floored, empty] = [true, false].map((floor) =>
    cells.filter(({ surface }) => withIdents.includes(surface) === floor),
  )
  return [
    ...(empty?.length ? [`${cellsInWords(empty)} would be left without an answer`] : []),
    ...(floored?.length ? [`${cellsInWords(floored)} would be left with house idents only`] : []),
  ].join('; ')
}

/** By surface, with its territories: `home-hero in AT CH DE`. */
function cellsInWords(cells: WithdrawnAnswers['emptied']): string {
  const bySurface = new Map<string, string[]>()
  for (const { territory, surface } of cells) bySurface.set(surface, [...(bySurface.get(surface) ?? []), territory])
  return [...bySurface].map(([surface, territories]) => `${surface} in ${territories.join(' ')}`).join(', ')
}
