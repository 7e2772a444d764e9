import { KvDoorError } from '../../../kv/kv-door-error.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { keys } from '../../../snapshot/format.ts'
import { Refusal } from '../../frame/refusal.ts'
import type { OpsClient } from '../../ops/ops-client.ts'
import { fetchSnapshot } from '../fetched-snapshot.ts'
import { whichSnapshot } from '../which-snapshot.ts'
import { copyList } from './copy-list.ts'
import { type CopyTally, copyValues, hashesThere, valuesOf } from './copy-values.ts'
import { announceThere, type Target } from './read-back.ts'
import { announcedBy, announcedThere, isNewer, type SignedRecord } from './signed-records.ts'

export interface CopyOrder {
  readonly ops: OpsClient
  readonly region: RegionId
  /** The start of a snapshot's id; undefined: the live one. */
  readonly id: string | undefined
  readonly target: Target
  readonly now: number
  /** Called with the number of values that were read back so far. */
  readonly shown: (verified: number) => void
}

/** `unchanged`: it was announced already. `not-live`: only its values were copied, because no pointer announces it. */
type Outcome = 'announced' | 'unchanged' | 'not-live'

export interface Copied {
  readonly region: RegionId
  readonly snapshot: string
  readonly values: CopyTally
  readonly takedowns: { readonly outcome: Outcome; readonly sequence: number }
  readonly pointer: { readonly outcome: Outcome; readonly sequence: number }
}

/**
 * Copies what a region announces into another namespace: first every value, each read back and compared by its hash,
 * then the takedown list, and last the pointer. Throws `Refusal`.
 */
export async function copyRegion(order: CopyOrder): Promise<Copied> {
  const { ops, region, target } = order
  const { pointer, takedowns, payload, list: said } = await announcedBy(region, await ops.signed(region), order.now)
  const id = order.id === undefined ? payload.snapshot : await whichSnapshot(ops, region, order.id)
  const isLive = id === payload.snapshot
  const pointerKey = keys.pointer(region)
  const before = 'what the target announces did not change'
  const there = await saying(before, async () => announcedThere(pointerKey, await target.sink.getText(pointerKey)))
  if (isLive) isNewer(pointerKey, pointer, there)
  const arms = isLive && payload.canary ? [payload.canary.snapshot] : []
  const tally: CopyTally = { written: 0, bytesWritten: 0, verified: 0 }
  await saying(before, async () => {
    const hashes = await hashesThere(target, there?.payload)
    for (const each of [id, ...arms]) {
      const snapshot = await fetchSnapshot(ops, region, each)
      await copyValues(snapshot, await valuesOf(snapshot), { target, there: hashes, tally })
      order.shown(tally.verified)
    }
  })
  const copied = { region, snapshot: id, values: tally }
  if (!isLive) return { ...copied, takedowns: notLive(takedowns), pointer: notLive(pointer) }
  const list = await saying(before, async () => {
    const listKey = keys.takedowns(region)
    const stands = announcedThere(listKey, await target.sink.getText(listKey))
    if (isNewer(listKey, takedowns, stands)) {
      await copyList(ops, region, { text: takedowns.text, payload: said }, { target, tally })
    }
    return announce(target, listKey, takedowns)
  })
  const unsure = 'it is unknown whether the pointer was written; all values that it names were'
  return { ...copied, takedowns: list, pointer: await saying(unsure, () => announce(target, pointerKey, pointer)) }
}

function notLive({ sequence }: SignedRecord) {
  return { outcome: 'not-live', sequence } as const
}

/** Reads the target again before it announces, because somebody else may have announced meanwhile. */
async function announce({ sink, patience }: Target, key: string, ours: SignedRecord) {
  const { sequence } = ours
  const there = announcedThere(key, await sink.getText(key))
  if (!isNewer(key, ours, there)) return { outcome: 'unchanged', sequence } as const
  await announceThere({ sink, patience }, key, ours.text)
  return { outcome: 'announced', sequence } as const
}

/** Converts an error of KV to a refusal that says which state the target is in and what to do. */
async function saying<Result>(state: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof KvDoorError)) throw error
    throw new Refusal(error.message, `${state}; ${error.fix}`)
  }
}
