import type { LearnedServed } from '../../../contracts/ops/answers/learned/learned.ts'
import { answer, plain, table } from '../../frame/output.ts'
import { EXIT, Refusal, UsageError } from '../../frame/refusal.ts'
import { REGIONS_FLAGS, regionsTyped } from '../../frame/regions.ts'
import { defineVerb } from '../../frame/verb.ts'
import { type OpsClient, openOps } from '../../ops/ops-client.ts'
import { waitingLines } from '../../publish/waiting-lines.ts'

const WHERE = {
  ...REGIONS_FLAGS,
  regions: {
    ...REGIONS_FLAGS.regions,
    description: 'Only in these, parted by commas; left out: in every region in which you may',
  },
  reason: { type: 'string', required: true, description: 'Why; kept in the audit log', valueHint: 'text' },
} as const

/** `latest`, an id, or its first digits → the id of a stored run. */
export async function storedId(ops: OpsClient, typed: string): Promise<string> {
  const { runs } = await ops.learned()
  const found = typed === 'latest' ? runs.slice(0, 1) : runs.filter(({ id }) => id.startsWith(typed))
  const [only] = found
  if (only !== undefined && found.length === 1) return only.id
  throw new Refusal(
    found.length > 1 ? `${found.length} runs begin with "${typed}"` : `no learned run "${typed}" is stored`,
    found.length > 1 ? 'type more of its digits' : 'ff learn status lists them; ff learn push DIR stores one',
  )
}

function orderOf(args: Parameters<typeof regionsTyped>[0] & { readonly reason: string }) {
  const regions = regionsTyped(args)
  return { reason: args.reason, ...(regions !== undefined && { regions: [...regions] }) }
}

function rows({ regions }: LearnedServed): string[] {
  return table(
    ['region', 'is to serve', 'can go back to'],
    regions.map(({ region, run, before }) => [region, plain(run ?? 'none'), plain(before[0] ?? 'none')]),
  )
}

/** Experiments that the act ends: nobody should find that out from their results. */
function offLines({ regions }: LearnedServed): string[] {
  const off = regions.flatMap(({ region, experimentsOff = [] }) => experimentsOff.map((each) => ({ region, ...each })))
  if (off.length === 0) return []
  return [
    'these experiments say nothing there from the next publish on (ff experiment show KEY):',
    ...off.map(({ region, key, reason }) => `  ${region}: ${plain(key)}: ${plain(reason)}`),
  ]
}

/** Lets regions serve a run. */
export const learnActivate = defineVerb({
  name: 'learn activate',
  description: 'Let regions serve a learned run: their next publish compiles with it, through all checks',
  example: 'learn activate latest --regions dach --reason "the night of 22 November"',
  notes: [
    'Where it changes more than 10 % of the answers of the panel it goes to 5 % of the viewers first, and is promoted or\nwithdrawn by what they do (ff status). Where it changes more than 50 %, two persons have to want it (ff override propose).',
  ],
  args: {
    id: { type: 'positional', required: true, description: 'Id of the run or its first digits; latest: the newest' },
    ...WHERE,
  },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    const served = await ops.activateLearned(await storedId(ops, args.id), orderOf(args))
    answer(shell, served, [
      ...rows(served),
      ...offLines(served),
      'the next publish brings it, within five minutes; at once: ff publish --region REGION',
      ...waitingLines(served),
    ])
    return EXIT.done
  },
})

/** Goes back to the run before. */
export const learnRetire = defineVerb({
  name: 'learn retire',
  description: 'Go back to the learned run before, or to none, with the next publish',
  example: 'learn retire --reason "viewers skip more"',
  notes: ['It waits for no canary and no second person, and stops the canary of the run.'],
  args: {
    id: { type: 'positional', required: false, description: 'Which run; left out: the only one that is to be served' },
    ...WHERE,
  },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    const id = args.id === undefined ? await onlyServed(ops) : await storedId(ops, args.id)
    const served = await ops.retireLearned(id, orderOf(args))
    answer(shell, served, [
      ...rows(served),
      ...offLines(served),
      'the next publish goes back, within five minutes; at once: ff publish --region REGION',
      ...waitingLines(served),
    ])
    return EXIT.done
  },
})

async function onlyServed(ops: OpsClient): Promise<string> {
  const { regions } = await ops.learned()
  const served = [...new Set(regions.flatMap(({ run }) => run ?? []))]
  const [only] = served
  if (only === undefined) throw new Refusal('no region is to serve a learned run', 'ff learn status tells')
  if (served.length > 1) throw new UsageError(`which run? ${served.join(', ')} are served`, 'ff learn retire ID')
  return only
}
