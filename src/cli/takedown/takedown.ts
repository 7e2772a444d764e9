import { z } from 'zod'
import { takedownId } from '../../model/fields/identifier.ts'
import { territorySelectors } from '../../model/nouns/rating.ts'
import { takedownTarget, utcInstant } from '../../model/nouns/takedown.ts'
import { confirmed } from '../frame/confirmed.ts'
import { answer, plain, say, table } from '../frame/output.ts'
import { EXIT, Refusal } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { list, matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { type OpsClient, openOps, type TakedownOrder } from '../ops/ops-client.ts'

const regionNames = (regions: readonly unknown[]) =>
  regions
    .map((region) => (typeof region === 'object' && region !== null && 'region' in region ? region.region : region))
    .map(plain)
    .join(' ') || 'no region'

/** Orders that something must not be served. It takes effect within 60 seconds, without a publish. */
export const takedownAdd = defineVerb({
  name: 'takedown add',
  description: 'Stop serving an asset, title, campaign, tag, owner, feed, surface or tier, now',
  example: 'takedown add ast_sintel-trailer --reason "rights withdrawn" --territories DE,@nordics',
  args: {
    target: {
      type: 'positional',
      required: true,
      description: 'ast_… ttl_… cmp_… tag:… owner:… feed:… surface:… tier:…',
    },
    reason: { type: 'string', required: true, description: 'Why; kept in the audit log', valueHint: 'text' },
    territories: { type: 'string', description: 'Only in these; everywhere if left out', valueHint: 'DE,@dach' },
    until: { type: 'string', description: 'When it ends by itself (UTC)', valueHint: '2026-12-01T00:00:00Z' },
    yes: { type: 'boolean', description: 'Do not ask for confirmation when the target does not exist' },
  },
  run: async (args, shell) => {
    const territories = list(args.territories)
    const order: TakedownOrder = {
      target: matching('TARGET', args.target, takedownTarget),
      reason: args.reason,
      ...(territories && { territories: territories.map((code) => territory(code)) }),
      ...(args.until !== undefined && { until: matching('--until', args.until, utcInstant) }),
    }
    const ops = await openOps(shell)
    if (shell.interactive && !args.yes) await ask(shell, ops, order)
    const body = await ops.addTakedown(order)
    if (body.known === false) say(shell, `${nothingIs(order.target)}: is that what you meant?`)
    if (body.stored === false)
      say(shell, 'not yet in the scheduling store, which does not answer: it is in force, and is written there later')
    if (body.journalRead === false)
      say(shell, 'the journal in storage could not be read: orders that only it has are announced by a later write')
    answer(shell, body, [`${body.takedown.id} is in force in ${regionNames(body.regions)}`])
    return EXIT.done
  },
})

/** How long an order waits for the answer to whether its target exists, in milliseconds. */
const ASKING_MS = 3000

/** Asks for confirmation when the target does not exist: after a typing error, the intended one would go on playing. */
async function ask(shell: Shell, ops: OpsClient, order: TakedownOrder): Promise<void> {
  // Errors are ignored here: the order itself will report them.
  const tried = ops.tryTakedown(order).catch(() => null)
  const found = await Promise.race([tried, shell.wait(ASKING_MS).then(() => null)])
  if (found?.known !== false) return
  if (await confirmed(shell, `${nothingIs(order.target)}. Take it down all the same?`)) return
  throw new Refusal('nothing was taken down', 'type the target exactly as in its record, or add --yes')
}

function nothingIs(target: string): string {
  return /^(ttl|ast|cmp)_/.test(target) ? `the schedule has no ${target} yet` : `nothing live matches ${target}`
}

function territory(code: string): string {
  return matching('--territories', code, territorySelectors.element)
}

const STORE_WORDS: Readonly<Record<string, string>> = {
  'not-yet': 'not yet in the store',
  forgot: 'the store forgot it',
  'no-answer': 'the store does not answer',
}

export const takedownList = defineVerb({
  name: 'takedown list',
  description: 'List the takedowns in force',
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
      STORE_WORDS[row.store ?? ''] ?? '',
    ])
    const changes = body.forgotten.map(({ id, records, targets: [first = ''] }) => [
      id,
      records === 1 ? first : `${first} and ${records - 1} more`,
      '',
      'until lifted',
      'a change of the schedule',
      '',
      'the store forgot it',
    ])
    const heads = ['id', 'target', 'territories', 'until', 'reason', 'by', 'store']
    const all = [...rows, ...changes]
    answer(shell, body, all.length > 0 ? table(heads, all) : ['no takedown is in force'])
    return EXIT.done
  },
})

export const takedownLift = defineVerb({
  name: 'takedown lift',
  description: 'Lift a takedown: what it stopped may be served again',
  example: 'takedown lift tkd_01',
  args: { id: { type: 'positional', required: true, description: 'tkd_… or change:…, as takedown list shows it' } },
  run: async (args, shell) => {
    const id = matching('ID', args.id, z.union([takedownId, z.templateLiteral(['change:', z.int()])]))
    const body = await (await openOps(shell)).liftTakedown(id)
    answer(shell, body, [`${id} lifted in ${regionNames(body.regions)}`])
    return EXIT.done
  },
})
