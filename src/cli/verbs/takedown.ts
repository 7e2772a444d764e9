import { takedownId } from '../../model/identifier.ts'
import { territorySelectors } from '../../model/rating.ts'
import { takedownTarget, utcInstant } from '../../model/takedown.ts'
import { openOps } from '../ops-client.ts'
import { answer, plain, say, table } from '../output.ts'
import { EXIT } from '../refusal.ts'
import { list, matching } from '../values.ts'
import { defineVerb } from '../verb.ts'

const regionNames = (regions: readonly unknown[]) =>
  regions
    .map((region) => (typeof region === 'object' && region !== null && 'region' in region ? region.region : region))
    .map(plain)
    .join(' ') || 'no region'

/** Orders that something must not be served, now; it holds from the next 60 seconds on, without a publish. */
export const takedownAdd = defineVerb({
  name: 'takedown add',
  description: 'Stop serving an asset, title, campaign, tag, owner, feed or surface, now',
  example: 'takedown add ast_sintel-trailer --reason "rights withdrawn" --territories DE,@nordics',
  args: {
    target: { type: 'positional', required: true, description: 'ast_… ttl_… cmp_… tag:… owner:… feed:… surface:…' },
    reason: { type: 'string', required: true, description: 'Why; kept in the audit log', valueHint: 'text' },
    territories: { type: 'string', description: 'Where; everywhere if left out', valueHint: 'DE,@dach' },
    until: { type: 'string', description: 'When it ends by itself (UTC)', valueHint: '2026-12-01T00:00:00Z' },
  },
  run: async (args, shell) => {
    const territories = list(args.territories)
    const order = {
      target: matching('TARGET', args.target, takedownTarget),
      reason: args.reason,
      ...(territories && { territories: territories.map((code) => territory(code)) }),
      ...(args.until !== undefined && { until: matching('--until', args.until, utcInstant) }),
    }
    const body = await (await openOps(shell)).addTakedown(order)
    if (body.known === false)
      say(shell, `nothing in the schedule is ${order.target} yet: is that the id that you meant?`)
    answer(shell, body, [`${body.takedown.id} holds in ${regionNames(body.regions)}`])
    return EXIT.done
  },
})

function territory(code: string): string {
  return matching('--territories', code, territorySelectors.element)
}

export const takedownList = defineVerb({
  name: 'takedown list',
  description: 'List the takedowns that hold',
  example: 'takedown list',
  args: {},
  run: async (_args, shell) => {
    const body = await (await openOps(shell)).takedowns()
    const rows = body.takedowns.map((row) => [
      row.id,
      plain(row.target),
      (row.territories ?? ['*']).join(','),
      row.until ?? 'until lifted',
      plain(row.reason),
      plain(row.actor),
    ])
    const heads = ['id', 'target', 'territories', 'until', 'reason', 'by']
    answer(shell, body, rows.length > 0 ? table(heads, rows) : ['no takedown holds'])
    return EXIT.done
  },
})

export const takedownLift = defineVerb({
  name: 'takedown lift',
  description: 'Lift a takedown: what it stopped may be served again',
  example: 'takedown lift tkd_01',
  args: { id: { type: 'positional', required: true, description: 'tkd_…, as takedown list shows it' } },
  run: async (args, shell) => {
    const id = matching('ID', args.id, takedownId)
    const body = await (await openOps(shell)).liftTakedown(id)
    answer(shell, body, [`${id} lifted in ${regionNames(body.regions)}`])
    return EXIT.done
  },
})
