import type { CampaignForecastAnswer } from '../../../contracts/ops/answers/campaigns/forecast.ts'
import { ActHead } from '../../frame/act-head.tsx'
import { Instant } from '../../frame/times.tsx'
import type { ConsolePage } from '../../page.ts'
import { CampaignLink, campaignHref } from '../campaign-name.tsx'
import { ReasonField } from './reason-field.tsx'

/** `/console/campaigns/{id}/forecast`: what it can be expected to get, who loses by it, and the hold on its place. */
export const forecastPage: ConsolePage = {
  path: '/console/campaigns/:id/forecast',
  section: 'campaigns',
  parameters: [],
  show: async ({ path, ask, now }) => {
    const id = path('id')
    const at = `campaigns/${encodeURIComponent(id)}`
    const forecast = await ask.post<CampaignForecastAnswer>(`${at}/forecast`, {})
    return {
      title: `Forecast of ${id}`,
      body: (
        <div class="page narrow">
          <ActHead href={campaignHref(id)} name={id}>
            Forecast
          </ActHead>
          <Expected forecast={forecast} now={now} />
          {forecast.goal !== null && forecast.reachable !== 'no' && (
            <form class="fields" data-send={`POST /ops/v1/${at}/hold`} data-then={`go ${campaignHref(id)}`}>
              <p>Hold it: the forecasts of others leave room for its goal. Nothing changes for viewers.</p>
              <ReasonField />
              <button type="submit" class="act strong">
                Hold its place
              </button>
              <output role="alert"></output>
            </form>
          )}
        </div>
      ),
    }
  },
}

function Expected({ forecast, now }: { readonly forecast: CampaignForecastAnswer; readonly now: number }) {
  const { expected, counts, goal, delivered, reachable, takesFrom, daysOfData, from, until, why } = forecast
  return (
    <>
      <dl class="facts">
        <dt>Expected</dt>
        <dd>
          {expected === null
            ? `not known: ${why}`
            : `${text(expected.mid)} ${counts} (${text(expected.low)} to ${text(expected.high)}, 8 times out of 10)`}
        </dd>
        <dt>Goal</dt>
        <dd>{goal === null ? 'none that is counted' : `${text(goal)}, reachable: ${reachable ?? 'unknown'}`}</dd>
        <dt>Delivered by now</dt>
        <dd>{text(delivered)}</dd>
        <dt>Open</dt>
        <dd>
          <Instant at={from} now={now} /> to <Instant at={until} now={now} />
        </dd>
        <dt>Made from</dt>
        <dd>{daysOfData} days of counters</dd>
      </dl>
      {takesFrom.length > 0 && (
        <>
          <h2>Who loses by it</h2>
          <ul>
            {takesFrom.map(({ campaignId, impressions }) => (
              <li>
                <CampaignLink id={campaignId} name={null} /> {text(impressions)} impressions
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function text(value: number): string {
  return value.toLocaleString('en')
}
