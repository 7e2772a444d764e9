import type { MomentFault } from '../../experiment/analysis/moments/moment-fault.ts'
import type { Moments } from '../../experiment/analysis/moments/moments.ts'
import { readMoments } from '../../experiment/analysis/moments/read-moments.ts'
import { readJsonFile } from '../frame/json-file.ts'
import { plain } from '../frame/output.ts'
import { UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'

/** Faults of one file that are named at once. */
const MOST_NAMED = 5

/** Reads moments from FILE (`-`: stdin). @throws UsageError naming the fields that cannot be */
export async function momentsFromFile(shell: Shell, file: string): Promise<Moments> {
  const { moments, faults } = readMoments(await readJsonFile(shell, file))
  if (moments !== null) return moments
  const [first, ...more] = faults
  const named = more.slice(0, MOST_NAMED - 1).map(said)
  const unsaid = more.length - named.length
  const rest = unsaid > 0 ? [...named, `and ${unsaid} more`] : named
  throw new UsageError(said(first), rest.join('\n    ') || 'ff experiment analyze --help shows the form')
}

function said({ field, fault }: MomentFault): string {
  return `${plain(field)} ${plain(fault)}`
}
