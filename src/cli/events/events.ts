import type { IntakeDay } from '../../contracts/ops/answers/events/events-state.ts'
import { age, answer, count, plain, table } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'

/** `occurredAt 3, position 1`; nothing, if there is none. */
function fieldsText(fields: Readonly<Record<string, number>>): string {
  const words = Object.entries(fields).map(([field, many]) => `${plain(field)} ${count(many)}`)
  return words.join(', ') || '–'
}

function row({ day, accepted, sampled, late, refused, poison, retried }: IntakeDay): string[] {
  const numbers = [accepted, sampled, late, poison, retried].map(count)
  return [plain(day), ...numbers, fieldsText(refused)]
}

/** Shows how what devices report is taken in. */
export const events = defineVerb({
  name: 'events',
  description: 'Show how what devices report is taken in, day by day, and whether messages died on the way',
  example: 'events',
  args: {},
  notes: [
    [
      'accepted: events in the analytics sink. sampled: of them, those that were counted too. late: came too late to be',
      'counted. poison: messages that cannot be read. retries: many of them mean that the store or the sink was away.',
      'refused: events with a field that cannot be right, though the edge took them; what the edge itself rejects is told to',
      'the device alone, and is not here. Days are UTC; the numbers show the trend, and are not exact: a message that is',
      'sent again and dies again counts as poison again.',
    ].join('\n'),
  ],
  run: async (_args, shell) => {
    const body = await (await openOps(shell)).eventsState()
    const { dead, intake } = body
    const oldest = dead.count > 0 ? `, the oldest ${age(dead.oldestAgeSeconds)} ago: ff events dead list` : ''
    answer(shell, body, [
      ...table(['day', 'accepted', 'sampled', 'late', 'poison', 'retries', 'refused'], intake.map(row)),
      '',
      `dead messages  ${count(dead.count)}${oldest}`,
      ...(dead.full ? ['no more are kept: further ones wait on the dead queues, and lapse there'] : []),
    ])
    return EXIT.done
  },
})
