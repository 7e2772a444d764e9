import type { z } from 'zod'
import type { experimentResults } from '../../contracts/ops/requests/experiments/experiments.ts'
import type { Analysis } from '../../experiment/analysis/analysis.ts'
import { analysisOptions } from '../../experiment/analysis/analysis-options.ts'
import { analyze } from '../../experiment/analysis/analyze.ts'
import type { Moments } from '../../experiment/analysis/moments/moments.ts'
import { analysedExperiment } from '../../experiment/metrics/analysed-experiment.ts'
import { changeExperiment, readExperiment } from '../../schedule/experiments/experiment-store.ts'
import { type KeptResults, keepResults } from '../../schedule/experiments/kept-results.ts'
import { afterAct, type StoredExperiment } from '../../schedule/experiments/stored-experiment.ts'
import { tell } from '../notices/tell.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { auditOf, noSuchExperiment, notNow } from './experiment-order.ts'
import { seriesPointOf } from './series-point.ts'
import { badResults, soundMoments } from './sound-results.ts'

const DAY_MS = 86_400_000

/** What came of the results of a day. */
export interface TakenResults {
  readonly analysis: Analysis
  readonly experiment: StoredExperiment
}

/**
 * Takes the results of an experiment up to a day in: analysed, kept, and, where the split is broken, the ramp is held and
 * somebody is told where it is worst.
 *
 * @throws OpsProblem 400 with field, 404, 409
 */
export async function takeResults(
  publisher: PublisherContext,
  key: string,
  { day, moments: sent }: z.output<typeof experimentResults>,
  actor: string,
): Promise<TakenResults> {
  const { now, redis, rules } = publisher
  const stored = await readExperiment(redis, key)
  if (stored === null) throw noSuchExperiment(key)
  if (stored.startedAt === null) throw notNow(`It is ${stored.state}, and never ran: nobody has taken part.`)
  const moments = soundMoments(sent, analysedExperiment(stored.record))
  const analysis = analyze(moments, analysisOptions(rules.experiments))
  const kept: KeptResults = { day, at: now(), by: actor, moments }
  return { analysis, experiment: await noteResults(publisher, stored, { kept, moments, analysis }) }
}

function refuseOtherDays(day: string, { startedAt, latest }: StoredExperiment, now: number): void {
  const at = Date.parse(`${day}T00:00:00Z`)
  if (at > now) throw badResults('day', 'it has not come yet')
  if (at + DAY_MS <= (startedAt ?? 0)) throw badResults('day', 'it was over before the experiment started')
  if (latest !== null && day < latest.day) throw notNow(`Results up to ${latest.day} are here already.`, 'day')
}

interface Judged {
  readonly kept: KeptResults
  readonly moments: Moments
  readonly analysis: Analysis
}

async function noteResults(
  publisher: PublisherContext,
  { record: { key } }: StoredExperiment,
  { kept, moments, analysis }: Judged,
): Promise<StoredExperiment> {
  const { redis, rules } = publisher
  const isSplitSound = analysis.srm.state !== 'mismatch'
  const units = moments.arms.reduce((sum, arm) => sum + arm.units, 0)
  const latest = { day: kept.day, at: kept.at, verdict: analysis.verdict, units, isSplitSound }
  const reason = isSplitSound ? null : splitReason(analysis, moments, kept)
  const by = { actor: kept.by, reason }
  const next = await changeExperiment(publisher, key, async (before) => {
    if (before === null) return null
    refuseOtherDays(kept.day, before, kept.at)
    const point = seriesPointOf(kept, { analysis, moments, coverage: before.coverage })
    await keepResults(redis, key, kept, { point, keptDays: rules.experiments.keptDays })
    const isHeld = reason !== null && before.state === 'running' && before.held === null
    const after = isHeld
      ? afterAct(before, { latest, held: { at: kept.at, reason } }, { at: kept.at, by: kept.by, act: 'hold', reason })
      : { ...before, latest, revision: before.revision + 1 }
    const action = isHeld ? 'experiment.hold' : 'experiment.measure'
    return {
      next: after,
      entry: auditOf(publisher, action, by, {
        before,
        next: after,
        more: { day: kept.day, verdict: analysis.verdict },
      }),
    }
  })
  if (next === null) throw noSuchExperiment(key)
  if (reason !== null && next.state === 'running') await tellOfSplit(publisher, key, { day: kept.day, reason })
  return next
}

/** Which shares the arms have, and where that is worst, in one sentence. */
function splitReason({ srm }: Analysis, moments: Moments, { day }: KeptResults): string {
  const units = moments.arms.map((arm) => `${arm.key} ${arm.units}`).join(', ')
  const where = [srm.worst, ...srm.alsoWorst].map((each) => {
    const place = Object.entries(each?.where ?? {}).map(([name, value]) => `${name} ${value}`)
    return each === null ? '' : `; worst in ${place.join(', ')} (${each.units.join(' : ')})`
  })
  return `Up to ${day} the arms have other shares than they were to get (${units}; p ${(srm.p ?? 0).toExponential(1)})${where.join('')}.`
}

function tellOfSplit(
  publisher: PublisherContext,
  experiment: string,
  { day, reason }: { readonly day: string; readonly reason: string },
): Promise<void> {
  const text = `The ramp of the experiment ${experiment} has stopped by itself. ${reason}`
  const at = new Date(publisher.now()).toISOString()
  return tell(publisher, { id: `sample-ratio:${experiment}:${day}`, kind: 'sample-ratio', at, text, experiment, day })
}
