import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asset } from '../../../src/model/nouns/asset.ts'
import { campaign } from '../../../src/model/nouns/campaign.ts'
import { type Title, title } from '../../../src/model/nouns/title.ts'
import { casesFile } from '../../../src/rules/files/case-file.ts'
import type { OracleCandidate, OracleContext } from '../oracle/oracle-request.ts'

/** One line of `rules/cases/`, with the records that it speaks of. */
export interface WorkedExample {
  readonly name: string
  readonly file: string
  readonly context: OracleContext
  readonly candidate: OracleCandidate
  /** The example's title, even where its asset is about none. */
  readonly title: Title
  readonly verdict: string
  readonly autoplay: true | string | null
}

const folder = join(import.meta.dirname, '..', '..', '..', 'rules', 'cases')
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'))
const defaults = read('_default.json')

/** Every worked example, file by file. */
export const workedExamples: readonly WorkedExample[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json') && !file.startsWith('_'))
  .flatMap((file) =>
    casesFile.parse(read(file)).map(([name, context, records, verdict, autoplay]) => {
      const about = title.parse({ ...defaults.title, ...records.title })
      const shown = asset.parse({ ...defaults.asset, ...records.asset })
      const candidate = {
        asset: shown,
        title: shown.titleId === about.id ? about : null,
        campaign: campaign.parse({ ...defaults.campaign, ...records.campaign }),
      }
      return { name, file, context, candidate, title: about, verdict, autoplay }
    }),
  )
