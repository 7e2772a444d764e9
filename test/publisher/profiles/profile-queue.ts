import type { ProfileMessage } from '../../../src/model/messages/queue-message.ts'
import { profile, type ViewerProfile } from '../../../src/model/nouns/profile.ts'
import { consumeProfiles } from '../../../src/publisher/profiles/consume-profiles.ts'
import type { PublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000

/** Two films of other genres, and a campaign whose cap holds for 90 days. */
export const CAPPED_SCHEDULE = [
  title('one', { genres: ['drama'] }),
  title('two', { genres: ['comedy'] }),
  asset('one'),
  asset('two'),
  campaign('main', ['one', 'two'], { frequencyCap: { count: 3, windowSeconds: 90 * 86_400, scope: 'campaign' } }),
  campaign('free', ['one']),
] as const

type Item = ProfileMessage['items'][number]

/** An event of a decision that was made an hour ago. */
export function item(world: PublisherWorld, decision: number, more: Partial<Item> = {}): Item {
  return {
    decisionId: `d${decision}`,
    position: 0,
    event: 'like',
    assetId: 'ast_one',
    campaignId: 'cmp_main',
    occurredAt: world.clock.now - 60_000,
    watchedMs: null,
    ...more,
  }
}

export function message(
  world: PublisherWorld,
  items: readonly Item[],
  more: Partial<ProfileMessage> = {},
): ProfileMessage {
  return { type: 'profile', region: 'dach', subject: 'anna', consentedAt: world.clock.now - HOUR_MS, items, ...more }
}

/** Delivers bodies as one batch of the queue; how each was settled, in order. */
export async function deliver(world: PublisherWorld, bodies: readonly unknown[], attempts = 1): Promise<string[]> {
  const settled = bodies.map(() => 'left')
  const messages = bodies.map((body, index) => ({
    id: `p${index}`,
    body,
    attempts,
    ack: () => {
      settled[index] = 'ack'
    },
    retry: (options?: { readonly delaySeconds?: number }) => {
      settled[index] = `retry after ${options?.delaySeconds} s`
    },
  }))
  await consumeProfiles(world.publisher, { messages })
  return settled
}

/** The stored profile of a viewer; null: there is none. */
export async function stored(world: PublisherWorld, subject = 'anna'): Promise<ViewerProfile | null> {
  const text = await world.redis('GET', `profile:${subject}`)
  if (text === null) return null
  const read = profile().parse(JSON.parse(String(text)))
  if (read.v !== 2) throw new Error('a profile of before')
  return read
}
