import type { RunningExperiment } from '../../compile/experiments/served-experiments.ts'
import { weighedCampaigns, weightFaults } from '../../compile/experiments/weight-faults.ts'
import type { RecordFault } from '../../experiment/record/record-fault.ts'
import { refusedAlike } from '../../experiment/record/refused-alike.ts'
import { readDocuments } from '../../schedule/store/read-documents.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { type RefusingRegion, regionsRefusing } from './refusing-regions.ts'
import { faultOfRuns } from './run-in-regions.ts'

/** What tells whether an experiment can be served. */
export type ServingReader = Pick<PublisherContext, 'redis' | 'rules' | 'now' | 'sink' | 'signer' | 'learnedRuns'>

/**
 * Why an experiment must not be given to so many now, whoever asks: a region would not serve it beside those that run, as
 * the rules are now, or an arm would be control under another name. Null: nothing.
 */
export async function reasonAgainstServing(
  publisher: ServingReader,
  asked: RunningExperiment,
): Promise<RecordFault | null> {
  return reasonBeside(publisher, asked, await regionsRefusing(publisher, asked))
}

/** The same where it is known which regions refuse it. */
export async function reasonBeside(
  publisher: ServingReader,
  asked: RunningExperiment,
  [first, ...more]: readonly RefusingRegion[],
): Promise<RecordFault | null> {
  if (first !== undefined) {
    const reasons = refusedAlike([first, ...more]).map(
      ({ regions, reason }) => `${regions.join(', ')} would not serve it: ${reason}.`,
    )
    return { field: first.field ?? 'key', reason: reasons.join(' ') }
  }
  const ofRuns = await faultOfRuns(publisher, asked)
  if (ofRuns !== null) return { ...ofRuns, reason: `${ofRuns.reason}.` }
  const [fault] = await faultsOfWeights(publisher, asked)
  if (fault === undefined) return null
  return { field: fault.field, reason: `${fault.reason}, so that ${fault.field} changes nothing for anybody.` }
}

async function faultsOfWeights(
  { redis, rules, now }: Pick<PublisherContext, 'redis' | 'rules' | 'now'>,
  { record }: RunningExperiment,
): Promise<readonly RecordFault[]> {
  const ids = weighedCampaigns(record)
  if (ids.length === 0) return []
  const documents = await readDocuments(redis, 'campaign', ids)
  const stored = documents.flatMap((each) => (each === null ? [] : [each.record]))
  return weightFaults(record, stored, { rules, now: now() })
}
