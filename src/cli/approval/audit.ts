import type { AuditEntryAnswer } from '../../contracts/ops/answers/audit.ts'
import { answer, plain, table } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { type OpsClient, openOps } from '../ops/ops-client.ts'
import { beforeAndAfter, reasonOf } from './audit-text.ts'

const LAST_DEFAULT = 20
const LAST_MAX = 100_000
/** Greatest page of the ops API. */
const PAGE = 1_000

/** Reads the log page by page, the newest first, until there are enough entries or the log ends. */
async function readBack(ops: OpsClient, last: number): Promise<AuditEntryAnswer[]> {
  const entries: AuditEntryAnswer[] = []
  while (entries.length < last) {
    const limit = Math.min(PAGE, last - entries.length)
    const before = entries.at(-1)?.id
    const page = (await ops.audit({ limit: String(limit), ...(before !== undefined && { before }) })).entries
    entries.push(...page)
    if (page.length < limit) break
  }
  return entries
}

/** Prints the audit log. An export does not contain it, so this is the way to keep a copy. */
export const audit = defineVerb({
  name: 'audit',
  description: 'Show who did what, by what right, newest first; --last 100000 --json keeps a copy (an export has none)',
  example: 'audit --last 50',
  args: {
    last: { type: 'string', description: `How many entries (${LAST_DEFAULT})`, valueHint: '1…100000' },
  },
  run: async (args, shell) => {
    const last = wholeNumber('--last', args.last, 1, LAST_MAX) ?? LAST_DEFAULT
    const entries = await readBack(await openOps(shell), last)
    const rows = entries.map((entry) => [
      new Date(entry.at).toISOString().slice(0, 19),
      plain(entry.actor),
      plain(entry.role) || '–',
      plain(entry.action),
      plain(entry.target),
      reasonOf(entry) || '–',
      ...beforeAndAfter(entry),
    ])
    const lines = table(['at (UTC)', 'who', 'as', 'did', 'to', 'why', 'before', 'after'], rows)
    answer(shell, { entries }, rows.length > 0 ? lines : ['the audit log is empty'])
    return EXIT.done
  },
})
