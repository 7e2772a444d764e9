import * as z from 'zod'
import type { EdgeMessage } from '../model/messages/queue-message.ts'
import { RUNGS } from '../model/nouns/answer-vocabulary.ts'
import { REGION_IDS } from '../model/nouns/region.ts'
import { LAST_INSTANT } from './sound-item.ts'

const whole = z.int().min(0)
/** Later instants have no day that everybody writes alike. */
const instant = whole.max(LAST_INSTANT)
const region = z.enum(REGION_IDS)
const answers = z.looseObject({ decisions: whole, empty: whole, fallbacks: whole, errors: whole })

/** What each kind of message cannot do without. Items are read one by one: a bad one is refused by itself. */
const edgeMessage = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('events'), region, items: z.array(z.unknown()) }),
  z.looseObject({
    type: z.literal('telemetry'),
    isolate: z.string().min(1).max(64),
    region,
    sequence: whole,
    snapshot: z.string().max(128),
    rung: z.enum(RUNGS),
    at: instant,
    counts: z.looseObject({ decisions: whole, noDecisions: whole, fallbacks: whole }),
    rungs: z.partialRecord(z.enum(RUNGS), whole).optional(),
    rejects: z.record(z.string(), whole),
    unreadableSessions: whole.optional(),
    refusal: z.string().nullable(),
    listSignedAt: instant.nullish(),
    canary: z
      .looseObject({
        startedAs: whole,
        counts: z.looseObject({ control: answers, canary: answers }),
        refusal: z.string().nullable(),
      })
      .nullish(),
  }),
  z.looseObject({
    type: z.literal('decision'),
    decisionId: z.string().regex(/^[0-9a-f]{32}$/),
    region,
    at: instant,
    line: z.string(),
  }),
])

/** A message as its type says, except that the items of events are not read yet; or the name of what is wrong. */
export type MessageReading =
  | { readonly message: EdgeMessage }
  /** The field, as in `poison:region`. */
  | { readonly poison: string }

/** Reads a message of the queue. One that cannot be read never can be. */
export function readMessage(body: unknown): MessageReading {
  const parsed = edgeMessage.safeParse(body)
  // Everything else is of one version of ours, and optional.
  if (parsed.success) return { message: body as EdgeMessage }
  return { poison: `poison:${String(parsed.error.issues[0]?.path[0] ?? 'message')}` }
}
