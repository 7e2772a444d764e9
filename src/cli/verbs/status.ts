import type { RegionStatus } from '../ops-answers.ts'
import { openOps } from '../ops-client.ts'
import { age, answer, count, paint, plain, shortHash, table } from '../output.ts'
import { EXIT } from '../refusal.ts'
import type { Shell } from '../shell.ts'
import { defineVerb } from '../verb.ts'

function field(record: unknown, ...names: readonly string[]): string {
  if (typeof record !== 'object' || record === null) return ''
  const fields = new Map(Object.entries(record))
  return plain(names.map((name) => fields.get(name)).find((value) => value !== undefined && value !== null))
}

const whenOf = (record: unknown) => field(record, 'at', 'createdAt', 'finishedAt')

/** A refusal speaks for itself, or lists the checks that failed: then the first of them. */
function refusalWords(refusal: unknown): string {
  if (typeof refusal === 'string') return refusal
  const listed = typeof refusal === 'object' && refusal !== null && 'refusals' in refusal ? refusal.refusals : null
  const first: unknown = Array.isArray(listed) ? listed[0] : refusal
  return typeof first === 'string' ? first : field(first, 'detail', 'reason', 'check', 'rule')
}

/** The newer of the last receipt and the last refusal, in a few words. */
function lastOutcome(shell: Shell, region: RegionStatus): string {
  const { lastReceipt, lastRefusal } = region
  if (lastRefusal && (!lastReceipt || whenOf(lastRefusal) > whenOf(lastReceipt))) {
    const why = refusalWords(lastRefusal)
    return paint(shell, 'red', why ? `refused: ${why}` : 'refused')
  }
  if (!lastReceipt) return '–'
  return field(lastReceipt, 'outcome') || 'published'
}

function row(shell: Shell, region: RegionStatus): string[] {
  const marks = [region.pinned ? 'pinned' : '', region.canary ? 'canary' : ''].filter((mark) => mark !== '')
  return [
    region.region,
    count(region.sequence),
    shortHash(region.snapshot),
    age(region.ageSeconds),
    count(region.candidates),
    count(region.takedowns?.count),
    [lastOutcome(shell, region), ...marks].join(', '),
  ]
}

/** What is live, region by region. */
export const status = defineVerb({
  name: 'status',
  description: 'Show what is live in each region: snapshot, age, candidates, takedowns, last outcome',
  example: 'status --json',
  args: {},
  run: async (_args, shell) => {
    const body = await (await openOps(shell)).regions()
    const heads = ['region', 'sequence', 'snapshot', 'age', 'candidates', 'takedowns', 'last outcome']
    const rows = body.regions.map((region) => row(shell, region))
    answer(shell, body, table(heads, rows))
    return EXIT.done
  },
})
