import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import type { RestoredExperiments } from '../../contracts/ops/answers/ingest.ts'
import { experimentKey } from '../../model/experiments/experiment.ts'
import { isKeyTaken, readStored, textOf } from '../experiments/experiment-store.ts'
import { afterAct, type StoredExperiment } from '../experiments/stored-experiment.ts'
import { withWriterLock } from '../ingest/writer-lock.ts'
import { queueAudit } from '../reports/audit-log.ts'
import { sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { asWords } from '../store/replies.ts'

/** An experiment, as it is stored, whatever that is; null: it was removed, and its key is taken. */
export const experimentLine = z.object({
  v: z.literal(1),
  type: z.literal('experiment'),
  key: experimentKey,
  stored: z.string().nullable(),
})

/** A line of an export about an experiment. */
export type ExperimentLine = z.infer<typeof experimentLine>

/** What an export says of experiments: their records, states, coverages and histories. Results stay out. */
export async function* experimentLines(redis: Redis): AsyncGenerator<ExperimentLine> {
  const [members] = await sendRepeatable(redis, (queue) => queue.smembers(keys.experiments.all))
  for (const key of asWords(members).toSorted()) {
    const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.experiments.document(key)))
    yield { v: 1, type: 'experiment', key, stored: textOf(reply) }
  }
}

/** When the lines were exported, and who restores them. */
interface Restoring {
  /** Milliseconds since 1970; null: nobody can tell. */
  readonly exportedAt: number | null
  readonly actor: string
}

/**
 * Writes what an export says of experiments. In one that ran nobody takes part until somebody resumes it: another
 * deployment that is given the same export must not begin to draw by itself. Where a key is taken, what is stored stays.
 */
export async function restoreExperiments(
  context: ScheduleContext,
  lines: readonly ExperimentLine[],
  { exportedAt, actor }: Restoring,
): Promise<RestoredExperiments> {
  const [restored, held, kept]: [string[], string[], string[]] = [[], [], []]
  await withWriterLock(context, async () => {
    for (const { key, stored: text } of lines) {
      if (await isKeyTaken(context.redis, key)) {
        kept.push(key)
        continue
      }
      const { stored } = text === null ? { stored: null } : readStored(key, text)
      const next = stored === null ? null : asRestored(stored, { at: context.now(), exportedAt, actor })
      const isOpen = next === null ? text !== null : next.state === 'draft' || next.state === 'running'
      await sendTransaction(context.redis, (queue) => {
        queue.sadd(keys.experiments.all, key)
        if (text !== null) queue.set(keys.experiments.document(key), next === null ? text : JSON.stringify(next))
        if (isOpen) queue.sadd(keys.experiments.open, key)
        queue.incr(keys.experiments.served)
        queueAudit(queue, {
          ...{ at: context.now(), actor, role: null, action: 'experiment.restore', target: key, before: null },
          after: next === null ? { damaged: text !== null } : { state: next.state, reason: reasonOf(next) },
        })
      })
      if (text !== null) restored.push(key)
      if (next?.state === 'running') held.push(key)
    }
  })
  return { restored, held, kept }
}

function reasonOf({ history }: StoredExperiment): string | null {
  return history.at(-1)?.reason ?? null
}

function asRestored(
  stored: StoredExperiment,
  { at, exportedAt, actor }: Restoring & { readonly at: number },
): StoredExperiment {
  const from = exportedAt === null ? 'an export' : `an export of ${new Date(exportedAt).toISOString().slice(0, 16)} UTC`
  const step = { at, by: actor, act: 'restore' } as const
  // An export has no results, so nothing says that there are any.
  if (stored.state !== 'running') return afterAct(stored, { latest: null }, { ...step, reason: `from ${from}` })
  const { held, coverage: now } = stored
  const coverage = held?.coverage ?? now
  const before = held === null ? '' : ` Its ramp had stopped before: ${held.reason}`
  const share = Number((coverage * 100).toFixed(2))
  const reason = `It was restored from ${from}, when ${share} % took part: nobody does until it is resumed.${before}`
  return afterAct(stored, { latest: null, coverage: 0, held: { at, reason, coverage } }, { ...step, reason })
}
