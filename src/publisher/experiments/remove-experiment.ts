import { isKeyTaken, readExperiment, removeDamaged } from '../../schedule/experiments/experiment-store.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { type ExperimentOrder, noSuchExperiment, notNow } from './experiment-order.ts'

/** So much of a damaged document is kept in the audit log, in characters. */
const KEPT_LENGTH = 4_000

/**
 * Takes an experiment away whose stored document is damaged.
 *
 * @returns what was wrong with it
 * @throws OpsProblem 404, 409 for one that can be read
 */
export async function removeExperiment(
  publisher: PublisherContext,
  key: string,
  { actor, reason }: ExperimentOrder,
): Promise<string> {
  const damage = await removeDamaged(publisher, key, (text, fault) => ({
    ...{ at: publisher.now(), actor, role: publisher.role ?? null, action: 'experiment.remove', target: key },
    before: { damage: fault, stored: text.slice(0, KEPT_LENGTH), length: text.length },
    after: { reason },
  }))
  if (damage !== null) return damage
  const stored = (await isKeyTaken(publisher.redis, key)) ? await readExperiment(publisher.redis, key) : null
  if (stored === null) throw noSuchExperiment(key)
  throw notNow(
    `What is stored of it can be read: it is ${stored.state}. ff experiment stop ${key} ends one; only what is damaged is removed.`,
  )
}
