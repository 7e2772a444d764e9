import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { LearnedList } from '../../contracts/ops/answers/learned/learned.ts'
import type { LearnedEffect } from '../../contracts/ops/answers/learned/learned-effect.ts'
import { isRegionId, REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { type Part, partOf } from '../ask.ts'
import { wrongField } from '../explained/asked-instant.ts'
import { ActHead } from '../frame/act-head.tsx'
import { mayDo, whoMay } from '../frame/may-do.ts'
import type { ConsolePage, PageRequest } from '../page.ts'
import { shortRun } from './figures.ts'
import { LearnedEffectView } from './learned-effect.tsx'
import { NoRuns } from './no-runs.tsx'
import { RunName } from './run-name.tsx'

type Act = LearnedEffect['act']

/** `/console/learning/activate?region=[&run=]`: what a run would change in a region, then the act; without one, the newest. */
export const activateLearnedPage: ConsolePage = {
  path: '/console/learning/activate',
  section: 'learning',
  parameters: ['region', 'run'],
  show: async (request) => {
    const region = regionOf(request)
    const list = await request.ask.get<LearnedList>('learned')
    const run = request.query('run') || (list.runs[0]?.id ?? null)
    return { title: `Activate in ${region}`, body: await actBody(request, { act: 'activate', region, run, list }) }
  },
}

/** `/console/learning/retire?region=`: what a region would go back to, then the act. */
export const retireLearnedPage: ConsolePage = {
  path: '/console/learning/retire',
  section: 'learning',
  parameters: ['region'],
  show: async (request) => {
    const region = regionOf(request)
    const list = await request.ask.get<LearnedList>('learned')
    const run = list.regions.find((each) => each.region === region)?.run ?? null
    return { title: `Retire in ${region}`, body: await actBody(request, { act: 'retire', region, run, list }) }
  },
}

function regionOf({ query }: PageRequest): RegionId {
  const region = query('region') || 'dach'
  if (isRegionId(region)) return region
  throw wrongField('region', `There are ${REGION_IDS.join(', ')}.`)
}

interface Asked {
  readonly act: Act
  readonly region: RegionId
  readonly run: string | null
  readonly list: LearnedList
}

const HEADS: Readonly<Record<Act, (region: string) => string>> = {
  activate: (region) => `Serve a learned run in ${region}`,
  retire: (region) => `Take the learned run of ${region} back`,
}

async function actBody({ ask, me }: PageRequest, { act, region, run, list }: Asked) {
  const serving = list.regions.find((each) => each.region === region)?.run ?? null
  const query = new URLSearchParams({ region, act })
  const isServed = act === 'activate' && run !== null && run === serving
  const effect =
    run === null || isServed
      ? null
      : await partOf(ask.get<LearnedEffect>(`learned/${encodeURIComponent(run)}/effect?${query}`))
  return (
    <div class="page act-page learning">
      <ActHead href="/console/learning" name="All runs">
        {HEADS[act](region)}
      </ActHead>
      {act === 'activate' && list.runs.length === 0 && <NoRuns />}
      {act === 'retire' && run === null && <p>{region} is to serve no learned run: there is nothing to take back.</p>}
      {isServed && (
        <p>
          {region} is to serve <RunName run={run} /> already.
        </p>
      )}
      {effect !== null && run !== null && <ActWithEffect act={act} region={region} run={run} effect={effect} me={me} />}
    </div>
  )
}

interface ActWithEffectProps {
  readonly act: Act
  readonly region: RegionId
  readonly run: string
  readonly effect: Part<LearnedEffect>
  readonly me: WhoAmI
}

function ActWithEffect({ act, region, run, effect, me }: ActWithEffectProps) {
  const action = `learned.${act}` as const
  const may = mayDo(me, action, [region])
  const isHeld = 'answer' in effect && effect.answer.goes === 'held'
  const word = act === 'activate' ? 'Activate' : 'Retire'
  return (
    <>
      <LearnedEffectView effect={effect} region={region} me={me} />
      <form
        class="fields"
        data-send={`POST /ops/v1/learned/${run}/${act}`}
        data-then={`go /console/learning?region=${region}`}
      >
        <input type="hidden" name="regions.+" value={region} />
        <label>
          Reason
          <input name="reason" required maxlength={300} disabled={!may} autocomplete="off" />
        </label>
        <output role="alert"></output>
        <div class="acts">
          <button type="submit" class={isHeld ? 'act danger' : 'act strong'} disabled={!may}>
            {word} {shortRun(run)} in {region}
          </button>
          {!may && (
            <small>
              You may not: {action} is granted to {whoMay(me, action)}.
            </small>
          )}
        </div>
        <p class="dim">
          {act === 'activate'
            ? 'Pressing again is safe. The next publish, within five minutes, brings it; retiring goes back in one act.'
            : 'Pressing again is safe: it goes back once. The next publish, within five minutes, goes back without a canary or a second person; a canary of the run is stopped at once.'}
        </p>
      </form>
    </>
  )
}
