import type { DeadRetried, ListedDead } from '../../contracts/ops/answers/events/dead-messages.ts'
import { deadMessageId } from '../../contracts/ops/requests/events.ts'
import { age, answer, count, plain, table } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import { matching, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { type DeadDone, dropAll, retryAll } from './dead-pages.ts'

const WHAT_DIED = [
  'A message dies when its consumer failed with it at every try, or found it beyond help. It is kept in the',
  'scheduling store until somebody sends it again or drops it; nothing of it is counted meanwhile. At 3 a.m.:',
  '',
  '  1. ff status                      is the store back? does anything else fail?',
  '  2. ff events dead list            what died, since when, and why',
  '  3. ff events dead retry --all     send it again; repeat it as often as you like: what was counted counts once',
  '  4. what "failed" waits for the store or the sink; what "died-again" is broken: leave it for the day',
  '',
  'Why: poison:FIELD is a message that cannot be read, for that field; anything else is the last error of its consumer.',
  'Drop nothing at night: kept messages harm nobody, while there is room (ten thousand).',
].join('\n')

const IDS = {
  ids: { type: 'positional', required: false, description: 'Ids of messages, as dead list shows them' },
} as const

/** The ids that were typed; null: all. */
function which(typed: readonly string[], all: boolean | undefined, verb: string): readonly string[] | null {
  const ids = typed.map((id) => matching('ID', id, deadMessageId))
  if (all === true && ids.length > 0) throw new UsageError('ids and --all', 'one of both')
  if (all !== true && ids.length === 0)
    throw new UsageError('which messages?', `ff events dead ${verb} --all, or their ids`)
  return all === true ? null : ids
}

function row({ id, at, queue, type, region, events, attempts, reason }: ListedDead): string[] {
  const cells = [
    id,
    at.slice(0, 19),
    queue.replace('firstframe-', ''),
    type,
    region ?? '–',
    events,
    attempts ?? '–',
    reason,
  ]
  return cells.map(plain)
}

/** Lists messages that died. */
export const deadList = defineVerb({
  name: 'events dead list',
  description: 'List the messages of devices that no consumer could take, the oldest first; never what is in them',
  example: 'events dead list --limit 20',
  notes: [WHAT_DIED],
  args: {
    limit: { type: 'string', description: 'How many at most (100)', valueHint: '1…1000' },
    queue: {
      type: 'string',
      description: 'Only what died on this queue',
      valueHint: 'firstframe-events|firstframe-profiles',
    },
    type: { type: 'string', description: 'Only this type', valueHint: 'events|telemetry|decision|profile|unknown' },
  },
  run: async (args, shell) => {
    const limit = wholeNumber('--limit', args.limit, 1, 1_000)
    const query = {
      ...(limit !== undefined && { limit: String(limit) }),
      ...(args.queue && { queue: args.queue }),
      ...(args.type && { type: args.type }),
    }
    const body = await (await openOps(shell)).deadMessages(query)
    const heads = ['id', 'died at (UTC)', 'queue', 'type', 'region', 'events', 'tries', 'why']
    const more =
      body.total > body.messages.length ? [`${count(body.messages.length)} of ${count(body.total)} are shown`] : []
    const lines = [
      ...(body.messages.length > 0 ? table(heads, body.messages.map(row)) : []),
      ...more,
      body.total === 0
        ? 'nothing died'
        : `the oldest died ${age(body.oldestAgeSeconds)} ago; to send all again: ff events dead retry --all`,
      ...(body.full ? ['no more are kept: further ones wait on the dead queues, and lapse there'] : []),
    ]
    answer(shell, body, lines)
    return EXIT.done
  },
})

/** Sends messages that died again. */
export const deadRetry = defineVerb({
  name: 'events dead retry',
  description: 'Send dead messages again, to the consumer that could not take them; each is kept until it is taken',
  example: 'events dead retry --all --reason "the store is back"',
  notes: [WHAT_DIED],
  repeats: true,
  args: {
    ...IDS,
    all: { type: 'boolean', description: 'All of them, the oldest first' },
    reason: { type: 'string', description: 'Why; kept in the audit log', valueHint: 'text' },
  },
  run: async (args, shell) => {
    const ids = which(args._, args.all, 'retry')
    const done = await retryAll(await openOps(shell), ids, args.reason)
    answer(shell, done, retriedLines(done))
    const isKept = done.messages.some(({ outcome }) => outcome === 'failed' || outcome === 'died-again')
    return isKept ? EXIT.refused : EXIT.done
  },
})

/** Forgets messages that died. */
export const deadDrop = defineVerb({
  name: 'events dead drop',
  description: 'Drop dead messages for good: what devices reported in them is never counted',
  example: 'events dead drop 5f0c1b7e9a3d4c21b8e6f0a94d7c3b12 --reason "sent by a broken build"',
  notes: [WHAT_DIED],
  repeats: true,
  args: {
    ...IDS,
    all: { type: 'boolean', description: 'All of them' },
    reason: { type: 'string', required: true, description: 'Why; kept in the audit log', valueHint: 'text' },
  },
  run: async (args, shell) => {
    const ids = which(args._, args.all, 'drop')
    const done = await dropAll(await openOps(shell), ids, args.reason)
    const gone = done.gone.map((id) => `${plain(id)}: none of this id was kept`)
    answer(shell, done, [...gone, `${count(done.dropped.length)} dropped, ${count(done.left)} left`])
    return EXIT.done
  },
})

const WORDS: Readonly<Record<DeadRetried['messages'][number]['outcome'], string>> = {
  taken: 'taken',
  'died-again': 'died again: its consumer finds it beyond help, and it is kept',
  failed: 'failed: its consumer could not take it now, and it is kept',
  gone: 'none of this id was kept',
}

function retriedLines({ messages, left }: DeadDone): readonly string[] {
  const troubled = messages.filter(({ outcome }) => outcome !== 'taken')
  const lines = troubled.map(({ id, outcome }) => `${plain(id)}: ${WORDS[outcome]}`)
  return [
    ...lines,
    `${count(messages.length - troubled.length)} of ${count(messages.length)} taken, ${count(left)} left`,
  ]
}
