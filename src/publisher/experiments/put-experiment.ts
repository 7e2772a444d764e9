import { METRIC_IDS } from '../../experiment/metrics/metric-definitions.ts'
import { lockedFields } from '../../experiment/record/locked-fields.ts'
import { recordFaults } from '../../experiment/record/record-faults.ts'
import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import {
  changeExperiment,
  countExperiments,
  isKeyTaken,
  readOpenExperiments,
} from '../../schedule/experiments/experiment-store.ts'
import { afterAct, type StoredExperiment } from '../../schedule/experiments/stored-experiment.ts'
import { readLearnedNotes } from '../../schedule/learned/learned-runs.ts'
import { readDocuments } from '../../schedule/store/read-documents.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { auditOf, notNow } from './experiment-order.ts'

/** So many experiments are kept, those that ended among them. */
const EXPERIMENTS_MAX = 1_000

/**
 * Stores what an experiment is to be. A new one is a draft. While it runs only words and steps of its ramp may change, and
 * what has ended stays as it was.
 *
 * @param seen checks the revision that the caller saw, and throws when it is another one
 * @throws OpsProblem 400 with field and fix, 409
 */
export async function putExperiment(
  publisher: PublisherContext,
  record: ExperimentRecord,
  { actor, seen }: { readonly actor: string; readonly seen: (revision: number | null) => void },
): Promise<StoredExperiment> {
  const stored = await changeExperiment(publisher, record.key, async (before) => {
    seen(before?.revision ?? null)
    if (before !== null) refuseLocked(before, record)
    await refuseFaulty(publisher, record)
    if (before === null) {
      if (await isKeyTaken(publisher.redis, record.key)) {
        throw notNow(
          'An experiment of this key was removed, and events and viewers still know it: take another key.',
          'key',
        )
      }
      if ((await countExperiments(publisher.redis)) >= EXPERIMENTS_MAX) {
        throw notNow(`There are ${EXPERIMENTS_MAX} experiments already.`, null)
      }
      const next = draft(record, publisher.now(), actor)
      return {
        next,
        entry: auditOf(publisher, 'experiment.put', { actor, reason: null }, { before, next, more: { record } }),
      }
    }
    const next = afterAct(before, { record }, { at: publisher.now(), by: actor, act: 'put', reason: null })
    return {
      next,
      entry: auditOf(publisher, 'experiment.put', { actor, reason: null }, { before, next, more: { record } }),
    }
  })
  if (stored === null) throw new RangeError('an experiment that was put is not there')
  return stored
}

function draft(record: ExperimentRecord, at: number, by: string): StoredExperiment {
  return {
    ...{ revision: 1, addedAt: at, changedAt: at, by, state: 'draft', coverage: 0, startedAt: null, endedAt: null },
    ...{ held: null, decision: null, latest: null, record },
    history: [{ at, by, act: 'put', coverage: 0, reason: null }],
  }
}

/** @throws OpsProblem 400 naming the first field, and how many others are wrong */
async function refuseFaulty(publisher: PublisherContext, record: ExperimentRecord): Promise<void> {
  const { experiments } = await readOpenExperiments(publisher.redis)
  const others = experiments.map((each) => each.record)
  const drafts = new Set(experiments.flatMap((each) => (each.state === 'draft' ? [each.record.key] : [])))
  const stored = await storedNames(publisher, record)
  const around = { rules: publisher.rules, metrics: METRIC_IDS, stored, others, drafts }
  const [first, ...more] = recordFaults(record, around)
  if (first === undefined) return
  const rest = more.length === 0 ? '' : ` (${more.length} more: ${more.map(({ field }) => field).join(', ')})`
  throw new OpsProblem(
    400,
    'Not an experiment that can be run',
    `${first.field}: ${first.reason}${rest}`.slice(0, 1000),
    first.field,
  )
}

async function storedNames({ redis }: PublisherContext, { variations }: ExperimentRecord) {
  const named = variations.flatMap(({ parameters }) => Object.keys(parameters))
  const ids = [...new Set(named.flatMap((path) => (path.startsWith('campaigns.') ? [path.split('.')[1] ?? ''] : [])))]
  const documents = ids.length === 0 ? [] : await readDocuments(redis, 'campaign', ids)
  const runs = named.includes('learned') ? (await readLearnedNotes(redis)).map(({ id }) => id) : []
  return { runs: new Set<string>(runs), campaigns: new Set(ids.filter((_id, index) => documents[index] != null)) }
}

/** @throws OpsProblem 409 when the state does not let it change so */
function refuseLocked(before: StoredExperiment, record: ExperimentRecord): void {
  if (before.state === 'draft') return
  if (before.state !== 'running') {
    throw notNow(`It was ${before.state}, and stays as it was measured: put what you try next under a key of its own.`)
  }
  const [first, ...more] = lockedFields(before.record, record)
  if (first === undefined) return
  throw notNow(
    `It runs, so ${[first, ...more].join(', ')} cannot change: who is counted together must have got the same. Stop it, and put the change under another key.`,
    first,
  )
}
