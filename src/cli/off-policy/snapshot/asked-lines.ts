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

/** The name under which a report has lines that came from no file. */
const FETCHED = 'the decision log'

/** What the sources of these lines are called in a report. */
export function namesOf(asked: AskedLines): readonly string[] {
  return 'files' in asked ? asked.files : [FETCHED]
}

/** Where these lines come from. */
export async function sourcesOf(asked: AskedLines, ops: () => Promise<OpsClient>): Promise<readonly NamedLines[]> {
  if ('files' in asked) {
    return asked.files.map((path) => ({ name: `--log "${path}"`, source: () => linesOfFile(path) }))
  }
  const { last, region } = asked
  const query = { last: String(last), for: 'replay', ...(region !== null && { region }) }
  const body = await (await ops()).decisions(query)
  return [{ name: 'the answer of the ops API', source: () => linesOfBody(body) }]
}
