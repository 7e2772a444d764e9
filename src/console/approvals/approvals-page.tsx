import type { ApprovalList, ApprovalRequestAnswer } from '../../contracts/ops/answers/approvals.ts'
import { Pager, pageOf } from '../frame/pager.tsx'
import { State } from '../frame/state.tsx'
import { Instant, lengthOf } from '../frame/times.tsx'
import type { ConsolePage, PageRequest } from '../page.ts'
import { STATE_WORDS, subjectOf, whyNotMine } from './approval-words.ts'
import { WaitingRequest } from './waiting-request.tsx'

const RENEWS_EVERY_MS = 10_000
const OVER_SHOWN = 50
/** Each of them is shown whole, and is half a screen. */
const WAITING_SHOWN = 10

/** `/console/approvals`: what waits for a second person, with all that they approve, and what became of the others. */
export const approvalsPage: ConsolePage = {
  path: '/console/approvals',
  section: 'approvals',
  parameters: ['page', 'waiting'],
  show: async (request) => {
    const { approvals } = await request.ask.get<ApprovalList>('approvals')
    const waiting = approvals.filter(({ state }) => state === 'asked')
    const shown = pageOf(mineFirst(waiting, request), request.query('waiting'), WAITING_SHOWN)
    const over = pageOf(
      approvals.filter(({ state }) => state !== 'asked'),
      request.query('page'),
      OVER_SHOWN,
    )
    return {
      title: 'Approvals',
      renewsEveryMs: RENEWS_EVERY_MS,
      body: (
        <div class="page approvals">
          <h1>{headline(waiting.length)}</h1>
          <div class="waiting" data-part="waiting">
            {shown.rows.map((asked) => (
              <WaitingRequest asked={asked} request={request} />
            ))}
          </div>
          <Pager
            href="/console/approvals"
            query={{ page: request.query('page') }}
            page={shown}
            of="waiting requests"
            parameter="waiting"
          />
          <section class="panel scroll" aria-label="What does not wait any more" data-part="over">
            <h2>What does not wait any more</h2>
            {over.rows.length === 0 ? (
              <p class="empty">Nothing was asked for before.</p>
            ) : (
              <Over approvals={over.rows} request={request} />
            )}
          </section>
          <Pager href="/console/approvals" query={{ waiting: request.query('waiting') }} page={over} of="requests" />
        </div>
      ),
    }
  },
}

/** What whoever looks may answer comes before what waits for others. */
function mineFirst(waiting: readonly ApprovalRequestAnswer[], { me }: PageRequest): readonly ApprovalRequestAnswer[] {
  const isMine = (asked: ApprovalRequestAnswer) => whyNotMine(me, asked) === null
  return [...waiting.filter(isMine), ...waiting.filter((asked) => !isMine(asked))]
}

function headline(waiting: number): string {
  if (waiting === 0) return 'Nothing waits for a second person'
  return waiting === 1 ? 'One request waits for a second person' : `${waiting} requests wait for a second person`
}

interface OverProps {
  readonly approvals: readonly ApprovalRequestAnswer[]
  readonly request: PageRequest
}

function Over({ approvals, request: { now } }: OverProps) {
  return (
    <table class="stacks">
      <thead>
        <tr>
          <th>What</th>
          <th>State</th>
          <th>Asked by</th>
          <th>Approved by</th>
          <th>Why</th>
        </tr>
      </thead>
      <tbody>
        {approvals.map((asked) => {
          const [tone, words] = STATE_WORDS[asked.state]
          return (
            <tr id={asked.id}>
              <th scope="row">
                <bdi class="name">{subjectOf(asked)}</bdi>
              </th>
              <td data-label="State">
                <State tone={tone}>{words}</State>{' '}
                {asked.state === 'approved' && (
                  <small>{lengthOf((Date.parse(asked.expiresAt) - now) / 1000)} are left</small>
                )}
              </td>
              <td data-label="Asked by">
                <bdi class="name">{asked.proposedBy}</bdi> <Instant at={asked.proposedAt} now={now} />
              </td>
              <td data-label="Approved by">
                {asked.approved === null ? (
                  'nobody'
                ) : (
                  <>
                    <bdi class="name">{asked.approved.by}</bdi> <Instant at={asked.approved.at} now={now} />
                  </>
                )}
              </td>
              <td data-label="Why">
                <bdi class="name">{asked.reason}</bdi>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
