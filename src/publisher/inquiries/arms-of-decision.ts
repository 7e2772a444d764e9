import type { ArmAsked } from '../../contracts/ops/requests/explain.ts'
import { type LineKey, privateLineKeys } from '../../decision-log/line-key.ts'
import { openLine } from '../../decision-log/open-line.ts'
import { HOLDOUT_LAYER } from '../../model/experiments/experiment-vocabulary.ts'
import { decisionLogLine } from '../../model/messages/decision-log.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { readDecisions } from '../../schedule/reports/decision-lines.ts'
import type { PublisherContext } from '../publisher-context.ts'

/**
 * The arms that stand in a logged decision of a region. Null: its line is not there, or not yet, or cannot be read.
 *
 * @param key `DECISION_LOG_KEY`
 */
export async function armsOfDecision(
  { redis }: Pick<PublisherContext, 'redis'>,
  key: string | undefined,
  { decisionId, region }: { readonly decisionId: string; readonly region: RegionId },
): Promise<readonly ArmAsked[] | null> {
  const [stored] = await readDecisions(redis, [decisionId])
  if (stored === undefined || stored.region !== region) return null
  const opened = await openLine(stored.line, await keysIn(key))
  if (opened.outcome !== 'ok') return null
  const line = decisionLogLine.safeParse(JSON.parse(opened.json))
  if (!line.success) return null
  const { arms, holdout } = line.data
  if (holdout) return [{ experiment: HOLDOUT_LAYER, arm: 'held-out' }]
  return arms.map(([experiment, arm]) => ({ experiment, arm }))
}

/** A key that is none opens nothing. */
async function keysIn(json: string | undefined): Promise<readonly LineKey[]> {
  return json === undefined ? [] : await privateLineKeys(json).catch(() => [])
}
