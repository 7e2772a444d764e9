import type { SnapshotChanges } from '../../../contracts/ops/answers/changes.ts'
import type { CanaryTrial } from '../../../contracts/ops/answers/inquiries/canary-trial.ts'
import type { RegionAnswer } from '../../../contracts/ops/answers/regions.ts'
import { partOf } from '../../ask.ts'
import { wrongField } from '../../explained/asked-instant.ts'
import { Refusal } from '../../frame/problem-page.tsx'
import type { ConsolePage, PageRequest } from '../../page.ts'
import { CanaryFacts } from '../canary-facts.tsx'
import { CanaryTrialView } from '../canary-trial.tsx'
import { Effect } from '../effect.tsx'
import { ActForm, ActFrame } from './act-frame.tsx'
import { NothingLive } from './nothing-live.tsx'
import { isHeld, lookAhead, PublishAhead } from './publish-ahead.tsx'

/** How a canary ends. */
const ENDS = {
  promote: 'Promote it: all viewers get it',
  stop: 'Stop it: all viewers get what is live',
} as const

/** `/console/regions/{r}/canary?how=`: starts a canary with what a publish would announce; of a running one, its end. */
export const canaryPage: ConsolePage = {
  path: '/console/regions/:region/canary',
  section: 'regions',
  parameters: ['how'],
  show: async (request) => {
    const { path, query, ask, me } = request
    if (query('how') !== '' && !Object.hasOwn(ENDS, query('how')))
      throw wrongField('how', 'A canary ends by promote or stop.')
    const status = await ask.get<RegionAnswer>(`regions/${path('region')}`)
    const { region } = status
    const title = status.canary === null ? `Start a canary in ${region}` : `End the canary of ${region}`
    if (status.snapshot === null) return { title, body: <NothingLive title={title} region={region} me={me} /> }
    return {
      title,
      body: (
        <ActFrame title={title} region={region}>
          {status.canary === null ? await startOf(request, status) : await endOf(request, status, status.canary)}
        </ActFrame>
      ),
    }
  },
}

async function startOf({ ask, me }: PageRequest, status: RegionAnswer) {
  const { region } = status
  const ahead = await lookAhead(ask, me, region)
  return (
    <>
      <p>
        A share of the viewers is served what a publish would announce. It is promoted or taken back by how it does.
      </p>
      <PublishAhead status={status} ahead={ahead} me={me} />
      {!isHeld(ahead) && (
        <ActForm
          me={me}
          region={region}
          action="region.canary"
          send={`POST /ops/v1/regions/${region}/canary`}
          words="Start the canary"
          repeated="Pressing again is safe: while a canary runs, a second one is refused."
        >
          <input type="hidden" name="action" value="start" />
          <label>
            Percent of the viewers
            <input type="number" name="percent" data-kind="number" min="0.5" max="50" step="0.5" value="5" required />
          </label>
          <label>
            Minutes until it ends by itself
            <input type="number" name="minutes" data-kind="number" min="5" max="1440" value="60" required />
          </label>
        </ActForm>
      )}
    </>
  )
}

async function endOf(
  { ask, me, now, query }: PageRequest,
  { region }: RegionAnswer,
  canary: NonNullable<RegionAnswer['canary']>,
) {
  const diff = `regions/${region}/snapshots/live/diff/${encodeURIComponent(canary.snapshot)}`
  const [changes, trial] = await Promise.all([
    partOf(ask.get<SnapshotChanges>(diff)),
    partOf(ask.get<CanaryTrial>(`regions/${region}/canary`)),
  ])
  return (
    <>
      <CanaryFacts canary={canary} now={now} />
      {'answer' in trial ? <CanaryTrialView trial={trial.answer} /> : <Refusal problem={trial.refused} />}
      <h2>What a promotion would change for all viewers</h2>
      {'answer' in changes ? (
        <Effect region={region} changes={changes.answer} towards={canary.snapshot} />
      ) : (
        <Refusal problem={changes.refused} />
      )}
      <ActForm
        me={me}
        region={region}
        action="region.canary"
        send={`POST /ops/v1/regions/${region}/canary`}
        words="End the canary"
        repeated="Pressing again is safe: once it has ended there is no canary to end, and the page says so."
      >
        <fieldset class="choices">
          <legend>How</legend>
          {Object.entries(ENDS).map(([how, words]) => (
            <label class="choice">
              <input type="radio" name="action" value={how} required checked={how === query('how')} />
              {words}
            </label>
          ))}
        </fieldset>
      </ActForm>
    </>
  )
}
