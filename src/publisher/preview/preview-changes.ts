import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { approvedInPreview } from '../../schedule/preview/previewed-campaigns.ts'
import { previewedRecords } from '../../schedule/preview/previewed-records.ts'
import type { ScheduleChanges } from '../../schedule/publishing/schedule-source.ts'
import { whyTwoPersons } from '../campaigns/campaign-requests.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'
import { writeDoors } from '../write-doors.ts'
import type { PreviewRequest } from './preview-request.ts'

/** How many refusals the text of a problem quotes; `refused` beside it has all of them. */
const QUOTED = 3

/** What somebody should know of a preview. */
export interface PreviewWarning {
  readonly rule: string
  readonly text: string
}

/** What stands in place of the stored schedule, and what is unusual about it. */
export interface PreviewedChanges {
  readonly changes: ScheduleChanges
  readonly warnings: readonly PreviewWarning[]
}

/**
 * The changes of a preview: its records, and what waits of the campaigns that it names.
 * @throws OpsProblem 400 with all that is wrong with the records
 */
export async function previewedChanges(
  publisher: PublisherContext,
  request: Pick<PreviewRequest, 'records' | 'campaigns'>,
  { regions, actor }: { readonly regions: readonly RegionId[]; readonly actor: string },
): Promise<PreviewedChanges> {
  const sent = await previewedRecords(writeDoors(publisher, actor), request.records ?? [], actor)
  if (sent.refused.length > 0) throw refusedRecords(sent.refused)
  const ids = [...new Set(request.campaigns ?? [])]
  const twice = ids.find((id) => sent.changes.has(id))
  if (twice !== undefined) {
    throw new OpsProblem(400, 'Twice', `${twice} is among the records too: say it once.`, 'campaigns')
  }
  const approved = await approvedInPreview(publisher, ids, actor)
  const reaches = (campaign: Campaign) => {
    return regionsOfCampaign(publisher.rules, campaign).some((region) => regions.includes(region))
  }
  // Nobody learns here whether a campaign of another region exists.
  const elsewhere = approved.documents.filter(({ record }) => !reaches(record)).map(({ record }) => record.id)
  const [nothing] = [...approved.nothingWaits, ...elsewhere]
  if (nothing !== undefined) {
    const detail = `Nothing waits of ${nothing} in ${regions.join(', ')}: \`ff campaign show ${nothing}\` says what it is, and \`records\` takes a change.`
    throw new OpsProblem(400, 'Nothing waits', detail, 'campaigns')
  }
  const away = [...sent.changes.values()].flatMap(({ record }) => {
    return record.type === 'campaign' && !reaches(record) ? [awayWarning(record.id, regions)] : []
  })
  const changes: ScheduleChanges = new Map([
    ...sent.changes,
    ...approved.documents.map((document) => [document.record.id, document] as const),
  ])
  return {
    changes,
    warnings: [
      ...(await twoPersonsWarnings(publisher, changes)),
      ...sent.warnings.map(({ rule, line, hint }) => ({ rule, text: `record ${line}: ${hint}` })),
      ...approved.paused.map(pausedWarning),
      ...away,
    ],
  }
}

/** Says of each changed campaign that takes two persons why it does: what is shown of it comes with the second one. */
async function twoPersonsWarnings(
  publisher: PublisherContext,
  changes: ScheduleChanges,
): Promise<readonly PreviewWarning[]> {
  const warnings: PreviewWarning[] = []
  for (const { record } of changes.values()) {
    if (record.type !== 'campaign' || record.status !== 'approved') continue
    const why = await whyTwoPersons(publisher, record, changes)
    const text = `${record.id} takes two persons to go on the air like this, because ${why.join('; ')}`
    if (why.length > 0) warnings.push({ rule: 'two-persons', text })
  }
  return warnings
}

function pausedWarning(id: string): PreviewWarning {
  return { rule: 'paused', text: `${id} is paused, and an approval does not wake it: ff campaign resume ${id} does` }
}

function awayWarning(id: string, regions: readonly RegionId[]): PreviewWarning {
  return { rule: 'elsewhere', text: `${id} is for no territory of ${regions.join(', ')}` }
}

function refusedRecords(refused: Awaited<ReturnType<typeof previewedRecords>>['refused']): OpsProblem {
  const quoted = refused.slice(0, QUOTED).map(({ line, path, hint }) => `record ${line}${path && `, ${path}`}: ${hint}`)
  const more = refused.length > QUOTED ? `; and ${refused.length - QUOTED} more` : ''
  const detail = `${quoted.join('; ')}${more}. Nothing was previewed.`
  const [first] = refused
  const field = first === undefined ? 'records' : `records.${first.line - 1}${first.path && `.${first.path}`}`
  return new OpsProblem(400, 'Records with faults', detail, field, { refused })
}
