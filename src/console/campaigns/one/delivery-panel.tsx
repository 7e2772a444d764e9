import type { CampaignDelivery } from '../../../contracts/ops/answers/campaigns/delivery.ts'
import type { Part } from '../../ask.ts'
import { Refusal } from '../../frame/problem-page.tsx'
import { State } from '../../frame/state.tsx'
import { Funnel } from './funnel.tsx'

interface DeliveryPanelProps {
  readonly id: string
  readonly delivery: Part<CampaignDelivery>
  readonly days: AskedDays
}

/** The first and the last day of a report, UTC; empty: as the ops API chooses. */
interface AskedDays {
  readonly from: string
  readonly to: string
}

/** The days as a part of a query that follows another one. */
export function daysText({ from, to }: AskedDays): string {
  const given = Object.entries({ from, to }).filter(([, day]) => day !== '')
  return given.map(([name, day]) => `&${name}=${encodeURIComponent(day)}`).join('')
}

/** What a campaign was to deliver, delivered and will deliver: the curves, their table, and what would help. */
export function DeliveryPanel({ id, delivery, days }: DeliveryPanelProps) {
  const query = daysText(days).replace('&', '?')
  const report = `/ops/v1/campaigns/${encodeURIComponent(id)}/delivery`
  return (
    <section class="panel" aria-label="Delivery" id="delivery">
      <div class="head">
        <h2>Delivery</h2>
        <div class="acts">
          <a href={`${report}.csv${query}`} download>
            CSV
          </a>
          <a href={`${report}.xlsx${query}`} download>
            XLSX
          </a>
        </div>
      </div>
      <form class="filters days" action="#delivery" aria-label="Days of the report">
        <label>
          From
          <input type="date" name="from" value={days.from} />
        </label>
        <label>
          To
          <input type="date" name="to" value={days.to} />
        </label>
        <button type="submit">Show these days, UTC</button>
      </form>
      {'refused' in delivery ? (
        <Refusal problem={delivery.refused} />
      ) : (
        <Report delivery={delivery.answer} picture={`${report}.svg${query}`} />
      )}
    </section>
  )
}

function Report({ delivery, picture }: { readonly delivery: CampaignDelivery; readonly picture: string }) {
  const { goal, totals, plannedSoFar, shortfall, funnel, remedies, notes } = delivery
  const { projected } = totals
  return (
    <div class="delivery">
      <dl class="facts">
        <dt>Goal</dt>
        <dd>{goal === null ? 'none that is counted' : `${num(goal.amount)} ${goal.counts}, ${goal.pacing}`}</dd>
        <dt>Planned up to now</dt>
        <dd>{plannedSoFar === null ? 'no plan' : num(plannedSoFar)}</dd>
        <dt>Delivered</dt>
        <dd>{num(totals.delivered)}</dd>
        <dt>Projected</dt>
        <dd>
          {projected === null
            ? 'nobody can say'
            : `${num(projected.mid)} (${num(projected.low)} to ${num(projected.high)})`}
        </dd>
        {goal !== null && (
          <>
            <dt>State</dt>
            <dd>
              <Shortfall shortfall={shortfall} />
            </dd>
          </>
        )}
      </dl>
      {hasCurves(delivery) && (
        <section class="scroll" tabindex={0} aria-label="Curves of delivery">
          <img
            class="curves"
            src={picture}
            width="960"
            height="420"
            alt={`Curves of booked, planned, delivered and projected events by day, ${delivery.from} to ${delivery.to}; the table below has the numbers.`}
          />
        </section>
      )}
      <DayTable rows={delivery.rows} />
      {notes.length > 0 && (
        <ul>
          {notes.map((note) => (
            <li>{note}</li>
          ))}
        </ul>
      )}
      {funnel !== null && <Funnel funnel={funnel} />}
      {remedies.length > 0 && (
        <>
          <h3>What would help</h3>
          <ul>
            {remedies.map(({ text, expected, reachable }) => (
              <li>
                {text}: {num(expected.mid)} expected ({num(expected.low)} to {num(expected.high)}), goal reachable:{' '}
                {reachable}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Whether there is anything to draw. */
function hasCurves({ goal, totals }: CampaignDelivery): boolean {
  return goal !== null || totals.delivered > 0 || totals.projected !== null
}

function Shortfall({ shortfall }: Pick<CampaignDelivery, 'shortfall'>) {
  if (shortfall === null) return <State tone="good">nothing lacks of its goal</State>
  return (
    <State tone={shortfall.by === 'plan' ? 'warn' : 'bad'}>
      {num(shortfall.events)} fewer than {SHORT_BY[shortfall.by]}
    </State>
  )
}

const SHORT_BY = { end: 'its goal, and it is over', projection: 'its goal, as is expected', plan: 'planned up to now' }

function DayTable({ rows }: { readonly rows: CampaignDelivery['rows'] }) {
  if (rows.length === 0) return null
  return (
    <details>
      <summary>By day, in UTC ({rows.length})</summary>
      <section class="scroll" tabindex={0} aria-label="Delivery by day">
        <table>
          <thead>
            <tr>
              {['Day', 'Booked', 'Planned', 'Delivered', 'Projected', 'Starts'].map((head) => (
                <th scope="col" class={head === 'Day' ? undefined : 'right'}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ day, booked, planned, delivered, projected, starts }) => (
              <tr>
                <th scope="row">{day ?? 'not known'}</th>
                {[booked, planned, delivered, projected?.mid ?? null, starts].map((value) => (
                  <td class="right number">{value === null ? '–' : num(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}

function num(value: number): string {
  return value.toLocaleString('en')
}
