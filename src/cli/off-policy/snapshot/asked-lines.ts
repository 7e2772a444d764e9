import { REGION_IDS } from '../../../model/nouns/region.ts'
import { UsageError } from '../../frame/refusal.ts'
import { oneOf, wholeNumber } from '../../frame/values.ts'
import type { OpsClient } from '../../ops/ops-client.ts'
import { linesOfBody, linesOfFile } from '../../replay/lines.ts'
import type { NamedLines } from './numbered-lines.ts'

/** Which lines of the decision log are meant: files, or the newest that a deployment has. */
export type AskedLines =
  | { readonly files: readonly string[] }
  | {
      readonly last: number
      /** Null: of all regions. */
      readonly region: string | null
    }

const LAST_MAX = 1_000

/** Which lines are typed; null: none. @throws UsageError */
export function linesTyped(
  files: readonly string[],
  { last, region }: { readonly last?: string | undefined; readonly region?: string | undefined },
): AskedLines | null {
  const newest = wholeNumber('--last', last, 1, LAST_MAX)
  if (newest !== undefined && files.length > 0)
    throw new UsageError('--log and --last are given together', 'choose one')
  if (newest === undefined && region !== undefined) throw new UsageError('--region is for --last', 'leave it out')
  if (newest === undefined) return files.length === 0 ? null : { files }
  return { last: newest, region: region === undefined ? null : oneOf('--region', region, REGION_IDS) }
}

/** The name under which a report has lines that came from no file. */
const FETCHED = 'the decision log'

/** What the sources of these lines are called in a report. */
export function namesOf(asked: AskedLines): readonly string[] {
  return 'files' in asked ? asked.files : [FETCHED]
}

/**
 * Where these lines come from.
 * @param use `counts`: without what was remembered of viewers, which is personal data
 */
export async function sourcesOf(
  asked: AskedLines,
  ops: () => Promise<OpsClient>,
  use: 'replay' | 'counts' = 'replay',
): Promise<readonly NamedLines[]> {
  if ('files' in asked) {
    return asked.files.map((path) => ({ name: `--log "${path}"`, source: () => linesOfFile(path) }))
  }
  const { last, region } = asked
  const query = { last: String(last), ...(use === 'replay' && { for: 'replay' }), ...(region !== null && { region }) }
  const body = await (await ops()).decisions(query)
  return [{ name: 'the answer of the ops API', source: () => linesOfBody(body) }]
}
