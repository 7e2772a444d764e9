import type { StoredCampaign } from '../../contracts/ops/answers/campaigns.ts'
import { CAMPAIGN_SORTS } from '../../contracts/ops/requests/campaigns.ts'
import { campaignId } from '../../model/fields/identifier.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { answer, count, plain, table } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { matching, oneOf, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { FILTER_FLAGS, filterOf } from './campaign-filter.ts'
import { shareRows } from './share-rows.ts'

const LIMIT_MAX = 10_000
const SORTS = CAMPAIGN_SORTS.filter((sort) => !sort.startsWith('-')).join('|')

/** Lists scheduled campaigns, of any status. */
export const campaignList = defineVerb({
  name: 'campaign list',
  description: 'List scheduled campaigns with where they stand; can be filtered',
  example: 'campaign list --status paused --region dach',
  args: {
    ...FILTER_FLAGS,
    sort: { type: 'string', description: 'In this order (id); with - before it the other way round', valueHint: SORTS },
    limit: { type: 'string', description: 'List at most this many (200)', valueHint: `1…${LIMIT_MAX}` },
  },
  run: async (args, shell) => {
    const limit = wholeNumber('--limit', args.limit, 1, LIMIT_MAX)
    const body = await (await openOps(shell)).campaigns({
      ...filterOf(args),
      ...(args.sort !== undefined && { sort: oneOf('--sort', args.sort, CAMPAIGN_SORTS) }),
      ...(limit !== undefined && { limit: String(limit) }),
    })
    const rows = body.campaigns.map((each) => [
      each.id,
      each.waiting === null ? each.state : `${each.state}, and a ${each.waiting} waits`,
      plain(each.priority),
      each.surfaces.join(' '),
      each.regions.length === REGION_IDS.length ? 'all' : each.regions.join(' '),
      plain(each.start),
      plain(each.end) || '–',
      plain(each.owner) || '–',
      plain(each.name),
    ])
    const heads = ['id', 'state', 'priority', 'surfaces', 'regions', 'start', 'end', 'owner', 'name']
    const more = body.total - rows.length
    const lines = rows.length > 0 ? table(heads, rows) : ['no campaign matches']
    answer(shell, body, [...lines, ...(more > 0 ? [`… and ${count(more)} more; --limit lists more`] : [])])
    return EXIT.done
  },
})

const ID = { type: 'positional', required: true, description: 'cmp_…, as campaign list shows it' } as const

/** Shows one campaign, field by field, and what waits beside it. */
export const campaignShow = defineVerb({
  name: 'campaign show',
  description: 'Show a campaign: what it says, where it stands, and what waits for approval beside it',
  example: 'campaign show cmp_dach-hero',
  args: { id: ID },
  run: async (args, shell) => {
    const body = await (await openOps(shell)).campaign(matching('ID', args.id, campaignId))
    const rows = Object.entries(body.campaign).map(([field, value]) => [field, plain(value)])
    const about = [
      ['state', body.state],
      ['revision', count(body.revision)],
      ['changed at', plain(body.changedAt)],
      ['written by', plain(body.editedBy) || '–'],
      ['second person', plain(body.secondedBy) || '–'],
      ['regions', body.regions.join(' ')],
      ...(body.hold === null ? [] : [['held', `until ${body.hold.until}, by ${plain(body.hold.by)}`]]),
      ...shareRows(body.share),
    ]
    answer(shell, body, [...table(['field', 'value'], [...rows, ...about]), ...waitingLines(body)])
    return EXIT.done
  },
})

/** Shows where what waits differs from what is on the air. */
export const campaignDiff = defineVerb({
  name: 'campaign diff',
  description: 'Show where what waits of a campaign differs from what is on the air, and which videos come and go',
  example: 'campaign diff cmp_dach-hero',
  args: { id: ID },
  run: async (args, shell) => {
    const body = await (await openOps(shell)).campaignMembers(matching('ID', args.id, campaignId))
    const lines = [...waitingLines(body), ...memberLines(body)]
    const { diff = [], members = null } = body.next ?? {}
    answer(shell, { diff, members }, lines.length > 0 ? lines : [`nothing waits beside ${body.campaign.id}`])
    return EXIT.done
  },
})

/** Which videos come and go with what waits. */
function memberLines({ next }: StoredCampaign): readonly string[] {
  if (next?.members === undefined) return []
  const { before, after, added, removed } = next.members
  const named = (sign: string, some: typeof added) => {
    const more = some.count - some.first.length
    return some.count === 0
      ? []
      : [`${sign}${count(some.count)}: ${some.first.join(' ')}${more > 0 ? ` … and ${count(more)} more` : ''}`]
  }
  return [`videos: ${count(before)} now, ${count(after)} next`, ...named('+', added), ...named('−', removed)]
}

/** What the campaign is to say next, where that differs from what is on the air, and who is asked to approve it. */
export function waitingLines({ campaign, next, authors, approval }: StoredCampaign): readonly string[] {
  const asked =
    approval === null
      ? []
      : [
          approval.state === 'lapsed'
            ? `the request of ${plain(approval.askedBy)} (${approval.id}) lapsed at ${approval.expiresAt}: submit it again`
            : `${plain(approval.askedBy)} asks for approval (${approval.id}), until ${approval.expiresAt}`,
          ...approval.twoPersons.map((why) => `two persons must want it: ${plain(why)}`),
        ]
  const several = authors.length < 2 ? [] : [`written by ${authors.map(plain).join(', ')}: somebody else approves it`]
  if (next === null) return [...several, ...asked]
  const stays = campaign.status === 'approved' ? 'runs on as it is' : `stays ${campaign.status} as it is`
  const about = `revision ${count(next.revision)} waits (${next.campaign.status}), by ${plain(next.editedBy)}; until it is approved, ${campaign.id} ${stays}`
  const rows = next.diff.map((each) => [plain(each.field), plain(each.before) || '–', plain(each.after) || '–'])
  return [about, ...several, ...asked, ...table(['field', 'now', 'next'], rows)]
}
