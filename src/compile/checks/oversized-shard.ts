import { resultOf } from './check-result.ts'
import type { CheckResult, Proposal } from './proposal.ts'

/** Refuses a value that is too large for storage, and weights that are too large to be written often. */
export function oversizedShard({ sealed: { values, entries }, rules }: Proposal): CheckResult {
  const { shardBytes, weightsBytes } = rules.publish.limits
  const largest = Math.max(0, ...values.map(({ bytes }) => bytes.length))
  const weights = entries.find(({ name }) => name === 'weights')?.bytes ?? 0
  const texts = [
    ...(largest > shardBytes ? [`the largest shard has ${largest} bytes, above ${shardBytes}`] : []),
    ...(weights > weightsBytes ? [`the weights have ${weights} bytes, above ${weightsBytes}`] : []),
  ]
  return resultOf('oversized-shard', `the largest of ${values.length} shards has ${largest} bytes`, texts)
}
