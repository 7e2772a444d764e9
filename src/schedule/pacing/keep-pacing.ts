import type { Redis } from '@upstash/redis/cloudflare'
import { sendRepeatable, sendRepeatableTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asText, asTexts } from '../store/replies.ts'
import { type KeptShare, shareOfText } from './kept-share.ts'
import { memoryOfText, type PacingMemory, textOfMemory } from './pacing-memory.ts'

const DAY_MS = 86_400_000
/** What is kept of a campaign lapses so long after its end; of one without an end, after its last step. */
const KEPT_AFTER_MS = 10 * DAY_MS

/** What pacing keeps of one campaign. */
export interface KeptPacing {
  readonly id: string
  readonly share: KeptShare
  readonly memory: PacingMemory
}

/** What is kept of these campaigns, in their order. */
export async function readPacing(
  redis: Redis,
  ids: readonly string[],
): Promise<readonly { readonly share: KeptShare | null; readonly memory: PacingMemory | null }[]> {
  if (ids.length === 0) return []
  const [shares, memories] = await sendRepeatable(redis, (queue) => {
    queue.mget(ids.map(keys.pacing))
    queue.mget(ids.map(keys.pacingMemory))
  })
  const [shareTexts, memoryTexts] = [asTexts(shares), asTexts(memories)]
  return ids.map((_, index) => ({
    share: shareOfText(shareTexts[index] ?? null),
    memory: memoryOfText(memoryTexts[index] ?? null),
  }))
}

/** Keeps some campaigns' shares with what the next step needs: of each campaign both or neither. */
export async function keepPacing(redis: Redis, kept: readonly KeptPacing[]): Promise<void> {
  await sendRepeatableTransaction(redis, (queue) => {
    for (const { id, share, memory } of kept) {
      const pxat = Math.ceil(Math.max(share.endAt ?? 0, share.at)) + KEPT_AFTER_MS
      queue.set(keys.pacing(id), JSON.stringify(share), { pxat })
      queue.set(keys.pacingMemory(id), textOfMemory(memory), { pxat })
    }
  })
}

/** Ids of the campaigns that go on after their end, in order; they are granted that for all regions at once. */
export async function readGraces(redis: Redis): Promise<readonly string[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.pacingGraces))
  const text = asText(reply) ?? ''
  return text === '' ? [] : text.split(' ')
}

/** When the pacing job last ran to its end, and over how many campaigns. */
export interface PacingRun {
  readonly at: number
  readonly campaigns: number
}

/** Notes the end of a run, with the graces that it granted. */
export async function notePacingRun(redis: Redis, run: PacingRun, graces: readonly string[]): Promise<void> {
  await sendRepeatable(redis, (queue) => {
    queue.set(keys.pacingGraces, [...graces].sort().join(' '))
    queue.set(keys.pacingRun, `${run.at} ${run.campaigns}`)
  })
}

/** The last run that came to its end; null: there was none. */
export async function readPacingRun(redis: Redis): Promise<PacingRun | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.pacingRun))
  const [at = Number.NaN, campaigns = Number.NaN] = (asText(reply) ?? '').split(' ').map(Number)
  return Number.isFinite(at) && Number.isFinite(campaigns) ? { at, campaigns } : null
}
