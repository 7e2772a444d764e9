import type { RecordedChangeAnswer } from '../../contracts/ops/answers/history/recorded-changes.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { answer, plain, table } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { instantInUtc, oneOf } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'

/** Shows what was changed of what is served or is to be. */
export const changes = defineVerb({
  name: 'changes',
  description:
    'Show what was changed of what is served or is to be, by whom, newest first: publishes and what was refused, rollbacks, ' +
    'pins, canaries, takedowns, ingests and campaigns; at most 200 at once',
  example: 'changes --region dach --from 2026-11-22',
  args: {
    region: { type: 'string', description: 'Only what is about one region, or may be about any', valueHint: 'dach' },
    from: {
      type: 'string',
      description: 'From this instant on, in UTC (a day before --to)',
      valueHint: '2026-11-22T20:00',
    },
    to: { type: 'string', description: 'Up to this instant, in UTC (now)', valueHint: '2026-11-23' },
    before: { type: 'string', description: 'Only what comes after this one in the list', valueHint: '2026-11/41' },
  },
  run: async ({ region, from, to, before }, shell) => {
    const body = await (await openOps(shell)).changes({
      ...(region !== undefined && { region: oneOf('--region', region, REGION_IDS) }),
      ...(from !== undefined && { from: instantInUtc('--from', from) }),
      ...(to !== undefined && { to: instantInUtc('--to', to) }),
      ...(before !== undefined && { before }),
    })
    answer(shell, body, [...changeLines(body.changes), ...furtherLines(body.more)])
    return EXIT.done
  },
})

function changeLines(found: readonly RecordedChangeAnswer[]): string[] {
  if (found.length === 0) return ['nothing was changed in this time']
  const rows = found.map(({ at, region, kind, actor, summary }) => [
    at.slice(0, 16).replace('T', ' '),
    region ?? '–',
    kind,
    plain(actor),
    plain(summary),
  ])
  return table(['at (UTC)', 'region', 'what', 'who', 'in words'], rows)
}

function furtherLines(more: string | null): string[] {
  return more === null ? [] : [`there may be more: the same with --before ${more}`]
}
